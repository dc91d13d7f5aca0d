//! The service in a scenario: places, waiting, and the changed lives of those it may reach.
//!
//! Children affect each other through places, so those whom the service may reach are followed together in
//! order of time; everybody else's life is as in the baseline.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use units::Position;

use crate::Service;
use crate::draw::World;
use crate::flows::{Measure, Tally};
use crate::life::{Child, Help, Next, Spell};

/// A child whom the service may reach, at the start of the first spell in which it may.
pub(crate) struct Candidate {
    pub(crate) child: Child,
    pub(crate) spell: Spell,
    /// How the spell ends without the service.
    pub(crate) next: Next,
    /// When the child joins the queue.
    pub(crate) joins: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Care {
    /// Neither waiting nor served.
    None,
    /// Waiting for a place since this time.
    Waiting(f64),
    /// Holding a place since this time.
    Served(f64),
}

struct Follower {
    child: Child,
    spell: Spell,
    /// When the present spell began to be counted.
    counted_from: f64,
    next: Next,
    help: Option<Help>,
    care: Care,
    /// Rises with each change of plan; events of an older version are void.
    version: u32,
}

/// What may happen, in the order in which it is handled at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Opening,
    Step,
    Complete,
    Join,
}

/// Time as ordered bits (times are never negative), then kind, follower and version; for an opening, the
/// number of places stands in place of the version.
type Event = Reverse<(u64, Kind, usize, u32)>;

struct Desk<'a> {
    world: &'a World<'a>,
    service: &'a Service,
    followers: Vec<Follower>,
    events: BinaryHeap<Event>,
    queue: VecDeque<(usize, u32)>,
    in_use: u32,
    /// Places open so far, counted up by openings so that rounding cannot delay the last one.
    open: u32,
}

/// Follows the candidates under the service and adds their lives to the scenario's counts.
pub(crate) fn serve(world: &World, service: &Service, mut candidates: Vec<Candidate>, tally: &mut Tally) {
    // Candidates first join in this order; only those who have joined need a place among the events.
    candidates.sort_by(|a, b| a.joins.total_cmp(&b.joins).then(a.child.id.cmp(&b.child.id)));
    let mut desk = Desk {
        world,
        service,
        followers: Vec::with_capacity(candidates.len()),
        events: BinaryHeap::new(),
        queue: VecDeque::new(),
        in_use: 0,
        open: 0,
    };
    let horizon = world.plan.years as f64;
    for (time, places) in service.openings().into_iter().filter(|(t, _)| *t < horizon) {
        desk.push(time, Kind::Opening, 0, places);
    }
    for Candidate { child, spell, next, joins } in candidates {
        desk.run_until(joins, tally);
        desk.followers.push(Follower {
            child,
            spell,
            counted_from: spell.at,
            next,
            help: None,
            care: Care::None,
            version: 0,
        });
        let who = desk.followers.len() - 1;
        desk.push(next.time(), Kind::Step, who, 0);
        desk.join(who, joins, tally);
    }
    desk.run_until(f64::INFINITY, tally);
}

impl Desk<'_> {
    /// Handles all that happens up to a time.
    fn run_until(&mut self, until: f64, tally: &mut Tally) {
        while let Some(Reverse((bits, ..))) = self.events.peek()
            && f64::from_bits(*bits) <= until
            && let Some(Reverse((bits, kind, who, version))) = self.events.pop()
        {
            let time = f64::from_bits(bits);
            match kind {
                Kind::Opening => {
                    self.open += version;
                    self.admit(time, tally);
                }
                _ if self.followers[who].version != version => {}
                Kind::Join => self.join(who, time, tally),
                Kind::Complete => {
                    self.release(who, time, tally);
                    self.admit(time, tally);
                }
                Kind::Step => {
                    self.step(who, tally);
                    self.admit(time, tally);
                }
            }
        }
    }

    /// Puts a follower at the end of the queue.
    fn join(&mut self, who: usize, time: f64, tally: &mut Tally) {
        self.followers[who].care = Care::Waiting(time);
        self.queue.push_back((who, self.followers[who].version));
        self.admit(time, tally);
    }

    fn push(&mut self, time: f64, kind: Kind, who: usize, version: u32) {
        self.events.push(Reverse((time.max(0.0).to_bits(), kind, who, version)));
    }

    /// Gives free places to those who have waited longest.
    fn admit(&mut self, time: f64, tally: &mut Tally) {
        let closed = self.service.end.is_some_and(|end| time >= end);
        while !closed && self.in_use < self.open {
            let Some((who, version)) = self.queue.pop_front() else { break };
            let f = &mut self.followers[who];
            let Care::Waiting(since) = f.care else { continue };
            if f.version != version || time >= f.child.born + self.service.age_to {
                // Grown too old to be taken on: the wait is counted when the spell ends.
                continue;
            }
            tally.add_time(Measure::Waiting, since, time);
            tally.add((time as usize).min(tally.years() - 1), Measure::ServiceStarts, 1);
            self.in_use += 1;
            f.care = Care::Served(time);
            f.spell.advance(self.world, &f.child, f.help.as_ref(), time);
            f.help = Some(self.world.help(self.service, time));
            f.next = f.spell.next(self.world, &f.child, f.help.as_ref());
            f.version += 1;
            let (version, end) = (f.version, f.next.time());
            self.push(end, Kind::Step, who, version);
            let complete = time + self.service.stay;
            if complete < end {
                self.push(complete, Kind::Complete, who, version);
            }
        }
    }

    /// Ends the wait or the service of a follower.
    fn release(&mut self, who: usize, time: f64, tally: &mut Tally) {
        let f = &mut self.followers[who];
        match f.care {
            Care::None => {}
            Care::Waiting(since) => {
                let last = self.service.end.unwrap_or(f64::INFINITY).min(f.child.born + self.service.age_to);
                tally.add_time(Measure::Waiting, since, time.min(last));
            }
            Care::Served(since) => {
                tally.add_time(Measure::PlacesUsed, since, time);
                if let Some(end) = self.service.end {
                    tally.add_time(Measure::PlacesAfterEnd, since.max(end), time);
                }
                self.in_use -= 1;
                if let Some(help) = &mut f.help {
                    help.until = help.until.min(time);
                }
            }
        }
        f.care = Care::None;
    }

    /// Ends a follower's spell and begins the next, if there is one.
    ///
    /// Spells in which the service cannot reach the child touch nobody else, so they are lived through at
    /// once without waiting for their turn.
    fn step(&mut self, who: usize, tally: &mut Tally) {
        self.release(who, self.followers[who].next.time(), tally);
        loop {
            let f = &mut self.followers[who];
            let next = f.next;
            self.world.record(tally, &f.child, f.spell.position, f.counted_from, &next);
            f.version += 1;
            let Next::Step(time, _, to) = next else { return };
            if !Position::OPEN.contains(&to) {
                return;
            }
            f.spell = self.world.spell(&f.child, to, time, time, f.spell.number + 1);
            f.counted_from = time;
            f.next = f.spell.next(self.world, &f.child, f.help.as_ref());
            let end = f.next.time();
            if let Some(joins) = self.world.eligible_from(self.service, &f.child, &f.spell, end) {
                let version = f.version;
                self.push(end, Kind::Step, who, version);
                self.push(joins, Kind::Join, who, version);
                return;
            }
        }
    }
}
