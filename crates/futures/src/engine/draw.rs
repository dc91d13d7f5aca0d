//! One draw: everybody's life in the baseline, and again for those a service reaches.

use luck::Luck;
use rates::{Rates, Stock};
use units::{AgeBand, Placement, Position};

use crate::flows::{Measure, Tally, open_index};
use crate::life::{Child, Help, Next, Spell, age_band, child_age};
use crate::outlook::{Outlook, Plan};
use crate::purpose;
use crate::queue;
use crate::{Service, Settings};

/// What everybody in a draw shares.
pub(crate) struct World<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) outlook: Outlook,
    pub(crate) luck: Luck,
    pub(crate) draw: u32,
    pub(crate) rates: &'a Rates,
}

/// Counts of a draw while children are followed in the baseline.
struct Books {
    /// What is the same with and without the service.
    common: Tally,
    /// What the children whom the service may reach do in the baseline from then on; the scenario replaces it.
    replaced: Tally,
    /// Those children, each at that moment.
    candidates: Vec<queue::Candidate>,
}

/// Simulates a draw: the baseline, and the scenario if there is a service.
pub(crate) fn simulate(
    plan: &Plan,
    rates: &Rates,
    service: Option<&Service>,
    settings: &Settings,
    draw: u32,
) -> (Tally, Option<Tally>) {
    let outlook = Outlook::new(plan, rates, service.map(|s| &s.effect), settings, draw);
    let world = World { plan, outlook, luck: Luck::new(settings.seed), draw, rates };
    let mut books = Books {
        common: Tally::new(plan.years, rates.steps.len()),
        replaced: Tally::new(plan.years, rates.steps.len()),
        candidates: Vec::new(),
    };
    let mut each = |child: Child, position: Position, since: f64, at: f64| {
        live(&world, service, child, position, (since, at), &mut books);
    };
    present(&world, &mut each);
    arrive(&world, &mut each);
    let Books { common, replaced, candidates } = books;
    let scenario = service.map(|service| {
        let mut tally = common.clone();
        queue::serve(&world, service, candidates, &mut tally);
        tally
    });
    (common.plus(&replaced), scenario)
}

/// Children present at the start.
fn present(world: &World, each: &mut impl FnMut(Child, Position, f64, f64)) {
    for (place, stock) in world.rates.stocks.iter().enumerate() {
        let mut number = 0u64;
        for (age, count) in whole_children(&stock.by_age).into_iter().enumerate() {
            let (from, to) = (AgeBand::ALL[age].from_years(), AgeBand::ALL[age].to_years());
            for _ in 0..count {
                let id = (place as u64) << 32 | number;
                number += 1;
                let [u_age, u_elapsed, u_within, u_place] =
                    world.luck.uniforms(world.draw, id, purpose::START, 0);
                let age_years = from + u_age * (to - from);
                let elapsed = elapsed_at(stock, u_elapsed, u_within).min(age_years);
                each(Child { id, born: -age_years, place: u_place }, stock.position, -elapsed, 0.0);
            }
        }
    }
}

/// Whole numbers of children that add up to the rounded total, by largest remainder.
pub(crate) fn whole_children(by_age: &[f64; 5]) -> [u64; 5] {
    let mut whole = by_age.map(|n| n.max(0.0).floor() as u64);
    let total = by_age.iter().map(|n| n.max(0.0)).sum::<f64>().round() as u64;
    let mut order: Vec<usize> = (0..5).collect();
    order.sort_by(|a, b| by_age[*b].fract().total_cmp(&by_age[*a].fract()).then(a.cmp(b)));
    for age in order.into_iter().take(total.saturating_sub(whole.iter().sum()) as usize) {
        whole[age] += 1;
    }
    whole
}

fn elapsed_at(stock: &Stock, u_band: f64, u_within: f64) -> f64 {
    let mut left = u_band;
    let mut from = 0.0;
    for (to, share) in &stock.elapsed {
        if left < *share {
            return from + u_within * (to - from);
        }
        left -= share;
        from = *to;
    }
    from
}

/// Arrivals from outside, by thinning a process at the highest intensity of the horizon.
fn arrive(world: &World, each: &mut impl FnMut(Child, Position, f64, f64)) {
    let horizon = world.plan.years as f64;
    for (stream, (step, to)) in world.plan.arrivals.iter().enumerate() {
        for age in AgeBand::ALL {
            let speeds: Vec<f64> = (0..world.plan.years)
                .map(|year| {
                    world.outlook.arrivals[stream][age.index()]
                        * world.rates.population.at(year, age)
                        * world.outlook.multiplier(*step, year)
                })
                .collect();
            let highest = speeds.iter().copied().fold(0.0, f64::max);
            if highest <= 0.0 {
                continue;
            }
            let base = (16 + stream as u64 * 8 + age.index() as u64) << 32;
            let mut time = 0.0;
            for number in 0u64.. {
                let id = base | number;
                let [u_gap, u_keep, u_age, u_place] =
                    world.luck.uniforms(world.draw, id, purpose::ARRIVAL, 0);
                time -= u_gap.ln() / highest;
                if time >= horizon {
                    break;
                }
                if u_keep * highest < speeds[time as usize] {
                    let infant = age == AgeBand::Under1 && *to == Position::LookedAfter;
                    let within = if infant { u_age.powf(world.rates.infant_entry_power) } else { u_age };
                    let years = age.from_years() + within * (age.to_years() - age.from_years());
                    each(Child { id, born: time - years, place: u_place }, *to, time, time);
                }
            }
        }
    }
}

