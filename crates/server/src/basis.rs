//! Whom pages of an authority are about, and which rates stand behind their figures.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use axum::response::Response;
use chain::{Country, NoRates, OwnRates, RateChecks, RatesFrom};
use pages::chain_pages::{Around, Basis as Shown, Returns, basis};
use pages::error_pages;
use plan::Plan;
use reference::Area;

use crate::held::{Data, Held};
use crate::state::Cache;
use crate::{State, answer};

/// Rates counted from the returns that are loaded, with everything computed from them: it is forgotten with them, so
/// no answer can outlive the returns it rests on.
#[derive(Debug)]
pub(crate) struct Own {
    pub rates: OwnRates,
    /// Plan of the returns: its horizon, draws, seed, costs, and number of children.
    pub plan: Plan,
    pub cache: Mutex<Cache>,
}

/// What figures stand on.
#[derive(Clone, Debug)]
pub(crate) enum Basis {
    Published,
    Own(Arc<Own>),
}

/// Whom a page is about.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// The authority as reference data know it.
    pub area: &'static Area,
    /// The same under the name of the returns, where figures stand on them.
    named: Area,
    pub plan: Plan,
    pub basis: Basis,
    held: Option<Arc<Held>>,
    asked: Option<RatesFrom>,
    plan_name: Option<String>,
}

impl Subject {
    /// An authority with published rates.
    pub fn published(state: &State, area: &'static Area) -> Subject {
        Subject {
            area,
            named: area.clone(),
            plan: state.plan(area),
            basis: Basis::Published,
            held: None,
            asked: None,
            plan_name: state.folder_of(area.code).map(|folder| folder.name.clone()),
        }
    }

    /// Reads the authority of an address and the rates that its query asks for: own ones if they can be had, unless
    /// published ones are asked for.
    ///
    /// **Errors**: the page that says that there is no such authority, or what is wrong with the query.
    pub fn of(state: &State, code: &str, pairs: &[(String, String)]) -> Result<Subject, Box<Response>> {
        let Some(area) = state.area(code) else { return Err(Box::new(answer::not_found())) };
        let asked = asked(pairs).map_err(|error| wrong(area, &[error]))?;
        let published = Subject { asked, ..Subject::published(state, area) };
        let held = match &state.desk().data {
            Data::Ready(held) if held.whose.area.code == area.code => held.clone(),
            _ => return Ok(published),
        };
        let subject = Subject { held: Some(held.clone()), ..published };
        match &held.own {
            Ok(own) if asked != Some(RatesFrom::Published) => Ok(Subject {
                named: Area { name: held.whose.name.clone(), ..area.clone() },
                plan: own.plan.clone(),
                basis: Basis::Own(own.clone()),
                ..subject
            }),
            _ => Ok(subject),
        }
    }

    /// The same for a page whose query can hold the choice of rates and nothing else.
    ///
    /// **Errors**: as [`Subject::of`]; another parameter.
    pub fn alone(state: &State, code: &str, pairs: &[(String, String)]) -> Result<Subject, Box<Response>> {
        let subject = Subject::of(state, code, pairs)?;
        let others: Vec<String> = pairs
            .iter()
            .filter(|(name, _)| name != basis::FIELD)
            .map(|(name, _)| {
                format!("“{}” is nothing that this page knows; it knows: rates", units::abridged(name))
            })
            .collect();
        if others.is_empty() { Ok(subject) } else { Err(wrong(subject.area, &others)) }
    }

    /// What the pages are told.
    pub fn around(&self) -> Around<'_> {
        let returns = self.held.as_ref().map(|held| Returns {
            name: &held.whose.name,
            made_up: held.whose.made_up,
            rates: held.own_rates(),
        });
        Around {
            area: &self.named,
            plan: &self.plan,
            plan_name: self.plan_name.as_deref(),
            query: "",
            scenario: None,
            basis: Shown { returns, asked: self.asked },
        }
    }

    /// The same for *Where we are*, which shows published figures whatever else is loaded.
    pub fn around_published(&self) -> Around<'_> {
        Around { area: self.area, ..self.around() }
    }

    /// How well own rates fit the returns that are loaded; `None` without returns of this authority.
    pub fn rate_checks(&self, country: &Country) -> Option<&Result<RateChecks, NoRates>> {
        self.held.as_ref().map(|held| held.rate_checks(country))
    }

    /// `rates=published` for addresses, where that is not the default.
    pub fn query(&self) -> String {
        let on_hand = self.held.as_ref().is_some_and(|held| held.own.is_ok());
        match self.asked {
            Some(from @ RatesFrom::Published) if on_hand => format!("{}={}", basis::FIELD, from.label()),
            _ => String::new(),
        }
    }

    /// Start of the name of every file: it tells files on own rates from published ones.
    pub fn file_name(&self) -> String {
        let short = self.named.name.split(',').next().unwrap_or(&self.named.name);
        let rates = if matches!(self.basis, Basis::Own(_)) { " own rates" } else { "" };
        crate::downloads::slug(&format!("{short}{rates}"))
    }
}

fn asked(pairs: &[(String, String)]) -> Result<Option<RatesFrom>, String> {
    let values: Vec<&str> =
        pairs.iter().filter(|(name, _)| name == basis::FIELD).map(|(_, v)| v.trim()).collect();
    let allowed = RatesFrom::ALL.map(RatesFrom::label).join(" or ");
    match values.as_slice() {
        [] | [""] => Ok(None),
        [one] => match RatesFrom::ALL.into_iter().find(|from| from.label() == *one) {
            Some(from) => Ok(Some(from)),
            None => Err(format!("rates: “{}” is not among the choices: {allowed}", units::abridged(one))),
        },
        _ => Err(format!("rates: asked for more than once; name one: {allowed}")),
    }
}

fn wrong(area: &Area, errors: &[String]) -> Box<Response> {
    let page = error_pages::wrong_address(errors, &format!("/authority/{}/where", area.code));
    Box::new(answer::html_page(StatusCode::BAD_REQUEST, &page))
}
