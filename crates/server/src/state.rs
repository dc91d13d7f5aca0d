//! What handlers share: the published figures, a plan folder, and what is computed already.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chain::{Baseline, Country, Outcome, backtest, report};
use journeys::CodeKey;
use plan::Plan;
use plan::language::Folder;
use reference::{Area, AreaCode, AreaKind, Reference};
use tables::Table;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::basis::Basis;
use crate::example::Example;
use crate::held::{Data, Desk};

/// A plan folder that the program was started with.
#[derive(Clone, Debug)]
pub struct PlanFolder {
    /// Name for people.
    pub name: String,
    /// Where it is; scenarios are saved in `scenarios` below it.
    pub directory: PathBuf,
    /// Its authority.
    pub area: Area,
    /// Horizon, draws, seed, own costs.
    pub plan: Plan,
    /// Its scenarios: file name and text.
    pub scenarios: Vec<(String, String)>,
}

/// How wrong projections have been before, for the pages to show.
#[derive(Clone, Debug)]
pub(crate) struct TrackRecord {
    /// Accuracy for looked-after children over all authorities, by horizon and method.
    pub short: Table,
    /// What the page of the record shows: looked-after children by period and group, then every other subject.
    pub tables: Vec<Table>,
    /// Every score.
    pub full: Table,
    /// Every projection of looked-after children.
    kept: Vec<backtest::Kept>,
    /// The same in one sentence for each group of sizes.
    sentences: Vec<(&'static str, String)>,
}

impl TrackRecord {
    /// The record that the program carries.
    fn embedded() -> TrackRecord {
        let (scores, options) = (backtest::recorded_scores(), backtest::Options::default());
        let reference = Reference::embedded();
        let sentences = backtest::SIZES
            .into_iter()
            .filter_map(|(_, _, size)| Some((size, backtest::sentence(&scores, size)?)))
            .collect();
        use backtest::{Group, Subject};
        let table = |group, subject| report::track_record(reference, &scores, (group, subject), &options);
        let mut tables: Vec<Table> = [Group::All, Group::HeldOut, Group::Chosen]
            .into_iter()
            .map(|group| table(group, Subject::LookedAfter))
            .collect();
        tables.push(report::track_record_by_group(reference, &scores, &options));
        let others = Subject::ALL.into_iter().filter(|s| *s != Subject::LookedAfter);
        tables.extend(others.map(|subject| table(Group::All, subject)));
        TrackRecord {
            short: table(Group::All, Subject::LookedAfter),
            tables,
            full: report::track_record_in_full(reference, &scores, &options),
            kept: backtest::recorded(),
            sentences,
        }
    }

    /// The record of all authorities, and that of one if it has any.
    pub fn of(&self, area: &Area) -> Vec<Table> {
        let here = report::track_record_of(&self.kept, area.code, &area.name);
        [self.short.clone(), here].into_iter().filter(|table| !table.rows.is_empty()).collect()
    }

    /// What the record says about authorities with this many looked-after children.
    pub fn sentence(&self, children: f64) -> Option<&str> {
        let size = backtest::size_of(children)?;
        self.sentences.iter().find(|(s, _)| *s == size).map(|(_, text)| text.as_str())
    }
}

/// What handlers share; cheap to clone.
#[derive(Clone, Debug)]
pub struct State {
    inner: Arc<Inner>,
    example: Option<Arc<Example>>,
}

#[derive(Debug)]
struct Inner {
    country: Arc<Country>,
    plan: Option<PlanFolder>,
    record: TrackRecord,
    saved: Mutex<Vec<(String, String)>>,
    cache: Mutex<Cache>,
    changed: watch::Sender<u64>,
    desk: Mutex<Desk>,
    code_key: CodeKey,
    /// Held by whoever takes in and reads files, one at a time: each may hold as much as an upload may.
    intake: Arc<Semaphore>,
}

/// A scenario's result with the baseline it stands beside.
#[derive(Debug)]
pub(crate) struct Priced {
    pub baseline: Arc<Baseline>,
    pub outcome: Outcome,
}

/// What is, or is being, computed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub area: AreaCode,
    /// Query of the scenario; empty for the baseline.
    pub query: String,
}

