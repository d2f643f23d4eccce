//! The figures of a chart or a table as CSV.

/// A table as CSV, with the mark by which spreadsheets know UTF-8.
///
/// # Errors
/// When a row has not as many cells as the heading.
pub fn to_csv<R, C>(heading: R, rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>, ::csv::Error>
where
    R: IntoIterator<Item = C>,
    C: AsRef<[u8]>,
{
    let mut writer = ::csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(heading)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| ::csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_comes_back() {
        let rows = [["北门, \"A\"", "1:05"], ["", "–"]];
        let bytes = to_csv(["exit", "last"], rows).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let mut reader = ::csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let read: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        assert_eq!(read, rows);
    }

    #[test]
    fn a_row_of_another_length_is_refused() {
        assert!(to_csv(vec!["a", "b"], [vec!["1"]]).is_err());
    }
}
