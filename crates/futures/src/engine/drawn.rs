//! A scenario in one draw: its ratios drawn, and the steps that it may add.

use luck::Luck;
use rand_distr::{Distribution, StandardNormal};

use crate::counts::ChangedMoves;
use crate::engine::arrive::Stream;
use crate::engine::hazards::Hazards;
use crate::engine::life::Outlook;
use crate::engine::purpose;
use crate::model::Model;
use crate::scenario::{Change, Combine, Effect, MOST_SERVICES, Scenario};
use crate::settings::Settings;

/// A scenario by the numbers of positions and steps, with what is the same in all draws worked out once.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) scenario: Scenario<usize, usize>,
    /// `changed[change][step]`.
    changed: Vec<Vec<bool>>,
    /// `acts[service][effect][step]`.
    acts: Vec<Vec<Vec<bool>>>,
    /// `held[service][step]`: steps that waiting changes.
    held: Vec<Vec<bool>>,
    /// `serves[service][position]`.
    pub(crate) serves: Vec<Vec<bool>>,
    /// Whether waiting for each service ends with the spell, and adds no steps.
    pub(crate) asks_alone: Vec<bool>,
}

fn mask(steps: &[usize], count: usize) -> Vec<bool> {
    let mut mask = vec![false; count];
    steps.iter().for_each(|step| mask[*step] = true);
    mask
}

impl Compiled {
    pub(crate) fn new(model: &Model, mut scenario: Scenario<usize, usize>) -> Compiled {
        scenario.services.truncate(MOST_SERVICES);
        let steps = model.moves.len();
        Compiled {
            changed: scenario.changes.iter().map(|c| mask(&c.steps, steps)).collect(),
            acts: scenario
                .services
                .iter()
                .map(|s| s.effects.iter().map(|e| mask(&e.steps, steps)).collect())
                .collect(),
            held: scenario.services.iter().map(|s| mask(&s.waiting.steps, steps)).collect(),
            serves: scenario.services.iter().map(|s| mask(&s.who.positions, model.places.len())).collect(),
            asks_alone: scenario
                .services
                .iter()
                .map(|s| {
                    let one = s.who.positions.iter().all(|p| *p == s.who.positions[0]);
                    one && (s.waiting.ratio <= 1.0 || s.waiting.steps.is_empty())
                })
                .collect(),
            scenario,
        }
    }

    /// The changes that act on placement moves, with their ratios in one draw: the same that they have on steps.
    pub(crate) fn changes_of_moves(
        &self,
        luck: &Luck,
        settings: &Settings,
        draw: u32,
    ) -> Vec<ChangedMoves<'_>> {
        let drawn = |(number, change): (usize, &Change<usize>)| {
            let vary = settings.uncertainty.effects;
            change.ratio.drawn(if vary { standard_normal(luck, draw, (CHANGES, number, 0)) } else { 0.0 })
        };
        let changes = self.scenario.changes.iter().enumerate().filter(|(_, change)| change.moves);
        changes.map(|at| (drawn(at), at.1)).collect()
    }

    /// Whether someone who joined the list of a service, and got no place, is still on it at a later time.
    pub(crate) fn waits_until(&self, service: usize, joined: f64, time: f64) -> bool {
        self.scenario.services[service].waiting.longest.is_none_or(|longest| joined + longest >= time)
    }
}

/// Kind of a change among the values that a scenario draws.
const CHANGES: u64 = 1;

/// What one value of a scenario rests on: what it belongs to, by kind, number and part, is its address.
fn standard_normal(luck: &Luck, draw: u32, (kind, number, of): (u64, usize, usize)) -> f64 {
    let address = kind << 40 | (number as u64) << 20 | of as u64;
    StandardNormal.sample(&mut luck.stream(draw, address, purpose::EFFECT))
}

/// A compiled scenario with the values of one draw.
pub(crate) struct Drawn<'a> {
    pub(crate) compiled: &'a Compiled,
    /// Ratio of each change.
    changes: Vec<Drawing>,
    /// Whether any change acts on each step.
    any_change: Vec<bool>,
    /// Ratio of each effect of each service.
    effects: Vec<Vec<Drawing>>,
    /// Arrivals a year of each stream that the scenario adds.
    pub(crate) added: Vec<f64>,
    /// The greatest ratio that each step may have, at least 1.
    pub(crate) highest: Vec<f64>,
    /// Intensities of the steps that may be added, those of the outlook times the greatest ratio less 1; and the highest
    /// that they come to in each position.
    pub(crate) raised: Option<(Hazards, Vec<f64>)>,
    /// Whether changes of practice alone may add steps out of each position, before any service has reached a child.
    pub(crate) raises: Vec<bool>,
    /// Whether anything of the scenario can touch a child in each position.
    pub(crate) concerns: Vec<bool>,
}

/// What stands behind a help's share of an averted step: its ratio and the share of freed places that are filled.
pub(crate) type Pull = (f64, f64);

