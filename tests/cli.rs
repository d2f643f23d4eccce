//! The command line as a script uses it: exit codes, stable JSON keys, errors on stderr.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn muster(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
    command.args(arguments).env("MUSTER_LANG", "en").output().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn book(folder: &Path) -> String {
    let book = folder.join("book").display().to_string();
    assert!(muster(&["new", &book, "--sample", "valve-plant"]).status.success());
    book
}

#[test]
fn the_samples_are_listed_and_made() {
    let listed = muster(&["new", "--list"]);
    assert_eq!(
        String::from_utf8(listed.stdout).unwrap(),
        "valve-plant\npolishing-workshop\nmulti-tenant-plant\n"
    );
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    let again = muster(&["new", &book]);
    assert_eq!(again.status.code(), Some(2), "a book is never overwritten");
    assert!(!again.stderr.is_empty());
}

#[test]
fn check_names_the_place_of_a_broken_file() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    let broken = Path::new(&book).join("scenarios/broken.ron");
    std::fs::write(&broken, "(format: \"muster/scenario\", version: 1,\n content: (id: 7))")
        .unwrap();
    let output = muster(&["check", &book, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report = json(&output);
    let error = &report["errors"][0];
    assert!(error["file"].as_str().unwrap().ends_with("broken.ron"));
    assert_eq!(error["line"], 2);
    assert!(error["column"].as_u64().unwrap() > 1);
    assert!(report["findings"].is_array());
}

#[test]
fn check_of_what_is_no_book_could_not_be_done() {
    let folder = tempfile::tempdir().unwrap();
    let output = muster(&["check", &folder.path().display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("book.ron"));
}

#[test]
fn compare_has_the_keys_that_other_tools_read() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    let arguments = ["compare", &book, "--scenario", "day-shift-fire", "--json"];
    let output = muster(&arguments);
    assert_eq!(output.status.code(), Some(0));
    let compared = json(&output);
    assert_eq!(compared["scenario"], "day-shift-fire");
    let drills = compared["records"].as_array().unwrap().len();
    let total = &compared["checkpoints"][0];
    assert_eq!(total["id"], "total");
    let times: Vec<f64> =
        total["times_s"].as_array().unwrap().iter().map(|time| time.as_f64().unwrap()).collect();
    assert_eq!(times.len(), drills);
    let delta = times[drills - 1] - times[drills - 2];
    assert!((total["delta_s"].as_f64().unwrap() - delta).abs() < 1e-9);
    for key in ["name", "target_s", "prediction_s", "best_s", "mean_s", "median_s"] {
        assert!(total.get(key).is_some(), "{key}");
    }
    assert_eq!(muster(&["compare", &book, "--scenario", "none"]).status.code(), Some(2));
}

#[test]
fn compare_against_the_target_takes_the_target() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    let scenario = ["--scenario", "day-shift-fire", "--against", "target", "--json"];
    let compared = json(&muster(&[&["compare", &book][..], &scenario[..]].concat()));
    let reported = compared["checkpoints"].as_array().unwrap().iter();
    let reported = reported.clone().find(|line| line["id"] == "fire-reported").unwrap();
    let newest = reported["times_s"].as_array().unwrap().last().unwrap().as_f64().unwrap();
    let target = reported["target_s"].as_f64().unwrap();
    assert!((reported["delta_s"].as_f64().unwrap() - (newest - target)).abs() < 1e-9);
}

#[test]
fn the_crowd_answers_with_the_keys_of_the_hydraulic_model_and_a_band() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    let of = ["predict", &book, "--scenario", "day-shift-fire", "--json"];
    let crowd = ["--model", "crowd", "--seed", "3", "--runs", "2"];
    let (flow, crowd) = (json(&muster(&of)), json(&muster(&[&of[..], &crowd[..]].concat())));
    for key in flow.as_object().unwrap().keys() {
        assert!(crowd.get(key).is_some(), "{key}");
    }
    for answer in [&flow, &crowd] {
        let storeys = answer["storeys"].as_array().unwrap().iter();
        let storeys = storeys.map(|storey| storey["clear_s"].as_f64().unwrap()).fold(0.0, f64::max);
        let (stairs, total) = (&answer["stairs_clear_s"], answer["total_s"].as_f64().unwrap());
        let stairs = stairs.as_f64().unwrap();
        assert!(storeys < stairs && stairs <= total, "{storeys}, {stairs}, {total}");
    }
    assert_eq!(crowd["model"], "crowd");
    assert_eq!((&crowd["runs"], &crowd["people"]), (&Value::from(2), &flow["people"]));
    assert_eq!(crowd["stranded"], 0);
    assert!(crowd["agent_steps"].as_u64().unwrap() > 0);
    let second = |key: &str| crowd[key].as_f64().unwrap();
    assert!(second("p5_total_s") <= second("total_s"));
    assert!(second("total_s") <= second("p95_total_s"));
    let ratio = second("total_s") / flow["total_s"].as_f64().unwrap();
    assert!((0.6..1.7).contains(&ratio), "{ratio} of the hydraulic model's total");
}

