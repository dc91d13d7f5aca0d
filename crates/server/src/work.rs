//! Computing baselines and scenarios apart from the threads that answer, each once, and keeping them.
//!
//! **Memory**: a baseline of 200 draws and ten years is about 0.9 MB, so all authorities together take about 140 MB;
//! the last 32 scenarios take up to 3 MB each. As much again, for one authority, lives with returns that carry rates.

use std::sync::Arc;
use std::time::Duration;

use chain::{Baseline, Outcome};
use plan::Plan;
use plan::language::Scenario;
use rates::published::Unidentified;
use reference::Area;

use crate::basis::{Basis, Subject};
use crate::state::{Key, Priced, State};

/// Draws of a preview: enough for a median and a rough interval.
const PREVIEW_DRAWS: u32 = 20;

/// Scenarios kept.
const OUTCOMES: usize = 32;

/// How long *What lies ahead* waits for figures before it says that they are being computed.
pub(crate) const BRIEF: Duration = Duration::from_millis(30);

/// How long a scenario's page waits before it says that it is being computed.
pub(crate) const PATIENT: Duration = Duration::from_millis(1500);

impl State {
    /// What an authority's rates identify, with nothing simulated: for forms, not for figures.
    pub(crate) fn outline(&self, of: &Subject) -> Result<Arc<Baseline>, Unidentified> {
        if let Some(found) = self.cache(&of.basis).outlines.get(&of.area.code) {
            return Ok(found.clone());
        }
        let small = Plan { horizon_years: 1, draws: 0, ..of.plan.clone() };
        let outline = Arc::new(Baseline { plan: of.plan.clone(), ..self.project(of, &small)? });
        self.cache(&of.basis).outlines.insert(of.area.code, outline.clone());
        Ok(outline)
    }

    /// Projects from the rates that the figures stand on.
    fn project(&self, of: &Subject, plan: &Plan) -> Result<Baseline, Unidentified> {
        match &of.basis {
            Basis::Published => Baseline::new(self.country(), of.area, plan),
            Basis::Own(own) => Ok(Baseline::of_rates(self.country(), of.area, plan, own.rates.own.clone())),
        }
    }

    /// The full baseline, if it is there.
    pub(crate) fn full(&self, of: &Subject) -> Option<Arc<Baseline>> {
        self.cache(&of.basis).full.get(&of.area.code).cloned()
    }

    /// The full baseline or else its preview, if either is there.
    pub(crate) fn best(&self, of: &Subject) -> Option<Arc<Baseline>> {
        let cache = self.cache(&of.basis);
        cache.full.get(&of.area.code).or_else(|| cache.previews.get(&of.area.code)).cloned()
    }

    /// A scenario's result, if it is there.
    pub(crate) fn priced(&self, of: &Subject, key: &Key) -> Option<Arc<Priced>> {
        let mut cache = self.cache(&of.basis);
        let at = cache.outcomes.iter().position(|(k, _)| k == key)?;
        let found = cache.outcomes.remove(at)?;
        let priced = found.1.clone();
        cache.outcomes.push_back(found);
        Some(priced)
    }

    /// Starts to compute the full baseline of an authority, unless it is there or on its way.
    pub(crate) fn want_baseline(&self, of: &Subject) {
        if self.full(of).is_some() {
            return;
        }
        let (state, subject) = (self.clone(), of.clone());
        self.run(&of.basis, Key::baseline(of.area), move || {
            state.make_preview(&subject);
            state.make_full(&subject);
        });
    }

    /// Starts to compute a scenario, unless it is there or on its way.
    pub(crate) fn want_outcome(&self, of: &Subject, key: &Key, scenario: Scenario) {
        if self.priced(of, key).is_some() {
            return;
        }
        let (state, subject, kept) = (self.clone(), of.clone(), key.clone());
        self.run(&of.basis, key.clone(), move || {
            let Some(baseline) = state.make_full(&subject) else { return };
            let outcome = Outcome::new(&baseline, scenario);
            let mut cache = state.cache(&subject.basis);
            if cache.outcomes.len() >= OUTCOMES {
                cache.outcomes.pop_front();
            }
            cache.outcomes.push_back((kept, Arc::new(Priced { baseline, outcome })));
        });
    }

