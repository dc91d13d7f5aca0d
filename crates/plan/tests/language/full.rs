//! A scenario with every table of the language, and how the tests read it.

use plan::InputError;
use plan::language::{Scenario, Setting, read};
use units::{FinancialYear, Step};

/// A scenario with every table.
pub const FULL: &str = r#"
version = 2
name = "Family Help merger"
about = "One team instead of three"
combine = "multiply"

[[service]]
name = "Family support team"
kind = "family support"
positions = ["in need", "protection plan"]
entered_by = ["not known -> in need", "protection plan -> in need"]
ages = "5 to 15"
wards = ["most deprived"]
places = 40
start = "from April 2027"
ramp_up = "6 months"
end = "31 March 2031"
run_off = "3 months"
stay = "6 months"
reach = "60%"
longest_wait = "3 months"
hold_while_waiting = ["in need -> closed"]
while_waiting = 0.5
backfill = "30%"

[[service.effect]]
name = "escalation"
steps = ["in need -> protection plan"]
rate_ratio = 0.8
low = 0.67
high = 0.95
lag = "1 month"
fade = "12 months"
evidence = "a trial"

[[service.effect]]
name = "care"
steps = ["protection plan -> looked after"]
risk_difference = "-8.6 percentage points"
low = "-12 percentage points"
high = "-5 percentage points"
risk = "44.8%"
window = "12 months"
half_life = "2 years"

[[service.effect]]
name = "closing"
steps = ["in need -> closed"]
odds_ratio = 1.25
low = 0.77
high = 2.05
risk = "30%"
window = "18 months"
lasts = true

[[service.effect]]
name = "return"
steps = ["looked after -> in need", "looked after -> closed"]
days_avoided = "28 days"
low = "-10 days"
high = "60 days"
usual_stay = "400 days"

[[service.staff]]
role = "family support worker"
workers = 6
caseload = 10
vacancy = "15%"
worker_year = "£40,000 per worker per year"

[service.cost]
place_year = "£500 per place per year"
set_up = "£50,000"
price_year = "2024-25"

[[service.payer]]
agency = "Local authority"
share = "80%"

[[service.payer]]
agency = "Integrated care board"
share = "20%"

[[cut]]
name = "Outreach"
kind = "outreach"
positions = ["in need"]
entered_by = ["not known -> in need"]
ages = "under 5"
wards = ["most deprived"]
places = 40
families = 25
decided = "January 2027"
notice = "3 months"
run_off = "6 months"
stay = "6 months"
reach = "40%"
backfill = "10%"

[[cut.effect]]
name = "escalation"
steps = ["in need -> looked after"]
rate_ratio = 0.8
low = 0.5
high = 1.0
fade = "6 months"

[cut.saves]
place_year = "£3,000 per place per year"
closing_cost = "£20,000"
price_year = "2024-25"

[[cut.payer]]
agency = "Local authority"
share = "100%"

[[change]]
name = "Faster reunification"
steps = ["looked after -> in need"]
rate_ratio = 1.1
low = 1.0
high = 1.2
ages = "all"
start = "1 October 2027"
phase_in = "12 months"
end = "March 2033"
backfill = "0%"
evidence = "assumption"

[change.cost]
year = "£120,000 per year"
set_up = "£10,000"
price_year = "2024-25"

[[change.payer]]
agency = "Local authority"
share = "100%"

[[arrivals]]
name = "Transfers"
position = "looked after"
ages = "16 and 17"
per_year = 12
low = 8
high = 18
start = "April 2026"
end = "March 2030"
evidence = "national transfer scheme"

[[placement_change]]
name = "More foster carers"
from = "children's homes"
to = "foster care"
share = "20%"
places = 12
start = "April 2027"
phase_in = "2 years"
end = "March 2034"
ages = "10 to 15"
evidence = "recruitment plan"

[placement_change.cost]
year = "£200,000"
set_up = "£30k"
price_year = "2024-25"

[[placement_change.payer]]
agency = "Local authority"
share = "100%"

[[track]]
year = "2027-28"
early = "£4.2m"
late = "£21m"
price_year = "2024-25"
cut = ["Outreach"]
grown = ["Family support team", "Faster reunification"]
kept = ["Youth service"]
"#;

/// Every step that an average authority's rates know.
pub fn steps() -> Vec<Step> {
    let step = |text| Step::from_label(text).expect("a step");
    [
        "not known -> in need",
        "not known -> looked after",
        "in need -> protection plan",
        "in need -> looked after",
        "in need -> closed",
        "protection plan -> in need",
        "protection plan -> looked after",
        "looked after -> in need",
        "looked after -> closed",
    ]
    .map(step)
    .to_vec()
}

/// Reads a scenario in a folder of other files.
pub fn read_in(text: &str, folder: &[(&str, &str)]) -> Result<Scenario, Vec<InputError>> {
    read_where(text, folder, true)
}

fn read_where(text: &str, folder: &[(&str, &str)], moves: bool) -> Result<Scenario, Vec<InputError>> {
    let other = |name: &str| folder.iter().find(|(n, _)| *n == name).map(|(_, text)| text.to_string());
    let wards = ["most deprived".to_string(), "others".to_string()];
    let setting = Setting {
        base_year: 2025,
        horizon_years: 10,
        price_year: FinancialYear(2024),
        steps: &steps(),
        moves,
        ward_groups: &wards,
    };
    read("scenarios/merger.toml", text, &other, &setting)
}

/// Reads a scenario by itself; errors as people see them.
pub fn read_text(text: &str) -> Result<Scenario, Vec<String>> {
    read_in(text, &[]).map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

/// As [`read_text`], for rates that do not tell placement moves.
pub fn read_without_moves(text: &str) -> Result<Scenario, Vec<String>> {
    read_where(text, &[], false).map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

/// The full scenario with one line, of the table that a heading opens, replaced.
#[track_caller]
pub fn with_line(heading: &str, line: &str, instead: &str) -> String {
    let from = if heading.is_empty() { 0 } else { FULL.find(&format!("\n{heading}\n")).expect(heading) };
    let at = from + FULL[from..].find(&format!("\n{line}\n")).expect(line) + 1;
    format!("{}{instead}{}", &FULL[..at], &FULL[at + line.len()..])
}
