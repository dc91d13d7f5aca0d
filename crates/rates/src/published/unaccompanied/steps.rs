//! The steps of unaccompanied children, with what is assumed of them.

use units::{AgeBand, Exposure, Intensity, Position, Step};

use crate::{Cell, Drift, Evidence, HistoryRatios, Posterior, StandIn, StepRates, TimeBands};

use super::Stream;
use super::figures::{England, FIRST_YEAR};

/// Steps that England's intensity counts as: little, because who lives near a port differs from England.
const ENGLAND_STEPS: f64 = 1.0;
/// Numbers of the paths of drift, beside those of the national evidence.
const PATHS: [u16; 3] = [6, 7, 8];

impl Stream {
    /// Arrivals, transfers to another authority, and other ends before 18.
    pub(in crate::published) fn steps(&self, england: &England, age_shares: [f64; 5]) -> Vec<StepRates> {
        let never = |exposure: f64| Posterior::from_counts(0.0, Exposure(exposure), Intensity(0.0), 0.0);
        let cell = |ages: &[AgeBand], steps: f64, exposure: f64, posterior, evidence| Cell {
            ages: ages.to_vec(),
            times: vec![0],
            steps,
            exposure: Exposure(exposure),
            posterior,
            evidence,
            rest: StandIn::England,
        };
        let shrunk = |steps: f64, exposure: f64, mean: f64| {
            Posterior::from_counts(steps, Exposure(exposure), Intensity(mean), ENGLAND_STEPS)
        };
        let arrive = |age: AgeBand, share: f64| {
            let (steps, here) = (self.started * share, age_shares[age.index()]);
            let england = england.started_per_child * share / here.max(1e-9);
            let exposure = self.child_years * here;
            cell(&[age], steps, exposure, shrunk(steps, exposure, england), Evidence::Apportioned)
        };
        let arrivals = AgeBand::ALL.map(|age| match age {
            AgeBand::From10To15 => arrive(age, self.arrive_under_16),
            AgeBand::From16To17 => arrive(age, 1.0 - self.arrive_under_16),
            _ => {
                let exposure = self.child_years * age_shares[age.index()];
                cell(&[age], 0.0, exposure, never(exposure), Evidence::Apportioned)
            }
        });
        let arrivals = arrivals.to_vec();
        let all = |steps: f64, posterior, evidence| {
            vec![cell(&AgeBand::ALL, steps, self.exposure, posterior, evidence)]
        };
        let transfers = shrunk(self.transferred, self.exposure, england.transfers);
        let other = match self.other > 0.0 {
            true => Posterior { shape: self.other * self.exposure, exposure_years: self.exposure },
            false => never(self.exposure),
        };
        let step = |from, to, cells, drift, path, assumption| StepRates {
            step: Step::new(from, to),
            times: TimeBands::none(),
            cells,
            drift,
            drift_path: path,
            drift_follows: None,
            level_sd: 0.0,
            per_child: false,
            history: HistoryRatios::none(),
            expected: Vec::new(),
            assumption,
        };
        use Position::{Closed, NotKnown, Unaccompanied};
        vec![
            step(
                NotKnown,
                Unaccompanied,
                arrivals,
                england.drift,
                PATHS[0],
                "Unaccompanied children who start to be looked after, among them those whom another authority transfers here. \
                 Their ages are not published: they are taken to be 14 to 17, and the share under 16 is what keeps those \
                 present in balance with starts and ends, no more than all who start at an age.",
            ),
            step(
                Unaccompanied,
                NotKnown,
                all(self.transferred, transfers, Evidence::Apportioned),
                Drift::NONE,
                PATHS[1],
                "Transfers to another authority: everybody whose care another authority took over is taken to be an \
                 unaccompanied child, up to the ends that starts less the change of those present leave.",
            ),
            step(
                Unaccompanied,
                Closed,
                all(0.0, other, Evidence::Balance),
                Drift::NONE,
                PATHS[2],
                "Ends before 18 beside transfers are not published: they are what a balance of starts and those present \
                 needs beyond transfers and 18th birthdays, often none.",
            ),
        ]
    }

    /// Assumptions, for the notes of the rates.
    pub(in crate::published) fn note(&self) -> String {
        let last = self.seen.last();
        format!(
            "Unaccompanied asylum-seeking children are a stream of their own, told apart from {} on, and counted among \
             looked-after children everywhere: {} at the start. Their ends and ages are not published: {} in 100 are taken to \
             arrive under 16. Where they live is not published either: the mix of placements by age of all looked-after \
             children stands for them too.",
            self.seen.first().map_or(FIRST_YEAR, |s| s.year),
            last.map_or(0.0, |s| s.stock),
            (self.arrive_under_16 * 100.0).round()
        )
    }
}
