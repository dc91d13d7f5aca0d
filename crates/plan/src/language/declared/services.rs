//! Keys of services that open or are cut.

use super::{
    AGES_KEY, BACKFILL, DATE, END, EVIDENCE, HIGH, LENGTH, LOW, NAME, PRICE_YEAR, RATE_RATIO, SHARE,
    SOME_TIME, START, STEPS, WORDS, key, list,
};
use crate::language::keys::{Key, Need};

use Need::{Always, When, Without};

pub(super) const SERVICE: &[Key] = &[
    NAME,
    key("kind", Without("nothing is printed"), WORDS, "The kind of help.", "\"family support\""),
    list(
        "positions",
        Always,
        "one or more of \"in need\", \"protection plan\", \"looked after\"",
        "Children in these positions are taken on. A child who moves from one to another keeps the place.",
        "[\"in need\", \"protection plan\"]",
    ),
    list(
        "entered_by",
        Without("however they came"),
        STEPS,
        "Only children who came into the position by these steps: the front door, step-up, step-down.",
        "[\"not known -> in need\"]",
    ),
    AGES_KEY,
    list(
        "wards",
        Without("all wards"),
        "one or more groups of wards of plan.toml",
        "Groups of wards served, by the names that [[ward_group]] of plan.toml gives them.",
        "[\"most deprived\"]",
    ),
    key(
        "places",
        When("unless staff with a caseload are given"),
        "a whole number of places from 1 to 10000",
        "Children served at one time once fully open. With staff as well, the fewer count.",
        "60",
    ),
    START,
    key(
        "ramp_up",
        Without("all places open at once"),
        LENGTH,
        "Time over which places open evenly.",
        "\"6 months\"",
    ),
    END,
    key(
        "run_off",
        Without("those served at the end finish their stay"),
        LENGTH,
        "Time after the end at which help stops for those still served.",
        "\"3 months\"",
    ),
    key(
        "stay",
        Always,
        SOME_TIME,
        "How long a child is served, unless the child leaves the positions first.",
        "\"6 months\"",
    ),
    key("reach", Always, SHARE, "Share of such children who would take the service up.", "\"60%\""),
    key(
        "longest_wait",
        Without("children wait as long as it takes"),
        LENGTH,
        "Longest wait before a child leaves the list.",
        "\"3 months\"",
    ),
    list(
        "hold_while_waiting",
        Without("waiting changes nothing"),
        STEPS,
        "Steps that waiting changes: closures that nobody works towards, say.",
        "[\"in need -> closed\"]",
    ),
    key(
        "while_waiting",
        Without("0: they do not happen"),
        "a ratio from 0 to 10 on the steps of hold_while_waiting",
        "Rate ratio on those steps while a child waits.",
        "0.5",
    ),
    BACKFILL,
];

pub(super) const EFFECT: &[Key] = &[
    key(
        "name",
        Without("known by its number"),
        "a name",
        "Name by which another file that extends this one knows the effect.",
        "\"escalation\"",
    ),
    list("steps", Always, STEPS, "Steps it acts on, for those served.", "[\"in need -> protection plan\"]"),
    key(
        "rate_ratio",
        When("unless one of odds_ratio, risk_difference and days_avoided is given"),
        RATE_RATIO,
        "Ratio of the intensities with and without the service; a hazard ratio is one.",
        "0.8",
    ),
    key(
        "odds_ratio",
        When("unless one of rate_ratio, risk_difference and days_avoided is given"),
        "an odds ratio above 0, such as 0.75",
        "Ratio of the odds with and without the service; needs risk and window.",
        "0.75",
    ),
    key(
        "risk_difference",
        When("unless one of rate_ratio, odds_ratio and days_avoided is given"),
        "a difference in percentage points, such as \"-8.6 percentage points\"; a bare 8.6% could also \
         mean 8.6% of the risk",
        "Risk with the service less risk without; needs risk and window.",
        "\"-8.6 percentage points\"",
    ),
    key(
        "days_avoided",
        When("unless one of rate_ratio, odds_ratio and risk_difference is given"),
        "a length of time, such as \"30 days\"; \"-30 days\" is a longer stay",
        "Time by which the mean stay is shorter; needs usual_stay.",
        "\"30 days\"",
    ),
    LOW,
    HIGH,
    key(
        "risk",
        When("with odds_ratio and risk_difference"),
        "a share of children above 0% and below 100%, such as \"44.8%\"",
        "Share who take the step within the window without the service.",
        "\"44.8%\"",
    ),
    key(
        "window",
        When("with odds_ratio and risk_difference"),
        SOME_TIME,
        "Time over which the risk is counted.",
        "\"12 months\"",
    ),
    key(
        "usual_stay",
        When("with days_avoided"),
        SOME_TIME,
        "Mean stay in the position that the steps leave, without the service.",
        "\"400 days\"",
    ),
    key(
        "lag",
        Without("at once"),
        LENGTH,
        "Time from the start of help until the effect sets in.",
        "\"1 month\"",
    ),
    key(
        "fade",
        Without("it ends with the help"),
        LENGTH,
        "Time over which the effect fades evenly after help ends.",
        "\"12 months\"",
    ),
    key(
        "half_life",
        Without("see fade"),
        SOME_TIME,
        "Instead of fade: time in which the effect halves after help ends.",
        "\"2 years\"",
    ),
    key(
        "lasts",
        Without("see fade"),
        "true or false",
        "Instead of fade: whether the effect lasts after help ends.",
        "true",
    ),
    EVIDENCE,
];

