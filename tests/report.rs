//! What goes out of a book: reports, tables, escape plans, calendar. Each is read back by another
//! library than the one that wrote it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use calamine::{Data, Reader, Xlsx};
use jiff::civil::{Date, date};
use muster::building::{Building, Equipment, EquipmentId, EquipmentKind, Facing, Network, Waiver};
use muster::drill::{
    CriterionId, Debrief, Event, EventNumber, Marking, Outcome, Presence, Record, Restore, Said,
    What,
};
use muster::exchange::escape_plan::{EscapePlan, Paper, Turn};
use muster::exchange::report::{Annual, DebriefSheet, RecordReport, annual_tables};
use muster::exchange::{Cell, Pdf, Table, calendar_file, csv_file, record_tables, workbook};
use muster::history::{Comparison, coverage, drills_due};
use muster::language::Language;
use muster::rules::{Pack, check};
use muster::samples;
use muster::store::{Book, Contents, rule_pack, supplied};

const TODAY: Date = date(2026, 11, 24);

struct Sample {
    _folder: tempfile::TempDir,
    book: Book,
    contents: Contents,
}

fn sample(name: &str) -> Sample {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    samples::write(name, &root).unwrap();
    let (book, contents) = Book::open(&root).unwrap();
    Sample { _folder: folder, book, contents }
}

/// The drills of the plant's day shift, the newest one marked.
fn day_shift(sample: &Sample) -> Comparison {
    let records = sample.book.records.values();
    let mut records: Vec<Arc<Record>> =
        records.filter(|r| r.scenario.id.as_str() == "day-shift-fire").cloned().collect();
    records.sort_by_key(|record| record.started);
    let mut marking = Marking::new(supplied(&sample.book.root()).unwrap());
    marking.mark_mut(&CriterionId::new("radio")).points = Some(4);
    marking.mark_mut(&CriterionId::new("radio")).remark = "含引号 \"和,逗号\n与换行".to_owned();
    Arc::make_mut(records.last_mut().unwrap()).marking = Some(marking);
    Comparison::of(&records)
}

fn rules(name: &str) -> Pack {
    rule_pack(name, None).unwrap()
}

/// Every cell of a table as a text file holds it.
fn plain(table: &Table) -> Vec<Vec<String>> {
    table.rows.iter().map(|row| row.iter().map(Cell::plain).collect()).collect()
}

#[test]
fn a_csv_file_holds_the_table_and_nothing_else() {
    let sample = sample("valve-plant");
    let comparison = day_shift(&sample);
    for language in Language::ALL {
        let tables = record_tables(&comparison, comparison.drills.len() - 1, language);
        assert_eq!(tables.len(), 10);
        for (table, mark) in tables.iter().zip([true, false].into_iter().cycle()) {
            let bytes = csv_file(table, mark).unwrap();
            assert_eq!(bytes.starts_with("\u{feff}".as_bytes()), mark);
            let text = String::from_utf8(bytes).unwrap();
            let mut reader =
                csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), table.columns);
            let found: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            assert_eq!(found, plain(table), "{}", table.id);
        }
    }
}

#[test]
fn a_workbook_reads_back_cell_by_cell_each_of_its_kind() {
    let sample = sample("valve-plant");
    let comparison = day_shift(&sample);
    let tables = record_tables(&comparison, comparison.drills.len() - 1, Language::Chinese);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook(&tables).unwrap())).unwrap();
    let names = book.sheet_names();
    assert_eq!(names, tables.iter().map(|table| table.name.clone()).collect::<Vec<_>>());
    for table in &tables {
        let sheet = book.worksheet_range(&table.name).unwrap();
        for (line, row) in table.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                let place = (line as u32 + 1, column as u32);
                let found = sheet.get_value(place).cloned().unwrap_or(Data::Empty);
                let same = match (cell, &found) {
                    (Cell::Empty, Data::Empty) => true,
                    (Cell::Text(text), Data::String(read)) => text == read,
                    (Cell::Count(count), Data::Float(read)) => *count as f64 == *read,
                    (Cell::Number(number), Data::Float(read)) => number == read,
                    (Cell::Seconds(time), Data::Float(read)) => time.get() == *read,
                    (Cell::Bool(yes), Data::Bool(read)) => yes == read,
                    (Cell::Date(_) | Cell::DateTime(_), Data::DateTime(read)) => {
                        let (year, month, day, hour, minute, second, _) = read.to_ymd_hms_milli();
                        let text = format!(
                            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
                        );
                        text.starts_with(&cell.plain())
                    }
                    _ => false,
                };
                assert!(same, "{} {place:?}: {cell:?} came back as {found:?}", table.id);
            }
        }
    }
}

