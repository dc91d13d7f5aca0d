//! One draw: the baseline once for everybody, and each scenario for those whom it touches.

use luck::{Logarithm, Luck};

use crate::counts::{Layout, Tally};
use crate::engine::arrive::{arrive, thinned};
use crate::engine::child::{Child, Spell};
use crate::engine::drawn::{Compiled, Drawn};
use crate::engine::life::{Edge, Numbers, Outlook, World};
use crate::engine::mix;
use crate::engine::present::present;
use crate::engine::purpose;
use crate::engine::served::{Came, Candidate, Sides, follow};
use crate::model::Model;
use crate::settings::Settings;

/// What one scenario gathers while the baseline is lived.
struct Gathered<'a> {
    drawn: Drawn<'a>,
    candidates: Vec<Candidate>,
    sides: Sides,
}

/// Simulates a draw. The rows of the baseline come first, then those of each scenario in turn.
pub(crate) fn simulate(
    model: &Model,
    outlook: &Outlook,
    scenarios: &[Compiled],
    settings: &Settings,
    draw: u32,
) -> Vec<Vec<i64>> {
    let world = World {
        model,
        outlook,
        families: settings.families,
        luck: Luck::new(settings.seed),
        logarithm: Logarithm::new(),
        draw,
    };
    let plain = Layout::new(model, 0);
    let mut baseline = Tally::new(&plain, model.years, model.period);
    let mut gathered: Vec<Gathered> = scenarios
        .iter()
        .map(|compiled| Gathered {
            drawn: Drawn::new(model, outlook, compiled, settings, draw),
            candidates: Vec::new(),
            sides: Sides {
                plus: Tally::new(
                    &Layout::new(model, compiled.scenario.services.len()),
                    model.years,
                    model.period,
                ),
                minus: Tally::new(&plain, model.years, model.period),
            },
        })
        .collect();
    let mut crowd = Crowd::new();
    present(&world, &mut |child, spell| {
        crowd.join(&world, (child, spell), 0, &mut baseline, &mut gathered);
    });
    arrive(&world, &mut |child, spell| {
        let apart = come(&world, &child, &spell, &mut baseline, &mut gathered);
        crowd.join(&world, (child, spell), apart, &mut baseline, &mut gathered);
    });
    crowd.live(&world, &mut baseline, &mut gathered);
    let mut rows = vec![baseline.finish()];
    for Gathered { drawn, mut candidates, mut sides } in gathered {
        add_arrivals(&world, &drawn, &mut candidates);
        follow(&world, &drawn, candidates, &mut sides);
        sides.minus.negate();
        sides.minus.add(&baseline);
        sides.plus.add(&sides.minus);
        let mut own = sides.plus.finish();
        mix::change(&drawn.compiled.scenario.mix, model, &sides.plus.layout, &mut own);
        rows.push(own);
    }
    rows
}

/// Counts an arrival; a bit is set for each scenario in which the child does not arrive.
fn come(world: &World, child: &Child, spell: &Spell, baseline: &mut Tally, gathered: &mut [Gathered]) -> u32 {
    let Some(step) = spell.entered_by.map(usize::from) else { return 0 };
    let age = world.model.age_band(child.born, spell.at);
    let column = baseline.layout.step(step, age);
    baseline.count(spell.at, column);
    let mut apart = 0;
    for (number, own) in gathered.iter_mut().enumerate() {
        let ratio = own.drawn.changes(step, spell.at - child.born, spell.at);
        if ratio < 1.0 {
            let [_, _, u, _] = world.luck.uniforms(world.draw, child.id, purpose::FAMILY, u32::MAX);
            if u >= ratio {
                apart |= 1 << number;
                own.sides.minus.count(spell.at, column);
                let next = world.next(child, spell, &world.numbers(child, spell.number));
                world.live_on(&mut own.sides.minus, child, spell, next, spell.at);
            }
        }
    }
    apart
}

/// Children whose lives in the baseline are lived side by side, one spell of each at a time: a processor works on many
/// random numbers at once, where one child alone would have to wait for each.
struct Crowd {
    lanes: Vec<Lane>,
    numbers: Vec<Numbers>,
    luck: Vec<(f64, f64)>,
}

/// How many children are followed together: what they need stays close to the processor.
const TOGETHER: usize = 64;

/// A child who is followed.
#[derive(Clone, Copy)]
struct Lane {
    child: Child,
    spell: Spell,
    begins: Edge,
    /// A bit for each scenario that has nothing more to do with this life.
    apart: u32,
}

