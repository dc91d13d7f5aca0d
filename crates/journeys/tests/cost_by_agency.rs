//! Cost to date split by the agency that bears it.

mod by_hand;

use by_hand::{activity, child, episode, record};
use jiff::civil::date;
use journeys::group::{Disclosure, Study, cost_by_agency};
use journeys::{Precedence, Price, PricedBy, Prices, report};
use returns::record::{Activity, Kind};
use tables::{Cell, Table};
use units::{FinancialYear, Marker, Pence};

/// So many children with a referral each, of whom the first few met the police at a stated cost.
fn study(children: usize, met_police: usize) -> Study {
    let referral = Price {
        name: "Contact and referral".into(),
        per: PricedBy::Each(Kind::Referral),
        agency: "Local authority".into(),
        amount: Pence::from_pounds(400),
        source: String::new(),
    };
    let all = (0..children)
        .map(|n| {
            // Care has no price here, so it costs nothing.
            let care = episode(date(2020, 6, 1), Some(date(2020, 9, 1)), "S", "U4", "PR1");
            let mut activities = vec![activity(Kind::Referral, date(2020, 5, 1), None), care];
            if n < met_police {
                let cost = Some(Pence::from_pounds(900));
                activities.push(Activity { cost, ..activity(Kind::Service, date(2021, 5, 1), None) });
            }
            child(&format!("{n:03}"), date(2012, 1, 1), activities)
        })
        .collect();
    let prices = Prices { price_year: FinancialYear(2024), prices: vec![referral], notes: Vec::new() };
    Study::new(record(all), Precedence::Standard, prices)
}

fn table(study: &Study, disclosure: Disclosure) -> Table {
    let everybody: Vec<usize> = (0..study.facts().len()).collect();
    report::cost_by_agency(study, &cost_by_agency(study, &everybody), disclosure)
}

#[test]
fn lines_add_up_to_the_bills() {
    let study = study(20, 8);
    let everybody: Vec<usize> = (0..20).collect();
    let lines = cost_by_agency(&study, &everybody);
    let all: Pence = lines.iter().map(|l| l.cost).sum();
    assert_eq!(all, study.bills().iter().map(|b| b.total()).sum());
    assert_eq!(
        lines.iter().map(|l| (l.children, l.cost.pounds())).collect::<Vec<_>>(),
        [(20, 8_000.0), (8, 7_200.0)]
    );
    let inside = table(&study, Disclosure::Inside);
    assert_eq!(inside.rows[1][3], Cell::Money(Pence::from_pounds(7_200)));
    assert_eq!(inside.rows[2][3], Cell::Money(Pence::from_pounds(15_200)));
}

#[test]
fn one_line_of_few_children_takes_another_with_it() {
    let public = table(&study(20, 3), Disclosure::Public);
    let withheld = Cell::Missing(Marker::Suppressed);
    assert_eq!(public.rows[1][2..5], [withheld.clone(), withheld.clone(), withheld.clone()]);
    assert_eq!(public.rows[0][3..5], [withheld.clone(), withheld], "all cost less this row would tell");
    assert_eq!(public.rows[2][3], Cell::Missing(Marker::Suppressed), "all cost less other tables' lines");
}
