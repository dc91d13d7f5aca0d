//! Which children to look at, and which years of steps: read from the query of an address.

use journeys::group::{Disclosure, Filter, Study};
use journeys::{Day, Precedence};
use plan::Raw;
use returns::codes::{List, meaning};
use units::{AgeBand, FinancialYear, Position, abridged};

use crate::chain_pages::query::query_of;
use crate::components::{Choice, FieldError};

/// A condition that children can be chosen by, with what it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name in the query.
    pub name: &'static str,
    /// Words of the form.
    pub label: &'static str,
    /// What it can be.
    pub choices: Vec<Choice>,
}

/// Everything that can be asked of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The conditions, in the order of the form. The last two are the years of the flow.
    pub fields: Vec<Field>,
}

/// Name of the condition that says which rules make positions.
pub(super) const PRECEDENCE: &str = "precedence";
/// Most years of flow to choose from.
const YEARS_MAX: u16 = 60;
/// Years of flow that are shown when none are asked for.
const WINDOW: u16 = 3;
/// Values named in a message before it ends in "and so on".
const NAMED: usize = 25;

impl Choices {
    /// What can be asked of a study. In public, needs, wards and years of fewer than five children are not there.
    pub fn of(study: &Study, disclosure: Disclosure) -> Choices {
        let counted = |mut values: Vec<&str>| -> Vec<String> {
            values.sort_unstable();
            let groups = values.chunk_by(|a, b| a == b);
            groups
                .filter(|g| !disclosure.hides(g.len() as u64))
                .filter_map(|g| g.first().map(|v| (*v).to_owned()))
                .collect()
        };
        let plain = |values: Vec<String>| values.into_iter().map(|v| Choice::new(v.clone(), v)).collect();
        let needs = counted(study.facts().iter().map(|f| f.need.as_str()).collect());
        let first: Vec<String> = study.facts().iter().filter_map(|f| f.first_known).map(year_words).collect();
        let positions = |left_out: &[Position]| {
            let all = Position::ALL.into_iter().filter(|p| !left_out.contains(p));
            plain(all.map(|p| p.label().to_owned()).collect())
        };
        let ages = AgeBand::ALL.map(|a| a.label().to_owned()).to_vec();
        let years: Vec<String> = years(study).into_iter().map(year_words).collect();
        let field = |name, label, choices| Field { name, label, choices };
        Choices {
            fields: vec![
                field("age", "Age at the end of the record", plain(ages)),
                field(
                    "need",
                    "Latest need",
                    needs.into_iter().map(|n| Choice::new(n.clone(), need_words(&n))).collect(),
                ),
                field(
                    "ward",
                    "Ward",
                    plain(counted(study.facts().iter().map(|f| f.ward.as_str()).collect())),
                ),
                field(
                    "first_known",
                    "First known in",
                    plain(counted(first.iter().map(String::as_str).collect())),
                ),
                field("now", "Position at the end of the record", positions(&[])),
                field(
                    "reached",
                    "Heaviest position so far",
                    positions(&[Position::CareLeaver, Position::Closed]),
                ),
                field(
                    PRECEDENCE,
                    "Positions",
                    Precedence::ALL.map(|p| Choice::new(p.label(), rules_words(p))).to_vec(),
                ),
                field("from", "Steps from", plain(years.clone())),
                field("to", "Steps to the end of", plain(years)),
            ],
        }
    }
}

/// What rules of positions do, where they are not the standard ones.
pub(super) fn rules_note(value: &str) -> Option<&'static str> {
    match Precedence::ALL.into_iter().find(|p| p.label() == value)? {
        Precedence::Standard => None,
        Precedence::FamilyHelp => Some("early help counts as in need"),
        Precedence::Statutory => Some("early help is left out, as in published statistics"),
    }
}

/// Rules of positions in the words of a choice.
fn rules_words(rules: Precedence) -> &'static str {
    match rules {
        Precedence::Standard => "Standard",
        Precedence::FamilyHelp => "Family Help merged",
        Precedence::Statutory => "Statutory",
    }
}

/// `N1: abuse or neglect`.
fn need_words(need: &str) -> String {
    meaning(List::Need, need).map_or_else(|| need.to_owned(), |words| format!("{need}: {words}"))
}

/// `2022-23` for the return year that ends in 2023.
fn year_words(return_year: u16) -> String {
    FinancialYear(return_year.saturating_sub(1)).to_string()
}

/// Return years that the record touches, earliest first.
fn years(study: &Study) -> Vec<u16> {
    let coverage = &study.record.coverage;
    let (Some(start), Some(_)) = (coverage.start(), coverage.end()) else { return Vec::new() };
    let last = Day(study.until.0.saturating_sub(1)).return_year();
    let first = Day::of(start).return_year().max(last.saturating_sub(YEARS_MAX));
    (first..=last).collect()
}

/// What an address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The children.
    pub filter: Filter,
    /// First and last return year of the flow; `None` when the record speaks for no day.
    pub window: Option<(u16, u16)>,
    /// Values as they were asked for, by name of the field.
    pub values: Vec<(String, String)>,
    /// What was asked for and is not possible.
    pub errors: Vec<FieldError>,
}

