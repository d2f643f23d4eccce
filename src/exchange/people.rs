//! The list of people from a spreadsheet: CSV as any program writes it, or XLSX.
//!
//! Columns are recognised by their heads in either language, wherever they stand. Rows that can't
//! be taken over as they are, are named; nothing is dropped in silence.

use std::collections::HashMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};

use crate::building::{Site, SiteElementId};
use crate::drill::{Person, PersonId, PersonKind};
use crate::language::{Language, Message, choice, msg};
use crate::store::{self, Manifest};

/// A larger file is no list of people, bytes.
const LARGEST: usize = 32 << 20;
/// More rows than this are no list of people.
const MOST_ROWS: usize = 200_000;
/// Columns beyond this are not looked at.
const MOST_COLUMNS: usize = 64;
/// So many rows may stand above the heads of the columns.
const ROWS_ABOVE: usize = 12;
/// A longer name is none, characters.
const LONGEST_NAME: usize = 120;
/// So much of a row without the heads that are wanted is told.
const HEADS_TOLD: usize = 8;
const LONGEST_TOLD: usize = 30;

choice! {
    /// What a column holds.
    pub enum Column {
        /// The name.
        Name => "people-column-name",
        /// The department or company.
        Department => "people-column-department",
        /// The shift.
        Shift => "people-column-shift",
        /// Employee, visitor or contractor.
        Kind => "people-column-kind",
        /// Whether the person needs help on the way out.
        Help => "people-column-help",
        /// Where the person gathers.
        Point => "people-column-point",
    }
}

/// The heads by which a column is known, without spaces and in small letters.
const HEADS: [(Column, &[&str]); 6] = [
    (
        Column::Name,
        &["姓名", "名字", "人员姓名", "员工姓名", "name", "fullname", "personname", "employeename"],
    ),
    (
        Column::Department,
        &[
            "部门",
            "单位",
            "公司",
            "科室",
            "车间",
            "班组",
            "所属部门",
            "所在部门",
            "工作单位",
            "部门/单位",
            "承租单位",
            "department",
            "dept",
            "company",
            "team",
            "unit",
            "tenant",
            "organisation",
            "organization",
        ],
    ),
    (Column::Shift, &["班次", "班别", "轮班", "shift"]),
    (
        Column::Kind,
        &["类别", "类型", "人员类别", "人员类型", "身份", "kind", "type", "category", "persontype"],
    ),
    (
        Column::Help,
        &[
            "行动不便",
            "行动不便人员",
            "是否行动不便",
            "需要协助",
            "需协助",
            "reducedmobility",
            "needshelp",
            "needsassistance",
            "assistance",
            "mobility",
        ],
    ),
    (
        Column::Point,
        &["集合点", "疏散集合点", "集结点", "assemblypoint", "musterpoint", "assembly"],
    ),
];

const KINDS: [(PersonKind, &[&str]); 3] = [
    (PersonKind::Employee, &["员工", "正式员工", "职工", "正式工", "employee", "staff", "worker"]),
    (PersonKind::Visitor, &["访客", "来访", "来访人员", "客户", "visitor", "guest"]),
    (
        PersonKind::Contractor,
        &[
            "外来施工人员",
            "施工人员",
            "承包商",
            "外协",
            "外包",
            "劳务",
            "contractor",
            "subcontractor",
            "agency",
        ],
    ),
];

const YES: [&str; 9] = ["是", "有", "y", "yes", "true", "1", "x", "√", "✓"];
const NO: [&str; 8] = ["", "否", "无", "n", "no", "false", "0", "-"];

/// A list of people as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PeopleList {
    /// The columns with their heads; what is not known is not taken over.
    pub columns: Vec<(String, Option<Column>)>,
    /// The people, in the order of the list.
    pub people: Vec<Listed>,
    /// What could not be taken over as it is.
    pub problems: Vec<RowProblem>,
}

/// A person of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The row in the file, from 1.
    pub row: usize,
    /// The name.
    pub name: String,
    /// The department or company; nothing where the list has no such column.
    pub department: Option<String>,
    /// The shift; nothing where the list has no such column.
    pub shift: Option<String>,
    /// Employee, visitor or contractor.
    pub kind: Option<PersonKind>,
    /// Whether the person needs help on the way out.
    pub reduced_mobility: Option<bool>,
    /// Where the person gathers.
    pub assembly_point: Option<SiteElementId>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowProblem {
    /// The row in the file, from 1.
    pub row: usize,
    /// What is wrong, and what becomes of the row.
    pub message: Message,
}