#[test]
fn verify_lists_each_test_with_what_was_found() {
    let output = muster(&["verify", "imo-1", "--json"]);
    let lines = json(&output);
    let first = &lines[0];
    for key in ["id", "title", "source", "expected", "found", "unit", "pass", "reason"] {
        assert!(first.get(key).is_some(), "{key}");
    }
    assert_eq!((&first["id"], &first["pass"]), (&Value::from("imo-1"), &Value::from(true)));
    assert!(lines.as_array().unwrap().iter().all(|line| line["pass"] == true), "{lines}");
    assert_eq!(output.status.code(), Some(0));
    let lift = muster(&["verify", "nist-2.7", "--json"]);
    assert!(json(&lift)[0]["pass"].is_null() && json(&lift)[0]["reason"].is_string());
    assert_eq!(muster(&["verify", "none"]).status.code(), Some(2));
}

#[test]
fn a_sweep_in_smoke_props_every_fire_door_open() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    let plain = json(&muster(&["sweep", &book, "--scenario", "day-shift-fire", "--json"]));
    assert!(plain.as_array().unwrap().iter().all(|line| line.get("propped").is_none()));

    let arguments =
        ["--lang", "en", "sweep", &book, "--scenario", "day-shift-fire", "--smoke", "--json"];
    let in_smoke = json(&muster(&arguments));
    let lines = in_smoke.as_array().unwrap();
    let propped: Vec<&Value> = lines.iter().filter(|line| line["lost"].is_null()).collect();
    assert!(propped.len() > 10);
    let to_the_fire = propped.iter().find(|line| !line["smoky_s"].is_null()).unwrap();
    assert!(to_the_fire["smoky_s"].as_f64().unwrap() > 0.0);

    let none = muster(&["predict", &book, "--scenario", "lunch-unannounced", "--smoke"]);
    assert_eq!(none.status.code(), Some(2), "this scenario assumes no fire");
    let both =
        ["predict", &book, "--scenario", "day-shift-fire", "--smoke", "--model", "crowd", "--json"];
    assert!(json(&muster(&both))["exposed"].is_u64(), "the crowd counts who walks in smoke");
}

#[test]
fn a_crowd_drives_a_rehearsal_person_by_person() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    let call = ["rehearse", &book, "--scenario", "day-shift-fire", "--model", "crowd", "--events"];
    let output = muster(&call);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let events: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let counted = events.iter().filter(|event| event["what"]["kind"] == "counted");
    let people: Vec<i64> = counted.map(|e| e["what"]["people"].as_i64().unwrap()).collect();
    let asked = ["predict", &book, "--scenario", "day-shift-fire", "--model", "crowd", "--json"];
    let predicted = json(&muster(&[&asked[..], &["--runs", "1", "--seed", "1"]].concat()));
    assert_eq!(Some(people.iter().sum()), predicted["people"].as_i64());
    assert!(people.iter().all(|people| (1..=3).contains(people)), "one by one: {people:?}");
    let last = events.iter().rfind(|event| event["what"]["kind"] == "counted").unwrap();
    let total = predicted["total_s"].as_f64().unwrap();
    assert!((last["at_s"].as_f64().unwrap() - total).abs() < 0.01, "{last} is not at {total}");
}

#[test]
fn a_comparison_takes_a_year_and_says_when_nothing_fits() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    let all = ["compare", &book, "--scenario", "day-shift-fire", "--json"];
    let records = |output: &Output| json(output)["records"].as_array().unwrap().len();
    let every = records(&muster(&all));
    let of_year = records(&muster(&[&all[..], &["--year", "2025"]].concat()));
    assert!(of_year > 0 && of_year < every, "{of_year} of {every}");
    let none = muster(&["--lang", "en", "compare", &book, "--year", "1999"]);
    assert_eq!(none.status.code(), Some(2));
    let told = String::from_utf8(none.stderr).unwrap();
    assert!(told.contains("fits all the filters"), "{told}");
}

