//! Which covariates a command is asked for, and why groups among them may be used.

use clap::Args;
use rates::covariates::held_back;

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