#[test]
fn the_tables_of_a_year_hold_its_drills_and_no_others() {
    let sample = sample("valve-plant");
    let records: Vec<Arc<Record>> = sample.book.records.values().cloned().collect();
    let tables = annual_tables(&annual(&sample, &records, 2026, Path::new("")));
    let of_year = records.iter().filter(|record| record.started.date().year() == 2026);
    assert_eq!(tables[0].rows.len(), of_year.count());
    assert_eq!(tables[3].rows.len(), sample.contents.manifest.people.len());
}

fn annual<'a>(
    sample: &'a Sample,
    records: &'a [Arc<Record>],
    year: i16,
    root: &'a Path,
) -> Annual<'a> {
    let manifest = &sample.contents.manifest;
    let rules = supplied(root).unwrap();
    let due = drills_due(
        &rules,
        &manifest.rule_pack,
        sample.contents.buildings.values(),
        &manifest.shifts,
        records,
        TODAY,
    );
    let coverage = coverage(&manifest.people, records, TODAY);
    Annual {
        root,
        site: &manifest.name,
        year,
        records,
        // A test may leak what it lends.
        due: due.leak(),
        coverage: coverage.leak(),
        today: TODAY,
        lang: Language::Chinese,
    }
}

#[test]
fn every_template_lays_out_in_both_languages_with_every_word() {
    let sample = sample("valve-plant");
    let comparison = day_shift(&sample);
    let root = sample.book.root();
    for lang in Language::ALL {
        let index = comparison.drills.len() - 1;
        let site = &sample.contents.manifest.name;
        let rules = &rules("gb");
        let report = RecordReport {
            root: &root,
            site,
            comparison: &comparison,
            index,
            rules,
            today: TODAY,
            lang,
        };
        let folder = tempfile::tempdir().unwrap();
        report.sources().unwrap().write(folder.path()).unwrap();
        let data = std::fs::read_to_string(folder.path().join("data.json")).unwrap();
        assert!(!data.contains('⟦'), "a word is missing in {}", lang.tag());
        let Pdf { bytes: pdf, unset } = report.sources().unwrap().pdf().unwrap();
        assert!(unset.is_empty(), "{unset:?}");
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 50_000, "fonts and plans are in it");
    }
    let records: Vec<Arc<Record>> = sample.book.records.values().cloned().collect();
    annual(&sample, &records, 2026, &root).sources().pdf().unwrap();
    annual(&sample, &records, 1999, &root).sources().pdf().unwrap();
}

#[test]
fn a_report_names_who_was_missing_at_the_roll_call_and_who_was_found() {
    let sample = sample("valve-plant");
    let old = day_shift(&sample).drills[0].record.as_ref().clone();
    let people = sample.contents.manifest.people[..3].to_vec();
    let called = |person: usize, presence| What::RollCalled {
        person: people[person].id.clone(),
        presence,
        point: None,
        absence: None,
    };
    let calls =
        [(0, Presence::Missing), (1, Presence::Missing), (2, Presence::Safe), (1, Presence::Safe)];
    let last = old.events.last().unwrap().clone();
    let events = calls.into_iter().zip(1_u32..).map(|((person, presence), further)| Event {
        number: EventNumber::new(last.number.get() + further).unwrap(),
        what: called(person, presence),
        ..last.clone()
    });
    let mut record = Record { roster: people.clone(), ..old };
    record.events.extend(events);
    let comparison = Comparison::of(&[Arc::new(record)]);
    let root = sample.book.root();
    let rules = &rules("gb");
    let (index, today, lang) = (0, TODAY, Language::English);
    let report =
        RecordReport { root: &root, site: "", comparison: &comparison, index, rules, today, lang };
    let folder = tempfile::tempdir().unwrap();
    report.sources().unwrap().write(folder.path()).unwrap();
    let data = std::fs::read_to_string(folder.path().join("data.json")).unwrap();
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    let call = &data["roll_call"];
    assert_eq!(call["sums"], "Safe 2 / 3 · 1 missing · 0 excused · 0 not called yet");
    let lines = call["people"].as_array().unwrap();
    let found: Vec<_> = lines.iter().map(|line| (&line["name"], &line["found"])).collect();
    assert_eq!(found.len(), 2, "who answered at once is not listed");
    assert_eq!((found[0].0.as_str(), found[0].1.as_bool()), (Some(&*people[0].name), Some(false)));
    assert_eq!((found[1].0.as_str(), found[1].1.as_bool()), (Some(&*people[1].name), Some(true)));
    report.sources().unwrap().pdf().unwrap();
}

