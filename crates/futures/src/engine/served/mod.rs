//! The lives of those whom a scenario touches.
//!
//! A child's life is that of the baseline until a step that would have happened is averted, or one is added. Ratios
//! below 1 avert: each step stays with a probability of its ratio. Ratios above 1 add: further steps come at the
//! intensity times the ratio less 1. So a child whom nothing averts or adds lives the same life in both, and only what
//! differs has to be counted: what the baseline held from then on is taken away, what the scenario holds is put there.
//!
//! Children affect each other through places, so those whom a service may reach are followed together in order of time.

mod care;
mod follow;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use rustc_hash::FxHashSet;

use crate::counts::Tally;
use crate::engine::child::{Child, Next, Spell};
use crate::engine::drawn::Drawn;
use crate::engine::life::World;
use crate::engine::touch::Raised;

/// A child at the moment a scenario touches it for the first time.
#[derive(Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) child: Child,
    pub(crate) spell: Spell,
    /// Uniform that says whether help averts the step that ends the spell.
    pub(crate) help: f64,
    pub(crate) next: Next,
    pub(crate) at: f64,
    /// Whether the child is here only in the scenario, and how it came.
    pub(crate) came: Came,
}

/// How a child who is followed came here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Came {
    /// As in the baseline. Of who only asks for a service, the service; and whether the child has asked before.
    AsBefore { asks: Option<usize>, asked: bool },
    /// By a step that the scenario made more frequent.
    ByStep(usize),
    /// Beside the arrivals of the baseline.
    Beside,
}

/// What a service does for a follower.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Care {
    /// Nothing.
    None,
    /// Waiting for a place since this time.
    Waiting(f64),
    /// Holding a place since this time.
    Served(f64),
    /// Not again in this spell: served to the end, or gave up.
    Over,
}

/// Help that a follower has had or has.
#[derive(Clone, Copy, Debug)]
struct Help {
    service: usize,
    from: f64,
    until: f64,
}

struct Follower {
    child: Child,
    spell: Spell,
    /// Uniform that says whether help averts the step that ends the spell.
    help: f64,
    /// How the spell ends in the baseline's intensities.
    next: Next,
    /// A step that the scenario may add before that.
    raised: Option<Raised>,
    /// From when the spell has to be counted, once the life has parted from the baseline's.
    counted_from: f64,
    parted: bool,
    /// Rises with each change of what comes next; events of an older plan are void.
    plan: u32,
    /// Whether the child has left what is modelled.
    gone: bool,
    /// Lists that the child is still to join in this spell.
    joins: u32,
    helps: Vec<Help>,
}

/// What may happen, in the order in which it is handled at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Opening,
    Own,
    Complete,
    GiveUp,
    Join,
}

/// Something that happens at a time (as ordered bits: times are never negative) to a follower or a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    time: u64,
    kind: Kind,
    who: u32,
    service: u16,
    /// The plan or the token of care that it belongs to; of an opening, the number of places.
    token: u32,
}

/// The counts of a scenario: what its children do, and what they would have done.
pub(crate) struct Sides {
    pub(crate) plus: Tally,
    pub(crate) minus: Tally,
}

/// A turn on a list.
#[derive(Clone, Copy, Debug)]
enum Ticket {
    /// A follower and the token of its wait.
    Follower(u32, u32),
    /// A candidate, who lives the life of the baseline until there is a place.
    Asks(u32),
}

pub(crate) struct Desk<'a> {
    world: &'a World<'a>,
    drawn: &'a Drawn<'a>,
    followers: Vec<Follower>,
    /// `[who * services + service]`
    care: Vec<Care>,
    /// Rises with each change of care; events of an older token are void. As `care`.
    tokens: Vec<u32>,
    events: BinaryHeap<Reverse<Event>>,
    queues: Vec<VecDeque<Ticket>>,
    horizon: f64,
    /// The moment up to which everything has been handled.
    clock: f64,
    /// Those who might be touched, in the order in which they were found.
    candidates: &'a [Candidate],
    /// Children who asked for a service and were given a place: from then on they are followers.
    given: FxHashSet<u64>,
    in_use: Vec<u32>,
    /// Places open so far, counted up by openings so that rounding cannot delay the last one.
    open: Vec<u32>,
    sides: &'a mut Sides,
}

/// Follows the candidates under the scenario.
pub(crate) fn follow(world: &World, drawn: &Drawn, candidates: &[Candidate], sides: &mut Sides) {
    // Times are never negative, so their bits are in the same order. What candidates ask for stands beside: who only joins
    // a list need not be looked at.
    let turn = |(candidate, number): (&Candidate, u32)| {
        let (asks, asked) = match candidate.came {
            Came::AsBefore { asks, asked } => (asks.map(|service| service as u16), asked),
            Came::ByStep(_) | Came::Beside => (None, false),
        };
        (candidate.at.to_bits(), number, asks, asked)
    };
    let mut order: Vec<(u64, u32, Option<u16>, bool)> = candidates.iter().zip(0..).map(turn).collect();
    order.sort_unstable();
    let services = drawn.compiled.scenario.services.len();
    let mut desk = Desk {
        world,
        drawn,
        horizon: world.model.years as f64,
        clock: 0.0,
        candidates,
        followers: Vec::new(),
        care: Vec::new(),
        tokens: Vec::new(),
        events: BinaryHeap::new(),
        queues: vec![VecDeque::new(); services],
        given: FxHashSet::default(),
        in_use: vec![0; services],
        open: vec![0; services],
        sides,
    };
    for (number, service) in drawn.compiled.scenario.services.iter().enumerate() {
        for (time, places) in service.openings() {
            desk.push(time, Kind::Opening, 0, number, places);
        }
    }
    // Candidates come in this order; only those who have come need a place among the events.
    for (at, number, asks, asked) in order {
        let at = f64::from_bits(at);
        desk.run_until(at);
        desk.clock = at;
        let candidate = &candidates[number as usize];
        if asked && desk.given.contains(&candidate.child.id) {
            continue;
        }
        match asks {
            Some(service) => desk.ask(number, service.into(), at),
            None => desk.take_on(*candidate),
        }
    }
    desk.run_until(f64::INFINITY);
    desk.close();
}

impl Desk<'_> {
    fn services(&self) -> usize {
        self.queues.len()
    }

    /// Plans an event; what would come at the horizon or later does not.
    fn push(&mut self, time: f64, kind: Kind, who: usize, service: usize, token: u32) {
        if time >= self.horizon {
            return;
        }
        let time = time.max(0.0).to_bits();
        self.events.push(Reverse(Event { time, kind, who: who as u32, service: service as u16, token }));
    }

    /// Handles all that happens up to a time.
    fn run_until(&mut self, until: f64) {
        while let Some(Reverse(event)) = self.events.peek().copied()
            && f64::from_bits(event.time) <= until
        {
            self.events.pop();
            let time = f64::from_bits(event.time);
            self.clock = time;
            let (who, service) = (event.who as usize, usize::from(event.service));
            match event.kind {
                Kind::Opening => {
                    self.open[service] += event.token;
                    self.admit(service, time);
                }
                Kind::Own if self.followers[who].plan == event.token => self.live(who),
                Kind::Own => {}
                _ if self.tokens[who * self.services() + service] != event.token => {}
                Kind::Join => {
                    self.followers[who].joins -= 1;
                    self.join(who, service, time);
                }
                Kind::Complete => self.complete(who, service, time),
                Kind::GiveUp => self.give_up(who, service, time),
            }
        }
    }
}
