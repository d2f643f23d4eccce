//! The flat table as CSV.

use std::io::Write;

use jiff::Timestamp;

use super::{Column, FlatTable};

/// A CSV file that is being written.
pub struct TextFile<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> TextFile<W> {
    /// Begins a file with the names of the columns; with a byte order mark, if Excel is to see that
    /// it is UTF-8.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn new(mut out: W, byte_order_mark: bool) -> Result<Self, csv::Error> {
        if byte_order_mark {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(FlatTable::names())?;
        Ok(Self { writer })
    }

    /// Writes rows.
    ///
    /// # Errors
    /// When they can't be written.
    pub fn write(&mut self, rows: &FlatTable) -> Result<(), csv::Error> {
        for row in 0..rows.len() {
            for column in rows.columns() {
                match column {
                    Column::Text(values) => self.writer.write_field(values[row].data())?,
                    Column::Number(values) => {
                        let number = values[row].map(|number| number.to_string());
                        self.writer.write_field(number.unwrap_or_default())?;
                    }
                    Column::Count(values) => self.writer.write_field(values[row].to_string())?,
                    Column::Flag(values) => {
                        self.writer.write_field(if values[row] { "true" } else { "false" })?;
                    }
                    Column::Moment(values) => {
                        let moment = Timestamp::from_millisecond(values[row]);
                        let moment = moment.map(|moment| moment.to_string());
                        self.writer.write_field(moment.unwrap_or_default())?;
                    }
                }
            }
            self.writer.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn finish(mut self) -> Result<(), csv::Error> {
        Ok(self.writer.flush()?)
    }
}
