//! Findings and corrective actions of all drills: a name behind every duty.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, Align, Layout, RichText, Ui};
use egui_extras::{Column, TableBuilder};
use jiff::civil::Date;

use super::board::{self, Arrangement};
use super::comparing::{Drills, Records, pace};
use super::finding::Editor;
use crate::app::beside::{Latest, Same};
use crate::app::desk::Desk;
use crate::app::{copy, field, icons, theme, widgets};
use crate::drill::{
    ActionState, Clock, DoorCheck, Finding, FindingId, Record, RecordId, Severity, SystemClock,
    TakenUp, element_name,
};
use crate::exchange::findings_table;
use crate::history::{Drill, FollowUp, follow_ups};
use crate::language::{Choice, Language, Message, msg};

/// The height of a finding with its action below it.
const ROW: f32 = 50.0;

/// Which finding is meant.
pub(super) type Place = (RecordId, FindingId);

/// The list with what is being entered.
#[derive(Default)]
pub(super) struct Findings {
    text: String,
    only_open: bool,
    /// As rows, or as cards in columns.
    arrangement: Option<Arrangement>,
    /// Whose findings alone are listed.
    owner: Option<String>,
    editor: Option<Editor>,
    /// What another place asks to be shown.
    wanted: Option<Place>,
    known: Latest<(Same<Records>, Date), Arc<Vec<FollowUp>>>,
    offers: Latest<Same<Drills>, Arc<Vec<Offer>>>,
}

/// A door that was found wrong and that no finding takes up yet.
struct Offer {
    record: RecordId,
    /// Its place among those of the record.
    index: usize,
    check: DoorCheck,
}

impl Offer {
    /// All of them, those of the newest drill first.
    fn all(drills: &Drills) -> Vec<Self> {
        let mut newest: Vec<_> = drills.values().collect();
        newest.sort_by_key(|drill| std::cmp::Reverse(drill.record.started));
        let of = |drill: &Arc<Drill>| {
            let record = &drill.record;
            let checks = record.untaken_door_checks(&drill.outcome).into_iter().enumerate();
            let offer = |(index, check): (usize, &DoorCheck)| Self {
                record: record.id.clone(),
                index,
                check: check.clone(),
            };
            checks.map(offer).collect::<Vec<_>>()
        };
        newest.into_iter().flat_map(of).collect()
    }
}

/// What was clicked.
enum Click {
    Add(RecordId),
    TakeUp(RecordId, usize),
    Choose(Place),
}

