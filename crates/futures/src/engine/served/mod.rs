//! The lives of those whom a scenario touches.
//!
//! A child's life is that of the baseline until a step that would have happened is averted, or one is added. Ratios
//! below 1 avert: each step stays with a probability of its ratio. Ratios above 1 add: further steps come at the
//! intensity times the ratio less 1. So a child whom nothing averts or adds lives the same life in both, and only what
//! differs has to be counted: what the baseline held from then on is taken away, what the scenario holds is put there.
//!
//! Children affect each other through places, so those whom a service may reach are followed together in order of time.

mod care;
mod event;
mod follow;
mod turn;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use rustc_hash::FxHashSet;

use crate::counts::Tally;
use crate::engine::child::{Child, Next, Spell};
use crate::engine::drawn::Drawn;
use crate::engine::life::World;
use crate::engine::raised::Raised;
use event::{Event, Kind};
use turn::Turn;

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
    AsBefore { asks: Option<u16>, asked: bool },
    /// By a step that the scenario made more frequent.
    ByStep(u16),
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
    /// The help that the same follower had before.
    before: Option<u32>,
}

struct Follower {
    child: Child,
    spell: Spell,
    /// Uniform that says whether help averts the step that ends the spell.
    help: f64,
    /// How the spell ends in the baseline's intensities.
    next: Next,
    /// The next step that changes may add before that, and the next that services may add.
    raised: [Option<Raised>; 2],
    /// The pace at which each of them is proposed.
    paces: [f64; 2],
    /// From when the spell has to be counted, once the life has parted from the baseline's.
    counted_from: f64,
    parted: bool,
    /// Rises with each change of what comes next; events of an older plan are void.
    plan: u32,
    /// Whether the child has left what is modelled.
    gone: bool,
    /// Lists that the child is still to join in this spell.
    joins: u32,
    /// The last help that the child has had, in the list of all.
    help_had: Option<u32>,
    /// A bit for each service that has helped the child.
    helped: u32,
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
    Asks(Asks),
}

/// What a list has to know of a candidate: most get no place, and need not be looked up.
#[derive(Clone, Copy, Debug)]
struct Asks {
    candidate: u32,
    /// When the child joined the list.
    since: f64,
    /// When the spell ends.
    until: f64,
    born: f64,
}

pub(crate) struct Desk<'a> {
    world: &'a World<'a>,
    drawn: &'a Drawn<'a>,
    followers: Vec<Follower>,
    /// What help all of them have had.
    helps: Vec<Help>,
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
    /// Children who fill places that averted steps left free, and are still to be followed.
    filling: Vec<Candidate>,
    /// Children who asked for a service and were given a place: from then on they are followers.
    given: FxHashSet<u64>,
    in_use: Vec<u32>,
    /// Places open so far, counted up by openings so that rounding cannot delay the last one.
    open: Vec<u32>,
    sides: &'a mut Sides,
}

/// Follows the candidates under the scenario.
pub(crate) fn follow(world: &World, drawn: &Drawn, candidates: &[Candidate], sides: &mut Sides) {
    let turns = turn::in_order(candidates, world.model.years as f64);
    let services = drawn.compiled.scenario.services.len();
    let mut desk = Desk {
        world,
        drawn,
        horizon: world.model.years as f64,
        clock: 0.0,
        candidates,
        filling: Vec::new(),
        followers: Vec::new(),
        helps: Vec::new(),
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
            desk.push(time, Kind::Opening, places as usize, number, 0);
        }
    }
    // Candidates come in this order; only those who have come need a place among the events.
    for Turn { service, asked, asks } in turns {
        let at = asks.since;
        // Whoever joins a list as it opens has to be on it before its places are given.
        desk.run_until(Event::new(at, Kind::Opening, 0, 0, 0));
        desk.clock = at;
        match service {
            _ if asked && desk.given.contains(&candidates[asks.candidate as usize].child.id) => {}
            Some(service) => desk.ask(asks, service.into(), at),
            None => desk.take_on(candidates[asks.candidate as usize]),
        }
    }
    desk.run_until(Event::LAST);
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
        self.events.push(Reverse(Event::new(time.max(0.0), kind, service, who, token)));
    }

    /// Handles all that happens before an event.
    fn run_until(&mut self, until: Event) {
        while let Some(Reverse(event)) = self.events.peek().copied()
            && event < until
        {
            self.events.pop();
            let (time, who, service) = (event.time(), event.who(), event.service());
            self.clock = time;
            match event.kind() {
                Kind::Opening => {
                    if self.open[service] == 0 {
                        self.shuffle(service);
                    }
                    self.open[service] += who as u32;
                    self.admit(service, time);
                }
                Kind::Vacant => {
                    self.in_use[service] -= 1;
                    self.admit(service, time);
                }
                Kind::Own if event.is_of(self.followers[who].plan) => self.live(who),
                Kind::Own => {}
                _ if !event.is_of(self.tokens[who * self.services() + service]) => {}
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
