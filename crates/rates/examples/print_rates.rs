//! Prints the rates that published figures give for one authority: `cargo run -p rates --example print_rates Leeds`.

use rates::published::{National, from_published};

#[expect(clippy::disallowed_methods, reason = "an example reads its argument")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reference = reference::Reference::embedded();
    let name = std::env::args().nth(1).unwrap_or_else(|| "Leeds".to_string());
    let area = reference.find(&name)?;
    let national = National::as_published(reference, 2025, National::WINDOW);
    let rates = from_published(reference, &national, area.code)?;
    println!("{}", area.name);
    for stock in &rates.stocks {
        println!("{:<16} {:.0} {:?}", stock.position.label(), stock.total(), stock.by_age.map(f64::round));
    }
    for step in &rates.steps {
        println!("{} (walk {:.3}, year {:.3})", step.step, step.drift.walk_sd, step.drift.year_sd);
        for cell in &step.cells {
            let (low, high) = cell.posterior.interval(0.8);
            println!(
                "  ages {:?} times {:?}: {:.1} in {:.0} years = {:.4} ({:.4} to {:.4})",
                cell.ages.iter().map(|a| a.label()).collect::<Vec<_>>(),
                cell.times,
                cell.steps,
                cell.exposure.0,
                cell.posterior.mean().0,
                low.0,
                high.0
            );
        }
    }
    for row in rates.placements.by_age {
        println!("{}", row.map(|s| format!("{s:.3}")).join(" "));
    }
    println!(
        "care per plan year {:.3}, per need year {:.4}",
        national.care_per_plan_year, national.care_per_need_year
    );
    println!("{:#?}", rates.notes);
    Ok(())
}