/// A child from a moment on, in the baseline: in a position since a time, counted from a time.
fn live(
    world: &World,
    service: Option<&Service>,
    child: Child,
    mut position: Position,
    (mut since, mut at): (f64, f64),
    books: &mut Books,
) {
    let mut reached = false;
    if at > 0.0
        && let Some((step, _)) = world.arrival_step(&child)
    {
        books.common.add((at as usize).min(world.plan.years - 1), Measure::Steps(step), 1);
    }
    for number in 0u32.. {
        let spell = world.spell(&child, position, since, at, number);
        let next = spell.next(world, &child, None);
        if !reached
            && let Some(service) = service
            && let Some(joins) = world.eligible_from(service, &child, &spell, next.time())
        {
            reached = true;
            books.candidates.push(queue::Candidate { child, spell, next, joins });
        }
        let tally = if reached { &mut books.replaced } else { &mut books.common };
        world.record(tally, &child, position, at, &next);
        match next {
            Next::Step(time, _, to) if Position::OPEN.contains(&to) => {
                (position, since, at) = (to, time, time);
            }
            _ => break,
        }
    }
}

impl World<'_> {
    /// The step by which a child arrived, read back from the address of its luck.
    fn arrival_step(&self, child: &Child) -> Option<(usize, Position)> {
        let stream = ((child.id >> 32).checked_sub(16)? / 8) as usize;
        self.plan.arrivals.get(stream).copied()
    }

    /// A spell as it begins, or as it stands at the start of the run, with its clocks.
    pub(crate) fn spell(&self, child: &Child, position: Position, since: f64, at: f64, number: u32) -> Spell {
        let exits = self.plan.exits[open_index(position)].to.len();
        let clocks = self.luck.exponentials(self.draw, child.id, purpose::STEP, number, exits);
        Spell { position, since, clocks, at, number }
    }

    /// When a child in a spell first qualifies for a service and would take it up, if so before `until`.
    pub(crate) fn eligible_from(
        &self,
        service: &Service,
        child: &Child,
        spell: &Spell,
        until: f64,
    ) -> Option<f64> {
        if spell.position != service.position {
            return None;
        }
        let from = spell.at.max(service.start).max(child.born + service.age_from);
        let last = until.min(service.end.unwrap_or(f64::INFINITY)).min(child.born + service.age_to);
        if from >= last {
            return None;
        }
        let [u, ..] = self.luck.uniforms(self.draw, child.id, purpose::REACH, spell.number);
        (u < service.reach).then_some(from)
    }

    /// Counts the time from `at` to the next step, and the step.
    pub(crate) fn record(&self, tally: &mut Tally, child: &Child, position: Position, at: f64, next: &Next) {
        let end = next.time();
        tally.add_time(Measure::PersonYears(position), at, end);
        // The horizon itself is a year's end, at which the child is still here.
        let stocked_until = if matches!(next, Next::Horizon(_)) { end + 1e-9 } else { end };
        for year_end in (at as usize + 1)..=self.plan.years {
            if year_end as f64 >= stocked_until {
                break;
            }
            tally.add(year_end - 1, Measure::Stock(position), 1);
            if position == Position::LookedAfter {
                let (age, _) = age_band(child_age(child, year_end as f64));
                tally.add(year_end - 1, Measure::StockAge(AgeBand::ALL[age]), 1);
                tally.add(year_end - 1, Measure::StockPlacement(self.placement(child, age)), 1);
            }
        }
        if position == Position::LookedAfter {
            self.record_placements(tally, child, at, end);
        }
        let year = (end as usize).min(self.plan.years - 1);
        match next {
            Next::Step(_, step, _) => tally.add(year, Measure::Steps(*step), 1),
            Next::Adult(_) => tally.add(year, Measure::AgedOut(position), 1),
            Next::Horizon(_) => {}
        }
    }

    fn record_placements(&self, tally: &mut Tally, child: &Child, from: f64, to: f64) {
        let mut at = from;
        while at < to {
            let (age, age_until) = age_band(child_age(child, at));
            let until = to.min(child.born + age_until).max(at + 1e-9).min(to);
            tally.add_time(Measure::PersonYearsPlacement(self.placement(child, age)), at, until);
            at = until;
        }
    }

    /// Where a looked-after child lives: the child's place in the distribution over kinds at that age.
    ///
    /// Keeping the place through life makes moves between kinds as few as the mix by age allows.
    fn placement(&self, child: &Child, age: usize) -> Placement {
        let mut left = child.place;
        for kind in Placement::ALL {
            let share = self.rates.placements.by_age[age][kind.index()];
            if left < share {
                return kind;
            }
            left -= share;
        }
        Placement::Other
    }

    /// Help from a service in this draw.
    pub(crate) fn help(&self, service: &Service, from: f64) -> Help {
        let steps = self
            .rates
            .steps
            .iter()
            .enumerate()
            .filter(|(_, s)| service.effect.steps.contains(&s.step))
            .fold(0u64, |mask, (index, _)| mask | 1 << index);
        Help {
            from,
            until: from + service.stay,
            fade_out: service.fade_out,
            ratio: self.outlook.ratio,
            steps,
        }
    }
}