pub(super) const STAFF: &[Key] = &[
    key("role", Always, "the name of a role", "The role.", "\"family support worker\""),
    key("workers", Always, "a number of full-time posts above 0, such as 6 or 4.5", "Full-time posts.", "6"),
    key(
        "caseload",
        Without("the role does not limit the places"),
        "a number of children above 0 for one worker",
        "Children one worker can serve at a time. Every child needs one of each role that has a caseload, \
         so the role with the fewest places decides.",
        "10",
    ),
    key(
        "vacancy",
        Without("every post is filled"),
        "a share of posts from 0% to less than 100%, such as \"15%\"",
        "Share of posts that are not filled on average: they serve nobody and are not paid.",
        "\"15%\"",
    ),
    key(
        "worker_year",
        Without("paid for in place_year"),
        "pounds for one worker for a year, such as \"£48,000 per worker per year\"",
        "Cost of one filled post for a year.",
        "\"£48,000 per worker per year\"",
    ),
];

pub(super) const SERVICE_COST: &[Key] = &[
    key(
        "place_year",
        When("unless the staff have worker_year"),
        "pounds for one place for a year, such as \"£6,500 per place per year\"",
        "Cost of one open place for a year, used or not, beside the staff.",
        "\"£6,500 per place per year\"",
    ),
    key(
        "set_up",
        Without("nothing"),
        "pounds, such as \"£50,000\"",
        "Paid once, in the year of the start.",
        "\"£50,000\"",
    ),
    PRICE_YEAR,
];

pub(super) const CUT: &[Key] = &[
    NAME,
    key("kind", Without("nothing is printed"), WORDS, "The kind of help.", "\"outreach\""),
    list(
        "positions",
        Always,
        "one or more of \"in need\", \"protection plan\", \"looked after\"",
        "Positions of the children served today.",
        "[\"in need\"]",
    ),
    list(
        "entered_by",
        Without("however they came"),
        STEPS,
        "Only children who came into the position by these steps.",
        "[\"not known -> in need\"]",
    ),
    AGES_KEY,
    list(
        "wards",
        Without("all wards"),
        "one or more groups of wards of plan.toml",
        "Groups of wards served.",
        "[\"most deprived\"]",
    ),
    key("places", Always, "a whole number of places from 1 to 10000", "Places lost.", "40"),
    key(
        "families",
        Without("not stated"),
        "a whole number of families from 1 to the places lost",
        "Families served on those places today, who are to be told.",
        "25",
    ),
    key("decided", Always, DATE, "Day of the decision.", "\"January 2027\""),
    key(
        "notice",
        Without("none"),
        LENGTH,
        "Time from the decision until the first place closes.",
        "\"3 months\"",
    ),
    key(
        "run_off",
        Without("all places close at once"),
        LENGTH,
        "Time after the notice over which the places close evenly.",
        "\"6 months\"",
    ),
    key("stay", Always, SOME_TIME, "How long a child is served today.", "\"6 months\""),
    key("reach", Always, SHARE, "Share of such children who take the service up today.", "\"40%\""),
    BACKFILL,
];

pub(super) const SAVES: &[Key] = &[
    key(
        "place_year",
        Always,
        "pounds for one place for a year, such as \"£3,000 per place per year\"",
        "What a place costs today, no longer paid.",
        "\"£3,000 per place per year\"",
    ),
    key(
        "closing_cost",
        Without("nothing"),
        "pounds, such as \"£20,000\"",
        "Paid once, in the year in which the first place closes: redundancy, leases.",
        "\"£20,000\"",
    ),
    PRICE_YEAR,
];
