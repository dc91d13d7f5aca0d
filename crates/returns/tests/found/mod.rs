//! What was found: the rules of findings, in short.

use returns::Findings;

/// Ids of the rules of the findings kept, in their order.
pub fn rules(findings: &Findings) -> Vec<&'static str> {
    findings.kept().iter().map(|f| f.rule.id).collect()
}
