//! People from a spreadsheet, and the roll call of them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;
use std::sync::Arc;

use muster::building::{AssemblyPoint, BuildingId, Point, Polygon, Site, SiteElementId};
use muster::drill::{
    Outcome, Person, PersonId, PersonKind, Presence, RollCall, Run, Scenario, ScenarioId, Tally,
    WallTime, What, roster,
};
use muster::exchange::missing::Missing;
use muster::exchange::people::{Changes, PeopleError, PeopleList, read_people};
use muster::language::Language;
use muster::samples;
use muster::store::{Book, Manifest};
use muster::units::Seconds;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

fn point(number: u32, name: &str) -> AssemblyPoint {
    AssemblyPoint {
        id: SiteElementId::numbered(number),
        name: name.to_owned(),
        area: Polygon::rectangle(Point::new(0.0, 0.0), Point::new(9.0, 9.0)),
        capacity: None,
        responsible: String::new(),
    }
}

fn site() -> Site {
    let points = vec![point(1, "集合点A 停车场 Car park"), point(2, "集合点B 绿地 Green")];
    Site { assembly_points: points, ..Site::default() }
}

fn shifts() -> Vec<String> {
    vec!["白班 Day".to_owned(), "夜班 Night".to_owned()]
}

fn read(bytes: &[u8]) -> Result<PeopleList, PeopleError> {
    read_people(bytes, &shifts(), &site())
}

/// Name, department, shift, kind, help and point of each, as one line.
fn lines(list: &PeopleList) -> Vec<String> {
    let line = |one: &muster::exchange::people::Listed| {
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "?".to_owned());
        let kind = one.kind.map_or("?", |kind| match kind {
            PersonKind::Employee => "e",
            PersonKind::Visitor => "v",
            PersonKind::Contractor => "c",
        });
        let help = one.reduced_mobility.map_or("?", |help| if help { "yes" } else { "no" });
        let point = one.assembly_point.as_ref().map_or("?", |point| point.as_str());
        let (department, shift) = (text(&one.department), text(&one.shift));
        format!("{}|{department}|{shift}|{kind}|{help}|{point}", one.name)
    };
    list.people.iter().map(line).collect()
}

const CHINESE: &str = "某厂人员名单,,,,,\n\
    序号,姓名（必填）,所属部门,班次,人员类别,行动不便,集合点\n\
    1,王丽,装配车间,白班,员工,否,A\n\
    2, 李强 ,电子车间,夜班 Night,外来施工人员,是,集合点B 绿地 Green\n\
    ,,,,,,\n\
    3,,仓库,白班,员工,否,A\n\
    4,赵敏,办公室,中班,临时,也许,C\n";

#[test]
fn a_chinese_list_is_read_and_its_odd_rows_are_named() {
    let list = read(CHINESE.as_bytes()).unwrap();
    let expected = [
        "王丽|装配车间|白班 Day|e|no|site-1",
        "李强|电子车间|夜班 Night|c|yes|site-2",
        "赵敏|办公室|中班|?|?|?",
    ];
    assert_eq!(lines(&list), expected);
    let rows: Vec<usize> = list.problems.iter().map(|problem| problem.row).collect();
    assert_eq!(rows, [6, 7, 7, 7], "no name; kind, help and point of nobody's knowledge");
    assert_eq!(list.columns[0], ("序号".to_owned(), None), "what is not known is shown");
}

#[test]
fn the_way_a_spreadsheet_saves_csv_does_not_matter() {
    let expected = lines(&read(CHINESE.as_bytes()).unwrap());
    let marked = format!("\u{feff}{}", CHINESE.replace('\n', "\r\n"));
    assert_eq!(lines(&read(marked.as_bytes()).unwrap()), expected);
    assert_eq!(lines(&read(CHINESE.replace(',', ";").as_bytes()).unwrap()), expected);
    assert_eq!(lines(&read(CHINESE.replace(',', "\t").as_bytes()).unwrap()), expected);
    // As Excel saves it on a Chinese computer.
    let (gbk, _, _) = encoding_rs::GBK.encode(CHINESE);
    assert_ne!(gbk.as_ref(), CHINESE.as_bytes());
    assert_eq!(lines(&read(&gbk).unwrap()), expected);
    let mut wide = vec![0xff, 0xfe];
    wide.extend(CHINESE.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(lines(&read(&wide).unwrap()), expected);
}

#[test]
fn an_english_list_and_a_workbook_are_read_alike() {
    let rows = [
        ["Full name", "Company", "Type", "Needs help", "Phone"],
        ["Ann Li", "Acme, Inc.", "Visitor", "yes", "555"],
        ["Bo Chen", "Plant", "staff", "", "556"],
    ];
    let csv: String =
        rows.iter().map(|row| row.map(|cell| format!("\"{cell}\"")).join(",") + "\n").collect();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (number, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            sheet.write(number as u32 + 2, column as u16 + 1, *cell).unwrap();
        }
    }
    let workbook = book.save_to_buffer().unwrap();
    let expected = ["Ann Li|Acme, Inc.|?|v|yes|?", "Bo Chen|Plant|?|e|no|?"];
    assert_eq!(lines(&read(csv.as_bytes()).unwrap()), expected);
    let list = read(&workbook).unwrap();
    assert_eq!(lines(&list), expected);
    assert_eq!(list.people[0].row, 4, "the row as the spreadsheet shows it");
}

