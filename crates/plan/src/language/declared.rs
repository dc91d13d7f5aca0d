//! Every table and key of the language, declared once.

use super::keys::{Key, Need, Section};

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

use Need::{Always, When, Without};

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
    "Upper end of the 95% interval, in the unit of the estimate. An estimate known for certain is its own low and high.",
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
        "Version of the language. A file without it is of version 1, with one service: see docs/scenarios.md.",
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
        "What the effects of several services on one step of one child do together: multiply as if each did its own work, or only the strongest counts because they do the same work.",
        "\"strongest\"",
    ),
];

const SERVICE: &[Key] = &[
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
        "one or more groups of wards of the authority's own rates",
        "Groups of wards served, by the names that the authority's own rates give them.",
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

const EFFECT: &[Key] = &[
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
        When("or one of odds_ratio, risk_difference and days_avoided"),
        RATE_RATIO,
        "Ratio of the intensities with and without the service; a hazard ratio is one.",
        "0.8",
    ),
    key(
        "odds_ratio",
        When("or one of rate_ratio, risk_difference and days_avoided"),
        "an odds ratio above 0, such as 0.75",
        "Ratio of the odds with and without the service; needs risk and window.",
        "0.75",
    ),
    key(
        "risk_difference",
        When("or one of rate_ratio, odds_ratio and days_avoided"),
        "a difference in percentage points, such as \"-8.6 percentage points\"; a bare 8.6% could also mean 8.6% of the risk",
        "Risk with the service less risk without; needs risk and window.",
        "\"-8.6 percentage points\"",
    ),
    key(
        "days_avoided",
        When("or one of rate_ratio, odds_ratio and risk_difference"),
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

const STAFF: &[Key] = &[
    key("role", Always, "the name of a role", "The role.", "\"family support worker\""),
    key("workers", Always, "a number of full-time posts above 0, such as 6 or 4.5", "Full-time posts.", "6"),
    key(
        "caseload",
        Without("the role does not limit the places"),
        "a number of children above 0 for one worker",
        "Children one worker can serve at a time. Every child needs one of each role that has a caseload, so the role with the fewest places decides.",
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

const SERVICE_COST: &[Key] = &[
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

const CUT: &[Key] = &[
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
        "one or more groups of wards of the authority's own rates",
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

const SAVES: &[Key] = &[
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

const CHANGE: &[Key] = &[
    NAME,
    list(
        "steps",
        Always,
        STEPS,
        "Steps that become rarer or more frequent, for all children concerned. Steps from \"not known\" are arrivals.",
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

const RUNNING_COST: &[Key] = &[
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

const ARRIVALS: &[Key] = &[
    NAME,
    key(
        "position",
        Always,
        "one of \"in need\", \"protection plan\", \"looked after\"",
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

const PLACEMENT_CHANGE: &[Key] = &[
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

const TRACK: &[Key] = &[
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

/// Every table, in the order of the reference page.
pub(super) const SECTIONS: &[Section] = &[
    one("", "Keys at the top of the file, before any table.", TOP),
    many("service", "name", "A service that opens.", SERVICE),
    many(
        "service.effect",
        "name",
        "What the service does to the steps of those it serves. Exactly one of rate_ratio, odds_ratio, risk_difference and days_avoided. An effect that does nothing or harm is stated like any other.",
        EFFECT,
    ),
    many(
        "service.staff",
        "role",
        "Who delivers it. With vacancies and caseloads, staff set a ceiling on the places, and so lengthen the wait.",
        STAFF,
    ),
    one("service.cost", "What the service costs.", SERVICE_COST),
    many("service.payer", "agency", "Who pays; without any, the authority does.", PAYER),
    many(
        "cut",
        "name",
        "A service that is here today and is reduced or closed. The rates already contain what it does, so its loss undoes the effects stated.",
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
        "Children who arrive beside those of the baseline: need uncovered, young people transferred from another authority.",
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
        "Twin track: what the budget says of early and late help in a year, to compare with what the run costs.",
        TRACK,
    ),
];