#[test]
fn the_debrief_sheet_has_what_went_wrong_what_was_said_and_room_to_write() {
    let sample = sample("valve-plant");
    let comparison = day_shift(&sample);
    let mut record = comparison.drills[0].record.as_ref().clone();
    let outcome = Outcome::of(&record.scenario, &record.events);
    record.debrief = Some(Debrief::of(Said {
        restored: [Restore::DoorsReset].into(),
        went_well: "疏散引导员到位快".into(),
        to_improve: String::new(),
    }));
    let (root, site) = (sample.book.root(), sample.contents.manifest.name.clone());
    for lang in Language::ALL {
        let sheet = DebriefSheet { root: &root, site: &site, record: &record, today: TODAY, lang };
        let folder = tempfile::tempdir().unwrap();
        sheet.sources().write(folder.path()).unwrap();
        let data = std::fs::read_to_string(folder.path().join("data.json")).unwrap();
        assert!(!data.contains('⟦'), "a word is missing in {}", lang.tag());
        let data: serde_json::Value = serde_json::from_str(&data).unwrap();
        let seen = data["seen"].as_array().unwrap();
        let times: Vec<&str> = seen.iter().map(|one| one["at"].as_str().unwrap()).collect();
        let wrong = outcome.door_checks.iter().filter(|check| !check.found.is_good()).count();
        assert!(wrong > 0, "a door was found propped");
        let door = outcome.door_checks.iter().find(|check| !check.found.is_good()).unwrap();
        assert!(times.contains(&door.at.clock().as_str()), "{times:?}");
        let said = |text: &str| seen.iter().any(|one| one["text"].as_str().unwrap() == text);
        assert!(outcome.notes.iter().all(|note| said(&note.text)));
        let restored: Vec<bool> = data["restored"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["done"].as_bool().unwrap())
            .collect();
        assert_eq!(restored.iter().filter(|done| **done).count(), 1);
        assert_eq!(data["went_well"], "疏散引导员到位快");
        assert_eq!(data["findings"].as_array().unwrap().len(), record.findings.len());
        let pdf = sheet.sources().pdf().unwrap();
        assert!(pdf.unset.is_empty(), "{:?}", pdf.unset);
        assert!(pdf.bytes.starts_with(b"%PDF-"));
    }
}

#[test]
fn a_template_of_the_book_goes_first_and_its_mistake_is_told_with_its_place() {
    let sample = sample("valve-plant");
    let comparison = day_shift(&sample);
    let root = sample.book.root();
    let lang = Language::English;
    let report = RecordReport {
        root: &root,
        site: "",
        comparison: &comparison,
        index: 0,
        rules: &rules("gb"),
        today: TODAY,
        lang,
    };
    std::fs::create_dir(root.join("reports")).unwrap();
    std::fs::write(root.join("reports/record.typ"), "Mine\n#wrong").unwrap();
    let error = report.sources().unwrap().pdf().unwrap_err();
    assert_eq!(error.place, "record.typ:2:2");
    std::fs::write(root.join("reports/record.typ"), "#json(\"data.json\").scenario").unwrap();
    let pdf = report.sources().unwrap().pdf().unwrap().bytes;
    assert!(pdf.len() < 40_000, "one line is a small file");
}

