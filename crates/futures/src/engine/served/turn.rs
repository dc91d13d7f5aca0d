//! Those who might be touched, in order of time.

use super::{Asks, Came, Candidate};

/// When a candidate comes to be touched.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    /// Of who only asks for a service, the service.
    pub(super) service: Option<u16>,
    /// Whether the child has asked before.
    pub(super) asked: bool,
    pub(super) asks: Asks,
}

impl Turn {
    fn of((candidate, number): (&Candidate, u32)) -> Turn {
        let (service, asked) = match candidate.came {
            Came::AsBefore { asks, asked } => (asks, asked),
            Came::ByStep(_) | Came::Beside => (None, false),
        };
        let asks = Asks {
            candidate: number,
            since: candidate.at,
            until: candidate.next.time(),
            born: candidate.child.born,
        };
        Turn { service, asked, asks }
    }
}

/// Candidates in each stretch of time, in the mean.
const IN_A_STRETCH: usize = 4;

/// The turns of all candidates in order of time, and of those of one moment in the order in which they were found: who of
/// them stands first on a list is decided when it opens.
///
/// Candidates are dealt out to short stretches of time, as many as keep few in each: most come evenly over the years, and
/// sorting a few costs next to nothing.
pub(super) fn in_order(candidates: &[Candidate], horizon: f64) -> Vec<Turn> {
    let stretches = candidates.len() / IN_A_STRETCH + 1;
    let in_a_year = stretches as f64 / horizon;
    let stretch = |candidate: &Candidate| ((candidate.at * in_a_year) as usize).min(stretches - 1) as u32;
    let stretch_of: Vec<u32> = candidates.iter().map(stretch).collect();
    let mut ends = vec![0_u32; stretches];
    stretch_of.iter().for_each(|stretch| ends[*stretch as usize] += 1);
    let mut end = 0;
    for count in &mut ends {
        end += *count;
        *count = end;
    }
    let Some(first) = candidates.first() else { return Vec::new() };
    let mut turns = vec![Turn::of((first, 0)); candidates.len()];
    for ((candidate, stretch), number) in
        candidates.iter().zip(stretch_of).zip(0..candidates.len() as u32).rev()
    {
        let place = &mut ends[stretch as usize];
        *place -= 1;
        turns[*place as usize] = Turn::of((candidate, number));
    }
    // What were ends are beginnings now.
    let until = ends.iter().skip(1).map(|from| *from as usize).chain([turns.len()]);
    for (from, to) in ends.iter().map(|from| *from as usize).zip(until) {
        turns[from..to].sort_by(|a, b| a.asks.since.total_cmp(&b.asks.since));
    }
    turns
}
