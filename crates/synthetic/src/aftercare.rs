//! Life after care: whether young people are in touch, what they do, where they live.

use luck::Stream;

use crate::authority::Authority;
use crate::day::Day;
use crate::live::Life;
use crate::people::choose;
use crate::purpose;

/// What is known of a care leaver around a birthday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Aftercare {
    pub(crate) in_touch: bool,
    /// Code of the return; training and work have other codes before 2022.
    pub(crate) activity: &'static str,
    /// Words of the inspection list.
    pub(crate) activity_words: &'static str,
    /// Code of the return, with `1` for suitable.
    pub(crate) accommodation: &'static str,
    /// Words of the inspection list.
    pub(crate) accommodation_words: &'static str,
}

type Named = ((&'static str, &'static str), f64);

const ACTIVITIES: [Named; 6] = [
    (("F1", "F1: Full time in higher education"), 6.0),
    (("F2", "F2: Full time in education other than higher"), 24.0),
    (("F5", "F5: Full time in training or employment"), 20.0),
    (("F4", "F4: Full time in apprenticeship"), 4.0),
    (("G4", "G4: Not in education, employment or training, illness or disability"), 12.0),
    (("G5", "G5: Not in education, employment or training, other"), 26.0),
];

const ACCOMMODATION: [Named; 7] = [
    (("B1", "a) With parents or relatives"), 12.0),
    (("U1", "k) Independent living"), 36.0),
    (("D1", "c) Semi-independent transitional accommodation"), 22.0),
    (("Z1", "o) With former foster carers"), 10.0),
    (("E1", "d) Supported lodgings"), 5.0),
    (("X2", "n) In custody"), 3.0),
    (("Y1", "p) Other"), 8.0),
];

const NOT_IN_TOUCH: f64 = 0.06;

impl Authority {
    /// What is known of a care leaver around a day.
    pub(crate) fn aftercare(&self, life: &Life, day: Day) -> Aftercare {
        let mut stream: Stream = self.luck.stream(u32::from(day.return_year()), life.number, purpose::LEAVER);
        let in_touch = stream.uniform() >= NOT_IN_TOUCH;
        let (activity, activity_words) = choose(
            &ACTIVITIES,
            stream.uniform(),
            ("G5", "G5: Not in education, employment or training, other"),
        );
        let (accommodation, accommodation_words) =
            choose(&ACCOMMODATION, stream.uniform(), ("Y1", "p) Other"));
        // Apprenticeships are told apart from 2022 on.
        let activity =
            if matches!(activity, "F4" | "F5") && day.return_year() < 2022 { "F3" } else { activity };
        Aftercare { in_touch, activity, activity_words, accommodation, accommodation_words }
    }
}
