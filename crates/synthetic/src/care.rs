//! A period of being looked after: its chain of placements and legal statuses, and why it ended.
//!
//! When it begins and ends is given by the child's spells. Moves between placements and changes of legal status
//! come at known intensities, except on the way to an adoption, which is laid out backwards from its order.

use luck::Stream;
use units::{AgeBand, Placement, Position};

use crate::assumptions::{FULL_ORDERS, INTERIM_ORDERS, MOVES};
use crate::authority::Authority;
use crate::day::Day;
use crate::grid::{AGE_EDGES, age_band, per_day};
use crate::live::{Life, Spell};
use crate::people::{choose, pick};
use crate::purpose;

/// One placement under one legal status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) start: Day,
    pub(crate) reason_started: &'static str,
    pub(crate) legal_status: &'static str,
    pub(crate) home: Home,
    /// Why the child moved on; blank if the placement did not change at its end.
    pub(crate) reason_moved: &'static str,
}

/// Where a child lives: a kind of placement and who provides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    pub(crate) kind: Placement,
    /// Placement type; `H5` stands for supported accommodation, whose code depends on the year.
    pub(crate) place: &'static str,
    pub(crate) provider: &'static str,
    /// Number of the establishment or agency, from which its URN and postcode are made.
    pub(crate) establishment: u32,
}

/// Dates on the way to an adoption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Adoption {
    pub(crate) decided: Day,
    pub(crate) placement_order: Day,
    pub(crate) matched: Day,
    pub(crate) placed: Day,
}

/// A period of being looked after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Care {
    pub(crate) start: Day,
    pub(crate) end: Option<Day>,
    /// Reason ceased; `SGO` stands for special guardianship, whose codes depend on the year. Blank while open.
    pub(crate) reason_ended: &'static str,
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) adoption: Option<Adoption>,
}

/// Shortest period that can end in an adoption, in days.
const ADOPTION_DAYS_MIN: i32 = 240;

/// Why children move on, by share.
const MOVE_REASONS: [(&str, f64); 6] =
    [("CARPL", 62.0), ("CREQB", 10.0), ("CREQO", 9.0), ("CHILD", 6.0), ("LAREQ", 5.0), ("OTHER", 8.0)];

impl Authority {
    /// The child's periods of care, with all their detail.
    pub(crate) fn care_of(&self, life: &Life) -> Vec<Care> {
        let spells =
            life.spans().enumerate().filter(|(_, (spell, _))| spell.position == Position::LookedAfter);
        spells
            .map(|(n, (spell, end))| {
                let next = life.spells.get(n + 1).map(|s| s.position);
                self.care(life, spell, end, next)
            })
            .collect()
    }

    fn care(&self, life: &Life, spell: Spell, end: Option<Day>, next: Option<Position>) -> Care {
        let mut stream = self.luck.stream(spell.start.0.unsigned_abs(), life.number, purpose::CARE);
        let edges = AGE_EDGES.map(|years| life.born.birthday(years));
        let draws = [stream.uniform(), stream.uniform(), stream.uniform()];
        let until = end.unwrap_or(self.known_until());
        let mut stretches = self.placements(life, &edges, spell.start, until, &mut stream);
        let mut adoption = None;
        let reason_ended = match next {
            None => "",
            Some(Position::CareLeaver) => {
                let fostered = stretches.last().is_some_and(|s| s.home.kind == Placement::Foster);
                let reason = choose(&self.reasons.at_18, draws[0], "E8");
                if reason == "E17" && !fostered { "E5" } else { reason }
            }
            Some(Position::InNeed) => {
                if draws[0] < self.reasons.home_planned {
                    "E4A"
                } else {
                    "E4B"
                }
            }
            Some(_) if life.unaccompanied => "E3",
            Some(_) => {
                let under_10 = until < edges[2];
                let way = adoption_dates(spell.start, until);
                let homed = way.is_some_and(|w| with_family(&stretches, w.placement_order));
                if under_10 && way.is_some() && !homed && draws[0] < self.reasons.adopted_under_10 {
                    adoption = way;
                    if draws[1] < 0.9 { "E12" } else { "E11" }
                } else {
                    choose(&self.reasons.before_18, draws[1], "E8")
                }
            }
        };
        if let Some(way) = adoption {
            lead_to_adoption(&mut stretches, way, (draws[2] * 500.0) as u32);
        }
        if let Some(last) = stretches.last_mut() {
            last.reason_moved = "";
        }
        Care { start: spell.start, end, reason_ended, stretches, adoption }
    }

