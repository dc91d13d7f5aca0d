//! One child's life: when the next step comes, and whereto.

use units::Position;

use crate::draw::World;
use crate::flows::open_index;

/// A child in a draw.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Child {
    /// Address of the child's luck.
    pub(crate) id: u64,
    /// Time of birth, in years from the start; negative for those alive at the start.
    pub(crate) born: f64,
    /// The child's place in the distribution over kinds of placement.
    pub(crate) place: f64,
}

impl Child {
    /// Time of the 18th birthday.
    pub(crate) fn adult(&self) -> f64 {
        self.born + 18.0
    }
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Next {
    /// A step at a time: its index and the position entered.
    Step(f64, usize, Position),
    /// The 18th birthday.
    Adult(f64),
    /// Nothing before the horizon.
    Horizon(f64),
}

impl Next {
    pub(crate) fn time(&self) -> f64 {
        match *self {
            Next::Step(t, ..) | Next::Adult(t) | Next::Horizon(t) => t,
        }
    }
}

/// Help a child has had: a ratio on some steps while served, fading afterwards.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Help {
    pub(crate) from: f64,
    pub(crate) until: f64,
    pub(crate) fade_out: f64,
    pub(crate) ratio: f64,
    /// Bit per step index.
    pub(crate) steps: u64,
}

/// The effect fades in this many equal stages.
const FADE_STAGES: f64 = 4.0;

impl Help {
    /// Power of the ratio in force at a time, and when it next changes.
    fn at(&self, time: f64) -> (f64, f64) {
        if time < self.from {
            (0.0, self.from)
        } else if time < self.until {
            (1.0, self.until)
        } else if time < self.until + self.fade_out {
            let stage = ((time - self.until) / self.fade_out * FADE_STAGES).floor().min(FADE_STAGES - 1.0);
            let next = self.until + self.fade_out * (stage + 1.0) / FADE_STAGES;
            // Rounding may leave `next` at `time`; move on to the following stage.
            let next = if next <= time { time + self.fade_out / FADE_STAGES } else { next };
            (1.0 - (stage + 0.5) / FADE_STAGES, next)
        } else {
            (0.0, f64::INFINITY)
        }
    }
}

/// A spell under way: each exit has a clock of its own that runs down by its intensity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spell {
    pub(crate) position: Position,
    /// When the child entered the position; may lie before the start of the run.
    pub(crate) since: f64,
    /// Clocks, in units of integrated intensity, as they stand at `at`.
    pub(crate) clocks: [f64; 4],
    pub(crate) at: f64,
    /// Number of this spell in the child's life, part of the address of its luck.
    pub(crate) number: u32,
}

impl Spell {
    /// Runs the clocks until the first rings, or until a time.
    ///
    /// Returns the exit that rang and when. Clocks are left as they stand at the end.
    fn run(&mut self, world: &World, child: &Child, help: Option<&Help>, to: f64) -> Option<(f64, usize)> {
        let position = open_index(self.position);
        let exits = &world.plan.exits[position];
        let (since, mut at, mut clocks) = (self.since, self.at, self.clocks);
        // Bands only ever move forward, so each is found once and then stepped.
        let mut band = exits.edges.iter().take_while(|e| **e <= at - since).count();
        while at < to {
            let (age_band, age_until) = age_band(child_age(child, at));
            while exits.edges.get(band).is_some_and(|e| since + e <= at) {
                band += 1;
            }
            let year = (at as usize).min(world.plan.years - 1);
            let mut until = to.min(child.born + age_until).min((year + 1) as f64);
            if let Some(edge) = exits.edges.get(band) {
                until = until.min(since + edge);
            }
            let intensities = world.outlook.intensities(position, year, age_band, band);
            let mut speeds = *intensities;
            if let Some(help) = help {
                let (power, help_until) = help.at(at);
                until = until.min(help_until);
                if power > 0.0 {
                    let ratio = help.ratio.powf(power);
                    for (speed, (step, _)) in speeds.iter_mut().zip(&exits.to) {
                        if help.steps >> step & 1 == 1 {
                            *speed *= ratio;
                        }
                    }
                }
            }
            // Rounding of an edge may leave it at the present moment: step over it.
            if until <= at {
                until = (at + 1e-9).min(to);
            }
            let length = until - at;
            // Clocks of exits that are not there never ring: they stand at infinity and run at no speed.
            let mut ahead = clocks;
            let mut rings = false;
            for (clock, speed) in ahead.iter_mut().zip(&speeds) {
                *clock -= speed * length;
                rings |= *clock <= 0.0;
            }
            if rings {
                (self.at, self.clocks) = (at, clocks);
                return Some(self.ring(&speeds));
            }
            (at, clocks) = (until, ahead);
        }
        (self.at, self.clocks) = (at, clocks);
        None
    }

    /// Stops at the first clock that rings at these speeds: when, and which exit.
    fn ring(&mut self, speeds: &[f64; 4]) -> (f64, usize) {
        let mut first = (f64::INFINITY, 0);
        for (exit, (clock, speed)) in self.clocks.iter().zip(speeds).enumerate() {
            if *speed > 0.0 && clock / speed < first.0 {
                first = (clock / speed, exit);
            }
        }
        let (passed, exit) = first;
        for (clock, speed) in self.clocks.iter_mut().zip(speeds) {
            *clock = (*clock - speed * passed).max(0.0);
        }
        self.at += passed;
        (self.at, exit)
    }

    /// When and how the spell ends, given the help so far. The spell itself stays as it is.
    pub(crate) fn next(&self, world: &World, child: &Child, help: Option<&Help>) -> Next {
        let horizon = world.plan.years as f64;
        let adult = child.adult();
        let mut ahead = *self;
        match ahead.run(world, child, help, horizon.min(adult)) {
            Some((time, exit)) => {
                let (step, to) = world.plan.exits[open_index(self.position)].to[exit];
                Next::Step(time, step, to)
            }
            None if adult < horizon => Next::Adult(adult),
            None => Next::Horizon(horizon),
        }
    }

    /// Lets time pass without a step.
    pub(crate) fn advance(&mut self, world: &World, child: &Child, help: Option<&Help>, to: f64) {
        self.run(world, child, help, to);
        self.at = to;
    }
}

pub(crate) fn child_age(child: &Child, time: f64) -> f64 {
    (time - child.born).max(0.0)
}

/// Index of the age band of an age, and the age at which it ends.
pub(crate) fn age_band(age: f64) -> (usize, f64) {
    match age {
        a if a < 1.0 => (0, 1.0),
        a if a < 5.0 => (1, 5.0),
        a if a < 10.0 => (2, 10.0),
        a if a < 16.0 => (3, 16.0),
        _ => (4, 18.0),
    }
}
