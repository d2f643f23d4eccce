//! Tables as CSV (RFC 4180), in UTF-8.

use super::Table;

/// What Excel needs at the beginning of a file to take it for UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A table as CSV, with its headings; begun with a byte order mark if a spreadsheet of Microsoft
/// is to open it by a double click.
///
/// # Errors
/// When the library refuses, which it does for no table of even rows.
pub fn csv_file(table: &Table, byte_order_mark: bool) -> Result<Vec<u8>, csv::Error> {
    let mut bytes = Vec::new();
    if byte_order_mark {
        bytes.extend_from_slice(BYTE_ORDER_MARK.as_bytes());
    }
    let mut out =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    out.write_record(&table.columns)?;
    for row in &table.rows {
        out.write_record(row.iter().map(super::Cell::plain))?;
    }
    out.flush()?;
    drop(out);
    Ok(bytes)
}