#[test]
fn a_check_against_rules_names_clause_value_and_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(folder.path());
    let plain = json(&muster(&["check", &path, "--json"]));
    let output = muster(&["check", &path, "--rules", "gb", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let found = json(&output);
    let findings = found["findings"].as_array().unwrap();
    assert!(findings.len() > plain["findings"].as_array().unwrap().len());
    let ruled: Vec<&Value> = findings.iter().filter(|line| !line["rule"].is_null()).collect();
    assert!(!ruled.is_empty());
    for line in ruled {
        for key in ["clause", "element", "unit", "severity", "message"] {
            assert!(line[key].is_string(), "{key} of {line}");
        }
        assert!(line["measured"].is_f64() && line["limit"].is_f64(), "{line}");
    }
    let said =
        String::from_utf8(muster(&["--lang", "en", "check", &path, "--rules", "adb"]).stdout);
    assert!(said.unwrap().contains("does not certify"));
}

#[test]
fn an_own_pack_of_the_book_is_used_and_a_broken_one_has_a_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(folder.path());
    let own = Path::new(&path).join("rules");
    std::fs::create_dir(&own).unwrap();
    let pack = r#"(format: "muster/rules", version: 1, content: (id: "own",
        name: (en: "Own", zh: "自定义"), rules: [(id: "wide", clause: "1", edition: "House rule",
        measure: DoorClearWidth, unit: Millimetre, cases: [(limit: AtLeast(9000.0))],
        severity: Warning, confidence: Low, text: (en: "Wide", zh: "宽"))]))"#;
    std::fs::write(own.join("own.ron"), pack).unwrap();
    let found = json(&muster(&["check", &path, "--rules", "own", "--json"]));
    let wide = found["findings"].as_array().unwrap().iter().find(|line| line["rule"] == "wide");
    let wide = wide.unwrap();
    assert_eq!((&wide["limit"], &wide["unit"]), (&Value::from(9.0), &Value::from("m")));

    std::fs::write(own.join("own.ron"), pack.replace("Millimetre", "Mile")).unwrap();
    let told = muster(&["--lang", "en", "check", &path, "--rules", "own"]);
    assert_eq!(told.status.code(), Some(2));
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(told.contains("own.ron:3:") && told.contains("Mile"), "{told}");
    let listed = json(&muster(&["check", &path, "--json"]));
    assert_eq!(listed["errors"][0]["line"], 3, "a broken pack is listed without being asked for");
}

#[test]
fn a_prediction_is_written_as_a_picture_or_its_figures() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    let write = |name: &str, more: &[&str]| {
        let file = folder.path().join(name);
        let path = file.to_str().unwrap().to_owned();
        let start = ["--lang", "en", "predict", &book, "--scenario", "day-shift-fire", "-o", &path];
        let output = muster(&[&start, more].concat());
        (output.status.code(), std::fs::read(&file).ok())
    };
    let (code, svg) = write("clear.svg", &["--storey", "2F"]);
    assert_eq!(code, Some(0));
    assert!(String::from_utf8(svg.unwrap()).unwrap().contains("Time to clear"));
    let (_, png) = write("people.png", &["--show", "storeys"]);
    assert!(png.unwrap().starts_with(b"\x89PNG"));
    let (_, csv) = write("spaces.csv", &[]);
    assert!(String::from_utf8(csv.unwrap()).unwrap().contains("clear_s"));
    let crowd = ["--model", "crowd", "--runs", "3", "--show", "peak", "--over", "p95"];
    let (_, svg) = write("peak.svg", &crowd);
    let svg = String::from_utf8(svg.unwrap()).unwrap();
    assert!(svg.contains("95 % of 3 runs do not exceed it"), "the legend says of what");
    let (_, csv) = write("peak.csv", &crowd);
    let csv = String::from_utf8(csv.unwrap()).unwrap();
    assert!(csv.contains("quantile_clear_s") && csv.contains(",0.95,"), "{csv}");
    assert_eq!(write("plan.pdf", &[]), (Some(2), None));
    assert_eq!(write("plan.svg", &["--storey", "9F"]), (Some(2), None));
}

