//! The marking sheet of a drill, and how it compares with those before.

use std::sync::Arc;

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};

use super::findings::change;
use super::when;
use crate::app::desk::Desk;
use crate::app::{copy, field, icons, theme, widgets};
use crate::drill::{
    CriterionId, EventNumber, FULL_MARK, Marking, MarkingSheet, Pauses, Record, RecordId, What,
};
use crate::exchange::scores_table;
use crate::history::{Comparison, Drill};
use crate::language::{Choice, Language, msg};
use crate::store::supplied;

/// How long after the last change the marks are saved, s.
const PAUSE: f64 = 0.6;

/// A sheet that is being marked.
#[derive(Default)]
pub(super) struct MarkingView {
    draft: Option<Draft>,
    /// The criterion whose events are being chosen.
    evidence: Option<CriterionId>,
}

struct Draft {
    record: RecordId,
    marking: Marking,
    /// When it was changed last and not saved yet, by the clock of the window, s.
    changed: Option<f64>,
}

impl MarkingView {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        comparison: &Comparison,
        chosen: Option<&RecordId>,
    ) {
        let lang = desk.lang;
        let Some(record) = chosen.and_then(|id| desk.session.book.records.get(id)).cloned() else {
            return;
        };
        if self.draft.as_ref().is_none_or(|draft| draft.record != record.id) {
            self.leave(desk);
            self.evidence = None;
            self.draft = record.marking.clone().map(|marking| Draft {
                record: record.id.clone(),
                marking,
                changed: None,
            });
        }
        egui::Panel::right("marking-compared").default_size(330.0).show(ui, |ui| {
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                self.compared(ui, lang, comparison, &record);
            });
        });
        let writable = !desk.session.is_read_only();
        if self.draft.is_none() {
            let (title, hint) = (lang.t("marking-none"), lang.t("marking-none-hint"));
            let begin = lang.t("marking-begin");
            let wants = if writable {
                field::invite(ui, icons::CHECKLIST, &title, &hint, &begin)
            } else {
                widgets::empty_state(ui, icons::CHECKLIST, &title, &hint);
                false
            };
            if wants {
                self.begin(ui, desk, &record);
            }
            return;
        }
        ui.add_enabled_ui(writable, |ui| self.sheet(ui, desk, &record));
        self.settle(ui, desk);
    }

    /// Saves what was marked before something else is looked at.
    pub(super) fn leave(&mut self, desk: &mut Desk<'_>) {
        let Some(draft) = &mut self.draft else { return };
        if draft.changed.take().is_some() {
            let marking = draft.marking.clone();
            change(desk, &draft.record.clone(), |record| record.marking = Some(marking));
        }
    }

    /// Saves after a pause.
    fn settle(&mut self, ui: &Ui, desk: &mut Desk<'_>) {
        let Some(changed) = self.draft.as_ref().and_then(|draft| draft.changed) else { return };
        if ui.input(|input| input.time) - changed >= PAUSE {
            self.leave(desk);
        } else {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(PAUSE));
        }
    }

    /// Begins with an empty sheet, as the book's file has it.
    fn begin(&mut self, ui: &Ui, desk: &mut Desk<'_>, record: &Record) {
        match supplied::<MarkingSheet>(&desk.session.book.root()) {
            Ok(sheet) => {
                let mut marking = Marking::new(sheet);
                let evaluator = record
                    .scenario
                    .roles
                    .iter()
                    .find(|role| role.role == crate::drill::Role::Evaluator);
                marking.evaluator = evaluator.map(|role| role.person.clone()).unwrap_or_default();
                let changed = Some(ui.input(|input| input.time));
                self.draft = Some(Draft { record: record.id.clone(), marking, changed });
            }
            Err(error) => desk.warn(&error.message()),
        }
    }

    fn sheet(&mut self, ui: &mut Ui, desk: &Desk<'_>, record: &Record) {
        let lang = desk.lang;
        let Some(draft) = &mut self.draft else { return };
        let mut changed = head(ui, desk, &mut draft.marking);
        let sheet = draft.marking.sheet.clone();
        let colors = theme::colors_of(ui.visuals());
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for section in &sheet.sections {
                ui.add_space(theme::GAP);
                ui.horizontal(|ui| {
                    ui.label(RichText::new(section.name.of(lang)).font(theme::strong()));
                    let score = draft.marking.section_score(section);
                    let score = score.map_or("–".to_owned(), |score| format!("{score:.0}"));
                    let weight = section.weight.to_string();
                    let words = msg!("marking-section-score", score = score, weight = weight);
                    ui.label(RichText::new(lang.say(&words)).small().color(colors.weak));
                });
                ui.separator();
                for criterion in &section.criteria {
                    let text = criterion.text.of(lang);
                    ui.horizontal(|ui| {
                        let width = (ui.available_width() - 232.0).max(180.0);
                        let layout = Layout::top_down(Align::Min);
                        ui.allocate_ui_with_layout(vec2(width, 20.0), layout, |ui| {
                            ui.set_width(width);
                            ui.add(egui::Label::new(text).wrap());
                            let role = lang.t(criterion.role.key());
                            let phase = lang.t(criterion.phase.key());
                            let below = RichText::new(format!("{role}  ·  {phase}")).small();
                            ui.label(below.color(colors.weak));
                        });
                        let mark = draft.marking.mark_mut(&criterion.id);
                        changed |= points(ui, lang, text, &mut mark.points);
                    });
                    ui.horizontal(|ui| {
                        let width = (ui.available_width() - 140.0).max(120.0);
                        let mark = draft.marking.mark_mut(&criterion.id);
                        let name = lang.say(&msg!("marking-remark-on", criterion = text));
                        let hint = lang.t("marking-remark");
                        if let Some(remark) = field::text(ui, &name, &mark.remark, width, &hint) {
                            mark.remark = remark;
                            changed = true;
                        }
                        let count = mark.evidence.len();
                        let words = lang.say(&msg!("marking-evidence-count", count = count));
                        let open = self.evidence.as_ref() == Some(&criterion.id);
                        let button =
                            egui::Button::selectable(open, format!("{}  {words}", icons::LINK));
                        if ui.add(button).clicked() {
                            self.evidence = (!open).then(|| criterion.id.clone());
                        }
                    });
                    if self.evidence.as_ref() == Some(&criterion.id) {
                        let mark = draft.marking.mark_mut(&criterion.id);
                        changed |= evidence(ui, lang, record, &mut mark.evidence);
                    }
                    ui.add_space(theme::GAP);
                }
            }
        });
        if changed {
            draft.changed = Some(ui.input(|input| input.time));
        }
    }

    /// The scores of this drill's sections beside those of the drills before.
    fn compared(&self, ui: &mut Ui, lang: Language, comparison: &Comparison, record: &Record) {
        let colors = theme::colors_of(ui.visuals());
        let own = self.draft.as_ref().map(|draft| &draft.marking);
        let of = |drill: &Arc<Drill>| -> Option<Marking> {
            if drill.record.id == record.id { own.cloned() } else { drill.record.marking.clone() }
        };
        let marked: Vec<_> = comparison
            .drills
            .iter()
            .filter_map(|drill| Some((drill, of(drill)?)))
            .filter(|(_, marking)| marking.score().is_some())
            .collect();
        let title = lang.t("marking-over-time");
        let Some((_, newest)) = marked.last() else {
            ui.label(RichText::new(title).font(theme::strong()));
            ui.label(RichText::new(lang.t("marking-nothing-yet")).color(colors.weak));
            return;
        };
        let table = || {
            let drills: Vec<_> = comparison.drills.iter().map(AsRef::as_ref).collect();
            scores_table(&drills, &newest.sheet, lang)
        };
        copy::titled(ui, lang, &title, table, |ui| {
            compared_grid(ui, lang, &marked);
        });
    }
}

