//! A table as Parquet, for Power BI, Python, R and databases.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::{Cell, Table};

/// The table could not be written as Parquet.
#[derive(Debug, thiserror::Error)]
#[error("the table cannot be written as Parquet")]
pub struct ParquetFault(#[from] ParquetError);

/// Writes a table as a Parquet file: one column per column, named by its key.
///
/// **Units**: a column of counts is `INT64`, of other quantities and of money (in pounds) `DOUBLE`, else text.
/// A figure that is not there is null; a column in which any is missing is followed by a column of the same name
/// with `_missing` that holds the reason. Title, source, notes and units stand in the file's metadata.
///
/// **Errors**: columns whose keys are equal.
pub fn to_parquet(table: &Table) -> Result<Vec<u8>, ParquetFault> {
    let columns: Vec<Out> = (0..table.columns.len()).flat_map(|column| outs(table, column)).collect();
    let fields = columns.iter().map(|c| c.field().map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
    let schema = Type::group_type_builder("table").with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("headwater".to_string())
        .set_key_value_metadata(Some(metadata(table)))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    for column in &columns {
        let Some(mut out) = group.next_column()? else { break };
        let levels: Vec<i16> = column.levels();
        match &column.values {
            Values::Counts(v) => {
                let v: Vec<i64> = v.iter().flatten().copied().collect();
                out.typed::<Int64Type>().write_batch(&v, Some(&levels), None)?;
            }
            Values::Numbers(v) => {
                let v: Vec<f64> = v.iter().flatten().copied().collect();
                out.typed::<DoubleType>().write_batch(&v, Some(&levels), None)?;
            }
            Values::Words(v) => {
                let v: Vec<ByteArray> = v.iter().flatten().map(|t| ByteArray::from(t.as_str())).collect();
                out.typed::<ByteArrayType>().write_batch(&v, Some(&levels), None)?;
            }
        }
        out.close()?;
    }
    group.close()?;
    Ok(writer.into_inner()?)
}

/// A column of the file.
struct Out {
    name: String,
    values: Values,
}

enum Values {
    Counts(Vec<Option<i64>>),
    Numbers(Vec<Option<f64>>),
    Words(Vec<Option<String>>),
}

impl Out {
    fn field(&self) -> Result<Type, ParquetError> {
        let physical = match self.values {
            Values::Counts(_) => Physical::INT64,
            Values::Numbers(_) => Physical::DOUBLE,
            Values::Words(_) => Physical::BYTE_ARRAY,
        };
        let words = matches!(self.values, Values::Words(_)).then_some(LogicalType::String);
        Type::primitive_type_builder(&self.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(words)
            .build()
    }

    fn levels(&self) -> Vec<i16> {
        let level = |there: bool| i16::from(there);
        match &self.values {
            Values::Counts(v) => v.iter().map(|x| level(x.is_some())).collect(),
            Values::Numbers(v) => v.iter().map(|x| level(x.is_some())).collect(),
            Values::Words(v) => v.iter().map(|x| level(x.is_some())).collect(),
        }
    }
}

/// The column, and the reasons for what is missing if anything is.
fn outs(table: &Table, column: usize) -> Vec<Out> {
    let cells = || (0..table.rows.len()).map(|row| table.cell(row, column).unwrap_or(&Cell::Blank));
    let name = table.columns[column].key.clone();
    let values = if cells().any(|c| matches!(c, Cell::Text(_))) {
        Values::Words(cells().map(words).collect())
    } else if cells().any(|c| matches!(c, Cell::Number { .. } | Cell::Money(_))) {
        Values::Numbers(cells().map(number).collect())
    } else {
        Values::Counts(cells().map(|c| if let Cell::Whole(n) = c { Some(*n) } else { None }).collect())
    };
    let mut outs = Vec::with_capacity(2);
    let reasons: Vec<Option<String>> =
        cells().map(|c| if let Cell::Missing(m) = c { Some(m.label().to_string()) } else { None }).collect();
    let any_missing = reasons.iter().any(Option::is_some);
    outs.push(Out { name: name.clone(), values });
    if any_missing {
        outs.push(Out { name: format!("{name}_missing"), values: Values::Words(reasons) });
    }
    outs
}

fn words(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Blank | Cell::Missing(_) => None,
        Cell::Text(text) => Some(text.clone()),
        Cell::Number { value, .. } => Some(value.to_string()),
        Cell::Whole(count) => Some(count.to_string()),
        Cell::Money(amount) => Some(amount.pounds().to_string()),
    }
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number { value, .. } => Some(*value),
        Cell::Whole(count) => Some(*count as f64),
        Cell::Money(amount) => Some(amount.pounds()),
        Cell::Blank | Cell::Missing(_) | Cell::Text(_) => None,
    }
}

fn metadata(table: &Table) -> Vec<KeyValue> {
    let mut entries = vec![
        KeyValue::new("title".to_string(), table.title.clone()),
        KeyValue::new("source".to_string(), table.source.clone()),
    ];
    entries.extend(
        table
            .notes
            .iter()
            .enumerate()
            .map(|(n, note)| KeyValue::new(format!("note.{}", n + 1), note.clone())),
    );
    entries.extend(
        table.columns.iter().filter_map(|c| {
            c.unit.as_ref().map(|unit| KeyValue::new(format!("unit.{}", c.key), unit.clone()))
        }),
    );
    entries
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;
    use units::{Marker, Pence};

    use super::*;
    use crate::Column;

    #[test]
    fn what_is_written_is_read_with_its_types_and_its_gaps() {
        let table = Table {
            rows: vec![
                vec![
                    Cell::text("é"),
                    Cell::Whole(3),
                    Cell::Money(Pence(150)),
                    Cell::Missing(Marker::Suppressed),
                ],
                vec![Cell::Blank, Cell::Whole(4), Cell::Blank, Cell::number(2.5, 1)],
            ],
            ..Table::new(
                "t",
                "T",
                vec![
                    Column::new("name", "Name"),
                    Column::new("count", "Count"),
                    Column::with_unit("cost", "Cost", "£"),
                    Column::new("rate", "Rate"),
                ],
            )
        };
        let bytes = to_parquet(&table).expect("it is written");
        assert_eq!(bytes, to_parquet(&table).expect("it is written"), "the same bytes each time");
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("it is Parquet");
        let rows: Vec<_> = reader.get_row_iter(None).expect("rows").map(|r| r.expect("a row")).collect();
        assert_eq!(rows[0].get_string(0).expect("text"), "é");
        assert_eq!(rows[0].get_long(1).expect("count"), 3);
        assert_eq!(rows[0].get_double(2).expect("pounds"), 1.5);
        assert!(rows[0].get_double(3).is_err(), "withheld is null");
        assert_eq!(rows[0].get_string(4).expect("reason"), "suppressed");
        assert!(rows[1].get_string(0).is_err(), "blank is null");
        assert_eq!(rows[1].get_double(3).expect("rate"), 2.5);
    }
}