/// Why a file is no list of people.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PeopleError {
    /// It is larger than any list of people.
    #[error("the file is too large for a list of people")]
    TooLarge,
    /// The system refused it.
    #[error("{}", Language::English.say(.0))]
    Refused(Message),
    /// It is a damaged spreadsheet.
    #[error("{0}")]
    Damaged(String),
    /// It is neither XLSX nor text.
    #[error("the file is neither XLSX nor CSV")]
    NoTable,
    /// Nothing stands in it.
    #[error("the file is empty")]
    Empty,
    /// No row holds the heads of the columns; what stands in its first row.
    #[error("no column is headed 姓名 or Name")]
    NoNames(Vec<String>),
}

impl PeopleError {
    /// What is wrong and what to do, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::TooLarge => msg!("people-too-large", rows = MOST_ROWS),
            Self::Refused(reason) => msg!("file-unreadable", reason = reason.clone()),
            Self::Damaged(reason) => msg!("people-damaged", reason = reason),
            Self::NoTable => msg!("people-no-table"),
            Self::Empty => msg!("people-empty"),
            Self::NoNames(found) => msg!("people-no-names", found = found.join(" | ")),
        }
    }
}

/// What taking over a list changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// How many people are new.
    pub added: usize,
    /// How many that were there are changed.
    pub changed: usize,
    /// How many were there just so.
    pub same: usize,
    /// Shifts that the book does not list yet.
    pub shifts: Vec<String>,
}

/// Reads the list of people in a file; see [`read_people`].
///
/// # Errors
/// When it can't be read or is no list of people.
pub fn read_people_file(
    file: &Path,
    shifts: &[String],
    site: &Site,
) -> Result<PeopleList, PeopleError> {
    let bytes = fs::read(file).map_err(|error| PeopleError::Refused(store::reason(&error)))?;
    read_people(&bytes, shifts, site)
}

/// Reads a list of people. `shifts` and `site` say which shifts and assembly points there are.
///
/// # Errors
/// When it is no list of people.
pub fn read_people(
    bytes: &[u8],
    shifts: &[String],
    site: &Site,
) -> Result<PeopleList, PeopleError> {
    if bytes.len() > LARGEST {
        return Err(PeopleError::TooLarge);
    }
    // Every XLSX file is a ZIP archive.
    let rows = if bytes.starts_with(b"PK") { xlsx_rows(bytes)? } else { csv_rows(bytes)? };
    List { shifts, site, list: PeopleList::default() }.read(&rows)
}

/// A row with its number in the file.
type Row = (usize, Vec<String>);

fn xlsx_rows(bytes: &[u8]) -> Result<Vec<Row>, PeopleError> {
    let unreadable = |error: calamine::XlsxError| PeopleError::Damaged(error.to_string());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let Some(sheet) = book.sheet_names().into_iter().next() else {
        return Err(PeopleError::Empty);
    };
    // Cell by cell: a sheet that claims to be as large as it can be would not fit into memory.
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(unreadable)?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let (number, column) = (row as usize + 1, column as usize);
        let text = Data::from(cell.get_value().clone()).to_string();
        if column >= MOST_COLUMNS || text.trim().is_empty() {
            continue;
        }
        if rows.last().is_none_or(|(last, _)| *last != number) {
            if rows.len() >= MOST_ROWS {
                return Err(PeopleError::TooLarge);
            }
            rows.push((number, Vec::new()));
        }
        if let Some((_, fields)) = rows.last_mut() {
            fields.resize(fields.len().max(column + 1), String::new());
            fields[column] = text;
        }
    }
    Ok(rows)
}

fn csv_rows(bytes: &[u8]) -> Result<Vec<Row>, PeopleError> {
    let text = decoded(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    let separator = b",;\t".iter().max_by_key(|byte| count(byte)).copied().unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| PeopleError::Damaged(error.to_string()))?;
        if rows.len() >= MOST_ROWS {
            return Err(PeopleError::TooLarge);
        }
        let row = record.position().map_or(0, |position| row(&text, position));
        let fields = record.iter().take(MOST_COLUMNS).map(str::to_owned).collect();
        rows.push((row, fields));
    }
    Ok(rows)
}

