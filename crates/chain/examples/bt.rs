//! Scratch.
use futures::*;
use units::*;
fn main() {
    if std::env::args().count() > 1 {
        let reference = reference::Reference::embedded();
        for window in [1] {
            let mut all = vec![];
            for o in [2014, 2016, 2018] {
                let options =
                    chain::backtest::Options { window, draws: 15, origins: (o, o), ..Default::default() };
                all.extend(chain::backtest::run(reference, &options, |_, _| {}));
            }
            println!("window {window}");
            for s in chain::backtest::scores(all.iter()) {
                println!("{s:?}");
            }
        }
        return;
    }
    let reference = reference::Reference::embedded();
    let country = chain::Country::today();
    for name in ["Hartlepool", "Leeds", "Kent"] {
        let area = reference.find(name).unwrap();
        let rates = country.rates(area).unwrap();
        let flows = project(
            &rates,
            &Settings { draws: 40, uncertainty: Uncertainty::ChanceOnly, ..Settings::default() },
        );
        println!("{name}");
        for (i, s) in flows.steps.iter().enumerate() {
            let obs: f64 = rates.steps[i].cells.iter().map(|c| c.steps).sum::<f64>() / 3.0;
            println!(
                "{s}: observed {obs:.0}, model {:?}",
                (0..10).step_by(3).map(|y| flows.mean(y, Measure::Steps(i)).round()).collect::<Vec<_>>()
            );
        }
        for p in Position::OPEN {
            println!(
                "{p} {:.0} {:?}",
                rates.stock(p).unwrap().total(),
                (0..10).map(|y| flows.mean(y, Measure::Stock(p)).round()).collect::<Vec<_>>()
            );
        }
        println!(
            "{:?} {:?}",
            rates.stocks[2].by_age,
            AgeBand::ALL.map(|a| flows.mean(4, Measure::StockAge(a)).round())
        );
        println!(
            "aged {:?}",
            (0..10)
                .map(|y| flows.mean(y, Measure::AgedOut(Position::LookedAfter)).round())
                .collect::<Vec<_>>()
        );
    }
}
