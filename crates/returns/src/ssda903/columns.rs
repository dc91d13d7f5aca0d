//! Columns of the tables, and which of them tell one table from another.
//!
//! **Source**: column sets of the SSDA903 collections of 2017 to 2027.

use super::TableKind;
use crate::codes::List;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// The child's id.
    Child,
    /// Any text.
    Text,
    /// A code of a list.
    Code(List),
    /// `ACCOM`: letter and `1` or `2`, or `0`.
    Accommodation,
    /// `LA_PERM`: three digits, or a code.
    Authority,
    /// `dd/mm/yyyy`.
    Date,
    /// `dd/mm/yyyy` with `zz` for unknown parts.
    PartDate,
    /// A whole number up to this.
    Count(u8),
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// Its header in CSV.
    pub name: &'static str,
    /// What it holds.
    pub form: Form,
    /// Whether a file must have it to be taken for the table.
    pub tells_table: bool,
    /// Whether every row must fill it.
    pub filled: bool,
}

/// A column without which a file is not the table, and that each row fills.
const fn key(name: &'static str, form: Form) -> Column {
    Column { name, form, tells_table: true, filled: true }
}

/// A column without which a file is not the table, but that rows may leave blank.
const fn mark(name: &'static str, form: Form) -> Column {
    Column { name, form, tells_table: true, filled: false }
}

/// A column that extracts may lack, but that rows fill if it is there.
const fn fill(name: &'static str, form: Form) -> Column {
    Column { name, form, tells_table: false, filled: true }
}

/// A column that may be lacking or blank.
const fn free(name: &'static str, form: Form) -> Column {
    Column { name, form, tells_table: false, filled: false }
}

const FLAG: Form = Form::Code(List::Flag);

static HEADER: [Column; 7] = [
    key("CHILD", Form::Child),
    key("SEX", Form::Code(List::Sex)),
    key("DOB", Form::Date),
    key("ETHNIC", Form::Code(List::Ethnicity)),
    free("UPN", Form::Text),
    free("MOTHER", FLAG),
    free("MC_DOB", Form::Date),
];
static EPISODES: [Column; 13] = [
    key("CHILD", Form::Child),
    key("DECOM", Form::Date),
    key("RNE", Form::Code(List::ReasonStarted)),
    key("LS", Form::Code(List::LegalStatus)),
    fill("CIN", Form::Code(List::Need)),
    key("PLACE", Form::Code(List::Place)),
    free("PLACE_PROVIDER", Form::Code(List::Provider)),
    mark("DEC", Form::Date),
    mark("REC", Form::Code(List::ReasonEnded)),
    free("REASON_PLACE_CHANGE", Form::Code(List::ReasonMoved)),
    free("HOME_POST", Form::Text),
    free("PL_POST", Form::Text),
    free("URN", Form::Text),
];
static REVIEWS: [Column; 4] = [
    key("CHILD", Form::Child),
    fill("DOB", Form::Date),
    key("REVIEW", Form::Date),
    key("REVIEW_CODE", Form::Code(List::Review)),
];
static UASC: [Column; 4] = [
    key("CHILD", Form::Child),
    fill("SEX", Form::Code(List::Sex)),
    fill("DOB", Form::Date),
    mark("DUC", Form::Date),
];
static OC2: [Column; 12] = [
    key("CHILD", Form::Child),
    fill("DOB", Form::Date),
    mark("SDQ_SCORE", Form::Count(40)),
    mark("SDQ_REASON", Form::Code(List::SdqReason)),
    mark("CONVICTED", FLAG),
    mark("HEALTH_CHECK", FLAG),
    free("IMMUNISATIONS", FLAG),
    free("TEETH_CHECK", FLAG),
    free("HEALTH_ASSESSMENT", FLAG),
    free("SUBSTANCE_MISUSE", FLAG),
    free("INTERVENTION_RECEIVED", FLAG),
    free("INTERVENTION_OFFERED", FLAG),
];
static OC3: [Column; 5] = [
    key("CHILD", Form::Child),
    fill("DOB", Form::Date),
    key("IN_TOUCH", Form::Code(List::InTouch)),
    key("ACTIV", Form::Code(List::Activity)),
    key("ACCOM", Form::Accommodation),
];
static AD1: [Column; 8] = [
    key("CHILD", Form::Child),
    fill("DOB", Form::Date),
    key("DATE_INT", Form::Date),
    key("DATE_MATCH", Form::Date),
    fill("FOSTER_CARE", FLAG),
    fill("NB_ADOPTR", Form::Count(2)),
    fill("SEX_ADOPTR", Form::Code(List::AdopterSex)),
    fill("LS_ADOPTR", Form::Code(List::AdopterStatus)),
];
static PLACED_ADOPTION: [Column; 5] = [
    key("CHILD", Form::Child),
    fill("DOB", Form::Date),
    key("DATE_PLACED", Form::Date),
    mark("DATE_PLACED_CEASED", Form::Date),
    free("REASON_PLACED_CEASED", Form::Code(List::ReasonPlacedCeased)),
];
static PREVIOUS_PERMANENCE: [Column; 5] = [
    key("CHILD", Form::Child),
    fill("DOB", Form::Date),
    key("PREV_PERM", Form::Code(List::PreviousPermanence)),
    free("LA_PERM", Form::Authority),
    free("DATE_PERM", Form::PartDate),
];
static MISSING: [Column; 5] = [
    key("CHILD", Form::Child),
    fill("DOB", Form::Date),
    key("MISSING", Form::Code(List::Missing)),
    key("MIS_START", Form::Date),
    free("MIS_END", Form::Date),
];
static SOCIAL_WORKERS: [Column; 6] = [
    key("CHILD", Form::Child),
    fill("DOB", Form::Date),
    key("SW_ID", Form::Text),
    key("SW_DECOM", Form::Date),
    free("SW_DEC", Form::Date),
    free("SW_REASON", Form::Code(List::WorkerChange)),
];
static DOLO: [Column; 4] = [
    key("CHILD", Form::Child),
    fill("DOB", Form::Date),
    key("DOLO_START", Form::Date),
    free("DOLO_END", Form::Date),
];