impl Crowd {
    fn new() -> Crowd {
        let room = TOGETHER;
        Crowd {
            lanes: Vec::with_capacity(room),
            numbers: Vec::with_capacity(room),
            luck: Vec::with_capacity(room),
        }
    }

    /// Takes a child in; once there are enough, all are followed to the end.
    #[inline]
    fn join(
        &mut self,
        world: &World,
        (child, spell): (Child, Spell),
        apart: u32,
        baseline: &mut Tally,
        gathered: &mut [Gathered],
    ) {
        let begins = world.begins(baseline, &child, spell.at);
        self.lanes.push(Lane { child, spell, begins, apart });
        if self.lanes.len() == TOGETHER {
            self.live(world, baseline, gathered);
        }
    }

    /// Lives the lives of all in the baseline; a scenario that touches a child gets it from that moment.
    fn live(&mut self, world: &World, baseline: &mut Tally, gathered: &mut [Gathered]) {
        while !self.lanes.is_empty() {
            self.numbers.clear();
            self.numbers.extend(self.lanes.iter().map(|lane| world.numbers(&lane.child, lane.spell.number)));
            self.luck.clear();
            self.luck.extend(self.numbers.iter().map(|numbers| numbers.of_step(&world.logarithm)));
            let mut place = 0;
            while let Some(lane) = self.lanes.get_mut(place) {
                let Lane { child, spell, begins, apart } = lane;
                let (next, ends) = world.live_through(baseline, child, spell, self.luck[place], *begins);
                for (number, own) in gathered.iter_mut().enumerate() {
                    let numbers = self.numbers[place];
                    if *apart >> number & 1 == 0
                        && let Some(at) = world.touched(&own.drawn, child, spell, &next, &numbers)
                    {
                        *apart |= 1 << number;
                        let (child, spell, came) = (*child, *spell, Came::AsBefore);
                        own.candidates.push(Candidate { child, spell, numbers, next, at, came });
                    }
                }
                if world.follow_on(spell, &next) {
                    *begins = ends;
                    place += 1;
                } else {
                    // The last takes the free lane, and its luck with it.
                    self.lanes.swap_remove(place);
                    self.luck.swap_remove(place);
                    self.numbers.swap_remove(place);
                }
            }
        }
    }
}

/// Addresses of children whom a scenario adds begin here.
const ADDED: u64 = 1 << 61;

/// Children who arrive only in the scenario: by steps made more frequent, and beside the baseline's arrivals.
fn add_arrivals(world: &World, drawn: &Drawn, candidates: &mut Vec<Candidate>) {
    let mut add = |child: Child, spell: Spell, came: Came| {
        let numbers = world.numbers(&child, spell.number);
        let next = world.next(&child, &spell, &numbers);
        candidates.push(Candidate { child, spell, numbers, next, at: spell.at, came });
    };
    let new = |id: u64, born: f64, place: f64| Child {
        id,
        family: id,
        born,
        place,
        ward_group: world.ward_group(id),
    };
    for (number, stream) in world.outlook.streams.iter().enumerate() {
        let Some(speeds) = drawn.more_of(stream) else { continue };
        let base = ADDED | (number as u64) << 40;
        thinned(world, base, &speeds, purpose::ADDED, |id, time, [u_age, place]| {
            let age = stream.age(u_age);
            let [u, ..] = world.luck.uniforms(world.draw, id, purpose::ADDED, 1);
            let ratio = drawn.changes(stream.step, age, time);
            if ratio > 1.0 && u * (drawn.highest[stream.step] - 1.0) < ratio - 1.0 {
                add(new(id, time - age, place), stream.spell(time), Came::ByStep(stream.step));
            }
        });
    }
    for (number, arrivals) in drawn.compiled.scenario.arrivals.iter().enumerate() {
        let base = ADDED | 1 << 60 | (number as u64) << 40;
        let speeds = vec![drawn.added[number]; world.model.years];
        thinned(world, base, &speeds, purpose::ADDED, |id, time, [u_age, place]| {
            if time < arrivals.start || arrivals.end.is_some_and(|end| time >= end) {
                return;
            }
            let age = arrivals.age_from + u_age * (arrivals.age_to - arrivals.age_from);
            let spell = Spell {
                position: arrivals.position as u8,
                history: 0,
                entered_by: None,
                since: time,
                at: time,
                number: 0,
                visit: 0,
            };
            add(new(id, time - age, place), spell, Came::Beside);
        });
    }
}
