//! A waterfall: how amounts by agency add up to a total.

use maud::Markup;
use tables::{Column, Table};

use super::caption::{Caption, figure, nothing_to_draw};
use super::key::{Entry, block, key};
use super::palette;
use super::rows::{self, Row};
use crate::format::Quantity;

/// What a row of a waterfall is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StepKind {
    /// An amount that moves the sum up or down; `None` when it is not known.
    Change(Option<f64>),
    /// The sum so far.
    Total,
}

/// One row of a waterfall.
#[derive(Clone, Debug, PartialEq)]
pub struct WaterfallStep {
    /// Agency, or name of the sum.
    pub label: String,
    /// What it is.
    pub kind: StepKind,
}

impl WaterfallStep {
    /// An amount.
    pub fn change(label: impl Into<String>, value: Option<f64>) -> WaterfallStep {
        WaterfallStep { label: label.into(), kind: StepKind::Change(value) }
    }

    /// The sum so far.
    pub fn total(label: impl Into<String>) -> WaterfallStep {
        WaterfallStep { label: label.into(), kind: StepKind::Total }
    }
}

/// Amounts that add up, one below the other. A sum after an unknown amount is unknown.
#[derive(Clone, Debug)]
pub struct Waterfall {
    /// The words around it.
    pub caption: Caption,
    /// What the values are.
    pub quantity: Quantity,
    /// Unit for headers of the table.
    pub unit: String,
    /// Header of the table's first column: `Agency`.
    pub of: String,
    /// Word for amounts above zero: `gains`.
    pub gain: String,
    /// Word for amounts below zero: `pays`.
    pub cost: String,
    /// The rows.
    pub steps: Vec<WaterfallStep>,
}

impl Waterfall {
    /// Amount of each row and the sum before it.
    fn amounts(&self) -> Vec<(Option<f64>, Option<f64>)> {
        let mut sum = Some(0.0);
        let mut amounts = Vec::new();
        for step in &self.steps {
            match step.kind {
                StepKind::Change(value) => {
                    let value = value.filter(|v| v.is_finite());
                    amounts.push((value, sum));
                    sum = sum.zip(value).map(|(s, v)| s + v);
                }
                StepKind::Total => amounts.push((sum, Some(0.0))),
            }
        }
        amounts
    }

    /// The figures of the chart.
    pub fn table(&self) -> Table {
        let mut table = self
            .caption
            .table(vec![Column::new("of", &self.of), Column::with_unit("amount", "Amount", &self.unit)]);
        let rows = self.steps.iter().zip(self.amounts());
        table.rows = rows
            .map(|(step, (amount, _))| vec![tables::Cell::text(&step.label), self.quantity.cell(amount)])
            .collect();
        table
    }

    /// The figure.
    pub fn render(&self) -> Markup {
        let rows: Vec<Row> =
            self.steps.iter().zip(self.amounts()).map(|(step, amount)| self.row(step, amount)).collect();
        let drawing =
            rows::draw(&rows, self.quantity, &self.caption.id, &self.caption.finding, &self.in_words());
        let entries = [
            Entry { swatch: block(palette::SUBJECT, None), words: format!("+ {}", self.gain) },
            Entry { swatch: block(palette::SECOND, None), words: format!("- {}", self.cost) },
            Entry { swatch: block(palette::DARK, None), words: "= total".to_owned() },
        ];
        figure(&self.caption, key(&entries), drawing.unwrap_or_else(nothing_to_draw), &[self.table()])
    }

    fn row(&self, step: &WaterfallStep, (amount, before): (Option<f64>, Option<f64>)) -> Row {
        let is_total = step.kind == StepKind::Total;
        let span = amount.zip(before).map(|(amount, before)| (before, before + amount));
        Row {
            label: step.label.clone(),
            span,
            interval: None,
            dot: None,
            words: self.signed(amount, is_total),
            fill: match amount {
                _ if is_total => palette::DARK,
                Some(amount) if amount < 0.0 => palette::SECOND,
                _ => palette::SUBJECT,
            },
            bold: is_total,
            leads_at: span.map(|(_, end)| end),
        }
    }

    fn signed(&self, amount: Option<f64>, is_total: bool) -> String {
        match amount {
            None => "not available".to_owned(),
            Some(amount) if amount > 0.0 && !is_total => format!("+{}", self.quantity.label(amount)),
            Some(amount) => self.quantity.label(amount),
        }
    }

    fn in_words(&self) -> String {
        let parts: Vec<String> = self
            .steps
            .iter()
            .zip(self.amounts())
            .map(|(step, (amount, _))| {
                format!("{}: {}.", step.label, self.signed(amount, step.kind == StepKind::Total))
            })
            .collect();
        parts.join(" ")
    }
}