impl Asked {
    /// Reads the query of an address.
    ///
    /// **Errors**: in [`Asked::errors`], each naming what is allowed. Names in `others` belong to the page and are
    /// left to it.
    pub fn read(pairs: &[(String, String)], choices: &Choices, others: &[&str]) -> Asked {
        let mut asked = Asked::default();
        let (mut from, mut to) = (None, None);
        let years: Vec<&Choice> =
            choices.fields.iter().filter(|f| f.name == "to").flat_map(|f| &f.choices).collect();
        for (name, value) in pairs.iter().map(|(n, v)| (n.as_str(), v.trim())) {
            if value.is_empty() || others.contains(&name) {
                continue;
            }
            let Some(field) = choices.fields.iter().find(|f| f.name == name) else {
                asked.errors.push(unknown_field(name, choices));
                continue;
            };
            if name == PRECEDENCE && value == Precedence::Standard.label() && !repeats(pairs, name) {
                continue;
            }
            if let Some((_, other)) = asked.values.iter().find(|(n, _)| n == name) {
                let (one, other) = (abridged(other), abridged(value));
                let message =
                    format!("{}: “{one}” and “{other}” are asked for at once; choose one", field.label);
                asked.errors.push(FieldError::new(field.name, message));
            }
            asked.values.push((name.to_owned(), value.to_owned()));
            if !field.choices.iter().any(|c| c.value == value) {
                asked.errors.push(unknown_value(field, value));
                continue;
            }
            let position = || Position::from_label(value);
            let year = || FinancialYear::parse(value).map(|y| y.reporting_year().0);
            match name {
                "age" => asked.filter.age = AgeBand::ALL.into_iter().find(|a| a.label() == value),
                "need" => asked.filter.need = Some(value.to_owned()),
                "ward" => asked.filter.ward = Some(value.to_owned()),
                "first_known" => asked.filter.first_known = year(),
                "now" => asked.filter.now = position(),
                "reached" => asked.filter.reached = position(),
                // The rules are settled before there is a study to choose from.
                PRECEDENCE => {}
                "from" => from = year(),
                _ => to = year(),
            }
        }
        let year_of = |c: &&Choice| FinancialYear::parse(&c.value).map(|y| y.reporting_year().0);
        if let (Some(first), Some(last)) = (years.first().and_then(year_of), years.last().and_then(year_of)) {
            let to = to.unwrap_or(last);
            let from = from.unwrap_or_else(|| to.saturating_sub(WINDOW - 1).max(first));
            if from > to {
                let message = format!(
                    "Steps from {} to the end of {}: the first year must not be after the last",
                    year_words(from),
                    year_words(to)
                );
                asked.errors.push(FieldError::new("from", message));
            }
            asked.window = Some((from, to));
        }
        asked
    }

    /// The rules of positions that the query of an address asks for; the standard ones if it asks for none that there
    /// are, which [`Asked::read`] then says.
    pub fn precedence(pairs: &[(String, String)]) -> Precedence {
        let asked = pairs.iter().find(|(name, value)| name == PRECEDENCE && !value.trim().is_empty());
        let found =
            asked.and_then(|(_, value)| Precedence::ALL.into_iter().find(|p| p.label() == value.trim()));
        found.unwrap_or_default()
    }

    /// The choice as a query without `?`, for links and files.
    pub fn query(&self) -> String {
        query_of(&Raw { file: String::new(), pairs: self.values.clone() })
    }

    /// The choice as a query without one of its conditions.
    pub fn query_without(&self, name: &str) -> String {
        let pairs = self.values.iter().filter(|(n, _)| n != name).cloned().collect();
        query_of(&Raw { file: String::new(), pairs })
    }

    /// The value asked for in a field; empty if none is.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// First day of the flow and the first day after it.
    pub fn days(&self) -> Option<(Day, Day)> {
        let (from, to) = self.window?;
        let first = |year: u16| Day::first_of_year_from(i16::try_from(year).unwrap_or(i16::MAX));
        Some((first(from.saturating_sub(1)), first(to)))
    }
}

fn unknown_field(name: &str, choices: &Choices) -> FieldError {
    let names: Vec<&str> = choices.fields.iter().map(|f| f.name).collect();
    let name = abridged(name);
    FieldError::new(
        "age",
        format!("“{name}” is nothing to choose children by; there are: {}", names.join(", ")),
    )
}

/// Whether a condition is named more than once.
fn repeats(pairs: &[(String, String)], name: &str) -> bool {
    pairs.iter().filter(|(n, v)| n == name && !v.trim().is_empty()).count() > 1
}

fn unknown_value(field: &Field, value: &str) -> FieldError {
    let mut names: Vec<&str> = field.choices.iter().take(NAMED).map(|c| c.value.as_str()).collect();
    if field.choices.len() > NAMED {
        names.push("and so on");
    }
    let value = abridged(value);
    let allowed = if names.is_empty() { "nothing, for no file says".to_owned() } else { names.join(", ") };
    FieldError::new(field.name, format!("{}: “{value}” is not among the choices: {allowed}", field.label))
}