/// The row of a record whose reading began at `position`: after the empty rows that were passed over.
fn row(text: &str, position: &csv::Position) -> usize {
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(number(position.byte())..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
    number(position.line()).saturating_add(empty)
}

/// The text of a file: UTF-8 and UTF-16 by their marks, UTF-8 without one, and otherwise GB 18030,
/// in which Chinese spreadsheets save CSV.
fn decoded(bytes: &[u8]) -> Result<String, PeopleError> {
    if bytes.contains(&0) && encoding_rs::Encoding::for_bom(bytes).is_none() {
        return Err(PeopleError::NoTable);
    }
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Ok(encoding.decode(bytes).0.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, _, damaged) = encoding_rs::GB18030.decode(bytes);
    if damaged {
        return Err(PeopleError::NoTable);
    }
    Ok(text.into_owned())
}

/// As much of a head as is told.
fn told(head: &str) -> String {
    head.chars().take(LONGEST_TOLD).collect()
}

/// A head or a value as it is compared: without spaces, in small letters.
fn plain(text: &str) -> String {
    let kept =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '*' | ':' | '：'));
    kept.flat_map(char::to_lowercase).collect()
}

fn column(head: &str) -> Option<Column> {
    // What stands in brackets explains: `姓名（必填）`, `Shift (day/night)`.
    let head = head.split(['(', '（', '[', '【']).next().unwrap_or_default();
    let head = plain(head);
    HEADS.iter().find(|(_, heads)| heads.contains(&head.as_str())).map(|(column, _)| *column)
}

struct List<'a> {
    shifts: &'a [String],
    site: &'a Site,
    list: PeopleList,
}

impl List<'_> {
    fn read(mut self, rows: &[Row]) -> Result<PeopleList, PeopleError> {
        let names = |fields: &[String]| fields.iter().any(|f| column(f) == Some(Column::Name));
        let head = rows.iter().take(ROWS_ABOVE).position(|(_, fields)| names(fields));
        let head = head.ok_or_else(|| {
            let filled = |(_, fields): &Row| {
                let filled: Vec<String> =
                    fields.iter().map(|f| f.trim()).filter(|f| !f.is_empty()).map(told).collect();
                (!filled.is_empty()).then_some(filled)
            };
            rows.iter().find_map(filled).map_or(PeopleError::Empty, |mut heads| {
                heads.truncate(HEADS_TOLD);
                PeopleError::NoNames(heads)
            })
        })?;
        for text in &rows[head].1 {
            let found = column(text);
            // Of two columns with the same head the first counts.
            let first = found.filter(|one| self.list.columns.iter().all(|(_, c)| *c != Some(*one)));
            self.list.columns.push((text.trim().to_owned(), first));
        }
        for (number, fields) in &rows[head + 1..] {
            self.person(*number, fields);
        }
        Ok(self.list)
    }

    fn person(&mut self, row: usize, fields: &[String]) {
        if fields.iter().all(|field| field.trim().is_empty()) {
            return;
        }
        let value = |wanted| {
            let place = self.list.columns.iter().position(|(_, column)| *column == Some(wanted))?;
            Some(fields.get(place).map_or("", |field| field.trim()).to_owned())
        };
        let name = value(Column::Name).unwrap_or_default();
        if name.is_empty() {
            return self.problem(row, msg!("people-row-without-name"));
        }
        if name.chars().count() > LONGEST_NAME {
            return self.problem(row, msg!("people-row-long-name"));
        }
        let (department, shift) = (value(Column::Department), value(Column::Shift));
        let (kind, help, point) = (value(Column::Kind), value(Column::Help), value(Column::Point));
        let listed = Listed {
            row,
            name,
            department,
            shift: shift.map(|shift| self.shift(shift)),
            kind: kind.and_then(|text| self.kind(row, &text)),
            reduced_mobility: help.and_then(|text| self.help(row, &text)),
            assembly_point: point.and_then(|text| self.point(row, &text)),
        };
        self.list.people.push(listed);
    }

    fn problem(&mut self, row: usize, message: Message) {
        self.list.problems.push(RowProblem { row, message });
    }

    /// `白班` is `白班 Day`, where the book has only one such shift.
    fn shift(&self, text: String) -> String {
        let named: Vec<&String> =
            self.shifts.iter().filter(|shift| one_of_its_words(shift, &text)).collect();
        match named.as_slice() {
            [only] if !text.is_empty() => (*only).clone(),
            _ => text,
        }
    }

    fn kind(&mut self, row: usize, text: &str) -> Option<PersonKind> {
        let word = plain(text);
        if word.is_empty() {
            return None;
        }
        let known = KINDS.iter().find(|(_, words)| words.contains(&word.as_str()));
        if known.is_none() {
            self.problem(row, msg!("people-row-kind", text = text));
        }
        known.map(|(kind, _)| *kind)
    }

    fn help(&mut self, row: usize, text: &str) -> Option<bool> {
        let word = plain(text);
        if YES.contains(&word.as_str()) {
            return Some(true);
        }
        if !NO.contains(&word.as_str()) {
            self.problem(row, msg!("people-row-help", text = text));
            return None;
        }
        Some(false)
    }

    fn point(&mut self, row: usize, text: &str) -> Option<SiteElementId> {
        if text.is_empty() {
            return None;
        }
        let points = &self.site.assembly_points;
        let exact = points.iter().find(|point| point.name == text || point.id.as_str() == text);
        let near: Vec<_> = points
            .iter()
            .filter(|point| one_of_its_words(&point.name, text) || is_called(&point.name, text))
            .collect();
        let found = exact.or(if near.len() == 1 { Some(near[0]) } else { None });
        if found.is_none() {
            self.problem(row, msg!("people-row-point", text = text));
        }
        found.map(|point| point.id.clone())
    }
}

