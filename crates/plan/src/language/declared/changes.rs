//! Keys of changes, arrivals, placements and tracks.

use super::{
    AGES, AGES_KEY, BACKFILL, END, EVIDENCE, HIGH, LOW, NAME, PHASE_IN, PRICE_YEAR, RATE_RATIO, START, WORDS,
    key, list,
};
use crate::language::keys::{Key, Need};

use Need::{Always, Without};

pub(super) const CHANGE: &[Key] = &[
    NAME,
    list(
        "steps",
        Always,
        "one or more steps such as \"in need -> protection plan\", or \"placement move\"",
        "What becomes rarer or more frequent, for all children concerned. Steps from \"not known\" are arrivals; \
         \"placement move\" is looked-after children who move to another placement, by age band.",
        "[\"looked after -> in need\"]",
    ),
    key("rate_ratio", Always, RATE_RATIO, "By how much, once in full.", "1.1"),
    LOW,
    HIGH,
    AGES_KEY,
    START,
    PHASE_IN,
    END,
    BACKFILL,
    EVIDENCE,
];

pub(super) const RUNNING_COST: &[Key] = &[
    key(
        "year",
        Always,
        "pounds a year, such as \"£120,000 per year\"",
        "Cost for a year while it is in force.",
        "\"£120,000 per year\"",
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

pub(super) const ARRIVALS: &[Key] = &[
    NAME,
    key(
        "position",
        Always,
        "one of \"in need\", \"protection plan\", \"looked after\"; \"unaccompanied\" where the rates follow these children apart",
        "Position in which they arrive.",
        "\"in need\"",
    ),
    key("ages", Always, AGES, "Their ages, spread evenly.", "\"16 and 17\""),
    key(
        "per_year",
        Always,
        "a number of children a year above 0 and at most 100,000",
        "Children a year, beside those of the baseline.",
        "12",
    ),
    LOW,
    HIGH,
    START,
    END,
    EVIDENCE,
];

pub(super) const PLACEMENT_CHANGE: &[Key] = &[
    NAME,
    key(
        "from",
        Always,
        "a kind of placement such as \"children's homes\"",
        "Kind of placement that fewer live in.",
        "\"children's homes\"",
    ),
    key(
        "to",
        Always,
        "a kind of placement such as \"foster care\"",
        "Kind that more live in.",
        "\"foster care\"",
    ),
    key(
        "share",
        Always,
        "a share above 0% and at most 100%, such as \"20%\"",
        "Greatest share of the children in the first kind who would move.",
        "\"20%\"",
    ),
    key(
        "places",
        Without("not limited"),
        "a whole number of places from 1 to 10000",
        "New places of the second kind.",
        "12",
    ),
    START,
    PHASE_IN,
    END,
    key(
        "ages",
        Without("all ages"),
        "ages that begin and end with the bands under 1, 1 to 4, 5 to 9, 10 to 15, 16 and 17",
        "Ages concerned; placements are known by age band only.",
        "\"10 to 15\"",
    ),
    EVIDENCE,
];

pub(super) const TRACK: &[Key] = &[
    key(
        "year",
        Always,
        "a financial year of the horizon such as \"2027-28\"",
        "Financial year.",
        "\"2027-28\"",
    ),
    key(
        "early",
        Always,
        "pounds, such as \"£4.2m\"",
        "Budget for early help and prevention in that year.",
        "\"£4.2m\"",
    ),
    key(
        "late",
        Always,
        "pounds, such as \"£21m\"",
        "Budget for protection and care in that year.",
        "\"£21m\"",
    ),
    PRICE_YEAR,
    list(
        "cut",
        Without("nothing"),
        "names of [[cut]] tables whose first place has closed by the end of the year",
        "What is cut by then.",
        "[\"Outreach\"]",
    ),
    list(
        "grown",
        Without("nothing"),
        "names of services and changes of the scenario that have begun by the end of the year",
        "What is new or larger by then.",
        "[\"Family support team\"]",
    ),
    list(
        "kept",
        Without("nothing is printed"),
        WORDS,
        "What stays as it is, in words.",
        "[\"Youth service\"]",
    ),
];