#[test]
fn photos_are_laid_out_and_a_file_that_is_none_is_left_out() {
    let sample = sample("valve-plant");
    let root = sample.book.root();
    let picture = image::RgbImage::from_pixel(40, 30, image::Rgb([200, 30, 30]));
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let good = sample.book.add_photo("good.png", png.get_ref()).unwrap();
    let broken = sample.book.add_photo("broken.png", b"no picture").unwrap();
    let mut comparison = day_shift(&sample);
    let drill = Arc::make_mut(&mut comparison.drills[0]);
    let mut record = Record::clone(&drill.record);
    for (finding, name) in record.findings.iter_mut().zip([good, broken]) {
        finding.action.as_mut().unwrap().photo = name;
    }
    drill.record = Arc::new(record);
    let lang = Language::English;
    let report = RecordReport {
        root: &root,
        site: "",
        comparison: &comparison,
        index: 0,
        rules: &rules("gb"),
        today: TODAY,
        lang,
    };
    let folder = tempfile::tempdir().unwrap();
    report.sources().unwrap().write(folder.path()).unwrap();
    assert_eq!(std::fs::read_dir(folder.path().join("photos")).unwrap().count(), 1);
    report.sources().unwrap().pdf().unwrap();
}

#[test]
fn an_escape_plan_shows_what_the_wall_needs_for_every_storey_of_every_sample() {
    for name in samples::NAMES {
        let sample = sample(name);
        let site = &sample.contents.manifest.site;
        for building in sample.contents.buildings.values() {
            for storey in &building.storeys {
                for (paper, turn) in [(Paper::A3, Turn::None), (Paper::A4, Turn::Quarter)] {
                    let mut plan = EscapePlan::of(building, &storey.id, TODAY).unwrap();
                    (plan.paper, plan.turn) = (paper, turn);
                    let svg = plan.svg(building, site, Language::English).unwrap();
                    let tree = roxmltree::Document::parse(&svg).unwrap();
                    let words: Vec<&str> = tree.descendants().filter_map(|n| n.text()).collect();
                    for wanted in ["Escape plan", "You are here", "Legend", "Assembly point", "N"] {
                        assert!(words.contains(&wanted), "{wanted} on {} of {name}", storey.name);
                    }
                    assert!(words.iter().any(|word| word.starts_with("1 : ")));
                    assert!(!svg.contains("NaN") && !svg.contains('⟦'));
                }
            }
        }
    }
}

#[test]
fn the_way_out_on_an_escape_plan_begins_where_the_reader_stands() {
    let sample = sample("valve-plant");
    let building = sample.contents.buildings.values().next().unwrap();
    let site = &sample.contents.manifest.site;
    let network = Network::new(building);
    let storey = &building.storeys[0];
    let exit = storey.doors.iter().find(|door| door.exit && door.name == "E2").unwrap();
    let mut plan = EscapePlan::of(building, &storey.id, TODAY).unwrap();
    let hall = storey.space_at(plan.here).unwrap();
    let told = |plan: &EscapePlan| plan.svg(building, site, Language::English).unwrap();
    let middle = told(&plan);
    let (metres, _) = network.walk(&hall.id, plan.here, hall.outline.label_point()).unwrap();
    assert!(metres < 1e-9, "it hangs in the middle at first");
    plan.here = exit.line.middle().towards(plan.here, 0.5);
    assert_ne!(told(&plan), middle);
    plan.here = muster::building::Point::new(-500.0, 0.0);
    assert!(told(&plan).contains("You are here"), "a place outside still gives a plan");
}

#[test]
fn the_calendar_file_has_an_entry_for_each_drill_that_is_due() {
    let sample = sample("valve-plant");
    let manifest = &sample.contents.manifest;
    let records: Vec<Arc<Record>> = sample.book.records.values().cloned().collect();
    let rules = supplied(&sample.book.root()).unwrap();
    let buildings = &sample.contents.buildings;
    let due = drills_due(&rules, "gb", buildings.values(), &manifest.shifts, &records, TODAY);
    // On-site and comprehensive plan for all, fire and evacuation for each of the two shifts.
    assert_eq!(due.len(), 4);
    assert!(due.is_sorted_by_key(|one| one.due));
    let made = "2026-11-24T08:00:00Z".parse().unwrap();
    let text = calendar_file(&due, buildings, &manifest.name, made, Language::Chinese);
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 4);
    let uids: std::collections::BTreeSet<&str> =
        text.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), 4, "each has an identity of its own");
    for one in &due {
        let day = one.proposed.strftime("%Y%m%d").to_string();
        assert!(text.contains(&format!("DTSTART;VALUE=DATE:{day}")), "{text}");
    }
}