impl TableKind {
    /// The columns in the order of the return.
    pub(crate) fn columns(self) -> &'static [Column] {
        match self {
            TableKind::Header => &HEADER,
            TableKind::Episodes => &EPISODES,
            TableKind::Reviews => &REVIEWS,
            TableKind::Uasc => &UASC,
            TableKind::Oc2 => &OC2,
            TableKind::Oc3 => &OC3,
            TableKind::Ad1 => &AD1,
            TableKind::PlacedAdoption => &PLACED_ADOPTION,
            TableKind::PreviousPermanence => &PREVIOUS_PERMANENCE,
            TableKind::Missing => &MISSING,
            TableKind::SocialWorkers => &SOCIAL_WORKERS,
            TableKind::Dolo => &DOLO,
        }
    }

    /// The columns of its start and its end, if a row of the table lasts.
    pub(crate) fn span(self) -> Option<(usize, usize)> {
        match self {
            TableKind::Episodes => Some((1, 7)),
            TableKind::Missing | TableKind::SocialWorkers => Some((3, 4)),
            TableKind::PlacedAdoption | TableKind::Dolo => Some((2, 3)),
            _ => None,
        }
    }

    /// The table whose telling columns are all among these headers, in any order and letter case.
    ///
    /// Where several tables fit, as in a wide extract, the one of which most columns are there.
    pub(crate) fn of_headers(headers: &[String]) -> Option<TableKind> {
        let has = |c: &Column| headers.iter().any(|h| h.trim().eq_ignore_ascii_case(c.name));
        TableKind::ALL
            .into_iter()
            .filter(|table| table.columns().iter().filter(|c| c.tells_table).all(has))
            // The last of equals wins in `max_by_key`, so the order of the return is turned round.
            .rev()
            .max_by_key(|table| table.columns().iter().filter(|c| has(c)).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_told_by_its_own_columns() {
        for table in TableKind::ALL {
            let all: Vec<String> = table.columns().iter().rev().map(|c| c.name.to_lowercase()).collect();
            assert_eq!(TableKind::of_headers(&all), Some(table));
            let telling: Vec<String> =
                table.columns().iter().filter(|c| c.tells_table).map(|c| format!(" {} ", c.name)).collect();
            assert_eq!(TableKind::of_headers(&telling), Some(table));
            assert_eq!(TableKind::of_headers(&telling[1..]), None);
        }
    }
}
