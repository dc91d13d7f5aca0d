//! The form that describes a service: one field for each key of a scenario.

use maud::{Markup, html};
use plan::Raw;
use units::{Position, Step};

use super::Around;
use super::words::step_words;
use crate::components::{
    Checkboxes, Choice, FieldError, InputWidth, Select, TextInput, button, checkboxes, error_for, select,
    text_input,
};

/// The form, filled with what was typed. It is sent by POST, as the text is, so that fields too long for an address are
/// refused in words.
pub fn form(around: &Around<'_>, raw: &Raw, steps: &[Step], errors: &[FieldError]) -> Markup {
    let fields = Fields { raw, errors };
    let payers = raw.numbers("payer").into_iter().max().unwrap_or(1).max(2);
    html! {
        form.hw-form method="post" action={ "/authority/" (around.area.code) "/what-if" } novalidate {
            div.hw-form__groups {
                (group("The service and whom it serves", html! {
                    (fields.text("service.name", "Name of the service", None, InputWidth::Full))
                    (fields.position())
                    (fields.text("service.age_from", "Youngest age", None, InputWidth::Characters3))
                    (fields.text("service.age_to", "Oldest age", None, InputWidth::Characters3))
                    (fields.text("service.reach", "Share of those children who take it up", Some("Such as 60%"), InputWidth::Characters5))
                }))
                (group("Its places and dates", html! {
                    (fields.text("service.places", "Places", Some("Children served at any one time"), InputWidth::Characters5))
                    (fields.text("service.start", "First day", Some("Such as 2027-04-01"), InputWidth::Characters10))
                    (fields.text("service.end", "Last day on which children are taken on", Some("Leave empty if it goes on"), InputWidth::Characters10))
                    (fields.text("service.ramp_up", "Time until all places are open", Some("Such as 6 months"), InputWidth::Characters10))
                    (fields.text("service.stay", "How long a child is served", Some("Such as 6 months"), InputWidth::Characters10))
                    (fields.text("service.fade_out", "How long the effect lasts afterwards, fading", Some("Such as 12 months"), InputWidth::Characters10))
                }))
                (group("Its effect", html! {
                    (fields.steps(steps))
                    (fields.text("effect.ratio", "Rate ratio: steps with the service for each step without", Some("0.8 is 20% fewer; 1 is no effect"), InputWidth::Characters5))
                    (fields.text("effect.low", "Lower end of its 95% interval", None, InputWidth::Characters5))
                    (fields.text("effect.high", "Upper end of its 95% interval", None, InputWidth::Characters5))
                    (fields.text("effect.evidence", "Evidence for the effect", Some("Study, page or local evaluation; empty if there is none"), InputWidth::Full))
                }))
                (group("Its cost and who pays", html! {
                    (fields.text("cost.place_year", "Pounds for one place for a year", Some("Such as £6,500; an empty place costs the same"), InputWidth::Characters10))
                    (fields.text("cost.set_up", "Pounds paid once to set it up", None, InputWidth::Characters10))
                    (fields.text("cost.price_year", "Prices of the year", Some("Must be that of the published costs, 2024-25"), InputWidth::Characters10))
                    @for number in 1..=payers {
                        (fields.text(&format!("payer.{number}.agency"), &format!("Payer {number}"),
                            (number == 1).then_some("Local authority, NHS, Police, schools"), InputWidth::Characters20))
                        (fields.text(&format!("payer.{number}.share"), &format!("Share of the cost borne by payer {number}"),
                            (number == 1).then_some("All shares add up to 100%"), InputWidth::Characters5))
                    }
                }))
            }
            (super::what_if::hidden_rates(around))
            (button("Show what it would change"))
        }
    }
}

fn group(legend: &str, fields: Markup) -> Markup {
    html! {
        fieldset."govuk-fieldset hw-form__group" {
            legend."govuk-fieldset__legend govuk-fieldset__legend--m" { (legend) }
            (fields)
        }
    }
}

struct Fields<'a> {
    raw: &'a Raw,
    errors: &'a [FieldError],
}

impl Fields<'_> {
    fn text(&self, key: &str, label: &str, hint: Option<&str>, width: InputWidth) -> Markup {
        text_input(&TextInput {
            name: key,
            label,
            hint,
            value: self.raw.get(key),
            error: error_for(self.errors, key),
            width,
            ..TextInput::default()
        })
    }

    fn position(&self) -> Markup {
        let choices: Vec<Choice> =
            Position::OPEN.into_iter().map(|p| Choice::new(p.label(), people(p))).collect();
        select(&Select {
            name: "service.position",
            label: "Children it takes on are",
            error: error_for(self.errors, "service.position"),
            empty: Some("Choose"),
            choices: &choices,
            selected: self.raw.get("service.position"),
            ..Select::default()
        })
    }

    fn steps(&self, steps: &[Step]) -> Markup {
        let mut steps = steps.to_vec();
        steps.sort_unstable();
        let open: Vec<(String, String)> = steps
            .iter()
            .filter(|s| Position::OPEN.contains(&s.from))
            .map(|s| (s.to_string(), step_words(*s)))
            .collect();
        checkboxes(&Checkboxes {
            name: "effect.steps",
            legend: "Steps that it changes",
            hint: None,
            error: error_for(self.errors, "effect.steps"),
            items: &open,
            selected: &self.raw.all("effect.steps"),
        })
    }
}

fn people(position: Position) -> &'static str {
    match position {
        Position::ProtectionPlan => "on a protection plan",
        other => other.label(),
    }
}