impl Findings {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        (records, drills): (&Arc<Records>, &Arc<Drills>),
        record: Option<&RecordId>,
    ) {
        let today = SystemClock.now().wall.date();
        if let Some(place) = self.wanted.take() {
            self.choose(place, desk);
        }
        if let Some(editor) = &mut self.editor {
            let mut open = true;
            egui::Panel::right("finding").default_size(340.0).size_range(300.0..=480.0).show(
                ui,
                |ui| {
                    open = editor.show(ui, desk, today);
                },
            );
            if !open {
                self.close(desk);
            }
        }
        let mut click = None;
        if !desk.session.is_read_only() {
            let question = Same(Arc::clone(drills));
            let pace = pace(drills.len());
            self.offers.ask(ui.ctx(), question, pace, |drills| Arc::new(Offer::all(&drills.0)));
            if let Some((_, offers)) = self.offers.newest() {
                click = offered(ui, desk.lang, offers, drills);
            }
            click = self.form(ui, desk, record).or(click);
            ui.separator();
        }
        let question = (Same(Arc::clone(records)), today);
        self.known.ask(ui.ctx(), question, pace(records.len()), |(records, today)| {
            Arc::new(follow_ups(records.0.values(), *today))
        });
        let all = self.known.newest().map(|(_, all)| Arc::clone(all)).unwrap_or_default();
        if all.is_empty() {
            let (title, hint) = (desk.lang.t("finding-none"), desk.lang.t("finding-none-hint"));
            widgets::empty_state(ui, icons::CHECKLIST, &title, &hint);
        } else {
            let lang = desk.lang;
            self.summary(ui, lang, &all);
            let records = || desk.session.book.records.values().map(AsRef::as_ref);
            let table = || findings_table(records(), lang);
            let title = lang.t("review-findings");
            let list = |ui: &mut Ui| self.list(ui, lang, &all);
            click = copy::titled(ui, lang, &title, table, list).or(click);
        }
        match click {
            Some(Click::Add(id)) => self.add(&id, today, desk),
            Some(Click::TakeUp(id, index)) => self.take_up(&id, index, desk, drills),
            Some(Click::Choose(place)) => self.choose(place, desk),
            None => {}
        }
    }

    /// Saves what is being edited before something else is looked at.
    pub(super) fn leave(&mut self, desk: &mut Desk<'_>) {
        if let Some(editor) = &mut self.editor {
            editor.save(desk);
        }
    }

    /// Shows a finding as soon as the list is shown.
    pub(super) fn show_soon(&mut self, place: Place) {
        self.wanted = Some(place);
    }

    fn close(&mut self, desk: &mut Desk<'_>) {
        self.leave(desk);
        self.editor = None;
    }

    fn choose(&mut self, place: Place, desk: &mut Desk<'_>) {
        self.leave(desk);
        self.editor = Editor::of(&place, desk);
    }

    /// The field of a new finding.
    fn form(&mut self, ui: &mut Ui, desk: &Desk<'_>, record: Option<&RecordId>) -> Option<Click> {
        let lang = desk.lang;
        let record = desk.session.book.records.get(record?)?;
        let name = lang.say(&msg!("finding-add-to", date = record.started.date().to_string()));
        let mut add = false;
        ui.horizontal(|ui| {
            ui.label(&name);
            let width = (ui.available_width() - 110.0).max(120.0);
            let edit = egui::TextEdit::singleline(&mut self.text)
                .desired_width(width)
                .hint_text(lang.t("finding-hint"));
            let response = ui.add(edit).accessible_name(lang.t("finding-new"));
            let entered =
                response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let complete = !self.text.trim().is_empty();
            let button = egui::Button::new(format!("{}  {}", icons::ADD, lang.t("finding-add")));
            add = (ui.add_enabled(complete, button).clicked() || entered) && complete;
        });
        add.then(|| Click::Add(record.id.clone()))
    }

    /// How many are open and overdue.
    fn summary(&mut self, ui: &mut Ui, lang: Language, all: &[FollowUp]) {
        let colors = theme::colors_of(ui.visuals());
        let open = all.iter().filter(|item| !item.is_closed()).count();
        let overdue = all.iter().filter(|item| item.overdue_days.is_some()).count();
        ui.horizontal(|ui| {
            ui.label(RichText::new(lang.say(&msg!("finding-open-count", count = open))));
            if overdue > 0 {
                let text = lang.say(&msg!("finding-overdue-count", count = overdue));
                let text = RichText::new(format!("{}  {text}", icons::ERROR)).color(colors.bad);
                ui.label(text.font(theme::strong()));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                widgets::tick(ui, &mut self.only_open, lang.t("finding-only-open"));
                let now = self.arrangement.unwrap_or(Arrangement::List);
                for one in Arrangement::ALL.iter().rev() {
                    if ui.selectable_label(now == *one, lang.t(one.key())).clicked() {
                        self.arrangement = Some(*one);
                    }
                }
                let mut open: BTreeMap<&str, usize> = BTreeMap::new();
                for item in all.iter().filter(|item| !item.is_closed()) {
                    *open.entry(owner(item)).or_default() += 1;
                }
                let named = |(name, count): (&&str, &usize)| {
                    let shown =
                        if name.is_empty() { lang.t("board-no-owner") } else { (*name).to_owned() };
                    (Some((*name).to_owned()), format!("{shown} ({count})"))
                };
                let mut owners = vec![(None, lang.t("board-everybody"))];
                owners.extend(open.iter().map(named));
                let name = lang.t("board-owner");
                let picked = field::pick(ui, &name, Some(&self.owner), &owners, (130.0, ""));
                if let Some(picked) = picked {
                    self.owner = picked;
                }
            });
        });
    }

    fn list(&self, ui: &mut Ui, lang: Language, all: &[FollowUp]) -> Option<Click> {
        let shown: Vec<(&FollowUp, &Finding)> = all
            .iter()
            .filter(|item| !(self.only_open && item.is_closed()))
            .filter(|item| self.owner.as_ref().is_none_or(|name| *name == owner(item)))
            .filter_map(|item| Some((item, item.finding()?)))
            .collect();
        match self.arrangement {
            Some(Arrangement::States) => {
                return board::states(ui, lang, &shown).map(Click::Choose);
            }
            Some(Arrangement::People) => {
                return board::people(ui, lang, &shown).map(Click::Choose);
            }
            Some(Arrangement::List) | None => {}
        }
        let mut click = None;
        TableBuilder::new(ui)
            .striped(true)
            .cell_layout(Layout::left_to_right(Align::Center))
            .column(Column::exact(150.0))
            .column(Column::remainder().at_least(200.0).clip(true))
            .column(Column::exact(96.0).clip(true))
            .column(Column::exact(92.0))
            .column(Column::exact(82.0))
            .header(24.0, |mut head| {
                for key in [
                    "finding-column-state",
                    "finding-column-finding",
                    "finding-owner",
                    "finding-column-due",
                    "finding-column-age",
                ] {
                    head.col(|ui| field::head(ui, &lang.t(key)));
                }
            })
            .body(|body| {
                body.rows(ROW, shown.len(), |mut row| {
                    let (item, finding) = shown[row.index()];
                    let place = (item.record.id.clone(), finding.id.clone());
                    let chosen = self.editor.as_ref().is_some_and(|e| *e.place() == place);
                    row.set_selected(chosen);
                    row.col(|ui| state_label(ui, lang, item, finding));
                    row.col(|ui| {
                        if line(ui, item, finding, chosen) {
                            click = Some(Click::Choose(place));
                        }
                    });
                    let action = finding.action.as_ref();
                    row.col(|ui| {
                        ui.label(action.map_or("", |action| action.owner.as_str()));
                    });
                    row.col(|ui| {
                        let due = action.and_then(|action| action.due);
                        ui.label(due.map_or("–".to_owned(), |due| due.to_string()));
                    });
                    row.col(|ui| {
                        let days = item.age_days.unsigned_abs();
                        ui.label(lang.say(&msg!("finding-age", days = days)));
                    });
                });
            });
        click
    }

    fn add(&mut self, id: &RecordId, today: Date, desk: &mut Desk<'_>) {
        let text = self.text.trim().to_owned();
        let mut place = None;
        let saved = change(desk, id, |record| {
            let finding = Finding {
                id: record.free_finding_id(),
                text,
                severity: Severity::Major,
                element: None,
                event: None,
                found: today,
                taken_up: None,
                action: None,
            };
            place = Some((record.id.clone(), finding.id.clone()));
            record.findings.push(finding);
        });
        if let Some(place) = place.filter(|_| saved) {
            self.text.clear();
            self.choose(place, desk);
        }
    }

    fn take_up(&mut self, id: &RecordId, index: usize, desk: &mut Desk<'_>, drills: &Drills) {
        let lang = desk.lang;
        let Some(drill) = drills.get(id) else { return };
        let checks = drill.record.untaken_door_checks(&drill.outcome);
        let Some(check) = checks.get(index) else { return };
        let text = lang.say(&door_message(&drill.record, check));
        let taken_up = TakenUp { at: SystemClock.now().wall, by: String::new() };
        let mut taken = None;
        let saved = change(desk, id, |record| taken = Some(record.take_up(check, text, taken_up)));
        if let Some(finding) = taken.filter(|_| saved) {
            self.choose((id.clone(), finding), desk);
        }
    }
}

