//! A plain table of spells: one row per spell, as CSV.

use std::collections::HashMap;
use std::path::Path;

use chain::By;
use chain::plain_csv::{A_NAME, is_long, needed, not_read, ragged};
use jiff::civil::Date;
use journeys::{Day, day::DAYS_PER_YEAR};
use rates::curves::{Fault, Positions, Refused, Spell, Spells};
use returns::delimited::{Delimited, Record, Rows};
use returns::{Finding, Findings, Origin, Rule};

use super::rules;
use crate::inputs::input;
use crate::refusal::Refusal;

/// What a table of spells says.
pub struct SpellTable {
    /// The spells that can be used.
    pub spells: Spells,
    /// What is wrong with the others.
    pub findings: Findings,
    /// Rows with anything in them.
    pub rows: u64,
    /// How times are written; `None` if there is no row.
    pub form: Option<Form>,
    /// The clock: the one asked for, or the one that the table suggests.
    pub by: By,
}

/// How times are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As numbers.
    Numbers,
    /// As dates, which become years of 365.25 days.
    Dates,
}

/// Columns that every table has.
const NEEDED: [&str; 5] = ["person", "position", "start", "end", "next"];

/// Places of the columns.
struct Columns {
    needed: [usize; 5],
    entered: Option<usize>,
    born: Option<usize>,
    count: usize,
}

/// Reads a table of spells.
///
/// **Errors**: a file that cannot be opened; columns that are lacking; more positions than curves can have; `--by age`
/// of dates without births. What is wrong with a row is a finding, and other rows are read.
pub fn read(path: &Path, by: Option<By>) -> anyhow::Result<SpellTable> {
    let name = path.display();
    let input = input(path.to_path_buf());
    let file = input.open_text().map_err(|cause| Refusal::one(format!("{name}: cannot be read: {cause}")))?;
    let (file, mut findings) = Delimited::open(file, 0);
    let Some(mut file) = file else {
        return Err(Refusal::one(format!("{name}: expected a table with the columns {}", NEEDED.join(", "))));
    };
    file.leave_widths();
    let columns = columns(&file, &mut findings).map_err(|cause| Refusal::one(format!("{name}: {cause}")))?;
    let mut rows = TableRows { by, ..TableRows::default() };
    while let Some(record) = file.next_record() {
        rows.count += 1;
        // The file tells of what could not be read; a blank left by it would mean that a spell is still open.
        if record.is_damaged() {
            continue;
        }
        match rows.row(&columns, &record) {
            Ok(()) => {}
            Err(Stop::Row(finding)) => findings.push(*finding),
            Err(Stop::All(message)) => {
                return Err(Refusal::one(format!("{name}: row {}: {message}", record.row)));
            }
        }
    }
    findings.append(file.take_findings(), 0);
    if rows.form == Some(Form::Numbers) && columns.born.is_some() {
        let finding = Finding::new(&rules::COLUMN_NOT_READ, Origin { source: 0, row: 1 });
        findings.push(finding.value("born", "").expected("dates, where births are to tell ages"));
    }
    rows.finish(findings)
}

/// Why a row is not read.
enum Stop {
    /// Something is wrong with it.
    Row(Box<Finding>),
    /// Something is wrong with the table.
    All(String),
}

fn wrong(
    rule: &'static Rule,
    origin: Origin,
    column: &str,
    value: &str,
    expected: impl Into<String>,
) -> Stop {
    Stop::Row(Box::new(Finding::new(rule, origin).value(column.to_string(), value).expected(expected.into())))
}

/// Finds the columns by their headers, in any letter case.
fn columns(file: &impl Rows, findings: &mut Findings) -> Result<Columns, String> {
    let needed = needed(file, NEEDED)?;
    let (entered, born) = (file.column("entered"), file.column("born"));
    let is_read = |place| needed.contains(&place) || [entered, born].contains(&Some(place));
    for header in not_read(file, is_read) {
        let finding = Finding::new(&rules::COLUMN_NOT_READ, Origin { source: 0, row: 1 });
        findings.push(
            finding
                .value(header.clone(), "")
                .expected(format!("one of {}, entered, born, each once", NEEDED.join(", "))),
        );
    }
    Ok(Columns { needed, entered, born, count: file.headers().len() })
}

