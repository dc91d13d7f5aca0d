//! A scenario in one draw: its ratios drawn, and the steps that it may add.

use luck::Luck;
use rand_distr::{Distribution, StandardNormal};

use crate::counts::ChangedMoves;
use crate::engine::arrive::Stream;
use crate::engine::bounds::{Bounds, together};
use crate::engine::life::Outlook;
use crate::engine::purpose;
use crate::engine::raised::{By, Raising};
use crate::model::Model;
use crate::scenario::{Change, Combine, MOST_SERVICES, Scenario, Service};
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
    /// Sets of changes that hold together at some age and time.
    together: Vec<Vec<usize>>,
    /// Addresses of the luck of what is uncertain: by change, service and stream of arrivals.
    addresses: [Vec<u64>; 3],
    /// Steps of the model.
    steps: usize,
}

/// Addresses of what has names, as its luck is found by: the same name has the same luck in every scenario, wherever it
/// stands there, and however often: the parts of a change that comes in two steps err alike.
fn by_name<'a>(names: impl Iterator<Item = &'a str>, kind: u64) -> Vec<u64> {
    names.map(|name| name.bytes().fold(kind, |so_far, byte| luck::address(so_far, byte.into()))).collect()
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
            steps,
            together: together(&scenario),
            addresses: [
                by_name(scenario.changes.iter().map(|c| c.name.as_str()), 1),
                by_name(scenario.services.iter().map(|s| s.name.as_str()), 2),
                by_name(scenario.arrivals.iter().map(|a| a.name.as_str()), 3),
            ],
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
            change.ratio.drawn(if vary {
                standard_normal(luck, draw, self.addresses[0][number])
            } else {
                0.0
            })
        };
        let changes = self.scenario.changes.iter().enumerate().filter(|(_, change)| change.moves);
        changes.map(|at| (drawn(at), at.1)).collect()
    }

    /// The greatest ratios that changes and effects as drawn may come to.
    fn bounds(&self, changes: &[Drawing], effects: &[Vec<Drawing>]) -> Bounds {
        let steps = || 0..self.steps;
        let above = |mask: &[bool], step: usize, ratio: f64| if mask[step] { ratio.max(1.0) } else { 1.0 };
        let of_change = |(mask, drawn): (&Vec<bool>, &Drawing)| {
            steps().map(|step| above(mask, step, drawn.ratio)).collect::<Vec<f64>>()
        };
        let changes: Vec<Vec<f64>> = self.changed.iter().zip(changes).map(of_change).collect();
        let of_service = |(masks, effects): (&Vec<Vec<bool>>, &Vec<Drawing>)| {
            let effects = || masks.iter().zip(effects);
            let help = |step| effects().map(|(mask, drawn)| above(mask, step, drawn.ratio)).product();
            steps().map(help).collect::<Vec<f64>>()
        };
        let help = self.acts.iter().zip(effects).map(of_service).collect();
        let waits = self.held.iter().zip(&self.scenario.services);
        let wait = waits.map(|(mask, s)| steps().map(|step| above(mask, step, s.waiting.ratio)).collect());
        Bounds::new((&self.together, &changes), help, wait.collect(), (self.scenario.combine, self.steps))
    }

    /// Whether someone who joined the list of a service, and got no place, is still on it at a later time.
    pub(crate) fn waits_until(&self, service: usize, joined: f64, time: f64) -> bool {
        self.scenario.services[service].waiting.longest.is_none_or(|longest| joined + longest >= time)
    }
}

/// The standard normal value on which what is uncertain rests.
fn standard_normal(luck: &Luck, draw: u32, address: u64) -> f64 {
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
    /// The greatest ratios that it may come to.
    pub(crate) bounds: Bounds,
    /// Steps that changes of practice may add, and those that services may add.
    raising: [Option<Raising>; 2],
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
        let z = |address: u64| if vary { standard_normal(&luck, draw, address) } else { 0.0 };
        let scenario = &compiled.scenario;
        let [of_changes, of_services, of_arrivals] = &compiled.addresses;
        let changes: Vec<Drawing> = scenario
            .changes
            .iter()
            .zip(of_changes)
            .map(|(c, address)| Drawing::new(c.ratio.drawn(z(*address))))
            .collect();
        let drawings = |(service, address): (&Service<usize, usize>, &u64)| {
            // What is lost is the same effect, upside down: where it is large, so is its loss.
            let side = if service.lost { -1.0 } else { 1.0 };
            let effects = service.effects.iter().zip(0..);
            effects.map(|(e, n)| Drawing::new(e.ratio.drawn(side * z(luck::address(*address, n))))).collect()
        };
        let effects: Vec<Vec<Drawing>> = scenario.services.iter().zip(of_services).map(drawings).collect();
        let added =
            scenario.arrivals.iter().zip(of_arrivals).map(|(a, at)| a.per_year.drawn(z(*at))).collect();
        let bounds = compiled.bounds(&changes, &effects);
        let steps = || 0..model.moves.len();
        let raising = [By::Changes, By::Services].map(|by| {
            let factors: Vec<f64> = steps().map(|step| bounds.most_added(by, step)).collect();
            outlook.hazards.scaled(model, &factors).map(|(hazards, peaks)| Raising { hazards, peaks })
        });
        let any_change: Vec<bool> = steps().map(|s| compiled.changed.iter().any(|mask| mask[s])).collect();
        let leads_out = |position: usize, of: &dyn Fn(usize) -> bool| {
            model.places[position].exits.iter().any(|(step, _)| of(*step))
        };
        let positions = || 0..model.places.len();
        Drawn {
            raises: positions()
                .map(|position| leads_out(position, &|step| bounds.most_added(By::Changes, step) > 0.0))
                .collect(),
            concerns: positions()
                .map(|position| {
                    leads_out(position, &|step| any_change[step])
                        || compiled.serves.iter().any(|serves| serves[position])
                })
                .collect(),
            compiled,
            any_change,
            changes,
            effects,
            added,
            bounds,
            raising,
        }
    }

    /// The steps that may be added by changes, or by services.
    pub(crate) fn raising(&self, by: By) -> Option<&Raising> {
        self.raising[by as usize].as_ref()
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

    /// Ratio of a service's effects on a step, for someone it helped from one time until another, once or several times.
    pub(crate) fn help(
        &self,
        service: usize,
        step: usize,
        helps: impl Iterator<Item = (f64, f64)> + Clone,
        time: f64,
    ) -> f64 {
        let mut ratio = 1.0;
        let effects = &self.compiled.scenario.services[service].effects;
        for ((effect, mask), drawn) in
            effects.iter().zip(&self.compiled.acts[service]).zip(&self.effects[service])
        {
            if mask[step] {
                let shares = helps.clone().map(|(from, until)| effect.share_at(time - from, until - from));
                ratio *= drawn.in_force(shares.fold(0.0, f64::max));
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
        let factor = self.bounds.most_added(By::Changes, stream.step);
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