/// The scores of the sections in the last drills that were marked.
fn compared_grid(ui: &mut Ui, lang: Language, marked: &[(&Arc<Drill>, Marking)]) {
    {
        let shown = &marked[marked.len().saturating_sub(4)..];
        egui::Grid::new("marking-compared").striped(true).spacing([12.0, 5.0]).show(ui, |ui| {
            ui.label("");
            for (drill, _) in shown {
                let date = drill.record.started.date().strftime("%y-%m-%d").to_string();
                ui.strong(date).on_hover_text(when(&drill.record));
            }
            ui.end_row();
            let newest = shown.last().map(|(_, marking)| marking.sheet.clone());
            for section in newest.iter().flat_map(|sheet| &sheet.sections) {
                let name = egui::Label::new(section.name.of(lang)).truncate();
                ui.add(name);
                for (_, marking) in shown {
                    // The section as that day's sheet had it: its weights may have changed since.
                    let own = marking.sheet.sections.iter().find(|own| own.id == section.id);
                    let score = own.and_then(|own| marking.section_score(own));
                    ui.label(score.map_or("–".to_owned(), |score| format!("{score:.0}")));
                }
                ui.end_row();
            }
            ui.strong(lang.t("report-overall"));
            for (_, marking) in shown {
                let score = marking.score().unwrap_or_default();
                let grade = marking.sheet.grade(score).map_or("", |grade| grade.name.of(lang));
                ui.strong(format!("{score:.0} {grade}"));
            }
            ui.end_row();
        });
    }
}