impl<'a> Drawn<'a> {
    pub(crate) fn new(
        model: &Model,
        outlook: &Outlook,
        compiled: &'a Compiled,
        settings: &Settings,
        draw: u32,
    ) -> Drawn<'a> {
        let luck = Luck::new(settings.seed);
        let vary = settings.uncertainty.effects;
        // Each value has an address by what it belongs to, so adding one leaves the others where they are.
        let z = |kind: u64, number: usize, of: usize| {
            if vary { standard_normal(&luck, draw, (kind, number, of)) } else { 0.0 }
        };
        let scenario = &compiled.scenario;
        let changes: Vec<Drawing> = scenario
            .changes
            .iter()
            .enumerate()
            .map(|(n, c)| Drawing::new(c.ratio.drawn(z(CHANGES, n, 0))))
            .collect();
        let drawing = |n, (m, e): (usize, &Effect<usize>)| Drawing::new(e.ratio.drawn(z(2, n, m)));
        let effects: Vec<Vec<Drawing>> = scenario
            .services
            .iter()
            .enumerate()
            .map(|(n, s)| s.effects.iter().enumerate().map(|effect| drawing(n, effect)).collect())
            .collect();
        let added = scenario.arrivals.iter().enumerate().map(|(n, a)| a.per_year.drawn(z(3, n, 0))).collect();
        let mut drawn = Drawn {
            compiled,
            any_change: (0..model.moves.len()).map(|s| compiled.changed.iter().any(|mask| mask[s])).collect(),
            changes,
            effects,
            added,
            highest: vec![1.0; model.moves.len()],
            raised: None,
            raises: Vec::new(),
            concerns: Vec::new(),
        };
        let by_changes = drawn.bound_steps();
        drawn.raises =
            model.places.iter().map(|place| place.exits.iter().any(|(step, _)| by_changes[*step])).collect();
        drawn.concerns = model
            .places
            .iter()
            .enumerate()
            .map(|(position, place)| {
                place.exits.iter().any(|(step, _)| drawn.any_change[*step])
                    || compiled.serves.iter().any(|serves| serves[position])
            })
            .collect();
        let factors: Vec<f64> = drawn.highest.iter().map(|highest| highest - 1.0).collect();
        drawn.raised = outlook.hazards.scaled(model, &factors);
        drawn
    }

    /// Finds the greatest ratio that each step may have. Says of which steps changes of practice alone may add some.
    fn bound_steps(&mut self) -> Vec<bool> {
        let mut by_changes = Vec::with_capacity(self.highest.len());
        for (step, highest) in self.highest.iter_mut().enumerate() {
            for (mask, Drawing { ratio, .. }) in self.compiled.changed.iter().zip(&self.changes) {
                if mask[step] && *ratio > 1.0 {
                    *highest *= ratio;
                }
            }
            by_changes.push(*highest > 1.0);
            for (service, masks) in self.compiled.acts.iter().enumerate() {
                for (mask, Drawing { ratio, .. }) in masks.iter().zip(&self.effects[service]) {
                    if mask[step] && *ratio > 1.0 {
                        *highest *= ratio;
                    }
                }
                let waiting = self.compiled.scenario.services[service].waiting.ratio;
                if self.compiled.held[service][step] && waiting > 1.0 {
                    *highest *= waiting;
                }
            }
        }
        by_changes
    }

    /// Ratio of the changes of practice on a step at an age and time.
    #[inline]
    pub(crate) fn changes(&self, step: usize, age: f64, time: f64) -> f64 {
        let mut ratio = 1.0;
        if !self.any_change[step] {
            return ratio;
        }
        for (number, mask) in self.compiled.changed.iter().enumerate() {
            if mask[step] {
                ratio *= self.change(number, age, time);
            }
        }
        ratio
    }

    fn change(&self, number: usize, age: f64, time: f64) -> f64 {
        let change: &Change<usize> = &self.compiled.scenario.changes[number];
        if age < change.age_from || age >= change.age_to {
            return 1.0;
        }
        self.changes[number].in_force(change.share_at(time))
    }

    /// Ratio of a service's effects on a step, for someone it helped from one time until another.
    pub(crate) fn help(&self, service: usize, step: usize, (from, until): (f64, f64), time: f64) -> f64 {
        let mut ratio = 1.0;
        let effects = &self.compiled.scenario.services[service].effects;
        for ((effect, mask), drawn) in
            effects.iter().zip(&self.compiled.acts[service]).zip(&self.effects[service])
        {
            if mask[step] {
                ratio *= drawn.in_force(effect.share_at(time - from, until - from));
            }
        }
        ratio
    }

    /// Ratio on a step while waiting for a service.
    pub(crate) fn wait(&self, service: usize, step: usize) -> f64 {
        if self.compiled.held[service][step] {
            self.compiled.scenario.services[service].waiting.ratio
        } else {
            1.0
        }
    }

    /// Ratio of several services together.
    pub(crate) fn together(&self, ratios: impl Iterator<Item = f64>) -> f64 {
        match self.compiled.scenario.combine {
            Combine::Multiply => ratios.product(),
            Combine::Strongest => {
                ratios.fold(1.0, |a: f64, b: f64| if b.ln().abs() > a.ln().abs() { b } else { a })
            }
        }
    }

    /// Shares of freed places that changes fill, each with the change's ratio on the step.
    pub(crate) fn pulls_of_changes(&self, step: usize, age: f64, time: f64) -> impl Iterator<Item = Pull> {
        (0..self.changes.len()).filter(move |number| self.compiled.changed[*number][step]).map(
            move |number| (self.change(number, age, time), self.compiled.scenario.changes[number].backfill),
        )
    }

    /// Streams of arrivals that the scenario's changes add to those of the baseline, at their greatest.
    pub(crate) fn more_of(&self, stream: &Stream) -> Option<Vec<f64>> {
        let factor = self.highest[stream.step] - 1.0;
        (factor > 0.0).then(|| stream.speeds.iter().map(|speed| speed * factor).collect())
    }
}

/// A ratio as drawn, with its logarithm.
#[derive(Clone, Copy, Debug)]
struct Drawing {
    ratio: f64,
    logarithm: f64,
}

impl Drawing {
    fn new(ratio: f64) -> Drawing {
        Drawing { ratio, logarithm: ratio.ln() }
    }

    /// The ratio whose effect is in force to a share, on the log scale.
    #[inline]
    fn in_force(&self, share: f64) -> f64 {
        if share >= 1.0 {
            self.ratio
        } else if share <= 0.0 {
            1.0
        } else {
            (self.logarithm * share).exp()
        }
    }
}