    /// Placements and legal statuses from the first day to the last, by their intensities.
    fn placements(
        &self,
        life: &Life,
        edges: &[Day; 5],
        start: Day,
        until: Day,
        stream: &mut Stream,
    ) -> Vec<Stretch> {
        let age_at = |day: Day| age_band(edges, day).map_or(AgeBand::From16To17, |(age, _)| age);
        let mut mix = self.mix(age_at(start), life.unaccompanied);
        mix[Placement::WithParents.index()] = 0.0;
        let orders = if life.unaccompanied { 0.0 } else { self.reasons.starts_interim };
        let mut legal_status = if stream.uniform() < orders { "C1" } else { "V2" };
        let mut stretches = vec![Stretch {
            start,
            reason_started: "S",
            legal_status,
            home: home(pick_kind(&mix, stream), age_at(start), stream),
            reason_moved: "",
        }];
        let mut day = start;
        while let Some((age, band_ends)) = age_band(edges, day) {
            let law = match legal_status {
                _ if life.unaccompanied => 0.0,
                "V2" => INTERIM_ORDERS,
                "C1" => FULL_ORDERS,
                _ => 0.0,
            };
            let moves = MOVES[age.index()];
            let (today, lawful) = (day, stream.uniform());
            let Some(days) = stream_wait(per_day(moves + law), stream) else { break };
            day = today.plus(days).min(band_ends);
            if day >= until {
                break;
            }
            if today.plus(days) > band_ends {
                continue;
            }
            let Some(before) = stretches.last_mut() else { break };
            if lawful * (moves + law) < law {
                legal_status = if legal_status == "V2" { "C1" } else { "C2" };
                let home = before.home;
                stretches.push(Stretch {
                    start: day,
                    reason_started: "L",
                    legal_status,
                    home,
                    reason_moved: "",
                });
                continue;
            }
            let kind = pick_kind(&self.mix(age, life.unaccompanied), stream);
            before.reason_moved = choose(&MOVE_REASONS, stream.uniform(), "OTHER");
            // A child accommodated by agreement can only live with its parents under an order.
            let both = kind == Placement::WithParents && legal_status == "V2";
            if both {
                legal_status = "C1";
            }
            let reason_started = if both { "B" } else { "P" };
            let home = home(kind, age, stream);
            stretches.push(Stretch { start: day, reason_started, legal_status, home, reason_moved: "" });
        }
        stretches
    }

    /// Shares of the kinds of placement a child may come or move to. Adoption is not reached by a move, and
    /// unaccompanied children have no parents here.
    pub(crate) fn mix(&self, age: AgeBand, unaccompanied: bool) -> [f64; 7] {
        let mut mix = self.placements.by_age[age.index()];
        mix[Placement::Adoption.index()] = 0.0;
        if unaccompanied {
            mix[Placement::WithParents.index()] = 0.0;
        }
        mix
    }
}

/// Intensity of moving to a placement of a kind, from one of any kind.
pub(crate) fn move_intensity(mix: &[f64; 7], age: AgeBand, to: Placement) -> f64 {
    let total: f64 = mix.iter().sum();
    if total > 0.0 { MOVES[age.index()] * mix[to.index()] / total } else { 0.0 }
}

fn pick_kind(mix: &[f64; 7], stream: &mut Stream) -> Placement {
    Placement::ALL.get(pick(mix, stream.uniform())).copied().unwrap_or(Placement::Foster)
}

/// Whether the child lives with its parents on a day.
fn with_family(stretches: &[Stretch], day: Day) -> bool {
    let at = stretches.iter().rev().find(|s| s.start <= day);
    at.is_none_or(|s| s.home.kind != Placement::Foster)
}

/// Dates that lead to an adoption order on the last day of a period, if it is long enough.
fn adoption_dates(start: Day, end: Day) -> Option<Adoption> {
    let days = end.since(start);
    let at = |share: f64| start.plus((f64::from(days) * share) as i32);
    (days >= ADOPTION_DAYS_MIN).then(|| Adoption {
        decided: at(0.35),
        placement_order: at(0.45),
        matched: at(0.6),
        placed: at(0.65),
    })
}

/// Replaces what was drawn from the placement order on: the child stays, and is then placed for adoption.
fn lead_to_adoption(stretches: &mut Vec<Stretch>, way: Adoption, establishment: u32) {
    stretches.retain(|s| s.start < way.placement_order);
    let Some(last) = stretches.last_mut() else { return };
    last.reason_moved = "";
    let home = last.home;
    let placed = Home {
        kind: Placement::Adoption,
        place: "A6",
        provider: "PR1",
        establishment: establishment + 9_000,
    };
    stretches.push(Stretch {
        start: way.placement_order,
        reason_started: "L",
        legal_status: "E1",
        home,
        reason_moved: "CARPL",
    });
    stretches.push(Stretch {
        start: way.placed,
        reason_started: "P",
        legal_status: "E1",
        home: placed,
        reason_moved: "",
    });
}

/// A place to live of a kind: type, provider and establishment.
fn home(kind: Placement, age: AgeBand, stream: &mut Stream) -> Home {
    let (draw, by) = (stream.uniform(), stream.uniform());
    let place = match kind {
        Placement::Foster => {
            choose(&[("U1", 6.0), ("U3", 13.0), ("U4", 31.0), ("U5", 2.0), ("U6", 48.0)], draw, "U6")
        }
        Placement::ChildrensHome => "K2",
        Placement::Supported => "H5",
        Placement::WithParents => "P1",
        Placement::Adoption => "A6",
        Placement::OtherResidential if age <= AgeBand::From1To4 => "R3",
        Placement::OtherResidential if draw < 0.5 => "S1",
        Placement::OtherResidential => "R1",
        Placement::Other => "Z1",
    };
    let provider = match place {
        "P1" => "PR0",
        "Z1" => "",
        "U1" | "U2" | "U3" | "A6" => "PR1",
        "U4" | "U5" | "U6" => choose(&[("PR1", 56.0), ("PR4", 40.0), ("PR5", 4.0)], by, "PR1"),
        _ => choose(&[("PR1", 14.0), ("PR4", 82.0), ("PR5", 4.0)], by, "PR4"),
    };
    Home { kind, place, provider, establishment: (stream.uniform() * 9_000.0) as u32 }
}

fn stream_wait(probability: f64, stream: &mut Stream) -> Option<i32> {
    crate::live::wait(probability, stream)
}
