//! Waiting for a place, holding it, and giving it up.

use super::{Candidate, Care, Desk, Help, Kind, Ticket};
use crate::counts::layout::{OfService, ServiceCount};
use crate::engine::child::Next;

impl Desk<'_> {
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
        if let Some(longest) = self.drawn.compiled.scenario.services[service].waiting.longest {
            self.push(time + longest, Kind::GiveUp, who, service, token);
        }
        self.admit(service, time);
    }

    /// Puts a candidate at the end of the list that it asks for.
    pub(super) fn ask(&mut self, candidate: u32, service: usize, at: f64) {
        self.queues[service].push_back(Ticket::Asks(candidate));
        self.admit(service, at);
    }

    /// Whose turn it is, and since when the child has waited; `None` who is no longer there to be taken on.
    fn called(&mut self, service: usize, ticket: Ticket, time: f64) -> Option<(usize, f64)> {
        let too_old = self.drawn.compiled.scenario.services[service].who.age_to;
        match ticket {
            Ticket::Follower(who, token) => {
                let who = who as usize;
                let Care::Waiting(since) = self.care_of(who, service) else { return None };
                // Grown too old to be taken on: the wait is counted when the spell ends.
                let old = time >= self.followers[who].child.born + too_old;
                (self.tokens[self.slot(who, service)] == token && !old).then_some((who, since))
            }
            Ticket::Asks(number) => {
                let candidate = self.candidates[number as usize];
                let old = time >= candidate.child.born + too_old;
                if old || time >= candidate.next.time() || !self.waits_until(service, candidate.at, time) {
                    self.waited_in_vain(service, &candidate);
                    return None;
                }
                self.given.insert(candidate.child.id);
                let who = self.begin_to_follow(candidate, time);
                let slot = self.slot(who, service);
                self.care[slot] = Care::Waiting(candidate.at);
                let (comes, plan) = (self.followers[who].comes(), self.followers[who].plan);
                self.push(comes, Kind::Own, who, 0, plan);
                Some((who, candidate.at))
            }
        }
    }

    fn waits_until(&self, service: usize, joined: f64, time: f64) -> bool {
        self.drawn.compiled.waits_until(service, joined, time)
    }

    /// Books the wait of a candidate who got no place before it gave up, grew too old or its spell ended.
    fn waited_in_vain(&mut self, service: usize, candidate: &Candidate) {
        let own = &self.drawn.compiled.scenario.services[service];
        let plus = &mut self.sides.plus;
        let mut until = candidate.next.time();
        let gives_up = own.waiting.longest.map_or(f64::INFINITY, |longest| candidate.at + longest);
        if gives_up < until {
            plus.count(gives_up, plus.layout.service_count(service, ServiceCount::GaveUp));
            until = gives_up;
        }
        let last = own.end.unwrap_or(f64::INFINITY).min(candidate.child.born + own.who.age_to);
        let until = until.min(last).max(candidate.at);
        plus.stay(candidate.at, until, plus.layout.service(service, OfService::Waiting));
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
                if let Ticket::Asks(number) = ticket {
                    let candidate = self.candidates[number as usize];
                    self.waited_in_vain(service, &candidate);
                }
            }
        }
    }

    pub(super) fn complete(&mut self, who: usize, service: usize, time: f64) {
        let column = self.sides.plus.layout.service_count(service, ServiceCount::Completed);
        self.sides.plus.count(time, column);
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
        let own = &self.drawn.compiled.scenario.services[service];
        let closed = time >= own.end.unwrap_or(f64::INFINITY).min(self.horizon);
        while !closed && self.in_use[service] < self.open[service] {
            let Some(ticket) = self.queues[service].pop_front() else { return };
            let Some((who, since)) = self.called(service, ticket, time) else { continue };
            let layout = self.sides.plus.layout;
            self.sides.plus.stay(since, time, layout.service(service, OfService::Waiting));
            self.sides.plus.count(time, layout.service_count(service, ServiceCount::Starts));
            self.in_use[service] += 1;
            let complete = (time + own.stay).min(own.closes());
            self.followers[who].helps.push(Help { service, from: time, until: complete });
            let token = self.set_care(who, service, Care::Served(time));
            self.push(complete, Kind::Complete, who, service, token);
        }
    }

    /// Ends the wait for a service, or the help that it gives, and books it.
    pub(super) fn release(&mut self, who: usize, service: usize, time: f64) {
        let own = &self.drawn.compiled.scenario.services[service];
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
                self.sides.plus.stay(since, time, layout.service(service, OfService::Used));
                if let Some(end) = own.end.filter(|end| *end < time) {
                    self.sides.plus.stay(since.max(end), time, layout.service(service, OfService::AfterEnd));
                }
                self.in_use[service] -= 1;
                for help in self.followers[who].helps.iter_mut().filter(|h| h.service == service) {
                    help.until = help.until.min(time);
                }
            }
        }
    }

    /// What becomes of help when a follower moves to another position, or out (`None`): places are kept where the
    /// service serves both positions. Services that have places to give are returned in `freed`.
    pub(super) fn move_care(&mut self, who: usize, to: Option<u8>, time: f64, freed: &mut Vec<usize>) {
        for service in 0..self.services() {
            let care = self.care_of(who, service);
            let stays = to.is_some_and(|to| self.drawn.compiled.serves[service][to as usize]);
            if stays && matches!(care, Care::Waiting(_) | Care::Served(_)) {
                continue;
            }
            self.release(who, service, time);
            self.set_care(who, service, Care::None);
            if matches!(care, Care::Served(_)) {
                freed.push(service);
            }
        }
        self.followers[who].joins = 0;
    }
}