    /// Runs work apart from the threads that answer, once at a time for each key.
    fn run(&self, basis: &Basis, key: Key, work: impl FnOnce() + Send + 'static) {
        if !self.cache(basis).running.insert(key.clone()) {
            return;
        }
        let done = Done { state: self.clone(), basis: basis.clone(), key };
        tokio::task::spawn_blocking(move || {
            let _done = done;
            work();
        });
    }

    pub(crate) fn make_preview(&self, of: &Subject) {
        if self.best(of).is_some() {
            return;
        }
        let plan = Plan { draws: of.plan.draws.min(PREVIEW_DRAWS), ..of.plan.clone() };
        if let Ok(preview) = self.project(of, &plan) {
            self.cache(&of.basis).previews.insert(of.area.code, Arc::new(preview));
            self.announce();
        }
    }

    /// The full baseline, computed here and now unless it is there; `None` if too little is published.
    pub(crate) fn make_full(&self, of: &Subject) -> Option<Arc<Baseline>> {
        if let Some(found) = self.full(of) {
            return Some(found);
        }
        let made = Arc::new(self.project(of, &of.plan).ok()?);
        let mut cache = self.cache(&of.basis);
        cache.previews.remove(&of.area.code);
        let kept = cache.full.entry(of.area.code).or_insert(made).clone();
        drop(cache);
        self.announce();
        Some(kept)
    }

    /// Waits until something is there; `None` after a while, or when the work for it ended without it.
    pub(crate) async fn wait<T>(
        &self,
        basis: &Basis,
        key: &Key,
        at_most: Option<Duration>,
        look: impl Fn() -> Option<T>,
    ) -> Option<T> {
        let mut changes = self.changes();
        let wait = async {
            loop {
                changes.borrow_and_update();
                // Whether it still runs must be asked before looking: it may end in between.
                let running = self.cache(basis).running.contains(key);
                if let Some(found) = look() {
                    return Some(found);
                }
                if !running || changes.changed().await.is_err() {
                    return None;
                }
            }
        };
        match at_most {
            Some(limit) => tokio::time::timeout(limit, wait).await.unwrap_or(None),
            None => wait.await,
        }
    }
}

/// Says that work for a key has ended, however it ended.
struct Done {
    state: State,
    basis: Basis,
    key: Key,
}

impl Drop for Done {
    fn drop(&mut self) {
        self.state.cache(&self.basis).running.remove(&self.key);
        self.state.announce();
    }
}

/// Computes a preview of every authority in the background, and the authority of the plan folder in full.
///
/// In full, all authorities would keep a laptop busy for many minutes; whoever asks for one has it in seconds.
///
/// One thread, which stands back while someone waits for an authority or a scenario.
///
/// **Limits**: if the system gives no thread, pages compute what they need when asked.
pub fn start_warm_up(state: &State) {
    let state = state.clone();
    let warm = move || {
        let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
        let areas: Vec<&'static Area> = state.country().reference.authorities().collect();
        let stand_back = || {
            while state.is_busy() {
                std::thread::sleep(Duration::from_millis(50));
            }
        };
        for area in &areas {
            stand_back();
            pool.install(|| state.make_preview(&Subject::published(&state, area)));
        }
        if let Some(area) = state.folder().and_then(|f| state.area(&f.area.code.to_string())) {
            stand_back();
            pool.install(|| state.make_full(&Subject::published(&state, area)));
        }
    };
    // Without a thread nothing is warm, and nothing else changes.
    drop(std::thread::Builder::new().name("warm-up".to_owned()).spawn(warm));
}
