//! A table as JSON for other programs.

use serde_json::{Map, Value, json};

use crate::{Cell, Table};

/// Writes a table as JSON: title, source and notes, then one object a row keyed by column.
///
/// **Units**: each column's unit stands under `columns`. Money is in pounds. A figure that is not there is
/// `null`, with its reason under `missing` in the same row: `{"count": null, "missing": {"count": "suppressed"}}`.
pub fn to_json(table: &Table) -> String {
    let columns: Vec<Value> =
        table.columns.iter().map(|c| json!({ "key": c.key, "label": c.label, "unit": c.unit })).collect();
    let rows: Vec<Value> = (0..table.rows.len())
        .map(|row| {
            let mut object = Map::new();
            let mut missing = Map::new();
            for (column, head) in table.columns.iter().enumerate() {
                let value = match table.cell(row, column) {
                    None | Some(Cell::Blank) => Value::Null,
                    Some(Cell::Text(text)) => json!(text),
                    Some(Cell::Number { value, .. }) => json!(value),
                    Some(Cell::Whole(count)) => json!(count),
                    Some(Cell::Money(amount)) => json!(amount.pounds()),
                    Some(Cell::Missing(marker)) => {
                        missing.insert(head.key.clone(), json!(marker.label()));
                        Value::Null
                    }
                };
                object.insert(head.key.clone(), value);
            }
            if !missing.is_empty() {
                object.insert("missing".to_string(), Value::Object(missing));
            }
            Value::Object(object)
        })
        .collect();
    let whole = json!({
        "id": table.id,
        "title": table.title,
        "source": table.source,
        "notes": table.notes,
        "columns": columns,
        "rows": rows,
    });
    format!("{whole:#}\n")
}

#[cfg(test)]
mod tests {
    use units::{Marker, Pence};

    use super::*;
    use crate::Column;

    #[test]
    fn a_withheld_figure_is_null_with_its_reason() {
        let table = Table {
            rows: vec![vec![Cell::text("a"), Cell::Missing(Marker::Suppressed), Cell::Money(Pence(150))]],
            ..Table::new(
                "t",
                "T",
                vec![Column::new("name", "Name"), Column::new("count", "Count"), Column::new("cost", "Cost")],
            )
        };
        let json: Value = serde_json::from_str(&to_json(&table)).expect("it is JSON");
        assert_eq!(json["rows"][0]["count"], Value::Null);
        assert_eq!(json["rows"][0]["missing"]["count"], "suppressed");
        assert_eq!(json["rows"][0]["cost"], 1.5);
    }
}