impl Key {
    /// The key of an authority's baseline.
    pub fn baseline(area: &Area) -> Key {
        Key { area: area.code, query: String::new() }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Cache {
    pub outlines: HashMap<AreaCode, Arc<Baseline>>,
    pub previews: HashMap<AreaCode, Arc<Baseline>>,
    pub full: HashMap<AreaCode, Arc<Baseline>>,
    /// Last used at the back.
    pub outcomes: VecDeque<(Key, Arc<Priced>)>,
    pub running: HashSet<Key>,
}

impl State {
    /// State without anything computed; see [`crate::start_warm_up`].
    ///
    /// Codes of children are made with a key drawn here, so they hold until the program stops.
    pub fn new(country: Arc<Country>, plan: Option<PlanFolder>) -> State {
        let saved = plan.as_ref().map(|p| p.scenarios.clone()).unwrap_or_default();
        let (changed, _) = watch::channel(0);
        let inner = Inner {
            country,
            plan,
            record: TrackRecord::embedded(),
            saved: Mutex::new(saved),
            cache: Mutex::default(),
            changed,
            desk: Mutex::default(),
            code_key: random_key(),
            intake: Arc::new(Semaphore::new(1)),
        };
        State { inner: Arc::new(inner), example: None }
    }

    /// The same state, offering the returns of a made-up authority.
    pub fn with_example(self, example: Example) -> State {
        State { example: Some(Arc::new(example)), ..self }
    }

    /// The made-up authority on offer.
    pub(crate) fn example(&self) -> Option<&Example> {
        self.example.as_deref()
    }

    /// The right to take in and read files, unless somebody has it; it lasts until it is dropped.
    pub(crate) fn intake(&self) -> Option<OwnedSemaphorePermit> {
        self.inner.intake.clone().try_acquire_owned().ok()
    }

    /// The returns that are loaded or being read.
    pub(crate) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.inner.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The key that codes of children are made with.
    pub(crate) fn code_key(&self) -> &CodeKey {
        &self.inner.code_key
    }

    pub(crate) fn country(&self) -> &Country {
        &self.inner.country
    }

    pub(crate) fn record(&self) -> &TrackRecord {
        &self.inner.record
    }

    /// The plan folder.
    pub(crate) fn folder(&self) -> Option<&PlanFolder> {
        self.inner.plan.as_ref()
    }

    /// The plan folder, if it is this authority's.
    pub(crate) fn folder_of(&self, area: AreaCode) -> Option<&PlanFolder> {
        self.folder().filter(|f| f.area.code == area)
    }

    /// The plan of an authority: the folder's, or that of someone who has only chosen an authority.
    pub(crate) fn plan(&self, area: &Area) -> Plan {
        self.folder_of(area.code).map_or_else(|| Plan::of(&area.name), |f| f.plan.clone())
    }

    /// A current authority by the code in an address.
    pub(crate) fn area(&self, code: &str) -> Option<&'static Area> {
        let area = self.inner.country.reference.area(AreaCode::parse(code)?)?;
        (area.kind == AreaKind::Authority && area.current).then_some(area)
    }

    /// File names and texts of the scenarios in the plan folder.
    pub(crate) fn saved(&self) -> MutexGuard<'_, Vec<(String, String)>> {
        self.inner.saved.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The files that a scenario of this authority may extend: those of the plan folder, if it is this authority's.
    pub(crate) fn scenario_folder(&self, area: AreaCode) -> impl Folder {
        let files = if self.folder_of(area).is_some() { self.saved().clone() } else { Vec::new() };
        move |name: &str| files.iter().find(|(file, _)| file == name).map(|(_, text)| text.clone())
    }

    /// What is computed from published figures, or lives with the returns it was computed from.
    pub(crate) fn cache<'a>(&'a self, basis: &'a Basis) -> MutexGuard<'a, Cache> {
        let cache = match basis {
            Basis::Published => &self.inner.cache,
            Basis::Own(own) => &own.cache,
        };
        cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether something is being computed that somebody waits for.
    pub(crate) fn is_busy(&self) -> bool {
        let own = match &self.desk().data {
            Data::Ready(held) => held.own.as_ref().ok().cloned(),
            _ => None,
        };
        let busy = |basis: &Basis| !self.cache(basis).running.is_empty();
        busy(&Basis::Published) || own.is_some_and(|own| busy(&Basis::Own(own)))
    }

    /// Tells those who wait that something was computed.
    pub(crate) fn announce(&self) {
        self.inner.changed.send_modify(|n| *n = n.wrapping_add(1));
    }

    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.inner.changed.subscribe()
    }
}

/// A key from the operating system's randomness.
fn random_key() -> CodeKey {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).expect("every system that can open a port gives random bytes");
    CodeKey::of_secret(&secret).expect("32 bytes are enough")
}
