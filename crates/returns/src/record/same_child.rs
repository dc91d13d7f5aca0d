//! Children who may be in the record twice, under two ids.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Child, Sex};
use crate::cores::map;
use crate::{Finding, Findings, Rule, Severity};

pub(super) static SAME_UPN: Rule = Rule {
    id: "same-upn",
    severity: Severity::Warning,
    title: "Two ids have the same unique pupil number.",
    why: "The journey of such a child is cut in two: the second half looks like a first contact. Headwater never \
          merges two ids; correct the id in the system of record.",
};
pub(super) static ZEROS: Rule = Rule {
    id: "ids-differ-by-zeros",
    severity: Severity::Warning,
    title: "Two ids are the same but for leading zeros.",
    why: "One file may have lost the zeros, as spreadsheets do. If it is one child, the journey is cut in two; Headwater \
          never merges two ids: extract the file again with ids as text.",
};
pub(super) static MAYBE_SAME: Rule = Rule {
    id: "maybe-same-child",
    severity: Severity::Note,
    title: "Two ids may belong to one child: same birth date and sex, and one follows on from the other.",
    why: "It can be chance. If it is one child, the journey is cut in two; Headwater never merges by resemblance.",
};

/// Days between the end of one record and the start of the other that count as near.
const NEAR_DAYS: i32 = 31;

/// Reports pairs of ids that differ by leading zeros alone, pairs with the same UPN, or with the same birth date and sex where one id's activity ends
/// at most [`NEAR_DAYS`] before the other's begins and nothing else that is known of them disagrees.
///
/// **Limits**: resemblance on birth date and sex is reported only when no more than three ids share them, else
/// common birthdays in a large authority would drown the true cases.
pub(super) fn report(children: &[Child], findings: &mut Findings) {
    let ways: [fn(&[Child], &mut Findings); 3] = [report_zeros, report_numbers, report_resemblance];
    let found = map(&ways, |report| {
        let mut found = Findings::default();
        report(children, &mut found);
        found
    });
    found.into_iter().for_each(|found| findings.append(found, 0));
}

fn report_zeros(children: &[Child], findings: &mut Findings) {
    let of_digits = |child: &&Child| child.id.bytes().all(|b| b.is_ascii_digit());
    let keyed = children.iter().filter(of_digits).map(|child| (child.id.trim_start_matches('0'), child));
    report_same_key(&ZEROS, keyed, findings);
}

fn report_numbers(children: &[Child], findings: &mut Findings) {
    let numbered = children.iter().filter(|child| child.facts.upn.len() >= 13);
    report_same_key(&SAME_UPN, numbered.map(|child| (child.facts.upn.as_str(), child)), findings);
}

/// Reports each child whose key another one had before it.
fn report_same_key<'a>(
    rule: &'static Rule,
    keyed: impl Iterator<Item = (&'a str, &'a Child)>,
    findings: &mut Findings,
) {
    let mut first_with: FxHashMap<&str, &Child> = FxHashMap::default();
    for (key, child) in keyed {
        match first_with.get(key) {
            Some(first) => push(rule, first, child, findings),
            None => {
                first_with.insert(key, child);
            }
        }
    }
}

fn report_resemblance(children: &[Child], findings: &mut Findings) {
    let born = |child: &Child| child.facts.born.filter(|_| child.facts.sex != Sex::Unknown);
    let mut of_birth: Vec<(Date, Sex, u32)> = (0..)
        .zip(children)
        .filter_map(|(place, child)| Some((born(child)?, child.facts.sex, place)))
        .collect();
    of_birth.sort_unstable();
    let mut groups: Vec<&[(Date, Sex, u32)]> = of_birth
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .filter(|group| (2..=3).contains(&group.len()))
        .collect();
    groups.sort_by_key(|group| group.first().map(|(.., place)| *place));
    for group in groups {
        let group: Vec<&Child> =
            group.iter().filter_map(|(.., place)| children.get(*place as usize)).collect();
        for (n, first) in group.iter().enumerate() {
            for second in group.iter().skip(n + 1).filter(|second| resemble(first, second)) {
                push(&MAYBE_SAME, first, second, findings);
            }
        }
    }
}

/// Whether two children of one birth date and sex may be one: neither UPN contradicts, what else is known agrees,
/// and one's last activity ends within [`NEAR_DAYS`] of the other's first.
fn resemble(a: &Child, b: &Child) -> bool {
    let agree = |x: &str, y: &str| x.is_empty() || y.is_empty() || x == y;
    let contradict = !a.facts.upn.is_empty() && !b.facts.upn.is_empty()
        || !agree(a.facts.ethnicity.as_str(), b.facts.ethnicity.as_str())
        || !agree(&a.facts.ward, &b.facts.ward);
    // Twins share a family but have two ids from the same day on.
    if contradict || (!a.facts.family.is_empty() && a.facts.family == b.facts.family) {
        return false;
    }
    let follows = |earlier: &Child, later: &Child| {
        let ended = earlier.activities.iter().map(|x| x.end.unwrap_or(x.start)).max();
        match (ended, later.activities.first()) {
            (Some(end), Some(first)) => {
                end.until(first.start).is_ok_and(|gap| (0..=NEAR_DAYS).contains(&gap.get_days()))
            }
            _ => false,
        }
    };
    follows(a, b) || follows(b, a)
}

fn push(rule: &'static Rule, a: &Child, b: &Child, findings: &mut Findings) {
    let origin = b.activities.first().map(|x| x.origin).unwrap_or_default();
    findings.push(
        Finding::new(rule, origin)
            .child(&b.id)
            .value("child", &a.id)
            .expected(format!("one id for one child, if {} and {} are one", a.id, b.id)),
    );
}
