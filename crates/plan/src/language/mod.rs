//! The language of scenarios, version 2: services that open and close, changes of practice, arrivals and placements.
//!
//! [`read`] takes the text of a file, lays it over the files it extends and checks every key; it gives the scenario
//! as the engine takes it together with what only the ledger and the pages need, or *all* that is wrong. The keys are
//! declared once ([`sections`]): the reader, its messages and `docs/scenario-keys.md` ([`reference_page`]) use the
//! same declaration. [`set_key`], [`remove_key`], [`upgrade`] and
//! [`without_effects`] change a file's text and keep its comments.

mod changes;
mod convert;
mod cuts;
mod declared;
mod edit;
mod effects;
mod extend;
mod keys;
mod money;
mod neutral;
mod page;
mod part;
mod planned;
mod reading;
mod services;
mod tracks;
mod tree;
mod who;
mod words;

use futures::scenario::{Combine, MOST_SERVICES};
use jiff::civil::Date;

use crate::InputError;

pub use changes::ChangeTerms;
pub use convert::{Estimate, Impossible, Measured};
pub use cuts::Closure;
pub use edit::{is_version_1, remove_key, set_key, upgrade};
pub use effects::StatedEffect;
pub use keys::{Key, Need, Section, sections};
pub use money::RunningCost;
pub use neutral::without_effects;
pub use page::reference_page;
pub use reading::{Dates, Setting};
pub use services::{Staff, Terms};
pub use tracks::Track;

use part::{Faults, Part};
use reading::Reading;
use tracks::Begun;

/// A scenario as its author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Name in outputs.
    pub name: String,
    /// What it is for, in the author's words; empty if nothing was given.
    pub about: String,
    /// What the engine takes: services that open, in the order of the file, then services that are cut.
    pub engine: futures::scenario::Scenario,
    /// Cost, staff and evidence of each service of the engine, in the same order.
    pub services: Vec<Terms>,
    /// Dates, cost and evidence of each change of the engine, in the same order.
    pub changes: Vec<ChangeTerms>,
    /// Dates and evidence of each stream of arrivals of the engine, in the same order.
    pub arrivals: Vec<ChangeTerms>,
    /// Dates, cost and evidence of each change of placements of the engine, in the same order.
    pub mix: Vec<ChangeTerms>,
    /// Twin track: the budget by year, in order.
    pub tracks: Vec<Track>,
    /// What is not wrong but should be known before the outputs are believed.
    pub notes: Vec<String>,
}

/// The other scenario files of a folder.
pub trait Folder {
    /// The text of a file by its name, if the folder has it.
    fn text(&self, name: &str) -> Option<String>;
}

impl<F: Fn(&str) -> Option<String>> Folder for F {
    fn text(&self, name: &str) -> Option<String> {
        self(name)
    }
}

/// Reads a scenario; a file of version 1 is read as a scenario of one service.
///
/// **Errors**: everything that is wrong, not only the first.
pub fn read(
    file: &str,
    text: &str,
    folder: &dyn Folder,
    setting: &Setting<'_>,
) -> Result<Scenario, Vec<InputError>> {
    let faults = Faults::default();
    let table = extend::read_chain(file, text, folder, setting, &faults)?;
    let reading = Reading::new(setting);
    let top = Part::top(&table, &faults);
    top.known();
    let scenario = read_top(&top, &reading);
    let errors = faults.into_errors();
    match scenario {
        Some(scenario) if errors.is_empty() => Ok(Scenario { notes: reading.into_notes(), ..scenario }),
        _ => Err(errors),
    }
}