#[test]
fn the_flat_table_says_the_same_as_parquet_and_as_csv() {
    use muster::exchange::flat::{FlatTable, ParquetFile, TextFile};
    use muster::history::Drill;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    let sample = sample("valve-plant");
    let mut table = FlatTable::default();
    for record in sample.book.records.values() {
        table.add("plant", "厂", &Drill::of(record), Language::Chinese);
    }
    let all: usize = sample.book.records.values().map(|r| r.scenario.checkpoints.len() + 1).sum();
    assert_eq!(table.len(), all);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flat.parquet");
    let mut file = ParquetFile::new(std::fs::File::create(&path).unwrap()).unwrap();
    file.write(&table).unwrap();
    file.write(&FlatTable::default()).unwrap();
    file.finish().unwrap();
    let mut bytes = Vec::new();
    let mut file = TextFile::new(&mut bytes, true).unwrap();
    file.write(&table).unwrap();
    file.finish().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut lines = csv::Reader::from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes());
    let names: Vec<String> = lines.headers().unwrap().iter().map(str::to_owned).collect();
    let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.len(), all);
    let mut times = 0;
    for (row, line) in rows.iter().zip(lines.records()) {
        let line = line.unwrap();
        for (index, (name, field)) in row.get_column_iter().enumerate() {
            assert_eq!(*name, names[index]);
            let shown = match field {
                parquet::record::Field::Null => String::new(),
                parquet::record::Field::Str(text) => text.clone(),
                parquet::record::Field::Double(number) => number.to_string(),
                parquet::record::Field::Int(count) => count.to_string(),
                parquet::record::Field::Bool(flag) => flag.to_string(),
                parquet::record::Field::TimestampMillis(moment) => {
                    jiff::Timestamp::from_millisecond(*moment).unwrap().to_string()
                }
                other => panic!("{other:?}"),
            };
            assert_eq!(shown, line[index], "{name}");
            times += usize::from(name == "time_s" && !shown.is_empty());
        }
    }
    assert!(times > 100);
}

/// The data that the template of a drill's report gets.
fn laid_out(sample: &Sample, comparison: &Comparison, index: usize) -> serde_json::Value {
    let root = sample.book.root();
    let report = RecordReport {
        root: &root,
        site: "",
        comparison,
        index,
        rules: &rules("gb"),
        today: TODAY,
        lang: Language::English,
    };
    let folder = tempfile::tempdir().unwrap();
    report.sources().unwrap().write(folder.path()).unwrap();
    serde_json::from_slice(&std::fs::read(folder.path().join("data.json")).unwrap()).unwrap()
}

#[test]
fn a_report_shows_how_the_debrief_read_before_it_was_changed() {
    let sample = sample("valve-plant");
    let mut comparison = day_shift(&sample);
    let drill = Arc::make_mut(&mut comparison.drills[0]);
    let mut record = Record::clone(&drill.record);
    let said = |text: &str| Said { went_well: text.to_owned(), ..Said::default() };
    let changed = "2026-06-13T09:30:00+08:00".parse().unwrap();
    let debrief = Debrief::of(said("Qick")).changed_to(said("Quick"), "李娜", changed);
    record.debrief = Some(debrief);
    drill.record = Arc::new(record);
    let data = laid_out(&sample, &comparison, 0);
    let debrief = data["debrief"].as_array().unwrap();
    let facts = debrief.iter().map(|fact| (fact["name"].as_str(), fact["value"].as_str()));
    let expected = [
        (Some("What went well"), Some("Quick")),
        (Some("Changed on 2026-06-13 09:30 by 李娜"), Some("Before – What went well: Qick")),
    ];
    assert_eq!(facts.collect::<Vec<_>>(), expected);
}