/// The rows read so far.
#[derive(Default)]
struct TableRows {
    by: Option<By>,
    form: Option<Form>,
    count: u64,
    people: HashMap<String, u32>,
    names: Vec<String>,
    spells: Vec<Spell>,
    /// Row and person of each spell.
    origins: Vec<(u32, u32)>,
}

impl TableRows {
    fn row(&mut self, columns: &Columns, record: &Record) -> Result<(), Stop> {
        let origin = Origin { source: 0, row: record.row };
        let cell = |place: usize| record.text(place).trim();
        if let Some((value, expected)) = ragged(record, columns.count) {
            return Err(wrong(&rules::RAGGED, origin, "", &value, expected));
        }
        for (name, place) in NEEDED.iter().zip(columns.needed).take(4) {
            if cell(place).is_empty() {
                return Err(wrong(&rules::BLANK, origin, name, "", format!("the {name} of the spell")));
            }
        }
        let [person, position, start, end, next] = columns.needed.map(cell);
        for (column, name) in [("person", person), ("position", position), ("next", next)] {
            if is_long(name) {
                return Err(wrong(&rules::LONG_NAME, origin, column, name, A_NAME));
            }
        }
        let form = self.form_of(start, columns, origin)?;
        let time = |column: &str, text: &str| time(form, column, text, origin);
        let birth = match columns.born.filter(|_| form == Form::Dates && self.by == Some(By::Age)) {
            None => 0.0,
            Some(place) if cell(place).is_empty() => {
                return Err(wrong(&rules::BLANK, origin, "born", "", "the day of birth, to tell ages by"));
            }
            Some(place) => time("born", cell(place))?,
        };
        let entered = match columns.entered.map(cell).filter(|text| !text.is_empty()) {
            Some(text) => Some(time("entered", text)? - birth),
            None => None,
        };
        let (start, end) = (time("start", start)? - birth, time("end", end)? - birth);
        let person = self.person(person);
        let position = self.number(position)?;
        let next = if next.is_empty() { None } else { Some(self.number(next)?) };
        self.spells.push(Spell { person, position, entered, start, end, next });
        self.origins.push((origin.row, person));
        Ok(())
    }

    /// The number of a person, by the id.
    fn person(&mut self, id: &str) -> u32 {
        let count = self.people.len() as u32;
        match self.people.get(id) {
            Some(number) => *number,
            None => *self.people.entry(id.to_string()).or_insert(count),
        }
    }

    /// How times are written, as the first says; the clock follows from it where none is asked for.
    fn form_of(&mut self, start: &str, columns: &Columns, origin: Origin) -> Result<Form, Stop> {
        if let Some(form) = self.form {
            return Ok(form);
        }
        let form = match (start.parse::<f64>(), date(start)) {
            (_, Some(_)) => Form::Dates,
            (Ok(_), _) => Form::Numbers,
            _ => {
                return Err(wrong(
                    &rules::BAD_TIME,
                    origin,
                    "start",
                    start,
                    "a number, or a date as yyyy-mm-dd",
                ));
            }
        };
        if form == Form::Dates && self.by == Some(By::Age) && columns.born.is_none() {
            return Err(Stop::All(
                "--by age: expected a column born with the day of birth, since times are dates".to_string(),
            ));
        }
        let has_ages = form == Form::Numbers || columns.born.is_some();
        self.by = self.by.or(Some(if has_ages { By::Age } else { By::TimeInPosition }));
        self.form = Some(form);
        Ok(form)
    }

    /// The number of a position, by its name.
    fn number(&mut self, name: &str) -> Result<u16, Stop> {
        let known = self.names.iter().position(|n| n == name);
        if known.is_none() && self.names.len() == Positions::MAX {
            return Err(Stop::All(format!(
                "\"{name}\": expected at most {} different positions; is this the right column?",
                Positions::MAX
            )));
        }
        let place = known.unwrap_or_else(|| {
            self.names.push(name.to_string());
            self.names.len() - 1
        });
        Ok(place as u16)
    }

