//! A row of any list on its way between cells and its own type.

use jiff::civil::Date;

use super::rows::{
    Assessment, CareLeaver, Contact, EarlyHelp, Enquiry, InNeed, Lists, LookedAfter, Person, ProtectionPlan,
    Referral, Rest, TextRow,
};
use crate::record::Code;
use crate::{Origin, Text};

/// A row of any list: the fields of all lists, by place. [`super::columns::Slot`] says which column is which.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Who the row is about.
    pub person: Person,
    /// Dates.
    pub dates: [Option<Date>; 4],
    /// Codes.
    pub codes: [Code; 5],
    /// Yes or no.
    pub flags: [Option<bool>; 2],
    /// Texts that have a field.
    pub texts: [Text; 4],
    /// A count that has a field.
    pub count: Option<u32>,
    /// Cells without a field.
    pub rest: Rest,
    /// Where the row was read.
    pub origin: Origin,
}

impl Draft {
    /// Adds the row to its list.
    pub(super) fn file(self, list: u8, lists: &mut Lists) {
        let Draft { person, dates, codes, flags, texts, count, rest, origin } = self;
        match list {
            1 => lists.contacts.push(Contact { person, on: dates[0], from: codes[0], rest, origin }),
            2 => {
                let [organisation, ..] = texts;
                let (started, completed) = (dates[0], dates[1]);
                lists.early_help.push(EarlyHelp { person, started, completed, organisation, rest, origin });
            }
            3 => lists.referrals.push(Referral {
                person,
                on: dates[0],
                from: codes[0],
                no_further_action: flags[0],
                rest,
                origin,
            }),
            4 => lists.assessments.push(Assessment {
                person,
                started: dates[0],
                authorised: dates[1],
                support_needed: flags[0],
                rest,
                origin,
            }),
            5 => lists.enquiries.push(Enquiry {
                person,
                started: dates[0],
                conference_unnecessary: flags[0],
                conference: dates[1],
                plan_followed: flags[1],
                rest,
                origin,
            }),
            6 => {
                let [status, ..] = texts;
                lists.in_need.push(InNeed {
                    person,
                    started: dates[0],
                    need: codes[0],
                    closed: dates[1],
                    reason_closed: codes[1],
                    status,
                    rest,
                    origin,
                });
            }
            7 => lists.protection_plans.push(ProtectionPlan {
                person,
                started: dates[0],
                ended: dates[1],
                first_category: codes[0],
                latest_category: codes[1],
                plans_before: count,
                rest,
                origin,
            }),
            8 => lists.looked_after.push(LookedAfter {
                person,
                unaccompanied: flags[0],
                started: dates[0],
                need: codes[0],
                legal_status_since: dates[1],
                legal_status: codes[1],
                ceased: dates[2],
                reason_ceased: codes[2],
                placed: dates[3],
                place: codes[3],
                provider: codes[4],
                rest,
                origin,
            }),
            9 => {
                let [eligibility, in_touch, accommodation, activity] = texts;
                lists.care_leavers.push(CareLeaver {
                    person,
                    unaccompanied: flags[0],
                    eligibility,
                    plan_reviewed: dates[0],
                    in_touch,
                    last_contact: dates[1],
                    accommodation,
                    activity,
                    rest,
                    origin,
                });
            }
            10 => lists.adoptions.push(TextRow { cells: rest, origin }),
            11 => lists.adopters.push(TextRow { cells: rest, origin }),
            _ => {}
        }
    }

    /// The row of a list at a place, the other way round.
    pub(super) fn of(lists: &Lists, list: u8, row: usize) -> Option<Draft> {
        let none = Draft::default;
        Some(match list {
            1 => {
                let r = lists.contacts.get(row)?.clone();
                Draft {
                    person: r.person,
                    dates: [r.on, None, None, None],
                    codes: first([r.from]),
                    rest: r.rest,
                    ..none()
                }
            }
            2 => {
                let r = lists.early_help.get(row)?.clone();
                Draft {
                    person: r.person,
                    dates: [r.started, r.completed, None, None],
                    texts: [r.organisation, Text::default(), Text::default(), Text::default()],
                    rest: r.rest,
                    ..none()
                }
            }
            3 => {
                let r = lists.referrals.get(row)?.clone();
                Draft {
                    person: r.person,
                    dates: [r.on, None, None, None],
                    codes: first([r.from]),
                    flags: [r.no_further_action, None],
                    rest: r.rest,
                    ..none()
                }
            }
            4 => {
                let r = lists.assessments.get(row)?.clone();
                Draft {
                    person: r.person,
                    dates: [r.started, r.authorised, None, None],
                    flags: [r.support_needed, None],
                    rest: r.rest,
                    ..none()
                }
            }
            5 => {
                let r = lists.enquiries.get(row)?.clone();
                Draft {
                    person: r.person,
                    dates: [r.started, r.conference, None, None],
                    flags: [r.conference_unnecessary, r.plan_followed],
                    rest: r.rest,
                    ..none()
                }
            }
            6 => {
                let r = lists.in_need.get(row)?.clone();
                Draft {
                    person: r.person,
                    dates: [r.started, r.closed, None, None],
                    codes: first([r.need, r.reason_closed]),
                    texts: [r.status, Text::default(), Text::default(), Text::default()],
                    rest: r.rest,
                    ..none()
                }
            }
            7 => {
                let r = lists.protection_plans.get(row)?.clone();
                Draft {
                    person: r.person,
                    dates: [r.started, r.ended, None, None],
                    codes: first([r.first_category, r.latest_category]),
                    count: r.plans_before,
                    rest: r.rest,
                    ..none()
                }
            }
            8 => {
                let r = lists.looked_after.get(row)?.clone();
                Draft {
                    person: r.person,
                    dates: [r.started, r.legal_status_since, r.ceased, r.placed],
                    codes: [r.need, r.legal_status, r.reason_ceased, r.place, r.provider],
                    flags: [r.unaccompanied, None],
                    rest: r.rest,
                    ..none()
                }
            }
            9 => {
                let r = lists.care_leavers.get(row)?.clone();
                Draft {
                    person: r.person,
                    dates: [r.plan_reviewed, r.last_contact, None, None],
                    flags: [r.unaccompanied, None],
                    texts: [r.eligibility, r.in_touch, r.accommodation, r.activity],
                    rest: r.rest,
                    ..none()
                }
            }
            10 => text_row(lists.adoptions.get(row)?),
            11 => text_row(lists.adopters.get(row)?),
            _ => return None,
        })
    }
}

fn text_row(row: &TextRow) -> Draft {
    Draft { rest: row.cells.clone(), ..Draft::default() }
}

fn first<const N: usize>(codes: [Code; N]) -> [Code; 5] {
    let mut all = [Code::BLANK; 5];
    for (to, from) in all.iter_mut().zip(codes) {
        *to = from;
    }
    all
}
