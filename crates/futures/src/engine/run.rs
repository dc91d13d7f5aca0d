//! One draw: the baseline once for everybody, and each scenario for those whom it touches.

use luck::{Logarithm, Luck};

use crate::counts::{Layout, Tally};
use crate::engine::arrive::{arrive, thinned};
use crate::engine::child::{Child, Spell};
use crate::engine::crowd::{Crowd, Gathered};
use crate::engine::drawn::{Compiled, Drawn};
use crate::engine::life::{Outlook, World};
use crate::engine::mix;
use crate::engine::present::present;
use crate::engine::purpose;
use crate::engine::raised::By;
use crate::engine::served::{Came, Candidate, Sides, follow};
use crate::model::Model;
use crate::settings::Settings;

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
        for_good: for_good(model, scenarios),
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
        world.enter(&mut baseline, &child, spell.position, spell.at);
        crowd.join(&world, (child, spell), 0, &mut baseline, &mut gathered);
    });
    arrive(&world, &mut |child, spell| {
        let apart = come(&world, &child, &spell, &mut baseline, &mut gathered);
        crowd.join(&world, (child, spell), apart, &mut baseline, &mut gathered);
    });
    crowd.live(&world, &mut baseline, &mut gathered);
    let mut rows = vec![baseline.finish(&model.moves)];
    for Gathered { drawn, mut candidates, mut sides } in gathered {
        add_arrivals(&world, &drawn, &mut candidates);
        follow(&world, &drawn, &candidates, &mut sides);
        sides.minus.negate();
        sides.minus.add(&baseline);
        sides.plus.add(&sides.minus);
        let mut own = sides.plus.finish(&model.moves);
        mix::change(&drawn.compiled.scenario.mix, model, &sides.plus.layout, &mut own);
        rows.push(own);
    }
    rows
}

/// Positions in which nothing can happen any more, and nothing is left to be booked.
fn for_good(model: &Model, scenarios: &[Compiled]) -> Vec<bool> {
    let served = |position: usize| scenarios.iter().flat_map(|s| &s.serves).any(|serves| serves[position]);
    let ends = model.places.iter().enumerate().map(|(position, place)| {
        let stays = place.exits.is_empty() && place.leaving_age == f64::INFINITY;
        stays && !model.tells_ages && !served(position)
    });
    ends.collect()
}

/// Counts an arrival; a bit is set for each scenario in which the child does not arrive.
fn come(world: &World, child: &Child, spell: &Spell, baseline: &mut Tally, gathered: &mut [Gathered]) -> u32 {
    let Some(step) = spell.entered_by.map(usize::from) else { return 0 };
    let age = baseline.layout.age(world.model.age_band(child.born, spell.at));
    let (moment, ward_group) = (baseline.moment(spell.at), child.ward_group.into());
    baseline.step(moment, step, ward_group, age);
    let mut apart = 0;
    for (number, own) in gathered.iter_mut().enumerate() {
        let ratio = own.drawn.changes(step, spell.at - child.born, spell.at);
        if ratio < 1.0 {
            let [_, _, u, _] = world.luck.uniforms(world.draw, child.id, purpose::FAMILY, u32::MAX);
            if u >= ratio {
                apart |= 1 << number;
                own.sides.minus.step(moment, step, ward_group, age);
                let (next, _) = world.decide(child, spell);
                world.live_on(&mut own.sides.minus, child, spell, next, spell.at);
            }
        }
    }
    apart
}

/// Addresses of children whom a scenario adds begin here.
const ADDED: u64 = 1 << 61;

/// Children who arrive only in the scenario: by steps made more frequent, and beside the baseline's arrivals.
fn add_arrivals(world: &World, drawn: &Drawn, candidates: &mut Vec<Candidate>) {
    let mut add = |child: Child, spell: Spell, came: Came| {
        let (next, help) = world.decide(&child, &spell);
        candidates.push(Candidate { child, spell, help, next, at: spell.at, came });
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
            if u * drawn.bounds.most_added(By::Changes, stream.step) < ratio - 1.0 {
                add(new(id, time - age, place), stream.spell(time), Came::ByStep(stream.step as u16));
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