#[test]
fn a_report_tells_what_of_the_building_breaks_which_clause_and_who_accepted_it() {
    let sample = sample("valve-plant");
    let mut comparison = day_shift(&sample);
    let pack = rules("gb");
    let drill = Arc::make_mut(&mut comparison.drills[0]);
    let mut record = Record::clone(&drill.record);
    // A door of 0.4 m is too narrow for any code.
    let door = record.building.storeys[0].doors[0].id.clone();
    Arc::make_mut(&mut record.building).door_mut(&door).unwrap().clear_width = 0.4;
    let found = check(&record.building, &record.site, &pack);
    let narrow = found.iter().find(|f| f.element == (&door).into() && f.measured == 0.4).unwrap();
    Arc::make_mut(&mut record.building).waivers.push(Waiver {
        rule: narrow.rule.clone(),
        element: narrow.element.clone(),
        reason: "Rebuilt in May".to_owned(),
        by: "Wu Xiulan".to_owned(),
        since: date(2026, 5, 1),
    });
    drill.record = Arc::new(record);
    let data = laid_out(&sample, &comparison, 0);
    let lines = data["rules"]["findings"].as_array().unwrap();
    assert_eq!(lines.len(), found.len());
    let waived: Vec<_> = lines.iter().filter(|line| line["waived"] != "").collect();
    let [line] = waived.as_slice() else { unreachable!("one waiver") };
    assert_eq!(line["waived"], "Rebuilt in May · Wu Xiulan · 2026-05-01");
    assert_eq!(line["measured"], narrow.measured(Language::English));
    assert!(line["limit"].as_str().unwrap().starts_with('≥'));
    assert!(line["clause"].as_str().unwrap().contains(&narrow.clause));
    assert_eq!(lines.last(), Some(*line), "what was accepted stands last");
}

#[test]
fn marks_are_compared_with_the_drills_before_once_there_are_two() {
    let sample = sample("valve-plant");
    let mut comparison = day_shift(&sample);
    let newest = comparison.drills.len() - 1;
    let data = laid_out(&sample, &comparison, newest);
    assert_eq!(data["marking"]["over_time"], serde_json::Value::Null);
    let mut marking = comparison.drills[newest].record.marking.clone().unwrap();
    marking.mark_mut(&CriterionId::new("radio")).points = Some(1);
    let drill = Arc::make_mut(&mut comparison.drills[0]);
    Arc::make_mut(&mut drill.record).marking = Some(marking);
    let data = laid_out(&sample, &comparison, newest);
    let scores = &data["marking"]["over_time"];
    assert_eq!(scores["heads"].as_array().unwrap().len(), 3);
    let overall = scores["rows"].as_array().unwrap().last().unwrap();
    assert_eq!((&overall[1], &overall[2]), (&"20".into(), &"80".into()));
    let first = laid_out(&sample, &comparison, 0);
    assert_eq!(
        first["marking"]["over_time"],
        serde_json::Value::Null,
        "later drills are not known"
    );
}

#[test]
fn a_name_that_no_font_can_set_is_told_and_not_lost_in_silence() {
    let sample = sample("valve-plant");
    let mut comparison = day_shift(&sample);
    let drill = Arc::make_mut(&mut comparison.drills[0]);
    Arc::make_mut(&mut drill.record).conductor = "Учитель 王\u{10fffd}".to_owned();
    let data = laid_out(&sample, &comparison, 0);
    assert!(data["unset"].as_str().unwrap().contains("U+10FFFD"), "{}", data["unset"]);
    let root = sample.book.root();
    let report = RecordReport {
        root: &root,
        site: "",
        comparison: &comparison,
        index: 0,
        rules: &rules("gb"),
        today: TODAY,
        lang: Language::Chinese,
    };
    let unset = report.sources().unwrap().pdf().unwrap().unset;
    assert_eq!(unset.into_iter().collect::<Vec<_>>(), ['\u{10fffd}'], "Cyrillic and hanzi are set");
}