/// The overall grade, how much is marked, and who marked.
fn head(ui: &mut Ui, desk: &Desk<'_>, marking: &mut Marking) -> bool {
    let lang = desk.lang;
    let mut changed = false;
    ui.horizontal(|ui| {
        let score = marking.score();
        let grade = score.and_then(|score| marking.sheet.grade(score));
        let grade = grade.map_or("–", |grade| grade.name.of(lang)).to_owned();
        let score = score.map_or("–".to_owned(), |score| format!("{score:.0}"));
        ui.label(RichText::new(format!("{grade}  {score}")).font(theme::figure(22.0)));
        let (marked, all) = marking.marked();
        ui.label(lang.say(&msg!("marking-so-far", marked = marked, all = all)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = lang.t("report-evaluator");
            let people = &desk.session.contents().manifest.people;
            if let Some(evaluator) = field::person(ui, &name, &marking.evaluator, people) {
                marking.evaluator = evaluator;
                changed = true;
            }
            ui.label(name);
        });
    });
    let name = lang.t("marking-remarks");
    let width = ui.available_width() - 4.0;
    if let Some(remarks) = field::lines(ui, &name, &marking.remarks, width, &name) {
        marking.remarks = remarks;
        changed = true;
    }
    changed
}

/// The marks to choose from; the one that is chosen is taken back by a second click.
fn points(ui: &mut Ui, lang: Language, criterion: &str, points: &mut Option<u8>) -> bool {
    let mut changed = false;
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        for mark in (0..=FULL_MARK).rev() {
            let chosen = *points == Some(mark);
            let button = egui::Button::selectable(chosen, mark.to_string());
            let response = ui.add(button.min_size(vec2(26.0, 26.0)));
            let points_of = mark.to_string();
            let name = lang.say(&msg!("marking-give", points = points_of, criterion = criterion));
            widgets::named(&response, egui::Role::Button, &name);
            if response.clicked() {
                *points = (!chosen).then_some(mark);
                changed = true;
            }
        }
    });
    changed
}

/// The events to choose the evidence from.
fn evidence(ui: &mut Ui, lang: Language, record: &Record, chosen: &mut Vec<EventNumber>) -> bool {
    let mut changed = false;
    let pauses = Pauses::of(&record.events);
    egui::Frame::group(ui.style()).show(ui, |ui| {
        ui.set_width(ui.available_width());
        egui::ScrollArea::vertical().id_salt("evidence").max_height(150.0).show(ui, |ui| {
            let told = record.events.iter().filter(|event| {
                event.what.is_observation() && !matches!(event.what, What::Counted { .. })
            });
            for event in told {
                let said = lang.say(&record.describe(&event.what, &pauses));
                let text = format!("{}   {said}", pauses.clock_at(event.at).clock());
                let mut is = chosen.contains(&event.number);
                if widgets::tick(ui, &mut is, text).changed() {
                    chosen.retain(|number| *number != event.number);
                    if is {
                        chosen.push(event.number);
                        chosen.sort();
                    }
                    changed = true;
                }
            }
        });
    });
    changed
}