fn read_top(top: &Part<'_>, reading: &Reading<'_>) -> Option<Scenario> {
    top.need("version", |t| (t == "2").then_some(()));
    let name = top.need("name", |t| Some(t.to_string()));
    let combine = top.may("combine", |t| match t {
        "multiply" => Some(Combine::Multiply),
        "strongest" => Some(Combine::Strongest),
        _ => None,
    });
    let services = read_all(top, "service", |p| services::read_service(p, reading));
    let cuts = read_all(top, "cut", |p| cuts::read_cut(p, reading));
    let changes = read_all(top, "change", |p| changes::read_change(p, reading));
    let arrivals = read_all(top, "arrivals", |p| changes::read_arrivals(p, reading));
    let mix = read_all(top, "placement_change", |p| changes::read_placement_change(p, reading));
    cuts::refuse_overlaps(&cuts.parts, &cuts.read);
    changes::refuse_overlaps(&changes.parts, &changes.read);
    refuse_too_many(services.parts.iter().chain(&cuts.parts));
    refuse_same_names(&services.parts, "a service");
    refuse_same_names(&arrivals.parts, "a stream of arrivals");
    refuse_same_names(&mix.parts, "a change of placements");
    for cut in cuts.parts.iter().filter(|c| services.parts.iter().any(|s| s.name() == c.name())) {
        cut.fail(
            "name",
            "a service that is here today; a service that this scenario opens is closed by its end",
        );
    }
    let nothing = [&services.parts, &cuts.parts, &changes.parts, &arrivals.parts, &mix.parts]
        .iter()
        .all(|parts| parts.is_empty());
    if nothing {
        top.fail(
            "service",
            "at least one [[service]], [[cut]], [[change]], [[arrivals]] or [[placement_change]]",
        );
    }
    let begun: Vec<Begun> = (services.begun(false, |t| t.dates.start))
        .chain(cuts.begun(true, |t| t.dates.start))
        .chain(changes.begun(false, |t| t.dates.start))
        .chain(mix.begun(false, |t| t.dates.start))
        .collect();
    let tracks = tracks::read_tracks(&top.parts("track"), reading, &begun);
    let (mut engine_services, mut terms) = services.complete()?;
    let (engine_cuts, cut_terms) = cuts.complete()?;
    engine_services.extend(engine_cuts);
    terms.extend(cut_terms);
    let (engine_changes, changes) = changes.complete()?;
    let (engine_arrivals, arrivals) = arrivals.complete()?;
    let (engine_mix, mix) = mix.complete()?;
    Some(Scenario {
        name: name?,
        about: top.text("about").to_string(),
        engine: futures::scenario::Scenario {
            services: engine_services,
            changes: engine_changes,
            arrivals: engine_arrivals,
            mix: engine_mix,
            combine: combine?.unwrap_or(Combine::Multiply),
        },
        services: terms,
        changes,
        arrivals,
        mix,
        tracks: tracks?,
        notes: Vec::new(),
    })
}

/// The tables of one list and what was read of each: `None` where something is wrong.
struct All<'a, A, B> {
    parts: Vec<Part<'a>>,
    read: Vec<Option<(A, B)>>,
}

impl<A, B> All<'_, A, B> {
    /// What tracks may name of these, with its first day.
    fn begun(&self, is_cut: bool, start: impl Fn(&B) -> Date) -> impl Iterator<Item = Begun> {
        self.parts.iter().zip(&self.read).map(move |(part, read)| Begun {
            name: part.name().to_string(),
            is_cut,
            start: read.as_ref().map(|(_, terms)| start(terms)),
        })
    }

    fn complete(self) -> Option<(Vec<A>, Vec<B>)> {
        self.read.into_iter().collect::<Option<Vec<_>>>().map(|pairs| pairs.into_iter().unzip())
    }
}

fn read_all<'a, A, B>(
    top: &Part<'a>,
    name: &str,
    each: impl Fn(&Part<'a>) -> Option<(A, B)>,
) -> All<'a, A, B> {
    let parts = top.parts(name);
    let read = parts.iter().map(each).collect();
    All { parts, read }
}

/// Refuses more services, opened and cut together, than a run can hold.
fn refuse_too_many<'a>(mut parts: impl Iterator<Item = &'a Part<'a>>) {
    if let Some(part) = parts.nth(MOST_SERVICES) {
        let expected = format!("at most {MOST_SERVICES} services and cuts in one scenario; this is one more");
        part.fail("name", expected);
    }
}

fn refuse_same_names(parts: &[Part<'_>], what: &str) {
    for (at, part) in parts.iter().enumerate() {
        if !part.name().is_empty() && parts[..at].iter().any(|p| p.name() == part.name()) {
            part.fail("name", format!("another name: {what} of this name is there already"));
        }
    }
}
