//! The flat table as Apache Parquet, which DuckDB, Spark and pandas read.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::{COLUMNS, Column, FlatTable, Kind};

/// A Parquet file that is being written, one group of rows after the other.
pub struct ParquetFile<W: Write + Send> {
    writer: SerializedFileWriter<W>,
}

fn field(name: &str, kind: Kind) -> Result<Type, ParquetError> {
    let (physical, converted, repetition) = match kind {
        Kind::Text => (Physical::BYTE_ARRAY, ConvertedType::UTF8, Repetition::REQUIRED),
        Kind::Number => (Physical::DOUBLE, ConvertedType::NONE, Repetition::OPTIONAL),
        Kind::Count => (Physical::INT32, ConvertedType::NONE, Repetition::REQUIRED),
        Kind::Flag => (Physical::BOOLEAN, ConvertedType::NONE, Repetition::REQUIRED),
        Kind::Moment => (Physical::INT64, ConvertedType::TIMESTAMP_MILLIS, Repetition::REQUIRED),
    };
    Type::primitive_type_builder(name, physical)
        .with_converted_type(converted)
        .with_repetition(repetition)
        .build()
}

impl<W: Write + Send> ParquetFile<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn new(out: W) -> Result<Self, ParquetError> {
        let fields: Result<Vec<_>, _> =
            COLUMNS.iter().map(|(name, kind)| field(name, *kind).map(Arc::new)).collect();
        let schema = Type::group_type_builder("checkpoint").with_fields(fields?).build()?;
        let properties = WriterProperties::builder().build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { writer })
    }

    /// Writes rows as a group of their own.
    ///
    /// # Errors
    /// When they can't be written.
    pub fn write(&mut self, rows: &FlatTable) -> Result<(), ParquetError> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for column in rows.columns() {
            let Some(mut writer) = group.next_column()? else { break };
            match column {
                Column::Text(values) => {
                    writer.typed::<ByteArrayType>().write_batch(values, None, None)?;
                }
                Column::Number(values) => {
                    let levels: Vec<i16> = values.iter().map(|v| i16::from(v.is_some())).collect();
                    let known: Vec<f64> = values.iter().flatten().copied().collect();
                    writer.typed::<DoubleType>().write_batch(&known, Some(&levels), None)?;
                }
                Column::Count(values) => {
                    writer.typed::<Int32Type>().write_batch(values, None, None)?;
                }
                Column::Flag(values) => {
                    writer.typed::<BoolType>().write_batch(values, None, None)?;
                }
                Column::Moment(values) => {
                    writer.typed::<Int64Type>().write_batch(values, None, None)?;
                }
            }
            writer.close()?;
        }
        group.close()?;
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn finish(self) -> Result<(), ParquetError> {
        self.writer.close().map(|_| ())
    }
}