/// Whether `text` is the name or a word of it.
fn one_of_its_words(name: &str, text: &str) -> bool {
    plain(name) == plain(text) || name.split_whitespace().any(|word| plain(word) == plain(text))
}

/// `集合点A` is called `A`, `Car park` is not called `C`.
fn is_called(name: &str, text: &str) -> bool {
    let ends = |word: &str| {
        let before = word.strip_suffix(text).and_then(|before| before.chars().last());
        before.is_some_and(|letter| !letter.is_ascii_alphanumeric())
    };
    name.split_whitespace().any(ends)
}

impl PeopleList {
    /// Takes the people over into a book. A person of the same name in the same department is the
    /// same person, once: a second one of the list is another. Columns that the list lacks change
    /// nothing.
    pub fn take_over(&self, manifest: &mut Manifest) -> Changes {
        let mut changes = Changes::default();
        let mut known: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (index, person) in manifest.people.iter().enumerate().rev() {
            let key = (person.name.clone(), person.department.clone());
            known.entry(key).or_default().push(index);
        }
        let numbers = manifest.people.iter().filter_map(|person| number(&person.id));
        let mut last = numbers.max().unwrap_or(0);
        for listed in &self.people {
            if let Some(shift) = listed.shift.as_ref().filter(|shift| !shift.is_empty())
                && !manifest.shifts.contains(shift)
            {
                manifest.shifts.push(shift.clone());
                changes.shifts.push(shift.clone());
            }
            let department = listed.department.clone().unwrap_or_default();
            let same = known.get_mut(&(listed.name.clone(), department)).and_then(Vec::pop);
            if let Some(index) = same {
                let person = &mut manifest.people[index];
                let before = person.clone();
                listed.fill(person);
                if *person == before { changes.same += 1 } else { changes.changed += 1 }
            } else {
                last = last.saturating_add(1);
                let mut person = Person {
                    id: PersonId::numbered(last),
                    name: listed.name.clone(),
                    department: String::new(),
                    shift: String::new(),
                    kind: PersonKind::Employee,
                    reduced_mobility: false,
                    assembly_point: None,
                };
                listed.fill(&mut person);
                manifest.people.push(person);
                changes.added += 1;
            }
        }
        changes
    }
}

impl Listed {
    fn fill(&self, person: &mut Person) {
        if let Some(department) = &self.department {
            person.department.clone_from(department);
        }
        if let Some(shift) = &self.shift {
            person.shift.clone_from(shift);
        }
        person.kind = self.kind.unwrap_or(person.kind);
        person.reduced_mobility = self.reduced_mobility.unwrap_or(person.reduced_mobility);
        if self.assembly_point.is_some() {
            person.assembly_point.clone_from(&self.assembly_point);
        }
    }
}

fn number(id: &PersonId) -> Option<u32> {
    id.as_str().rsplit_once('-')?.1.parse().ok()
}
