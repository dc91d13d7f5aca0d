//! Intensities by step, age and time in position: the joint between evidence and futures.

use units::{AgeBand, Exposure, Position, Step};

use crate::{CareLeavers, Drift, EndReasons, Follows, HistoryRatios, PlacementMoves, Posterior};

/// Bands of time since a child entered the position, by their inner edges.
///
/// **Units**: years. `[0.25, 0.5]` means under 3 months, 3 to 6 months, 6 months and more.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeBands {
    edges_years: Vec<f64>,
}

impl TimeBands {
    /// One band: time in position plays no part.
    pub fn none() -> TimeBands {
        TimeBands { edges_years: Vec::new() }
    }

    /// Bands between inner edges.
    ///
    /// **Limits**: edges are sorted and those not above zero are dropped.
    pub fn with_edges(mut edges_years: Vec<f64>) -> TimeBands {
        edges_years.retain(|e| *e > 0.0);
        edges_years.sort_by(f64::total_cmp);
        TimeBands { edges_years }
    }

    /// How many bands there are.
    pub fn count(&self) -> usize {
        self.edges_years.len() + 1
    }

    /// Inner edges in years, ascending.
    pub fn edges(&self) -> &[f64] {
        &self.edges_years
    }

    /// Start and end of a band in years; the last ends at infinity.
    pub fn span(&self, band: usize) -> (f64, f64) {
        let from = if band == 0 { 0.0 } else { self.edges_years[band - 1] };
        (from, self.edges_years.get(band).copied().unwrap_or(f64::INFINITY))
    }
}

/// Where the numbers of a cell come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Counted: steps and exposure are published or recorded for this authority and cell.
    Counted,
    /// A published total of this authority, split over cells by a stated rule.
    Apportioned,
    /// No figure identifies it for this authority; the value comes from differences between authorities.
    Ecological,
    /// Not counted: what keeps the children present in balance with those who come and go.
    Balance,
}

impl Evidence {
    /// Plain words for tables.
    pub fn label(self) -> &'static str {
        match self {
            Evidence::Counted => "counted",
            Evidence::Apportioned => "total published, split by rule",
            Evidence::Ecological => "inferred from differences between authorities",
            Evidence::Balance => "worked out from children present and arriving",
        }
    }
}

/// What stands in where own evidence does not reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandIn {
    /// The other authorities of the region.
    Region,
    /// The other regions of England, or England.
    England,
    /// Published rates of the step, and its other cells.
    Published,
    /// Nothing.
    Nothing,
}

impl StandIn {
    /// Plain words for tables.
    pub fn label(self) -> &'static str {
        match self {
            StandIn::Region => "the region",
            StandIn::England => "England",
            StandIn::Published => "published rates and other ages",
            StandIn::Nothing => "nothing",
        }
    }
}

/// Steps and exposure of one cell, and the posterior they give.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Age bands the cell covers.
    pub ages: Vec<AgeBand>,
    /// Bands of time in position the cell covers, as indices into the step's [`TimeBands`].
    pub times: Vec<usize>,
    /// Steps seen. May be fractional where a total was apportioned.
    pub steps: f64,
    /// Exposure in which they were seen.
    pub exposure: Exposure,
    /// What is known of the intensity.
    pub posterior: Posterior,
    /// Where the numbers come from.
    pub evidence: Evidence,
    /// What stands in for the evidence that is lacking.
    pub rest: StandIn,
}

impl Cell {
    /// Weight of own evidence: own exposure over own and prior exposure, 0 to 1.
    pub fn own_evidence(&self) -> f64 {
        self.posterior.own_share(self.exposure)
    }

    /// Plain words for where the numbers come from and what stands in for the rest.
    pub fn evidence_in_words(&self) -> String {
        match self.rest {
            _ if self.posterior.is_never() => "seen nowhere, taken not to happen".to_string(),
            StandIn::Nothing => self.evidence.label().to_string(),
            rest if self.exposure.0 > 0.0 => {
                format!("{}; otherwise {}", self.evidence.label(), rest.label())
            }
            rest => format!("no figure here; {} stands in", rest.label()),
        }
    }
}

