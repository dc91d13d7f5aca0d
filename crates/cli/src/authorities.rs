//! `headwater authorities`: the list.

use clap::Args;
use reference::{Measure, Reference};
use tables::{Cell, Column, Table};
use units::Marker;

use crate::output::Output;

/// Lists the authorities of England with their codes and regions.
#[derive(Debug, Args)]
pub struct Authorities {
    /// Only authorities whose name or region holds this text
    search: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// Prints the list.
///
/// **Errors**: output that cannot be written.
pub fn run(command: &Authorities) -> anyhow::Result<()> {
    let reference = Reference::embedded();
    let wanted = command.search.as_deref().unwrap_or("").to_lowercase();
    let rows = reference
        .authorities()
        .filter_map(|a| {
            let region = a.region.and_then(|r| reference.area(r)).map_or("", |r| r.name.as_str());
            let found = a.name.to_lowercase().contains(&wanted) || region.to_lowercase().contains(&wanted);
            let looked_after = reference.figure(a.code, Measure::ClaAt31March, "", chain::Country::BASE_YEAR);
            found.then(|| {
                vec![
                    Cell::text(a.code.to_string()),
                    Cell::text(a.gss.clone().unwrap_or_default()),
                    Cell::text(a.name.clone()),
                    Cell::text(region),
                    looked_after.map_or(Cell::Missing(Marker::NotAvailable), |f| Cell::figure(f, 0)),
                ]
            })
        })
        .collect();
    let table = Table {
        rows,
        source: "DfE, Children looked after in England".to_string(),
        ..Table::new(
            "authorities",
            "Children's services authorities of England",
            vec![
                Column::new("code", "DfE code"),
                Column::new("gss", "GSS code"),
                Column::new("name", "Name"),
                Column::new("region", "Region"),
                Column::with_unit("looked_after", "Looked after, 31 March 2025", "children"),
            ],
        )
    };
    command.output.write(&[table])
}
