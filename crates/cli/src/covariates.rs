//! Which covariates a command is asked for, and why groups among them may be used.

use std::path::Path;

use chain::{Wards, read_wards};
use clap::Args;
use journeys::lexis::{Covariate, WardDeprivation};
use rates::covariates::held_back;
use returns::Severity;
use returns::record::Record;
use tables::Table;

use crate::inputs::input;
use crate::journeys::covariate;
use crate::output::{Output, tell};
use crate::refusal::Refusal;

/// Covariates whose rate ratios are estimated.
#[derive(Debug, Args)]
pub struct Covariates {
    /// Rate ratios of these covariates, in place of rates: columns of the tables, or for a plan words such as need,
    /// age-first-known, deprivation (`headwater journeys --help` lists them)
    #[arg(long = "covariates", value_delimiter = ',')]
    named: Vec<String>,
    /// Why a group, such as ethnicity, is among the covariates: without a reason none may be. It is printed with the table
    #[arg(long, value_name = "REASON", requires = "named")]
    use_group: Option<String>,
}

/// Fewest letters of a reason.
const REASON_LETTERS: usize = 10;

impl Covariates {
    /// Whether any was asked for.
    pub fn is_asked(&self) -> bool {
        !self.named.is_empty()
    }

    /// Names of the covariates, in order; none if none was asked for.
    ///
    /// **Errors**: a blank name, a name twice, a group without a reason, a reason without a group.
    pub fn names(&self) -> anyhow::Result<Vec<String>> {
        let names: Vec<String> = self.named.iter().map(|name| name.trim().to_string()).collect();
        for (at, name) in names.iter().enumerate() {
            let before = names.get(..at).unwrap_or_default();
            if name.is_empty() || before.iter().any(|other| other.eq_ignore_ascii_case(name)) {
                return Err(Refusal::one(format!("--covariates: \"{name}\": expected names, each once")));
            }
        }
        match &self.use_group {
            None => {
                if let Some((name, group)) = held(&names).first() {
                    return Err(Refusal::one(format!(
                        "--covariates: \"{name}\" names a group protected by law ({group}): groups are for reporting \
                         reach and outcome, not for rates; leave it out, or say why with --use-group \"REASON\""
                    )));
                }
            }
            Some(reason) => {
                if reason.chars().filter(|c| c.is_alphabetic()).count() < REASON_LETTERS {
                    return Err(Refusal::one(format!(
                        "--use-group: \"{reason}\": expected a reason in words, which is printed with the table"
                    )));
                }
                if held(&names).is_empty() {
                    return Err(Refusal::one(
                        "--use-group: none of the covariates is a group that needs a reason: leave it out",
                    ));
                }
            }
        }
        Ok(names)
    }

    /// The note that says which groups are used and why; none if none is.
    pub fn reason(&self) -> Option<String> {
        let reason = self.use_group.as_ref()?;
        let groups: Vec<String> =
            held(&self.named).into_iter().map(|(name, group)| format!("\"{name}\" ({group})")).collect();
        Some(format!(
            "Uses {}, protected by the Equality Act 2010. Reason given: {}",
            groups.join(", "),
            reason.trim()
        ))
    }
}

/// Names that are held back, with their groups.
fn held(names: &[String]) -> Vec<(&str, &'static str)> {
    names.iter().filter_map(|name| Some((name.as_str(), held_back(name)?))).collect()
}

/// Covariates of own records by their words.
///
/// **Errors**: another word, with those there are.
pub fn of_records(names: &[String]) -> anyhow::Result<Vec<Covariate>> {
    let one = |name: &String| {
        covariate(name).map_err(|expected| Refusal::one(format!("--covariates: \"{name}\": {expected}")))
    };
    names.iter().map(one).collect()
}

/// The lookup of wards that a plan folder brings.
pub struct Lookup {
    name: String,
    wards: Wards,
}

impl Lookup {
    /// The lookup of a plan folder; `None` if no covariate needs it.
    ///
    /// **Errors**: no plan folder, or one without the lookup; a lookup that cannot be read.
    pub fn of_plan(covariates: &[Covariate], folder: Option<&Path>) -> anyhow::Result<Option<Lookup>> {
        if !covariates.contains(&Covariate::Deprivation) {
            return Ok(None);
        }
        let file = folder.map(|folder| folder.join("wards.csv")).filter(|file| file.is_file());
        let Some(file) = file else {
            return Err(Refusal::one(
                "deprivation: expected --plan FOLDER with a file wards.csv: ward, and imd_decile or imd_quintile",
            ));
        };
        let name = file.display().to_string();
        let wards = read_wards(&input(file)).map_err(Refusal::one)?;
        Ok(Some(Lookup { name, wards }))
    }

    /// Deprivation of each ward.
    pub fn deprivation(&self) -> &WardDeprivation {
        &self.wards.deprivation
    }

    /// How many wards of a record it has, in words.
    ///
    /// **Errors**: none; what is wrong with its rows is then told on the terminal.
    pub fn coverage(&self, record: &Record) -> anyhow::Result<String> {
        match self.wards.of_record(record) {
            (0, 0) => Err(Refusal::one("deprivation: the returns tell no ward of any child: leave it out")),
            (0, all) => {
                self.tell();
                Err(Refusal::one(format!(
                    "{}: has 0 of the {all} wards of the returns: expected their codes as the returns have them",
                    self.name
                )))
            }
            (known, all) => Ok(format!(
                "Wards of the returns that wards.csv has: {known} of {all}; deprivation of others is not known."
            )),
        }
    }

    /// Lists what is wrong with its rows, where no table can.
    pub fn tell(&self) {
        tell(&self.name, &self.wards.findings, self.wards.left_out, "mend these first");
    }

    /// Whether nothing was left out of it; what was found is told on the terminal.
    pub fn is_whole(&self, output: &Output) -> bool {
        let (rows, left_out) = (self.wards.source.rows, self.wards.left_out);
        output.tell_found(&self.name, &self.wards.findings, (left_out, rows));
        self.wards.findings.count(Severity::Error) == 0 && left_out == 0
    }

    /// Table `findings`, as long as the output can show it; `None` if nothing is wrong and nobody asks for it.
    pub fn findings(&self, output: &Output) -> Option<Table> {
        output.findings(vec![self.wards.source.clone()], self.wards.findings.clone())
    }
}