/// Intensities of one step in every combination of age band and time in position.
#[derive(Clone, Debug, PartialEq)]
pub struct StepRates {
    /// The step.
    pub step: Step,
    /// Bands of time in the position that is left.
    pub times: TimeBands,
    /// Cells that together cover every age band and band of time exactly once.
    pub cells: Vec<Cell>,
    /// How the intensity wanders from year to year.
    pub drift: Drift,
    /// Steps with the same number wander together: one path of luck serves them all.
    pub drift_path: u16,
    /// A path that this step follows on top of its own: closures follow arrivals, because a front door that
    /// opens wider also closes more. `drift` is then what remains.
    pub drift_follows: Option<Follows>,
    /// Standard deviation, on the log scale, of what the intensities of all cells are uncertain by together, beside their
    /// posteriors: cells that lean on each other are wrong together. 0 where they do not.
    pub level_sd: f64,
    /// Whether `drift` is that of steps for each child living in the area rather than for each child in the position
    /// left, so that drift of the numbers in that position must not add to it.
    pub per_child: bool,
    /// By how much the intensity differs with what a child had been through before, around the mean that cells hold.
    pub history: HistoryRatios,
    /// Logarithm of the multiplier expected in each year from the start, on which drift is laid; the last stays.
    /// Empty where no change is expected.
    pub expected: Vec<f64>,
    /// What the published figures leave open, and what is assumed instead; empty if nothing.
    pub assumption: &'static str,
}

impl StepRates {
    /// Logarithm of the multiplier expected in the nth year from the start.
    pub fn expected_at(&self, year: usize) -> f64 {
        self.expected.get(year).or(self.expected.last()).copied().unwrap_or(0.0)
    }

    /// Index of the cell for an age band and a band of time, if one covers it.
    pub fn cell_at(&self, age: AgeBand, time: usize) -> Option<usize> {
        self.cells.iter().position(|c| c.ages.contains(&age) && c.times.contains(&time))
    }

    /// The cell for an age band and a time already spent in the position, in years.
    pub fn cell_after(&self, age: AgeBand, years: f64) -> Option<&Cell> {
        let band = self.times.edges().partition_point(|edge| *edge <= years);
        self.cells.get(self.cell_at(age, band)?)
    }

    /// Whether the cells cover every age band and band of time exactly once.
    pub fn is_complete(&self) -> bool {
        AgeBand::ALL.into_iter().all(|age| {
            (0..self.times.count()).all(|time| {
                self.cells.iter().filter(|c| c.ages.contains(&age) && c.times.contains(&time)).count() == 1
            })
        })
    }
}

/// Children in a position at the start, by age and by time already spent there.
#[derive(Clone, Debug, PartialEq)]
pub struct Stock {
    /// The position.
    pub position: Position,
    /// Children by age band.
    pub by_age: [f64; 5],
    /// Shares by band of time already in the position: upper edge in years and share. The last edge is
    /// finite: nobody is taken to have been there longer.
    pub elapsed: Vec<(f64, f64)>,
    /// Share of each history at each age: `[age band][history]`, in the order of [`units::History::ALL`], each row
    /// adding up to 1. [`Stock::FIRST_TIME`] where nothing tells.
    pub histories: [[f64; 3]; 5],
}

impl Stock {
    /// Everyone is there for the first time.
    pub const FIRST_TIME: [[f64; 3]; 5] = [[1.0, 0.0, 0.0]; 5];

    /// Children in all age bands.
    pub fn total(&self) -> f64 {
        self.by_age.iter().sum()
    }
}

/// Children by month of age, spread evenly within age bands.
///
/// **Shape**: [`AgeBand::ALL_MONTHS`] numbers, youngest first.
pub fn by_month(by_age: &[f64; 5]) -> Vec<f64> {
    (0..AgeBand::ALL_MONTHS).map(AgeBand::of_month).map(|band| by_age[band.index()] / band.months()).collect()
}

/// Age from which unaccompanied children come: those of the band 10 to 15 are at least this old.
///
/// **Limits**: an assumption; the ages of unaccompanied children are not published by authority.
pub const UNACCOMPANIED_FROM: f64 = 14.0;

