//! The days that the files speak for.

use jiff::civil::Date;

/// A field of the record that has its own returns, and so its own days of coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Early help: Annex A list 2, event files with early help.
    EarlyHelp,
    /// Referrals, children in need and protection plans: the census, Annex A lists 3 to 7.
    Need,
    /// Looked-after children: SSDA903, Annex A list 8.
    Care,
}

impl Field {
    /// All fields.
    pub const ALL: [Field; 3] = [Field::EarlyHelp, Field::Need, Field::Care];
}

/// For each field the days its files speak for.
///
/// **Invariant**: spans are half-open, sorted, and neither touch nor overlap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    spans: [Vec<(Date, Date)>; 3],
}

impl Coverage {
    /// Adds days to a field; an empty span adds nothing.
    pub fn add(&mut self, field: Field, from: Date, to: Date) {
        if from >= to {
            return;
        }
        let spans = &mut self.spans[field as usize];
        spans.push((from, to));
        spans.sort();
        let mut merged: Vec<(Date, Date)> = Vec::with_capacity(spans.len());
        for span in spans.drain(..) {
            match merged.last_mut() {
                Some(last) if span.0 <= last.1 => last.1 = last.1.max(span.1),
                _ => merged.push(span),
            }
        }
        *spans = merged;
    }

    /// The days of a field, as spans in order.
    pub fn spans(&self, field: Field) -> &[(Date, Date)] {
        &self.spans[field as usize]
    }

    /// Whether a day belongs to a field's coverage.
    pub fn covers(&self, field: Field, day: Date) -> bool {
        self.spans(field).iter().any(|(from, to)| (*from..*to).contains(&day))
    }

    /// The day after the last that any field covers.
    pub fn end(&self) -> Option<Date> {
        self.spans.iter().filter_map(|s| s.last()).map(|s| s.1).max()
    }

    /// The first day that any field covers.
    pub fn start(&self) -> Option<Date> {
        self.spans.iter().filter_map(|s| s.first()).map(|s| s.0).min()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn years_that_touch_become_one_span_and_gaps_stay() {
        let mut c = Coverage::default();
        c.add(Field::Care, date(2022, 4, 1), date(2023, 4, 1));
        c.add(Field::Care, date(2019, 4, 1), date(2020, 4, 1));
        c.add(Field::Care, date(2021, 4, 1), date(2022, 4, 1));
        c.add(Field::Care, date(2021, 4, 1), date(2021, 4, 1));
        assert_eq!(
            c.spans(Field::Care),
            [(date(2019, 4, 1), date(2020, 4, 1)), (date(2021, 4, 1), date(2023, 4, 1))]
        );
        assert!(c.covers(Field::Care, date(2023, 3, 31)) && !c.covers(Field::Care, date(2020, 4, 1)));
        assert_eq!((c.start(), c.end()), (Some(date(2019, 4, 1)), Some(date(2023, 4, 1))));
    }
}
