//! Tables as an Excel workbook: a sheet for each, cells of their own kind.

use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{Cell, Table};

/// The longest name of a sheet that Excel takes, characters.
const NAME_LENGTH: usize = 31;

/// The widest column, characters.
const WIDEST: u32 = 60;

struct Formats {
    head: Format,
    text: Format,
    count: Format,
    number: Format,
    seconds: Format,
    date: Format,
    time: Format,
}

impl Formats {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: Format::new()
                .set_bold()
                .set_background_color("#E8EEF4")
                .set_border_bottom(FormatBorder::Thin)
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter),
            text: top().set_text_wrap(),
            count: top().set_num_format("#,##0"),
            number: top().set_num_format("0.00"),
            seconds: top().set_num_format("0.0"),
            date: top().set_num_format("yyyy-mm-dd"),
            time: top().set_num_format("yyyy-mm-dd hh:mm:ss"),
        }
    }
}

/// A workbook with a sheet for each table, its first row frozen.
///
/// # Errors
/// When the library refuses: more rows or longer texts than Excel has room for.
pub fn workbook(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    let mut names: Vec<String> = Vec::new();
    for table in tables {
        let name = sheet_name(&table.name, &names);
        let sheet = book.add_worksheet();
        sheet.set_name(&name)?;
        names.push(name);
        fill(sheet, table, &formats)?;
    }
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    for (column, heading) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, heading, &formats.head)?;
    }
    for (line, row) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(row) {
            write(sheet, (line, column), cell, formats)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last) = table.columns.len().checked_sub(1) {
        sheet.autofilter(0, 0, table.rows.len() as u32, last as u16)?;
    }
    // 7 points of the screen a character of the standard font, and a margin.
    sheet.set_autofit_max_width(WIDEST * 7 + 5).autofit();
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    (line, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) => sheet.write_string_with_format(line, column, text, &formats.text)?,
        Cell::Count(count) => {
            sheet.write_number_with_format(line, column, *count as f64, &formats.count)?
        }
        Cell::Number(number) => {
            sheet.write_number_with_format(line, column, *number, &formats.number)?
        }
        Cell::Seconds(time) => {
            sheet.write_number_with_format(line, column, time.get(), &formats.seconds)?
        }
        Cell::Date(day) => {
            sheet.write_number_with_format(line, column, serial_day(*day), &formats.date)?
        }
        Cell::DateTime(time) => {
            sheet.write_number_with_format(line, column, serial_time(*time), &formats.time)?
        }
        Cell::Bool(yes) => sheet.write_boolean(line, column, *yes)?,
    };
    Ok(())
}

/// A day as Excel counts it: 1 is the first of January 1900, and 29 February 1900 was never.
fn serial_day(day: Date) -> f64 {
    let zero = Date::constant(1899, 12, 30);
    zero.until(day).map_or(0.0, |span| f64::from(span.get_days()))
}

fn serial_time(time: DateTime) -> f64 {
    let seconds = f64::from(time.hour()) * 3_600.0
        + f64::from(time.minute()) * 60.0
        + f64::from(time.second());
    serial_day(time.date()) + seconds / 86_400.0
}

/// A name that Excel takes for a sheet and that no other sheet has.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let allowed: String =
        wanted.chars().map(|c| if r"[]:*?/\".contains(c) { ' ' } else { c }).collect();
    let allowed = allowed.trim().trim_matches('\'');
    let cut = |room: usize| allowed.chars().take(room).collect::<String>();
    let first = if allowed.is_empty() { "Sheet".to_owned() } else { cut(NAME_LENGTH) };
    let numbered = (2..).map(|number| format!("{} {number}", cut(NAME_LENGTH - 6)));
    let same = |name: &String| taken.iter().any(|t| t.to_lowercase() == name.to_lowercase());
    std::iter::once(first.clone()).chain(numbered).find(|name| !same(name)).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    // What a spreadsheet shows for the number 45 000 is 15 March 2023.
    #[test]
    fn days_are_those_of_a_spreadsheet() {
        assert_eq!(serial_day(date(2023, 3, 15)), 45_000.0);
        assert_eq!(serial_time(date(2023, 3, 15).at(18, 0, 0, 0)), 45_000.75);
    }

    #[test]
    fn sheets_are_named_as_excel_allows_and_each_differently() {
        let long = "问题与整改".repeat(9);
        let first = sheet_name(&long, &[]);
        assert_eq!(first.chars().count(), NAME_LENGTH);
        let second = sheet_name(&long, std::slice::from_ref(&first));
        assert!(second != first && second.chars().count() <= NAME_LENGTH);
        assert_eq!(sheet_name("a/b?", &[]), "a b");
        assert_eq!(sheet_name("", &[]), "Sheet");
    }
}