#[test]
fn a_row_is_called_as_the_spreadsheet_calls_it_whatever_ends_the_lines() {
    for end in ["\n", "\r\n", "\r"] {
        let list = read(["Name,Kind", "Ann,?", "", "Bo,?"].join(end).as_bytes()).unwrap();
        let rows: Vec<usize> = list.problems.iter().map(|problem| problem.row).collect();
        assert_eq!(rows, [2, 4], "{end:?}");
    }
}

#[test]
fn what_is_no_list_is_refused_and_every_cut_of_a_workbook_too() {
    assert_eq!(read(b""), Err(PeopleError::Empty));
    assert_eq!(read(b" \r\n,\r\n"), Err(PeopleError::Empty));
    let found = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(read(b"a,,b\n1,2\n"), Err(PeopleError::NoNames(found)));
    assert_eq!(read(&[0, 1, 2, 0xff]), Err(PeopleError::NoTable));
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "Name").unwrap();
    let whole = book.save_to_buffer().unwrap();
    for cut in (2..whole.len() - 1).step_by(7) {
        assert!(read(&whole[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn a_sheet_that_claims_to_be_endless_takes_no_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Name").unwrap();
    sheet.write(1, 0, "Ann").unwrap();
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let list = read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(lines(&list), ["Ann|?|?|?|?|?"]);
}

#[test]
fn a_list_that_is_taken_over_again_changes_nothing() {
    let mut manifest = Manifest::new("Plant");
    manifest.shifts = shifts();
    let list = read(CHINESE.as_bytes()).unwrap();
    let changes = list.take_over(&mut manifest);
    let shifts = vec!["中班".to_owned()];
    assert_eq!(changes, Changes { added: 3, changed: 0, same: 0, shifts });
    assert_eq!(manifest.shifts.len(), 3);
    let before = manifest.clone();
    let again = list.take_over(&mut manifest);
    assert_eq!(again, Changes { added: 0, changed: 0, same: 3, shifts: Vec::new() });
    assert_eq!(manifest, before);
    // Two of the same name in one department are two people, and a new list changes each once.
    let twins =
        read("姓名,部门,行动不便\n王丽,装配车间,是\n王丽,装配车间,否\n".as_bytes()).unwrap();
    let changes = twins.take_over(&mut manifest);
    assert_eq!((changes.added, changes.changed), (1, 1));
    assert_eq!(manifest.people.iter().filter(|person| person.name == "王丽").count(), 2);
    let ids: std::collections::BTreeSet<_> = manifest.people.iter().map(|p| &p.id).collect();
    assert_eq!(ids.len(), 4, "no id twice");
}

#[test]
fn a_list_is_taken_over_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    samples::write("valve-plant", &book).unwrap();
    let known = Book::open(&book).unwrap().1.manifest.people.len();
    let file = folder.path().join("people.csv");
    std::fs::write(&file, CHINESE).unwrap();
    let run = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command.env("MUSTER_LANG", "en").arg("people").arg(&book).arg("--import").arg(&file);
        command.args(more).output().unwrap()
    };
    let dry = run(&["--dry-run", "--json"]);
    assert_eq!(dry.status.code(), Some(1), "there are rows to look at");
    let told: serde_json::Value = serde_json::from_slice(&dry.stdout).unwrap();
    assert_eq!((&told["added"], &told["problems"][0]["row"]), (&3.into(), &6.into()));
    assert_eq!(Book::open(&book).unwrap().1.manifest.people.len(), known);
    run(&[]);
    assert_eq!(Book::open(&book).unwrap().1.manifest.people.len(), known + 3);
}

fn person(number: u32, home: Option<u32>) -> Person {
    Person {
        id: PersonId::numbered(number),
        name: format!("人{number}"),
        department: String::new(),
        shift: String::new(),
        kind: PersonKind::Employee,
        reduced_mobility: false,
        assembly_point: home.map(SiteElementId::numbered),
    }
}

fn alarm() -> WallTime {
    "2026-06-12T14:00:00+08:00".parse().unwrap()
}

/// What the calls come to, each a second after the one before.
fn outcome(calls: &[What]) -> Outcome {
    let scenario = Scenario::new(ScenarioId::new("night"), "Night", BuildingId::new("plant"));
    let mut run = Run::ready(Arc::new(scenario));
    for (index, what) in std::iter::once(&What::Started).chain(calls).enumerate() {
        let at = Seconds::new(index as f64);
        let event = run.decide(what.clone(), at, alarm().plus(at), "").unwrap();
        run.apply(event);
    }
    Outcome::of(run.scenario(), run.events())
}

fn called(number: u32, presence: Presence) -> What {
    What::RollCalled { person: PersonId::numbered(number), presence, point: None, absence: None }
}

#[test]
fn each_point_has_its_sum_and_all_points_together() {
    let people = [person(1, Some(1)), person(2, Some(1)), person(3, Some(2)), person(4, None)];
    let calls = [
        called(1, Presence::Missing),
        called(3, Presence::Excused),
        called(1, Presence::Safe),
        called(4, Presence::Missing),
    ];
    let call = RollCall::of(&people, &site(), &outcome(&calls));
    let tally = |expected, safe, missing, excused| Tally { expected, safe, missing, excused };
    let sums: Vec<Tally> = call.points.iter().map(|(_, tally)| *tally).collect();
    assert_eq!(sums, [tally(2, 1, 0, 0), tally(1, 0, 0, 1), tally(1, 0, 1, 0)]);
    assert_eq!(call.all, tally(4, 1, 1, 1));
    assert_eq!((call.all.not_called(), call.all.unaccounted()), (1, 2));
    assert_eq!(call.unaccounted, [3, 1], "who did not answer goes before who was not called");
    assert!(!call.is_complete());
}

#[test]
fn the_shift_says_who_should_answer() {
    let on = |shift: &str| Person { shift: shift.to_owned(), ..person(1, None) };
    let people = [on("白班 Day"), on("夜班 Night"), on("")];
    let names = |shift| roster(&people, shift).len();
    assert_eq!((names("夜班 Night"), names("")), (2, 3));
}

#[test]
fn the_printed_list_names_who_is_missing_and_nobody_else() {
    let mut people = [person(1, Some(1)), person(2, Some(2)), person(3, None)];
    people[1].name = "<b>Bo & Co".to_owned();
    people[1].reduced_mobility = true;
    let (site, outcome) =
        (site(), outcome(&[called(1, Presence::Safe), called(2, Presence::Missing)]));
    let page = |real, lang| {
        let clock = Seconds::new(341.0);
        let (roster, site, outcome) = (&people[..], &site, &outcome);
        Missing { scenario: "夜班火灾", clock, wall: alarm(), real, roster, site, outcome }
            .page(lang)
    };
    let english = page(false, Language::English);
    assert!(english.contains("&lt;b&gt;Bo &amp; Co"), "a name is no markup");
    assert!(english.contains("人3") && !english.contains("人1"));
    assert!(english.contains("Needs help") && english.contains("5:41"));
    let chinese = page(true, Language::Chinese);
    assert!(chinese.contains("真实险情") && chinese.contains("行动不便"));
    assert!(!chinese.contains('⟦'), "every word is there");
}

proptest! {
    /// Whatever is in a file: it is read or refused, and no person comes from nowhere.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut file = "姓名,部门\n".as_bytes().to_vec();
        file.extend(bytes);
        if let Ok(list) = read(&file) {
            prop_assert!(list.people.len() + list.problems.len() <= 4 * file.len());
            prop_assert!(list.people.iter().all(|person| !person.name.trim().is_empty()));
        }
    }

    #[test]
    fn everybody_is_counted_once(
        homes in prop::collection::vec(prop::option::of(1..3_u32), 0..30),
        calls in prop::collection::vec((0..30_u32, 0..3_usize), 0..60),
    ) {
        let people: Vec<Person> =
            homes.iter().zip(0..).map(|(home, number)| person(number, *home)).collect();
        let presences = [Presence::Safe, Presence::Missing, Presence::Excused];
        let calls: Vec<What> =
            calls.into_iter().map(|(number, which)| called(number, presences[which])).collect();
        let call = RollCall::of(&people, &site(), &outcome(&calls));
        prop_assert_eq!(call.all.expected as usize, people.len());
        let sum: u32 = call.points.iter().map(|(_, tally)| tally.expected).sum();
        prop_assert_eq!(sum, call.all.expected);
        prop_assert_eq!(call.unaccounted.len(), call.all.unaccounted() as usize);
        let parts = call.all.safe + call.all.missing + call.all.excused + call.all.not_called();
        prop_assert_eq!(parts, call.all.expected);
    }
}