#[test]
fn a_prediction_is_fitted_to_the_drills_of_the_book() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book").to_str().unwrap().to_owned();
    muster(&["new", &book, "--sample", "polishing-workshop"]);
    let ask = |more: &[&str]| {
        let start = ["predict", &book, "--scenario", "dust-fire-day", "--json"];
        json(&muster(&[&start, more].concat()))
    };
    assert!(ask(&[]).get("calibration").is_none());
    let fitted = ask(&["--calibrated"]);
    assert_eq!(fitted["calibration"]["drills"], 6);
    assert_ne!(fitted["total_s"], ask(&[])["total_s"]);
}

#[test]
fn a_file_of_a_peer_becomes_a_building_that_opens() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(at("hall.wkt"), "POLYGON((0 0, 30 0, 30 20, 0 20, 0 0))").unwrap();
    std::fs::write(at("bad.wkt"), "POLYGON((0 0, 30 0").unwrap();
    let import = |plan: &str, to: &str| {
        let output =
            muster(&["--lang", "en", "import", &at(plan), "--storey", "2F", "-o", &at(to)]);
        let words = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(words).unwrap())
    };
    let (code, said) = import("hall.wkt", "hall.ron");
    assert_eq!(code, Some(1), "what WKT has not is a finding");
    assert!(said.contains("One space") && said.contains("exits"), "{said}");
    let text = std::fs::read_to_string(at("hall.ron")).unwrap();
    let building: muster::building::Building =
        muster::store::from_text(Path::new("hall.ron"), &text).unwrap();
    assert_eq!((building.id.as_str(), building.storeys[0].name.as_str()), ("hall", "2F"));
    assert_eq!(import("hall.wkt", "hall.ron").0, Some(2), "nothing is written over");
    let (code, said) = import("bad.wkt", "bad.ron");
    assert_eq!(code, Some(2));
    assert!(said.contains("Line 1, column"), "{said}");
}

#[test]
fn what_cannot_be_is_a_finding_and_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    for (number, (from, to)) in [
        ("clear_width: 1.2,", "clear_width: 0.0,"),
        ("clear_width: 1.2,", "clear_width: NaN,"),
        ("clear_width: 1.2,", "clear_width: inf,"),
        ("exit: true", "exit: false"),
        ("load: Count(14)", "load: Count(4000000000)"),
    ]
    .into_iter()
    .enumerate()
    {
        let book = folder.path().join(number.to_string()).to_str().unwrap().to_owned();
        muster(&["new", &book, "--sample", "polishing-workshop"]);
        let file = Path::new(&book).join("buildings/polishing-workshop.ron");
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(from));
        std::fs::write(&file, text.replace(from, to)).unwrap();
        for command in ["predict", "sweep"] {
            for model in ["flow", "crowd"] {
                let arguments = [command, &book, "--scenario", "dust-fire-day", "--model", model];
                let output = muster(&arguments);
                let errors = String::from_utf8_lossy(&output.stderr);
                assert!(!errors.contains("panicked"), "{to} {command} {model}: {errors}");
                let code = output.status.code();
                let wanted = if to.contains("4000000000") && model == "crowd" { 2 } else { 1 };
                assert_eq!(code, Some(wanted), "{to} {command} {model}: {errors}");
            }
        }
    }
}

#[test]
fn a_stair_without_length_makes_every_prediction_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    let file = Path::new(&book).join("buildings/valve-plant.ron");
    let text = std::fs::read_to_string(&file).unwrap();
    for (number, (from, to)) in
        [("elevation: 5.4,", "elevation: 0.0,"), ("riser: 0.165", "riser: 0.0")].iter().enumerate()
    {
        assert!(text.contains(from), "{number}");
        std::fs::write(&file, text.replace(from, to)).unwrap();
        for (command, model) in [("predict", "flow"), ("predict", "crowd"), ("sweep", "flow")] {
            let asked = [command, &book, "--scenario", "day-shift-fire", "--model", model];
            let output = muster(&asked);
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(errors.contains("The plan has an error"), "{to} {command} {model}: {errors}");
            assert_eq!(output.status.code(), Some(1), "{to} {command} {model}");
        }
    }
}

