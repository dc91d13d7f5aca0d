//! Waiting for a place, holding it, and giving it up.

use super::{Asks, Candidate, Care, Desk, Help, Kind, Ticket};
use crate::counts::layout::{OfService, ServiceCount};
use crate::engine::child::Next;
use crate::engine::purpose;
use crate::scenario::Service;

impl<'a> Desk<'a> {
    fn slot(&self, who: usize, service: usize) -> usize {
        who * self.services() + service
    }

    /// Changes what a service does for a follower; events that rest on what it did are void.
    fn set_care(&mut self, who: usize, service: usize, care: Care) -> u32 {
        let slot = self.slot(who, service);
        self.care[slot] = care;
        self.tokens[slot] += 1;
        self.tokens[slot]
    }

    pub(super) fn care_of(&self, who: usize, service: usize) -> Care {
        self.care[self.slot(who, service)]
    }

    /// Whether no service does anything for a follower, or will in this spell.
    pub(super) fn is_free(&self, who: usize) -> bool {
        let from = self.slot(who, 0);
        self.followers[who].joins == 0
            && self.care[from..from + self.services()]
                .iter()
                .all(|care| matches!(care, Care::None | Care::Over))
    }

    /// Has a follower join the lists of services in a spell that begins, or that goes on for longer: now or later. Whom no
    /// service concerns may be ahead of the clock.
    pub(super) fn plan_joins(&mut self, who: usize) {
        for service in 0..self.services() {
            let follower = &self.followers[who];
            if !matches!(self.care_of(who, service), Care::None) {
                continue;
            }
            let end = follower.next.time();
            let from = self.world.eligible_from(self.drawn, service, &follower.child, &follower.spell, end);
            if let Some(joins) = from {
                if joins <= self.clock {
                    self.join(who, service, self.clock);
                    continue;
                }
                let token = self.tokens[self.slot(who, service)];
                self.push(joins, Kind::Join, who, service, token);
                self.followers[who].joins += 1;
            }
        }
    }

    /// Puts a follower at the end of a list.
    pub(super) fn join(&mut self, who: usize, service: usize, time: f64) {
        let token = self.set_care(who, service, Care::Waiting(time));
        self.queues[service].push_back(Ticket::Follower(who as u32, token));
        if let Some(longest) = self.service(service).waiting.longest {
            self.push(time + longest, Kind::GiveUp, who, service, token);
        }
        self.admit(service, time);
    }

    /// Puts those on a list that opens in an order of chance: they all joined it at this moment, and nothing tells whose
    /// turn should come first.
    pub(super) fn shuffle(&mut self, service: usize) {
        let queue = &self.queues[service];
        let number = |(place, ticket): (u64, &Ticket)| {
            let child = match ticket {
                Ticket::Follower(who, _) => &self.followers[*who as usize].child,
                Ticket::Asks(asks) => &self.candidates[asks.candidate as usize].child,
            };
            let [chance, ..] = self.world.luck.bits(self.world.draw, child.id, purpose::TURN, service as u32);
            u64::from(chance) << 32 | place
        };
        // Thousands may stand there: numbers alone are sorted faster than tickets with their keys.
        let mut order: Vec<u64> = (0..).zip(queue).map(number).collect();
        order.sort_unstable();
        self.queues[service] = order.iter().map(|number| queue[*number as u32 as usize]).collect();
    }

    /// Puts a candidate at the end of the list that it asks for.
    pub(super) fn ask(&mut self, asks: Asks, service: usize, at: f64) {
        self.queues[service].push_back(Ticket::Asks(asks));
        self.admit(service, at);
    }

    /// Whether a follower whose turn it is can be taken on, and since when it has waited.
    fn called(&self, service: usize, who: usize, token: u32, time: f64) -> Option<f64> {
        let Care::Waiting(since) = self.care_of(who, service) else { return None };
        // Grown too old to be taken on: the wait is counted when the spell ends.
        let old = time >= self.followers[who].child.born + self.service(service).who.age_to;
        (self.tokens[self.slot(who, service)] == token && !old).then_some(since)
    }

