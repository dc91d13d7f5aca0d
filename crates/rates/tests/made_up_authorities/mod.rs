//! Made-up authorities: intensities spread around groups, and steps that chance makes of them.

#[path = "../repetitions/mod.rs"]
mod repetitions;

use luck::{Luck, Purpose};
use rand_distr::{Distribution, Gamma, Poisson};
use rates::plain::{Estimate, Parts, Row, Span, Table, estimate};
pub use repetitions::Mean;

/// Sizes by their exposure in a cell, in person-years.
pub const SIZES: [(&str, f64); 3] = [("small", 4.0), ("middling", 40.0), ("large", 400.0)];
/// Groups, as the regions of England are.
const GROUPS: usize = 9;
/// Intensities of the cells of a step over all groups, in steps per person-year.
const CELLS: [f64; 4] = [0.05, 0.15, 0.4, 1.0];
/// Shapes of the Gamma spread of groups around cells and of authorities around groups.
const GROUPS_SHAPE: f64 = 30.0;
const AUTHORITIES_SHAPE: f64 = 8.0;
/// Intervals.
pub const SHARES: [f64; 3] = [0.5, 0.8, 0.95];

/// How estimates of one size did.
#[derive(Clone, Debug)]
pub struct Score {
    /// Estimate over truth, less one.
    pub bias: Mean,
    /// How often each of [`SHARES`] held the truth.
    pub covered: [Mean; 3],
    /// Mean square error of estimates relative to that of steps over exposure.
    pub error_against_raw: Mean,
    /// The root of the mean square error of estimates, and of steps over exposure, relative to the truth.
    pub relative_error: [Mean; 2],
    /// Mean weight of own evidence.
    pub own_evidence: Mean,
}

/// How estimates of each size do over repetitions, each with authorities and luck of its own: so many of each size.
pub fn scores(repetitions: u32, authorities: usize) -> [Score; 3] {
    let runs: Vec<[[f64; 8]; 3]> = (0..repetitions).map(|repetition| run(repetition, authorities)).collect();
    [0, 1, 2].map(|size| {
        let of = |measure: usize| Mean::of(runs.iter().map(|run| run[size][measure]));
        Score {
            bias: of(0),
            covered: [of(1), of(2), of(3)],
            error_against_raw: of(4),
            relative_error: [of(5), of(6)],
            own_evidence: of(7),
        }
    })
}

/// One table of all authorities, and how its estimates do by size.
fn run(repetition: u32, authorities: usize) -> [[f64; 8]; 3] {
    let mut luck = Luck::new(20_261_123).stream(repetition, 0, Purpose(1));
    let mut gamma =
        |shape: f64, mean: f64| Gamma::new(shape, mean / shape).expect("a shape").sample(&mut luck);
    let mut truths = Vec::new();
    let mut rows = Vec::new();
    for (cell, rate) in CELLS.into_iter().enumerate() {
        let groups: Vec<f64> = (0..GROUPS).map(|_| gamma(GROUPS_SHAPE, rate)).collect();
        for authority in 0..SIZES.len() * authorities {
            // Half to twice the size that gives its name to the class.
            let exposure = SIZES[authority % SIZES.len()].1
                * 0.5
                * 4f64.powf((authority / SIZES.len()) as f64 / authorities as f64);
            let truth = gamma(AUTHORITIES_SHAPE, groups[authority % GROUPS]);
            truths.push(truth);
            rows.push((cell, authority, exposure));
        }
    }
    let mut table = Table::new();
    for ((cell, authority, exposure), truth) in rows.iter().zip(&truths) {
        let steps = Poisson::new(truth * exposure).expect("a mean").sample(&mut luck);
        let row = Row {
            line: (cell * 1_000 + authority) as u64,
            from: "in need",
            to: "looked after",
            ages: Span { from: *cell as f64 * 4.0, to: *cell as f64 * 4.0 + 4.0 },
            times: Span::ALL,
            stratum: &format!("authority {authority:03}"),
            group: &format!("region {}", authority % GROUPS),
            levels: &[],
            steps,
            person_years: *exposure,
        };
        table.push(&row).expect("a good row");
    }
    let estimates = estimate(&table.check(Parts::Mistake).0);
    let mut tallies = [Tally::default(); 3];
    for (cell, of_cell) in estimates.steps[0].cells.iter().enumerate() {
        for one in &of_cell.strata {
            let name = &estimates.strata[one.stratum as usize].name;
            let authority: usize = name[10..].parse().expect("a number");
            let truth = truths[cell * SIZES.len() * authorities + authority];
            tallies[authority % SIZES.len()].add(&one.estimate, truth);
        }
    }
    tallies.map(|tally| tally.measures())
}

#[derive(Clone, Copy, Default)]
struct Tally {
    count: f64,
    truth: f64,
    estimate: f64,
    covered: [f64; 3],
    square: f64,
    square_raw: f64,
    own: f64,
}

impl Tally {
    fn add(&mut self, estimate: &Estimate, truth: f64) {
        let posterior = estimate.posterior.expect("there is exposure");
        let raw = estimate.raw().expect("there is exposure").0;
        self.count += 1.0;
        self.truth += truth;
        self.estimate += posterior.mean().0;
        for (covered, share) in self.covered.iter_mut().zip(SHARES) {
            let (low, high) = posterior.interval(share);
            *covered += f64::from(u8::from((low.0..high.0).contains(&truth)));
        }
        self.square += (posterior.mean().0 / truth - 1.0).powi(2);
        self.square_raw += (raw / truth - 1.0).powi(2);
        self.own += estimate.own_evidence();
    }

    fn measures(&self) -> [f64; 8] {
        let [half, eighty, most] = self.covered.map(|covered| covered / self.count);
        [
            self.estimate / self.truth - 1.0,
            half,
            eighty,
            most,
            self.square / self.square_raw,
            (self.square / self.count).sqrt(),
            (self.square_raw / self.count).sqrt(),
            self.own / self.count,
        ]
    }
}
