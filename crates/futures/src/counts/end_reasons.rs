//! Ends of care by reason: counted ends shared over reasons, draw by draw.
//!
//! Nothing that follows depends on why a child's care ended, so reasons are given to finished counts: each end of a period
//! and age takes one by a number of luck that belongs to its place among them. All reasons add up to all ends in every draw,
//! and a baseline and its scenarios share that luck.

use luck::Luck;
use rand_distr::{Distribution, Gamma};
use rates::EndReasons;
use units::{CareEnd, Position, Step};

use crate::counts::Layout;
use crate::engine::purpose;

const REASONS: usize = CareEnd::ALL.len();

/// How the ends of care of a model are shared over reasons.
pub(crate) struct ReasonsOfEnds<'a> {
    known: &'a EndReasons,
    /// By number of the step: the reason that goes with it.
    told: Vec<(usize, CareEnd)>,
    /// Steps whose reasons depend on age alone.
    by_age: Vec<usize>,
    /// Positions whose children leave at 18.
    grown: Vec<usize>,
    /// Whether shares are drawn, or their means stand.
    vary: bool,
}

/// Columns that reasons take, beside those of the layout.
pub(crate) const REASON_COLUMNS: usize = REASONS * EndReasons::AGES;

/// Column of a reason at an age, counted from the end of the layout's; the last age is the 18th birthday.
pub(crate) fn reason_column(reason: CareEnd, age: usize) -> usize {
    reason.index() * EndReasons::AGES + age
}

impl<'a> ReasonsOfEnds<'a> {
    pub(crate) fn new(
        known: &'a EndReasons,
        steps: &[Step],
        positions: &[Position],
        vary: bool,
    ) -> ReasonsOfEnds<'a> {
        let (mut told, mut by_age) = (Vec::new(), Vec::new());
        for (number, step) in steps.iter().enumerate() {
            match (step.from, step.to) {
                (Position::Unaccompanied, Position::NotKnown) => {
                    told.push((number, CareEnd::AnotherAuthority))
                }
                (Position::Unaccompanied, _) => told.push((number, CareEnd::Other)),
                (Position::LookedAfter, Position::NotKnown | Position::Closed) => by_age.push(number),
                (Position::LookedAfter, _) => told.push((number, CareEnd::ReturnedHome)),
                _ => {}
            }
        }
        let grown = (0..positions.len()).filter(|p| positions[*p].is_within(Position::LookedAfter)).collect();
        ReasonsOfEnds { known, told, by_age, grown, vary }
    }

    /// The rows of a draw, each with its reasons behind.
    ///
    /// **Shape**: `rows[period * width + column]`.
    pub(crate) fn add(&self, layout: &Layout, (luck, draw): (&Luck, u32), rows: &[i64]) -> Vec<i64> {
        let shares = self.shares(luck, draw);
        let mut wider = Vec::with_capacity(rows.len() / layout.width() * (layout.width() + REASON_COLUMNS));
        for (period, row) in rows.chunks(layout.width()).enumerate() {
            let mut reasons = [0; REASON_COLUMNS];
            let steps = |step: usize, age: usize| row[layout.count(layout.step(step, age))];
            let birthday = EndReasons::AGES - 1;
            for (age, shares) in shares.iter().enumerate() {
                for (step, reason) in &self.told {
                    reasons[reason_column(*reason, age)] += steps(*step, age);
                }
                let mut ends: i64 = self.by_age.iter().map(|step| steps(*step, age)).sum();
                if age == birthday {
                    let left = self.grown.iter().map(|place| row[layout.count(layout.left(*place))]);
                    ends += left.sum::<i64>();
                }
                let address = (period * EndReasons::AGES + age) as u64;
                let ends = ends.max(0) as usize;
                for (block, first) in (0..ends).step_by(4).enumerate() {
                    let four = luck.uniforms(draw, address, purpose::REASON, block as u32);
                    for u in four.into_iter().take(ends - first) {
                        reasons[reason_column(at(shares, u), age)] += 1;
                    }
                }
            }
            wider.extend_from_slice(row);
            wider.extend_from_slice(&reasons);
        }
        wider
    }

    /// Shares of each reason at each age, in one draw.
    fn shares(&self, luck: &Luck, draw: u32) -> [[f64; REASONS]; EndReasons::AGES] {
        std::array::from_fn(|age| {
            if !self.vary {
                return self.known.shares(age);
            }
            let mut stream = luck.stream(draw, 1 << 32 | age as u64, purpose::REASON);
            let drawn = self.known.ends[age].map(|ends| match Gamma::new(ends, 1.0) {
                Ok(gamma) if ends > 0.0 => gamma.sample(&mut stream),
                _ => 0.0,
            });
            let sum: f64 = drawn.iter().sum();
            if sum > 0.0 { drawn.map(|share| share / sum) } else { self.known.shares(age) }
        })
    }
}

/// The reason in which a uniform number falls.
fn at(shares: &[f64; REASONS], u: f64) -> CareEnd {
    let mut left = u;
    for reason in CareEnd::ALL {
        left -= shares[reason.index()];
        if left < 0.0 {
            return reason;
        }
    }
    CareEnd::Other
}
