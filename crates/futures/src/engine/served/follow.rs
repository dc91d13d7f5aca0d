//! A follower's own life: steps that happen, are averted or added.

use super::{Came, Candidate, Care, Desk, Follower, Help, Kind, Sides};
use crate::engine::child::{Child, Next, Spell};
use crate::engine::purpose;
use crate::engine::raised::{By, Raised, Ratios};

/// Lives that begin by filling a freed place have addresses of their own.
const FILLED: u64 = 1 << 63;

impl Desk<'_> {
    /// Begins to follow a child from the moment at which it was touched.
    pub(super) fn take_on(&mut self, candidate: Candidate) {
        let who = self.begin_to_follow(candidate, candidate.at);
        self.plan_joins(who);
        self.settle(who);
        self.take_on_filling();
    }

    /// Begins to follow the children who fill places left free, and those who fill the places that these leave.
    fn take_on_filling(&mut self) {
        while let Some(candidate) = self.filling.pop() {
            let who = self.begin_to_follow(candidate, candidate.at);
            self.plan_joins(who);
            self.settle(who);
        }
    }

    /// Makes a child a follower from a moment on.
    pub(super) fn begin_to_follow(&mut self, candidate: Candidate, at: f64) -> usize {
        let Candidate { child, spell, help, next, came, .. } = candidate;
        let parted = !matches!(came, Came::AsBefore { .. });
        let plus = &mut self.sides.plus;
        match came {
            Came::AsBefore { .. } => {}
            Came::ByStep(step) => {
                let age = plus.layout.age(self.world.model.age_band(child.born, at));
                plus.step(plus.moment(at), step.into(), child.ward_group.into(), age);
            }
            Came::Beside => {
                let age = plus.layout.age(self.world.model.age_band(child.born, at));
                plus.count(at, plus.layout.added(spell.position.into(), age));
                self.world.enter(plus, &child, spell.position, at);
            }
        }
        let (raised, paces) = self.first_raised(&child, &spell, (at, next.time()), None);
        self.followers.push(Follower {
            child,
            spell,
            help,
            next,
            raised,
            paces,
            counted_from: at,
            parted,
            plan: 0,
            gone: false,
            joins: 0,
            help_had: None,
            helped: 0,
        });
        self.care.resize(self.care.len() + self.services(), Care::None);
        self.tokens.resize(self.tokens.len() + self.services(), 0);
        self.followers.len() - 1
    }

    /// Waits for what comes next, or lives through it at once where nobody else is concerned.
    fn settle(&mut self, who: usize) {
        while self.is_free(who) {
            if !self.step_on(who) {
                return;
            }
        }
        self.await_own(who);
    }

    /// Puts what comes next to a follower among the events.
    pub(super) fn await_own(&mut self, who: usize) {
        let follower = &self.followers[who];
        let (time, plan) = (follower.comes(), follower.plan);
        self.push(time, Kind::Own, who, 0, plan);
    }

    /// Handles what was planned.
    pub(super) fn live(&mut self, who: usize) {
        if self.step_on(who) {
            self.settle(who);
        }
        self.take_on_filling();
    }

    /// Lives through what comes next; says whether the child's life here goes on.
    fn step_on(&mut self, who: usize) -> bool {
        let follower = &self.followers[who];
        let raised = follower.next_raised();
        if let Some(raised) = raised.filter(|r| r.time < follower.next.time()) {
            let (step, to) = self.world.model.places[follower.spell.position as usize].exits[raised.exit];
            let pace = follower.paces[raised.by as usize];
            let ratios = self.ratios(who, step, raised.time);
            if raised.happens(self.drawn, step, ratios, pace) {
                self.part(who, raised.time);
                return self.moves(who, Next::Step(raised.time, step as u16, to));
            }
            let follower = &mut self.followers[who];
            let life = (&follower.child, &follower.spell);
            let from = (raised.time, follower.next.time());
            let another = self.world.raised(self.drawn, (raised.by, pace), life, from, raised.number + 1);
            follower.raised[raised.by as usize] = another;
            follower.plan += 1;
            return true;
        }
        let next = follower.next;
        if let Next::Step(time, step, to) = next {
            let step = usize::from(step);
            let u = follower.help;
            let ratio = self.ratios(who, step, time).all;
            if u >= ratio {
                self.part(who, time);
                self.fill(who, step, to, time);
                self.stays_on(who, time);
                return true;
            }
        }
        self.moves(who, next)
    }

    /// Help that a follower has had or has, the latest first.
    fn helps_of(&self, who: usize) -> impl Iterator<Item = &Help> + Clone {
        let help = |number: u32| &self.helps[number as usize];
        let last = self.followers[who].help_had.map(help);
        std::iter::successors(last, move |had| had.before.map(help))
    }

    /// Services that have helped a follower, each with its ratio on a step. Help that is given again renews its effect and
    /// does not double it: what counts is the help whose effect is in force most.
    fn help_on(&self, who: usize, step: usize, time: f64) -> impl Iterator<Item = (usize, f64)> {
        let helped = self.followers[who].helped;
        (0..self.services()).filter(move |service| helped >> service & 1 != 0).map(move |service| {
            let helps = self.helps_of(who).filter(move |help| help.service == service);
            (service, self.drawn.help(service, step, helps.map(|help| (help.from, help.until)), time))
        })
    }

    /// The ratio on a step for a follower: changes of practice, services, waiting.
    fn ratios(&self, who: usize, step: usize, time: f64) -> Ratios {
        let follower = &self.followers[who];
        let changes = self.drawn.changes(step, time - follower.child.born, time);
        let helps = self.help_on(who, step, time);
        let mut all = changes * self.drawn.together(helps.map(|(_, ratio)| ratio));
        for service in 0..self.services() {
            let ends = self.service(service).end.unwrap_or(f64::INFINITY);
            if matches!(self.care_of(who, service), Care::Waiting(_)) && time < ends {
                all *= self.drawn.wait(service, step);
            }
        }
        Ratios { changes, all }
    }

    /// Parts a follower's life from the baseline's: what it holds from here on is taken away.
    fn part(&mut self, who: usize, time: f64) {
        let follower = &mut self.followers[who];
        if !follower.parted {
            follower.parted = true;
            follower.counted_from = time;
            let Sides { plus, minus } = &mut *self.sides;
            for side in [&mut *plus, &mut *minus] {
                self.world.enter(side, &follower.child, follower.spell.position, time);
            }
            self.world.live_on(minus, &follower.child, &follower.spell, follower.next, time);
        }
    }

    /// A step was averted: the spell goes on, and what ends it is drawn anew.
    fn stays_on(&mut self, who: usize, time: f64) {
        let follower = &mut self.followers[who];
        follower.spell.at = time;
        follower.spell.number += 1;
        self.draw(who);
        self.plan_joins(who);
    }

    /// Draws what ends a follower's spell.
    fn draw(&mut self, who: usize) {
        let follower = &mut self.followers[who];
        let (child, spell) = (follower.child, follower.spell);
        (follower.next, follower.help) = self.world.decide(&child, &spell);
        follower.plan += 1;
        let until = follower.next.time();
        let (raised, paces) = self.first_raised(&child, &spell, (spell.at, until), Some(who));
        let follower = &mut self.followers[who];
        (follower.raised, follower.paces) = (raised, paces);
    }

    /// The first steps after a time that changes and services may add to a spell, and the paces at which they are proposed;
    /// `who` is the follower, if the child is one already.
    pub(super) fn first_raised(
        &self,
        child: &Child,
        spell: &Spell,
        (from, until): (f64, f64),
        who: Option<usize>,
    ) -> ([Option<Raised>; 2], [f64; 2]) {
        let first = |by, pace| {
            let raised = |from, number| {
                self.world.raised(self.drawn, (by, pace), (child, spell), (from, until), number)
            };
            // Both begin with the spell, so that whoever is followed from an earlier moment on meets the same steps. What
            // changes might have added before this moment was looked at when the child was found; services add nothing
            // before they are joined.
            let mut first = raised(spell.at, 0);
            while let Some(earlier) = first.filter(|r| r.time < from) {
                first = raised(earlier.time, earlier.number + 1);
            }
            first
        };
        let pace = self.pace_of_services(child, spell, until, who);
        ([first(By::Changes, 1.0), first(By::Services, pace)], [1.0, pace])
    }

    /// How fast services may add steps to a spell: those that have helped the child or may do so before it ends.
    fn pace_of_services(&self, child: &Child, spell: &Spell, until: f64, who: Option<usize>) -> f64 {
        if self.drawn.raising(By::Services).is_none() {
            return 0.0;
        }
        let may = |service: &usize| match who.map_or(Care::None, |who| self.care_of(who, *service)) {
            Care::None => self.world.eligible_from(self.drawn, *service, child, spell, until).is_some(),
            Care::Waiting(_) => true,
            Care::Served(_) | Care::Over => false,
        };
        // A bit for each service: there are at most as many.
        let ahead = (0..self.services()).filter(may).fold(0_u32, |ahead, service| ahead | 1 << service);
        let help = ahead | who.map_or(0, |who| self.followers[who].helped);
        if help == 0 {
            return 0.0;
        }
        let pace = |step: usize| {
            let of = |bits: u32| (0..self.services()).filter(move |service| bits >> service & 1 != 0);
            let bounds = &self.drawn.bounds;
            bounds.pace(step, bounds.of_services(step, of(help), of(ahead)))
        };
        let exits = &self.world.model.places[spell.position as usize].exits;
        exits.iter().map(|(step, _)| pace(*step)).fold(0.0, f64::max)
    }

    /// Ends a follower's spell and begins the next, if there is one.
    pub(super) fn moves(&mut self, who: usize, next: Next) -> bool {
        let time = next.time();
        let follower = &self.followers[who];
        if follower.parted {
            let (child, spell, from) = (follower.child, follower.spell, follower.counted_from);
            self.world.record(&mut self.sides.plus, &child, spell.position, from, &next);
        }
        let following = self.world.following(&self.followers[who].spell, &next);
        let frees = self.move_care(who, following.map(|s| s.position), time);
        match following {
            Some(spell) => {
                let follower = &mut self.followers[who];
                (follower.spell, follower.counted_from) = (spell, time);
                self.draw(who);
                self.plan_joins(who);
            }
            None => {
                self.followers[who].plan += 1;
                self.followers[who].gone = true;
            }
        }
        if frees {
            (0..self.services()).for_each(|service| self.admit(service, time));
        }
        following.is_some()
    }

    /// Fills the place that an averted step leaves free, in the share that services and changes state.
    ///
    /// Where several averted it together, each counts by how strongly its ratio pulls.
    fn fill(&mut self, who: usize, step: usize, to: Option<u8>, time: f64) {
        let Some(to) = to else { return };
        let follower = &self.followers[who];
        let helps = self.help_on(who, step, time);
        let services = helps.map(|(service, ratio)| (ratio, self.service(service).backfill));
        let changes = self.drawn.pulls_of_changes(step, time - follower.child.born, time);
        let pulls: Vec<(f64, f64)> = services.chain(changes).filter(|(ratio, _)| *ratio < 1.0).collect();
        // A ratio of 0 pulls beyond all measure: take it as the strongest of those that can be told apart.
        let pull = |ratio: f64| -ratio.max(1e-9).ln();
        let all: f64 = pulls.iter().map(|(ratio, _)| pull(*ratio)).sum();
        let share: f64 = pulls.iter().map(|(ratio, share)| pull(*ratio) * share).sum::<f64>() / all;
        if share.is_nan() || share <= 0.0 {
            return;
        }
        let (old, number) = (follower.child, follower.spell.number);
        let bits = self.world.luck.bits(self.world.draw, old.id, purpose::BACKFILL, number);
        let [u, place] = [bits[0], bits[1]].map(luck::uniform);
        if u >= share {
            return;
        }
        // An address drawn at random: that two children meet is as unlikely as one in 2⁶³.
        let id = FILLED | u64::from(bits[2]) << 32 | u64::from(bits[3]);
        let child = Child { id, family: id, place, ..old };
        let spell = Spell {
            position: to,
            history: 0,
            entered_by: Some(step as u8),
            since: time,
            at: time,
            number: 0,
            visit: 0,
        };
        let (next, help) = self.world.decide(&child, &spell);
        self.filling.push(Candidate { child, spell, help, next, at: time, came: Came::Beside });
    }
}

impl Follower {
    /// The next step that the scenario may add.
    fn next_raised(&self) -> Option<Raised> {
        let [by_changes, by_services] = self.raised;
        match (by_changes, by_services) {
            (Some(one), Some(other)) => Some(if other.time < one.time { other } else { one }),
            (one, other) => one.or(other),
        }
    }

    /// When the next event of the follower's own comes.
    fn comes(&self) -> f64 {
        self.next_raised().map_or(self.next.time(), |raised| raised.time.min(self.next.time()))
    }
}