#[test]
fn people_and_their_helpers_are_assumed_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    let of = ["predict", &book, "--scenario", "day-shift-fire", "--json", "--model", "crowd"];
    let plain = json(&muster(&of));
    let mixed = json(&muster(&[&of[..], &["--people", "imo-passengers"]].concat()));
    let total = |answer: &Value| answer["total_s"].as_f64().unwrap();
    assert!(total(&mixed) > total(&plain), "people over 50 and impaired walk slower");
    let spaces = plain["spaces"].as_array().unwrap();
    let with = |least: i64| {
        let found = spaces.iter().find(|space| space["people"].as_i64().unwrap() > least);
        found.unwrap()["id"].as_str().unwrap().to_owned()
    };
    let who = format!("{}:wheelchair:1:2", with(3));
    let helped = json(&muster(&[&of[..], &["--assist", &who]].concat()));
    let fetched = helped["fetched"].as_array().unwrap();
    assert_eq!(fetched.len(), 1);
    assert!(fetched[0]["out_s"].as_f64() > fetched[0]["met_s"].as_f64());
    for (wrong, said) in [
        (["--people", "elephants=3"], "elephants"),
        (["--assist", "nowhere:wheelchair:1:1"], "nowhere"),
        (["--guides", "nowhere"], "nowhere"),
        (["--familiar", "nowhere=1"], "nowhere"),
        (["--following", "nan"], "following"),
    ] {
        let output = muster(&[&of[..], &wrong].concat());
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(said), "{wrong:?}");
    }
    let by_flow = ["predict", &book, "--scenario", "day-shift-fire", "--groups", "3"];
    assert_eq!(muster(&by_flow).status.code(), Some(2), "the hydraulic model knows no groups");
}

#[test]
fn several_books_are_compared_and_exported_each_under_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let one = book(folder.path());
    let other = folder.path().join("other").display().to_string();
    assert!(muster(&["new", &other, "--sample", "polishing-workshop"]).status.success());
    let single = json(&muster(&["compare", &one, "--scenario", "day-shift-fire", "--json"]));
    assert!(single.get("book").is_none(), "one book is as it was");
    let both = json(&muster(&["compare", &one, &other, "--json"]));
    let books: Vec<&str> =
        both.as_array().unwrap().iter().map(|one| one["book"].as_str().unwrap()).collect();
    assert_eq!(books, [one.as_str(), &one, &other, &other]);
    let csv = String::from_utf8(muster(&["compare", &one, &other, "--csv"]).stdout).unwrap();
    assert!(csv.lines().next().unwrap().ends_with(",target_s,book"));

    let flat = folder.path().join("flat.csv").display().to_string();
    assert!(muster(&["export", &one, &other, "-o", &flat]).status.success());
    let mut lines = csv::Reader::from_path(&flat).unwrap();
    let rows: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
    let of = |name: &str| rows.iter().filter(|row| &row[0] == name && &row[18] == "total").count();
    assert_eq!((of("book"), of("other")), (7, 6));
    let wrong = muster(&["export", &one, "-o", "flat.txt"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_report_goes_into_the_kind_of_file_that_its_name_says() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    for ending in ["pdf", "xlsx", "csv"] {
        let path = folder.path().join(format!("report.{ending}")).display().to_string();
        let output = muster(&["report", &book, "-o", &path]);
        assert!(output.status.success(), "{ending}");
        assert!(std::fs::metadata(&path).unwrap().len() > 500, "{ending}");
    }
    let text = folder.path().join("report.txt").display().to_string();
    assert_eq!(muster(&["report", &book, "-o", &text]).status.code(), Some(2));
    let gone = muster(&["report", &book, "--record", "none", "-o", "r.pdf"]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(String::from_utf8(gone.stderr).unwrap().contains("none"));
}

#[test]
fn an_overdue_drill_is_a_finding_of_the_calendar() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    let on = |day: &str| muster(&["calendar", &book, "--today", day, "--json"]);
    let early = on("2026-10-20");
    assert_eq!(early.status.code(), Some(0));
    let late = on("2027-04-16");
    assert_eq!(late.status.code(), Some(1));
    let due = &json(&late)["due"][0];
    assert_eq!((due["due"].as_str(), due["late_days"].as_i64()), (Some("2027-04-15"), Some(1)));
    assert_eq!(due["rule"], "gb-on-site-plan");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_causes_no_panic() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_muster"))
        .args(["--lang", "en", "verify", "imo-1", "--json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(141));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