/// Share of looked-after children of each age band in each kind of placement.
///
/// **Shape**: `by_age[age band][kind of placement]`; each row sums to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacementMix {
    /// The shares.
    pub by_age: [[f64; 7]; 5],
}

/// Children in the authority's area, by age band and year.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// First year: the twelve months from 31 March of this reporting year.
    pub first_year: u16,
    /// `by_year[year - first_year][age band]`, in children. Years past the end repeat the last.
    pub by_year: Vec<[f64; 5]>,
}

impl Population {
    /// Children of an age band in the nth year from the start.
    pub fn at(&self, year: usize, age: AgeBand) -> f64 {
        let last = self.by_year.len().saturating_sub(1);
        self.by_year.get(year.min(last)).map_or(0.0, |row| row[age.index()])
    }

    /// Children of all ages in the nth year from the start.
    pub fn total(&self, year: usize) -> f64 {
        AgeBand::ALL.into_iter().map(|a| self.at(year, a)).sum()
    }
}

/// All that futures need to know of one authority: who is here, and how children move.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates {
    /// Reporting year whose 31 March is the start.
    pub base_year: u16,
    /// Number that keeps this authority's own drift apart from others' projected with the same seed.
    pub authority: u16,
    /// Children in the area.
    pub population: Population,
    /// Children in each open position at the start; counted from records, also those who had been closed
    /// ([`Position::Closed`]), as far as the records tell of them.
    pub stocks: Vec<Stock>,
    /// Age at which infants enter care from outside: the `n`th power of a uniform fraction of a year. 1 is
    /// evenly over the first year, more is nearer to birth.
    pub infant_entry_power: f64,
    /// Every step the evidence identifies.
    ///
    /// From published figures, steps from *not known* count everyone who arrives, known before or not, and there are none
    /// from *closed*. Counted from records, those from *closed* are children who come back, for each child who had been
    /// closed, and those from *not known* first-time arrivals, for each child living in the area whom the records do not
    /// know.
    pub steps: Vec<StepRates>,
    /// Where looked-after children live.
    pub placements: PlacementMix,
    /// Care leavers at the start; `None` where their number is not known.
    pub care_leavers: Option<CareLeavers>,
    /// Why care ends otherwise than by a return home; `None` where it is not told.
    pub end_reasons: Option<EndReasons>,
    /// How often looked-after children move to another placement; `None` where no figure tells.
    pub moves: Option<PlacementMoves>,
    /// Assumptions and gaps, in plain sentences, for the page and the paper.
    pub notes: Vec<String>,
}

impl Rates {
    /// Children of an age in the nth year who are outside the open positions and may take a step from there: those who
    /// had been closed, or those not known.
    ///
    /// Their shares of the children living in the area are taken to stay as at the start. Without a stock of *closed*,
    /// which published figures lack, all children of the area may arrive.
    pub fn outside(&self, from: Position, year: usize, age: AgeBand) -> f64 {
        let here = self.population.at(year, age);
        let share = |children: f64| {
            let then = self.population.at(0, age);
            if then > 0.0 { children / then } else { 0.0 }
        };
        match (from, self.stock(Position::Closed)) {
            (Position::Closed, closed) => here * share(closed.map_or(0.0, |s| s.by_age[age.index()])),
            (_, None) => here,
            (_, Some(_)) => {
                let known: f64 = self.stocks.iter().map(|stock| stock.by_age[age.index()]).sum();
                here * (1.0 - share(known)).max(Rates::UNKNOWN_LEAST)
            }
        }
    }

    /// Least share of the children living in an area whom its records are taken not to know, at each age: where records
    /// know more than live there, either number is wrong, and arrivals still need an exposure.
    pub const UNKNOWN_LEAST: f64 = 0.1;

    /// Children in a position at the start, all that are counted within it: see [`Position::is_within`].
    pub fn children_in(&self, position: Position) -> f64 {
        self.stocks.iter().filter(|s| s.position.is_within(position)).map(Stock::total).sum()
    }

    /// The stock of a position by itself.
    pub fn stock(&self, position: Position) -> Option<&Stock> {
        self.stocks.iter().find(|s| s.position == position)
    }
}