/// Offers to take up what was found wrong; of thousands, those in view are painted.
fn offered(ui: &mut Ui, lang: Language, offers: &[Offer], drills: &Drills) -> Option<Click> {
    if offers.is_empty() {
        return None;
    }
    let colors = theme::colors_of(ui.visuals());
    let mut click = None;
    egui::Frame::group(ui.style()).fill(colors.card).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let title = lang.say(&msg!("finding-offers", count = offers.len()));
        let title = RichText::new(format!("{}  {title}", icons::WARNING)).color(colors.warn);
        ui.label(title.font(theme::strong()));
        let height = ui.spacing().interact_size.y;
        let area = egui::ScrollArea::vertical().max_height(140.0);
        area.show_rows(ui, height, offers.len(), |ui, seen| {
            for offer in offers.get(seen).unwrap_or_default() {
                let Some(drill) = drills.get(&offer.record) else { continue };
                let text = lang.say(&door_message(&drill.record, &offer.check));
                ui.horizontal(|ui| {
                    let words = lang.t("finding-take-up");
                    let button = ui.button(format!("{}  {words}", icons::ADD));
                    let name = format!("{words}: {text}");
                    widgets::named(&button, egui::Role::Button, &name);
                    if button.clicked() {
                        click = Some(Click::TakeUp(drill.record.id.clone(), offer.index));
                    }
                    let date = drill.record.started.date();
                    let when = format!("{date}   {}", offer.check.at.clock());
                    ui.label(RichText::new(when).color(colors.weak));
                    ui.add(egui::Label::new(&text).truncate());
                });
            }
        });
    });
    ui.add_space(theme::GAP);
    click
}