    /// Whether a candidate whose turn it is can be taken on.
    fn is_there(&self, service: usize, asks: &Asks, time: f64) -> bool {
        let old = time >= asks.born + self.service(service).who.age_to;
        !old && time < asks.until && self.waits_until(service, asks.since, time)
    }

    /// Until when a candidate holds a place, if the help then changes nothing in the spell and nothing follows on it.
    /// Then there is nobody to follow: the life is the baseline's to its end.
    fn holds_until(&self, service: usize, candidate: &Candidate, from: f64, complete: f64) -> Option<f64> {
        let Candidate { child, spell, help, next, .. } = candidate;
        if self.world.following(spell, next).is_some() {
            return None;
        }
        let until = next.time();
        if self.first_raised(child, spell, (from, until), None).0.iter().any(Option::is_some) {
            return None;
        }
        if let Next::Step(time, step, _) = *next {
            let step = usize::from(step);
            let changes = self.drawn.changes(step, time - child.born, time);
            let helped = self.drawn.help(service, step, std::iter::once((from, complete)), time);
            if *help >= changes * self.drawn.together(std::iter::once(helped)) {
                return None;
            }
        }
        Some(until.min(complete))
    }

    /// Gives a candidate a place. Whoever has a life of its own from here on becomes a follower.
    fn give(&mut self, service: usize, asks: &Asks, time: f64) {
        let candidate = self.candidates[asks.candidate as usize];
        let complete = self.completes(service, time);
        if let Some(until) = self.holds_until(service, &candidate, time, complete) {
            self.book_place(service, time, until);
            if complete < asks.until {
                self.count_completed(service, complete);
            }
            self.push(until, Kind::Vacant, 0, service, 0);
            return;
        }
        self.given.insert(candidate.child.id);
        let who = self.begin_to_follow(candidate, time);
        self.await_own(who);
        self.serve(who, service, time);
    }

    /// When help that begins at a time is complete.
    fn completes(&self, service: usize, from: f64) -> f64 {
        let own = self.service(service);
        (from + own.stay).min(own.closes())
    }

    /// Begins to help a follower.
    fn serve(&mut self, who: usize, service: usize, time: f64) {
        let complete = self.completes(service, time);
        let before = self.followers[who].help_had;
        self.followers[who].help_had = Some(self.helps.len() as u32);
        self.followers[who].helped |= 1 << service;
        self.helps.push(Help { service, from: time, until: complete, before });
        let token = self.set_care(who, service, Care::Served(time));
        self.push(complete, Kind::Complete, who, service, token);
    }

