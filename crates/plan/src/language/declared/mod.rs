//! Every table and key of the language, declared once.

mod changes;
mod services;

use super::keys::{Key, Need, Section};
use changes::{ARRIVALS, CHANGE, PLACEMENT_CHANGE, RUNNING_COST, TRACK};
use services::{CUT, EFFECT, SAVES, SERVICE, SERVICE_COST, STAFF};

const fn key(
    name: &'static str,
    need: Need,
    expects: &'static str,
    meaning: &'static str,
    example: &'static str,
) -> Key {
    Key { name, expects, need, meaning, example, list: false }
}

const fn list(
    name: &'static str,
    need: Need,
    expects: &'static str,
    meaning: &'static str,
    example: &'static str,
) -> Key {
    Key { name, expects, need, meaning, example, list: true }
}

use Need::{Always, Without};

const LENGTH: &str = "a length of time with its unit, such as \"6 months\", of at most 20 years";
const SOME_TIME: &str =
    "a length of time with its unit, such as \"6 months\", of more than none and at most 20 years";
const DATE: &str = "a date such as \"April 2027\", \"1 April 2027\" or 2027-04-01";
const LAST_DATE: &str = "a date after the start, such as \"March 2031\" for its last day, or 2031-03-31";
const AGES: &str =
    "ages from 0 to 17 such as \"5 to 15\", the last one included, \"under 5\" or \"16 and over\"";
const SHARE: &str = "a share from 0% to 100%, such as \"60%\"";
const STEPS: &str = "one or more steps such as \"in need -> protection plan\"";
const WORDS: &str = "words";

const NAME: Key = key(
    "name",
    Always,
    "a name",
    "Name in outputs; another file that extends this one knows the table by it.",
    "\"Family support team\"",
);
const EVIDENCE: Key = key(
    "evidence",
    Without("nothing is printed"),
    WORDS,
    "What the estimate rests on, for the reader of the outputs.",
    "\"trial in 21 authorities, 2023\"",
);
const AGES_KEY: Key = key(
    "ages",
    Without("all ages"),
    AGES,
    "Ages of the children concerned, in completed years.",
    "\"5 to 15\"",
);
const LOW: Key = key(
    "low",
    Always,
    "the lower end of the 95% interval, in the unit of the estimate",
    "Lower end of the 95% interval, in the unit of the estimate.",
    "0.67",
);
const HIGH: Key = key(
    "high",
    Always,
    "the upper end of the 95% interval, in the unit of the estimate",
    "Upper end of the 95% interval, in the unit of the estimate. An estimate known for certain is its own \
     low and high.",
    "0.95",
);
const RATE_RATIO: &str = "a rate ratio from 0.01 to 10, such as 0.8 for 20% fewer";
const BACKFILL: Key = key(
    "backfill",
    Without("nothing is filled"),
    SHARE,
    "Share of the steps averted whose freed place is filled at once by a child who would not have had it.",
    "\"30%\"",
);
const PRICE_YEAR: Key = key(
    "price_year",
    Always,
    "the price year of the published costs it is compared with",
    "Prices in which the amounts are stated.",
    "\"2024-25\"",
);
const START: Key = key("start", Always, DATE, "First day.", "\"April 2027\"");
const END: Key = key(
    "end",
    Without("it does not end"),
    LAST_DATE,
    "Last day; of a service, the last on which children are taken on.",
    "\"March 2031\"",
);
const PHASE_IN: Key = key(
    "phase_in",
    Without("in force at once"),
    LENGTH,
    "Time over which it comes into force evenly.",
    "\"12 months\"",
);

const TOP: &[Key] = &[
    key(
        "version",
        Always,
        "2, the version of the language; a file without it that has a [service] is read as version 1",
        "Version of the language. A file without it is of version 1, with one service: see \
         docs/scenarios.md.",
        "2",
    ),
    key(
        "name",
        Always,
        "a name for the scenario",
        "Name of the scenario in outputs.",
        "\"Family Help merger\"",
    ),
    key(
        "about",
        Without("nothing is printed"),
        WORDS,
        "What the scenario is for, in a sentence.",
        "\"One team instead of three\"",
    ),
    key(
        "extends",
        Without("the file stands alone"),
        "the name of a scenario file in the same folder, such as \"base.toml\"",
        "Another file that this one changes: see *Extending another file*.",
        "\"base.toml\"",
    ),
    key(
        "combine",
        Without("multiply"),
        "\"multiply\" or \"strongest\"",
        "What the effects of several services on one step of one child do together: multiply as if each \
         did its own work, or only the strongest counts because they do the same work.",
        "\"strongest\"",
    ),
];

const PAYER: &[Key] = &[
    key("agency", Always, "the name of an agency", "Who pays.", "\"Integrated care board\""),
    key(
        "share",
        Always,
        "the agency's share, such as \"25%\"",
        "Its share; the shares add up to 100%.",
        "\"20%\"",
    ),
];

const fn one(path: &'static str, meaning: &'static str, keys: &'static [Key]) -> Section {
    Section { path, many: false, matched_by: "", meaning, keys }
}

const fn many(
    path: &'static str,
    matched_by: &'static str,
    meaning: &'static str,
    keys: &'static [Key],
) -> Section {
    Section { path, many: true, matched_by, meaning, keys }
}

/// The top of a file.
pub(super) const TOP_OF_FILE: Section = one("", "Keys at the top of the file, before any table.", TOP);

/// Every table, in the order of the reference page.
pub(super) const SECTIONS: &[Section] = &[
    TOP_OF_FILE,
    many("service", "name", "A service that opens.", SERVICE),
    many(
        "service.effect",
        "name",
        "What the service does to the steps of those it serves. Exactly one of rate_ratio, odds_ratio, \
         risk_difference and days_avoided. An effect that does nothing or harm is stated like any other.",
        EFFECT,
    ),
    many(
        "service.staff",
        "role",
        "Who delivers it. With vacancies and caseloads, staff set a ceiling on the places, and so lengthen \
         the wait.",
        STAFF,
    ),
    one("service.cost", "What the service costs.", SERVICE_COST),
    many("service.payer", "agency", "Who pays; without any, the authority does.", PAYER),
    many(
        "cut",
        "name",
        "A service that is here today and is reduced or closed. The rates already contain what it does, so \
         its loss undoes the effects stated.",
        CUT,
    ),
    many(
        "cut.effect",
        "name",
        "What the service does today, as its evidence states it. The loss has the inverse ratio.",
        EFFECT,
    ),
    one("cut.saves", "What is no longer spent.", SAVES),
    many("cut.payer", "agency", "Whose budget it leaves; without any, the authority's.", PAYER),
    many("change", "name", "A change of practice or policy. Changes always multiply.", CHANGE),
    one("change.cost", "What the change costs, if anything.", RUNNING_COST),
    many("change.payer", "agency", "Who pays for the change; without any, the authority does.", PAYER),
    many(
        "arrivals",
        "name",
        "Children who arrive beside those of the baseline: need uncovered, young people transferred from \
         another authority.",
        ARRIVALS,
    ),
    many(
        "placement_change",
        "name",
        "Looked-after children who live in one kind of placement instead of another.",
        PLACEMENT_CHANGE,
    ),
    one("placement_change.cost", "What the change costs beside the placements, if anything.", RUNNING_COST),
    many("placement_change.payer", "agency", "Who pays for it; without any, the authority does.", PAYER),
    many(
        "track",
        "year",
        "Twin track: what the budget says of early and late help in a year, to compare with what the run \
         costs.",
        TRACK,
    ),
];