/// What a finding about a door says.
fn door_message(record: &Record, check: &DoorCheck) -> Message {
    let door = element_name(&(&check.door).into(), &record.building, &record.site);
    msg!("event-door-checked", door = door, found = check.found)
}

/// Who does something about a finding; empty if nobody is named.
pub(super) fn owner(item: &FollowUp) -> &str {
    let action = item.finding().and_then(|finding| finding.action.as_ref());
    action.map_or("", |action| action.owner.trim())
}

/// Where a finding stands, with a sign and a word.
fn state_label(ui: &mut Ui, lang: Language, item: &FollowUp, finding: &Finding) {
    let colors = theme::colors_of(ui.visuals());
    let state = finding.action.as_ref().map_or(ActionState::Open, |action| action.state);
    let color = match (state, item.overdue_days) {
        (ActionState::VerifiedClosed, _) => colors.good,
        (ActionState::Done, _) => colors.accent,
        (ActionState::Open, Some(_)) => colors.bad,
        (ActionState::Open, None) => colors.warn,
    };
    let icon = board::sign(state, item.overdue_days.is_some());
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add_space(4.0);
        ui.label(RichText::new(format!("{icon}  {}", lang.t(state.key()))).color(color));
        if let Some(days) = item.overdue_days {
            let text = lang.say(&msg!("finding-overdue", days = days.unsigned_abs()));
            ui.label(RichText::new(text).small().color(color));
        }
    });
}

/// A finding with its action; returns whether it was clicked.
fn line(ui: &mut Ui, item: &FollowUp, finding: &Finding, chosen: bool) -> bool {
    let colors = theme::colors_of(ui.visuals());
    let mut clicked = false;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let title = egui::Button::selectable(chosen, &finding.text).truncate();
        clicked = ui.add(title).clicked();
        let date = item.record.started.date().to_string();
        let action = finding.action.as_ref().map_or("", |action| action.text.as_str());
        let below = if action.is_empty() { date } else { format!("{date}  ·  {action}") };
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal(|ui| {
            ui.add_space(ui.spacing().button_padding.x);
            let text = RichText::new(below).small().color(colors.weak);
            ui.add(egui::Label::new(text).truncate());
        });
    });
    clicked
}

/// Changes a record and saves it at once; returns whether that worked.
pub(super) fn change(desk: &mut Desk<'_>, id: &RecordId, change: impl FnOnce(&mut Record)) -> bool {
    let Some(record) = desk.session.book.records.get(id) else { return false };
    let mut record = Record::clone(record);
    change(&mut record);
    match desk.session.book.save_record(&record) {
        Ok(_) => true,
        Err(error) => {
            desk.warn(&error.message());
            false
        }
    }
}