    /// Numbers positions by the order of their names, and checks how spells fit together.
    fn finish(mut self, mut findings: Findings) -> anyhow::Result<SpellTable> {
        let mut sorted = self.names.clone();
        sorted.sort();
        let places: Vec<u16> = self
            .names
            .iter()
            .map(|name| sorted.iter().position(|n| n == name).unwrap_or_default() as u16)
            .collect();
        let renumbered = |position: u16| places.get(usize::from(position)).copied().unwrap_or(position);
        for spell in &mut self.spells {
            spell.position = renumbered(spell.position);
            spell.next = spell.next.map(renumbered);
        }
        let positions = Positions::new(sorted).map_err(|cause| Refusal::all(&[cause]))?;
        let mut ids: Vec<&str> = vec![""; self.people.len()];
        for (id, number) in &self.people {
            ids[*number as usize] = id;
        }
        let (spells, refused) = Spells::check(positions.clone(), &self.spells);
        for refused in refused {
            let (row, person) = self.origins[refused.place];
            let finding =
                misfit(&refused, &self.spells[refused.place], &positions, Origin { source: 0, row });
            findings.push(finding.child(ids[person as usize]));
        }
        findings.sort();
        let by = self.by.unwrap_or(By::Age);
        Ok(SpellTable { spells, findings, rows: self.count, form: self.form, by })
    }
}

/// A time as a number, or as years since 1970.
fn time(form: Form, column: &str, text: &str, origin: Origin) -> Result<f64, Stop> {
    let number = match form {
        Form::Numbers => text.parse::<f64>().ok().filter(|number| number.is_finite()),
        Form::Dates => date(text).map(|date| f64::from(Day::of(date).0) / DAYS_PER_YEAR),
    };
    let expected = match form {
        Form::Numbers => "a number, as the first time of the table",
        Form::Dates => "a date of 1900 to 2099 as yyyy-mm-dd, as the first time of the table",
    };
    number.ok_or_else(|| wrong(&rules::BAD_TIME, origin, column, text, expected))
}

/// A date of 1900 to 2099 as yyyy-mm-dd.
fn date(text: &str) -> Option<Date> {
    let is_in_form = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date = Date::strptime("%Y-%m-%d", text).ok().filter(|_| is_in_form)?;
    (1900..=2099).contains(&date.year()).then_some(date)
}

/// The finding of a spell that does not fit.
fn misfit(refused: &Refused, spell: &Spell, positions: &Positions, origin: Origin) -> Finding {
    let name = |position: u16| positions.name(position).to_string();
    let step = spell.next.map(name).unwrap_or_default();
    let (rule, column, value, expected) = match refused.fault {
        Fault::EndBeforeStart { start, end } => {
            (&rules::OUT_OF_ORDER, "end", end.to_string(), format!("{start} or later"))
        }
        Fault::EnteredAfterStart { entered, start } => {
            (&rules::OUT_OF_ORDER, "entered", entered.to_string(), format!("{start} or earlier"))
        }
        Fault::NoTime { at } => {
            (&rules::NO_TIME, "end", at.to_string(), "an end after the start".to_string())
        }
        Fault::NextIsOwn => {
            (&rules::NEXT_IS_OWN, "next", step, "another position, or blank for an open end".to_string())
        }
        Fault::Overlap { until, start } => (
            &rules::OVERLAP,
            "start",
            start.to_string(),
            format!("{until} or later, when the spell before ends"),
        ),
        Fault::NextDisagrees { follows, .. } | Fault::StepNotNamed { follows } => {
            (&rules::NEXT_DISAGREES, "next", step, format!("\"{}\", which follows at once", name(follows)))
        }
        Fault::NotFinite => {
            (&rules::BAD_TIME, "start", spell.start.to_string(), "a finite number".to_string())
        }
        Fault::UnknownPosition(number) => {
            (&rules::NEXT_DISAGREES, "position", number.to_string(), "a position".to_string())
        }
    };
    Finding::new(rule, origin).value(column, &value).expected(expected)
}
