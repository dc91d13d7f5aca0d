//! Parts of GOV.UK Frontend as functions, one file per part, by its name there.

pub mod button;
pub mod checkboxes;
pub mod details;
pub mod error_summary;
mod field;
pub mod inset_text;
pub mod notification_banner;
pub mod pagination;
pub mod radios;
pub mod select;
pub mod summary_list;
pub mod table;
pub mod tag;
pub mod text_input;
pub mod textarea;
pub mod warning_text;

pub use button::{button, link_button, secondary_button, start_button};
pub use checkboxes::{Checkboxes, checkboxes};
pub use details::details;
pub use error_summary::{FieldError, error_for, error_summary};
pub use inset_text::inset_text;
pub use notification_banner::{important_banner, success_banner};
pub use pagination::pagination;
pub use radios::{Radio, Radios, radios};
pub use select::{Choice, Select, select};
pub use summary_list::{SummaryRow, summary_list};
pub use table::{Downloads, table};
pub use tag::{TagColour, tag};
pub use text_input::{InputWidth, TextInput, text_input};
pub use textarea::{Textarea, textarea};
pub use warning_text::warning_text;

#[cfg(test)]
mod tests {
    //! Markup of each part as a snapshot; `gallery` shows the same parts to a browser.

    use insta::assert_snapshot;
    use maud::{Markup, html};

    use super::*;

    fn lines(markup: Markup) -> String {
        markup.into_string().replace("><", ">\n<")
    }

    #[test]
    fn buttons() {
        assert_snapshot!(lines(html! {
            (button("Save <this>"))
            (secondary_button("Cancel"))
            (link_button("Open", "/a?b=1&c=2"))
            (start_button("Start now", "/start"))
        }));
    }

    #[test]
    fn messages() {
        assert_snapshot!(lines(html! {
            (inset_text(html! { "Rounded." }))
            (warning_text("Small numbers"))
            (important_banner("loaded", html! { p { "Loaded" } }))
            (success_banner("saved", html! { p { "Saved" } }))
            (details("Formula", html! { p { "a / b" } }))
            (tag("Strong evidence", TagColour::Green))
            (tag("Plain", TagColour::Blue))
        }));
    }

    #[test]
    fn a_refused_field_keeps_what_was_typed_and_says_what_to_do() {
        let errors = vec![FieldError::new("places", "Enter a whole number of places")];
        assert_eq!(error_for(&errors, "cost"), None);
        assert_snapshot!(lines(html! {
            (error_summary(&errors))
            (text_input(&TextInput {
                name: "places",
                label: "Places",
                hint: Some("Families at a time"),
                value: "si\"x",
                error: error_for(&errors, "places"),
                suffix: Some("families"),
                width: InputWidth::Characters4,
                numeric: true,
                ..TextInput::default()
            }))
        }));
        assert_eq!(error_summary(&[]).into_string(), "");
    }

    #[test]
    fn a_text_of_several_lines_keeps_them() {
        assert_snapshot!(lines(textarea(&Textarea {
            name: "text",
            label: "Scenario",
            hint: Some(html! { "See " a href="/keys" { "the keys" } }),
            value: "\nname = \"A & B\"\n",
            error: Some("Enter a scenario"),
            rows: 8,
        })));
    }

    #[test]
    fn choices() {
        let choices = vec![Choice::new("E06000001", "Hartlepool"), Choice::new("E06000002", "Middlesbrough")];
        assert_snapshot!(lines(select(&Select {
            name: "authority",
            label: "Authority",
            hint: None,
            error: Some("Select an authority"),
            empty: Some("Choose an authority"),
            choices: &choices,
            selected: "E06000002",
        })));
        let items = [
            Radio { value: "a", label: "One", hint: Some("The first") },
            Radio { value: "b", label: "Two", hint: None },
        ];
        assert_snapshot!(
            "radios",
            lines(radios(&Radios {
                name: "pick",
                legend: "Pick one",
                hint: None,
                error: None,
                items: &items,
                selected: "b"
            }))
        );
    }

    #[test]
    fn summary_lists() {
        let rows = [
            SummaryRow {
                key: "Places".to_owned(),
                value: html! { "60" },
                change: Some("/edit#places".to_owned()),
            },
            SummaryRow { key: "Starts".to_owned(), value: html! { "April 2028" }, change: None },
        ];
        assert_snapshot!(lines(summary_list(&rows)));
    }
}
