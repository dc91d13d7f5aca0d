//! Waiting for a place, holding it, and giving it up.

use super::{Care, Desk, Help, Kind};
use crate::counts::layout::{OfService, ServiceCount};

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

    /// Plans when a follower joins the lists of services in a spell that begins, or that goes on for longer.
    pub(super) fn plan_joins(&mut self, who: usize) {
        for service in 0..self.services() {
            let follower = &self.followers[who];
            if !matches!(self.care_of(who, service), Care::None) {
                continue;
            }
            let end = follower.next.time();
            let from = self.world.eligible_from(self.drawn, service, &follower.child, &follower.spell, end);
            if let Some(joins) = from {
                let token = self.tokens[self.slot(who, service)];
                self.push(joins, Kind::Join, who, service, token);
                self.followers[who].joins += 1;
            }
        }
    }

    /// Puts a follower at the end of a list.
    pub(super) fn join(&mut self, who: usize, service: usize, time: f64) {
        let token = self.set_care(who, service, Care::Waiting(time));
        self.queues[service].push_back((who as u32, token));
        if let Some(longest) = self.drawn.compiled.scenario.services[service].waiting.longest {
            self.push(time + longest, Kind::GiveUp, who, service, token);
        }
        self.admit(service, time);
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
        let closed = own.end.is_some_and(|end| time >= end);
        while !closed && self.in_use[service] < self.open[service] {
            let Some((who, token)) = self.queues[service].pop_front() else { return };
            let who = who as usize;
            let Care::Waiting(since) = self.care_of(who, service) else { continue };
            let born = self.followers[who].child.born;
            if self.tokens[self.slot(who, service)] != token || time >= born + own.who.age_to {
                // Grown too old to be taken on: the wait is counted when the spell ends.
                continue;
            }
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
