//! Published figures for every children's services authority in England, embedded with their provenance.
//!
//! The tables in `tables/` are built by `cargo run -p xtask -- reference` from the published files and parsed once,
//! on first use. Nothing here reads files, networks or clocks.
//!
//! ```
//! use reference::{Measure, Reference};
//!
//! let figures = Reference::embedded();
//! let hartlepool = figures.find("Hartlepool")?;
//! let looked_after = figures.value(hartlepool.code, Measure::ClaAt31March, "", 2025);
//! assert!(looked_after.is_some());
//! # Ok::<(), reference::UnknownArea>(())
//! ```

mod area;
mod categories;
mod evidence;
mod figures;
mod find;
mod judgement;
mod measure;
mod sources;
mod tables;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use units::Figure;

pub use area::{Area, AreaCode, AreaKind, AuthorityClass};
pub use evidence::{Effect, UnitCost};
pub use find::{UnknownArea, Why};
pub use judgement::{Grade, Neighbour, OfstedJudgement};
pub use measure::Measure;
pub use sources::Source;
pub use tables::BadTable;

use figures::Figures;

/// Everything published that the chain works from.
#[derive(Debug)]
pub struct Reference {
    areas: Vec<Area>,
    figures: Figures,
    neighbours: BTreeMap<AreaCode, Vec<Neighbour>>,
    judgements: BTreeMap<AreaCode, OfstedJudgement>,
    unit_costs: Vec<UnitCost>,
    effects: Vec<Effect>,
    sources: Vec<Source>,
}

impl Reference {
    /// The embedded tables, parsed on first use.
    pub fn embedded() -> &'static Reference {
        static EMBEDDED: OnceLock<Reference> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            tables::load().expect("the embedded tables are checked by the tests of this crate")
        })
    }

    /// All areas, sorted by name: authorities current and abolished, regions, England.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// Current authorities, sorted by name.
    pub fn authorities(&self) -> impl Iterator<Item = &Area> {
        self.areas.iter().filter(|a| a.kind == AreaKind::Authority && a.current)
    }

    /// The area with a code.
    pub fn area(&self, code: AreaCode) -> Option<&Area> {
        self.areas.iter().find(|a| a.code == code)
    }

    /// The current area that someone means by a code, a GSS code or a name.
    ///
    /// Case, punctuation and `&` for `and` do not matter, and part of a name will do if only one area has it.
    ///
    /// **Errors**: [`UnknownArea`] with up to three suggestions, or the successors of an abolished authority.
    pub fn find(&self, text: &str) -> Result<&Area, UnknownArea> {
        find::find(&self.areas, text)
    }

    /// England.
    pub fn england(&self) -> &Area {
        self.area(AreaCode::ENGLAND).expect("the table of areas holds England")
    }

    /// What was published for an area and a year; `None` if nothing ever was.
    ///
    /// `category` is empty for measures without a breakdown.
    pub fn figure(&self, area: AreaCode, m: Measure, category: &str, year: u16) -> Option<Figure> {
        self.figures.get(m, area, m.category_index(category)?, year)
    }

    /// The published number; `None` if there is no number, whatever the reason.
    pub fn value(&self, area: AreaCode, m: Measure, category: &str, year: u16) -> Option<f64> {
        self.figure(area, m, category, year)?.value()
    }

    /// What was published for an area in all years, sorted by year.
    pub fn series(&self, area: AreaCode, m: Measure, category: &str) -> Vec<(u16, Figure)> {
        m.category_index(category).map(|c| self.figures.series(m, area, c)).unwrap_or_default()
    }

    /// The categories of a measure that have figures, in the order of tables and charts.
    pub fn categories(&self, m: Measure) -> Vec<&str> {
        self.figures.categories(m).into_iter().map(|c| m.all_categories()[c]).collect()
    }

    /// How many figures a measure has, markers included.
    pub fn count(&self, m: Measure) -> usize {
        self.figures.count(m)
    }

    /// The statistical neighbours of an authority in the 2025 model, closest first; empty if it has none.
    pub fn neighbours(&self, area: AreaCode) -> &[Neighbour] {
        self.neighbours.get(&area).map_or(&[], Vec::as_slice)
    }

    /// The latest Ofsted judgement of an authority as at 31 March 2025.
    pub fn ofsted(&self, area: AreaCode) -> Option<&OfstedJudgement> {
        self.judgements.get(&area)
    }

    /// Unit costs of processes and places, sorted by code.
    pub fn unit_costs(&self) -> &[UnitCost] {
        &self.unit_costs
    }

    /// Findings of evaluations, in the order of the evidence review.
    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }

    /// The inputs of the tables, with their provenance.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The source of most figures of a measure.
    pub fn source_of(&self, m: Measure) -> &Source {
        self.sources.iter().find(|s| s.id == m.source()).expect("every measure names a source of the tables")
    }

    /// The acknowledgement to print wherever the figures are shown.
    pub fn attribution() -> &'static str {
        sources::ATTRIBUTION
    }
}