    /// A service, as the scenario describes it.
    pub(super) fn service(&self, service: usize) -> &'a Service<usize, usize> {
        &self.drawn.compiled.scenario.services[service]
    }

    fn waits_until(&self, service: usize, joined: f64, time: f64) -> bool {
        self.drawn.compiled.waits_until(service, joined, time)
    }

    /// Books the wait of a candidate who got no place before it gave up, grew too old or its spell ended.
    fn waited_in_vain(&mut self, service: usize, asks: &Asks) {
        let own = self.service(service);
        let plus = &mut self.sides.plus;
        let mut until = asks.until;
        let gives_up = own.waiting.longest.map_or(f64::INFINITY, |longest| asks.since + longest);
        if gives_up < until {
            plus.count(gives_up, plus.layout.service_count(service, ServiceCount::GaveUp));
            until = gives_up;
        }
        let last = own.end.unwrap_or(f64::INFINITY).min(asks.born + own.who.age_to);
        let until = until.min(last).max(asks.since);
        plus.stay(asks.since, until, plus.layout.service(service, OfService::Waiting));
    }

    /// Books what is still under way at the horizon: spells, places held, waits.
    pub(super) fn close(&mut self) {
        for who in 0..self.followers.len() {
            if !self.followers[who].gone {
                self.moves(who, Next::Horizon(self.horizon));
            }
        }
        for service in 0..self.services() {
            for ticket in std::mem::take(&mut self.queues[service]) {
                if let Ticket::Asks(asks) = ticket {
                    self.waited_in_vain(service, &asks);
                }
            }
        }
    }

    /// Counts somebody who stayed to the end of the help.
    fn count_completed(&mut self, service: usize, time: f64) {
        let column = self.sides.plus.layout.service_count(service, ServiceCount::Completed);
        self.sides.plus.count(time, column);
    }

    pub(super) fn complete(&mut self, who: usize, service: usize, time: f64) {
        self.count_completed(service, time);
        self.release(who, service, time);
        self.set_care(who, service, Care::Over);
        self.admit(service, time);
    }

    pub(super) fn give_up(&mut self, who: usize, service: usize, time: f64) {
        let column = self.sides.plus.layout.service_count(service, ServiceCount::GaveUp);
        self.sides.plus.count(time, column);
        self.release(who, service, time);
        self.set_care(who, service, Care::Over);
    }

    /// Gives free places to those who have waited longest.
    pub(super) fn admit(&mut self, service: usize, time: f64) {
        let own = self.service(service);
        let closed = time >= own.end.unwrap_or(f64::INFINITY).min(self.horizon);
        while !closed && self.in_use[service] < self.open[service] {
            let since = match self.queues[service].pop_front() {
                None => return,
                Some(Ticket::Follower(who, token)) => {
                    let who = who as usize;
                    let Some(since) = self.called(service, who, token, time) else { continue };
                    self.serve(who, service, time);
                    since
                }
                Some(Ticket::Asks(asks)) if !self.is_there(service, &asks, time) => {
                    self.waited_in_vain(service, &asks);
                    continue;
                }
                Some(Ticket::Asks(asks)) => {
                    self.give(service, &asks, time);
                    asks.since
                }
            };
            let layout = self.sides.plus.layout;
            self.sides.plus.stay(since, time, layout.service(service, OfService::Waiting));
            self.sides.plus.count(time, layout.service_count(service, ServiceCount::Starts));
            self.in_use[service] += 1;
        }
    }

    /// Books that a place was held from one time to another.
    fn book_place(&mut self, service: usize, since: f64, until: f64) {
        let layout = self.sides.plus.layout;
        self.sides.plus.stay(since, until, layout.service(service, OfService::Used));
        if let Some(end) = self.service(service).end.filter(|end| *end < until) {
            self.sides.plus.stay(since.max(end), until, layout.service(service, OfService::AfterEnd));
        }
    }

    /// Ends the wait for a service, or the help that it gives, and books it.
    pub(super) fn release(&mut self, who: usize, service: usize, time: f64) {
        let own = self.service(service);
        let layout = self.sides.plus.layout;
        match self.care_of(who, service) {
            Care::None | Care::Over => {}
            Care::Waiting(since) => {
                let born = self.followers[who].child.born;
                let last = own.end.unwrap_or(f64::INFINITY).min(born + own.who.age_to);
                let until = time.min(last).max(since);
                self.sides.plus.stay(since, until, layout.service(service, OfService::Waiting));
            }
            Care::Served(since) => {
                self.book_place(service, since, time);
                self.in_use[service] -= 1;
                let mut had = self.followers[who].help_had;
                while let Some(help) = had.map(|had| &mut self.helps[had as usize]) {
                    if help.service == service {
                        help.until = help.until.min(time);
                    }
                    had = help.before;
                }
            }
        }
    }

    /// What becomes of help when a follower moves to another position, or out (`None`): places are kept where the
    /// service serves both positions. Whether any has places to give again is returned.
    pub(super) fn move_care(&mut self, who: usize, to: Option<u8>, time: f64) -> bool {
        let mut frees = false;
        for service in 0..self.services() {
            let care = self.care_of(who, service);
            let stays = to.is_some_and(|to| self.drawn.compiled.serves[service][to as usize]);
            if stays && matches!(care, Care::Waiting(_) | Care::Served(_)) {
                continue;
            }
            self.release(who, service, time);
            self.set_care(who, service, Care::None);
            frees |= matches!(care, Care::Served(_));
        }
        self.followers[who].joins = 0;
        frees
    }
}
