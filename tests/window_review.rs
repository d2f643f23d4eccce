//! The place Review by clicking: baselines, views, a corrective action from open to closed.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;

use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use muster::app::{Muster, Start};
use muster::language::Language;
use muster::samples;
use muster::store::Book;

fn window(home: &Path, language: Language) -> Harness<'static, Option<Muster>> {
    let book = home.join("book");
    samples::write("valve-plant", &book).unwrap();
    let home = home.to_owned();
    let mut harness = Harness::builder().with_size([1366.0, 768.0]).build_ui_state(
        move |ui, muster: &mut Option<Muster>| match muster {
            Some(muster) => muster.show(ui),
            None => {
                let start = Start {
                    book: Some(book.clone()),
                    language: Some(language),
                    home: Some(home.clone()),
                };
                *muster = Some(Muster::new(ui.ctx(), start));
            }
        },
        None,
    );
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    harness.run_ok();
    harness
}

#[test]
fn every_view_speaks_both_languages() {
    for language in Language::ALL {
        let home = tempfile::tempdir().unwrap();
        let mut harness = window(home.path(), language);
        for key in ["review-comparison", "review-trend", "review-drill", "review-findings"] {
            harness.get_by_label(&language.t(key)).click();
            harness.run_ok();
            let missing =
                harness.query_all_by(|node| node.label().unwrap_or_default().contains('⟦'));
            assert_eq!(missing.count(), 0, "{key} in {}", language.tag());
        }
    }
}

#[test]
fn the_comparison_shows_the_total_of_the_first_drill() {
    let home = tempfile::tempdir().unwrap();
    let harness = window(home.path(), Language::English);
    harness.get_by_label("Total: last person out");
}

#[test]
fn a_finding_is_entered_done_verified_and_on_disk() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    harness.get_by_label("Findings").click();
    harness.run_ok();
    let text = |harness: &mut Harness<'static, Option<Muster>>, label: &str, text: &str| {
        let role = eframe::egui::Role::TextInput;
        harness.get_by_role_and_label(role, label).click();
        harness.run_ok();
        harness.get_by_role_and_label(role, label).type_text(text);
        harness.run_ok();
    };
    text(&mut harness, "Found", "Goods on the landing");
    text(&mut harness, "Action", "Clear it");
    text(&mut harness, "Owner", "Li Na");
    harness.get_by_label_contains("Add").click();
    harness.run_ok();
    harness.get_by_label("Goods on the landing");
    drop(harness);
    let (book, _) = Book::open(&home.path().join("book")).unwrap();
    let mut findings = book.records.values().flat_map(|record| &record.findings);
    let finding = findings.find(|finding| finding.text == "Goods on the landing").unwrap();
    assert_eq!(finding.action.as_ref().unwrap().owner, "Li Na");
}