#[test]
fn a_table_for_the_clipboard_has_a_line_a_row_whatever_is_in_its_cells() {
    let sample = sample("valve-plant");
    let comparison = day_shift(&sample);
    let tables = record_tables(&comparison, comparison.drills.len() - 1, Language::Chinese);
    for table in &tables {
        let text = table.tabbed();
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(lines.len(), table.rows.len() + 1, "{}", table.id);
        for line in lines {
            assert_eq!(line.split('\t').count(), table.columns.len(), "{}", table.id);
        }
    }
}

#[test]
fn an_escape_plan_is_made_for_each_place_where_one_hangs_turned_to_its_reader() {
    let sample = sample("valve-plant");
    let mut building = Building::clone(sample.contents.buildings.values().next().unwrap());
    let site = &sample.contents.manifest.site;
    let storey = building.storeys[0].id.clone();
    let plain = EscapePlan::all(&building, &storey, TODAY);
    assert_eq!((plain.len(), plain[0].1.turn, plain[0].1.north), (1, Turn::None, 0.0));
    let lacks = |plan: &EscapePlan, building: &Building| {
        let said = plan.lacks(building, site).into_iter();
        said.map(|message| Language::English.say(&message)).collect::<Vec<_>>().join(" ")
    };
    assert!(lacks(&plain[0].1, &building).contains("Nobody has drawn where this plan hangs"));
    building.north = 30.0;
    let here = plain[0].1.here;
    for (facing, name) in [(Facing::Right, "E1"), (Facing::Down, "")] {
        let id = EquipmentId::numbered(building.next_number());
        let mut place = Equipment::new(id, EquipmentKind::EscapePlan, here);
        (place.facing, place.name) = (facing, name.to_owned());
        building.storeys[0].equipment.push(place);
    }
    // What was drawn comes back from the file.
    let text = muster::store::to_text(&building).unwrap();
    let building: Building = muster::store::from_text(Path::new("b"), &text).unwrap();
    let plans = EscapePlan::all(&building, &storey, TODAY);
    let found: Vec<(&str, Turn)> = plans.iter().map(|(name, p)| (name.as_str(), p.turn)).collect();
    assert_eq!(found[0], ("E1", Turn::Quarter));
    assert!(found[1].0.starts_with("equipment-") && found[1].1 == Turn::Half);
    assert!(plans.iter().all(|(_, plan)| plan.north == 30.0 && plan.here == here));
    assert!(!lacks(&plans[0].1, &building).contains("hangs"));
    building.storeys.iter().for_each(|storey| {
        assert!(EscapePlan::of(&building, &storey.id, TODAY).is_some());
    });
}

#[test]
fn every_kind_of_equipment_that_is_worked_by_hand_is_on_the_escape_plan_and_in_its_legend() {
    let sample = sample("valve-plant");
    let mut building = Building::clone(sample.contents.buildings.values().next().unwrap());
    let storey = building.storeys[0].id.clone();
    let plan = EscapePlan::of(&building, &storey, TODAY).unwrap();
    let shown = |building: &Building| {
        let svg = plan.svg(building, &sample.contents.manifest.site, Language::English).unwrap();
        let tree = roxmltree::Document::parse(&svg).unwrap();
        tree.descendants().filter_map(|n| n.text().map(str::to_owned)).collect::<Vec<_>>()
    };
    building.storeys[0].equipment.clear();
    let bare = shown(&building);
    for (kind, word) in [
        (EquipmentKind::Extinguisher, "Fire extinguisher"),
        (EquipmentKind::Hydrant, "Hydrant"),
        (EquipmentKind::CallPoint, "Manual call point"),
        (EquipmentKind::DoorRelease, "Fire-door release"),
        (EquipmentKind::FirstAid, "First-aid box"),
        (EquipmentKind::Defibrillator, "Defibrillator (AED)"),
        (EquipmentKind::EyeWash, "Eyewash, emergency shower"),
        (EquipmentKind::EmergencyPhone, "Emergency phone"),
    ] {
        let first = word.split_whitespace().next().unwrap();
        let id = EquipmentId::numbered(building.next_number());
        building.storeys[0].equipment.push(Equipment::new(id, kind, plan.here));
        assert!(
            !bare.iter().any(|text| text.starts_with(first) && text.len() <= word.len()),
            "{word}"
        );
        assert!(shown(&building).iter().any(|text| text.starts_with(first)), "{word}");
    }
}
