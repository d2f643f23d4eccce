//! The debrief of five minutes at the assembly point: what is put back, what went well, what did
//! not, and who does what about it until when.

use eframe::egui::{self, RichText, Ui};
use jiff::civil::Date;

use crate::app::desk::Desk;
use crate::app::{debrief, field, icons, theme, widgets};
use crate::drill::{
    CorrectiveAction, Debrief, DoorCheck, Finding, Outcome, Record, RecordId, Said, Severity,
    TakenUp, WallTime, element_name,
};
use crate::language::{Language, msg};

/// Something to put right.
struct Task {
    /// The door check that showed it, by its place among those that nobody took up.
    check: Option<DoorCheck>,
    text: String,
    action: String,
    owner: String,
    due: Option<Date>,
    /// It was put right there and then.
    done: bool,
}

impl Task {
    fn new(check: Option<DoorCheck>, text: String) -> Self {
        Self { check, text, action: String::new(), owner: String::new(), due: None, done: false }
    }

    /// Whether somebody has said what is done about it.
    fn is_filled_in(&self) -> bool {
        !self.action.trim().is_empty()
    }
}

/// The debrief as far as it is filled in.
pub(super) struct Draft {
    said: Said,
    /// What the record says; Review may change it meanwhile.
    recorded: Said,
    tasks: Vec<Task>,
    /// Door checks that showed something wrong; their words need a language.
    checks: Vec<DoorCheck>,
    kept: bool,
}

impl Draft {
    pub(super) fn of(record: &Record, outcome: &Outcome) -> Self {
        let checks = record.untaken_door_checks(outcome).into_iter().cloned().collect();
        let said = said(record);
        Self { recorded: said.clone(), said, tasks: Vec::new(), checks, kept: false }
    }

    /// Takes up what the record says now, unless something else was filled in here.
    pub(super) fn follow(&mut self, record: &Record) {
        let now = said(record);
        if self.said == self.recorded {
            self.said.clone_from(&now);
        }
        self.recorded = now;
    }

    /// Shows the sheet; returns the record with it once it is to be kept.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        (record, outcome): (&Record, &Outcome),
    ) -> Option<Record> {
        let lang = desk.lang;
        for check in std::mem::take(&mut self.checks) {
            let text = words(lang, record, &check);
            self.tasks.push(Task::new(Some(check), text));
        }
        let title = format!("{}  {}", icons::GROUPS, lang.t("debrief"));
        ui.label(RichText::new(title).font(theme::heading()));
        let weak = theme::colors_of(ui.visuals()).weak;
        ui.label(RichText::new(lang.t("debrief-hint")).color(weak));
        let writable = !desk.session.is_read_only() && !self.kept;
        let people = desk.session.contents().manifest.people.clone();
        let mut keep = false;
        ui.add_enabled_ui(writable, |ui| {
            ui.add_space(theme::GAP);
            let width = ui.available_width() - 8.0;
            debrief::fields(ui, lang, &mut self.said, width);
            ui.add_space(theme::GAP);
            ui.label(RichText::new(lang.t("debrief-actions")).font(theme::strong()));
            let mut gone = None;
            for (index, task) in self.tasks.iter_mut().enumerate() {
                if let Some(taken) =
                    task.check.as_ref().and_then(|one| record.finding_of(one, outcome))
                    && !self.kept
                {
                    taken_up(ui, desk, &record.id, taken);
                    if !task.is_filled_in() {
                        continue;
                    }
                }
                if show_task(ui, lang, task, index + 1, &people) {
                    gone = Some(index);
                }
            }
            if let Some(index) = gone {
                self.tasks.remove(index);
            }
            if field::button(ui, icons::ADD, &lang.t("debrief-add-action")) {
                self.tasks.push(Task::new(None, String::new()));
            }
            ui.add_space(theme::GROUP_GAP);
            let text = format!("{}  {}", icons::SAVE, lang.t("debrief-keep"));
            let button = egui::Button::new(RichText::new(text).font(theme::strong()));
            keep = ui.add(button.fill(ui.visuals().selection.bg_fill)).clicked();
        });
        if self.kept {
            let good = theme::colors_of(ui.visuals()).good;
            let text = format!("{}  {}", icons::CHECK, lang.t("debrief-kept"));
            ui.label(RichText::new(text).color(good));
        }
        keep.then(|| {
            self.kept = true;
            self.kept_in(record, desk.clock.now().wall)
        })
    }

    /// The record with what is filled in, whether it is kept already or not.
    pub(super) fn shown_in(&self, record: &Record, now: WallTime) -> Record {
        if self.kept { record.clone() } else { self.kept_in(record, now) }
    }

    /// The record with what was said and what is to be done, as the conductor enters it at `now`.
    fn kept_in(&self, record: &Record, now: WallTime) -> Record {
        let mut record = record.clone();
        let said = self.said.clone();
        record.debrief = Some(match record.debrief.take() {
            Some(before) => before.changed_to(said, &record.conductor, now),
            None => Debrief::of(said),
        });
        for task in self.tasks.iter().filter(|task| !task.text.trim().is_empty()) {
            let text = task.text.trim().to_owned();
            let id = match &task.check {
                Some(check) => {
                    let by = record.conductor.clone();
                    record.take_up(check, text, TakenUp { at: now, by })
                }
                None => {
                    let id = record.free_finding_id();
                    record.findings.push(Finding {
                        id: id.clone(),
                        text,
                        severity: Severity::Minor,
                        element: None,
                        event: None,
                        found: record.started.date(),
                        taken_up: None,
                        action: None,
                    });
                    id
                }
            };
            if !task.action.trim().is_empty()
                && let Some(finding) = record.findings.iter_mut().find(|one| one.id == id)
            {
                let mut action = CorrectiveAction::open();
                task.action.trim().clone_into(&mut action.text);
                task.owner.trim().clone_into(&mut action.owner);
                action.due = task.due;
                if task.done {
                    action.mark_done(record.started.date());
                }
                match &mut finding.action {
                    // Review has taken the check up meanwhile, and knows who does what.
                    Some(known) if known.text.trim() != action.text => {
                        known.text = format!("{}\n{}", known.text, action.text);
                    }
                    Some(_) => {}
                    none => *none = Some(action),
                }
            }
        }
        record
    }
}

/// What the debrief of a record says.
fn said(record: &Record) -> Said {
    record.debrief.as_ref().map(|debrief| debrief.said().clone()).unwrap_or_default()
}

fn words(lang: Language, record: &Record, check: &DoorCheck) -> String {
    let name = element_name(&(&check.door).into(), &record.building, &record.site);
    lang.say(&msg!("event-door-checked", door = name, found = check.found))
}

/// That something is a finding already, by whom and when, and the way to it.
fn taken_up(ui: &mut Ui, desk: &mut Desk<'_>, record: &RecordId, finding: &Finding) {
    let lang = desk.lang;
    let colors = theme::colors_of(ui.visuals());
    let frame = egui::Frame::new().fill(colors.card).corner_radius(6).inner_margin(theme::GAP);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(&finding.text).wrap());
        ui.horizontal(|ui| {
            let said = finding.taken_up.as_ref().map_or_else(
                || lang.t("finding-taken-up-before"),
                |taken_up| lang.say(&taken_up.message()),
            );
            ui.label(RichText::new(format!("{}  {said}", icons::CHECK)).color(colors.weak));
            if field::button(ui, icons::CHECKLIST, &lang.t("debrief-show-finding")) {
                *desk.finding = Some((record.clone(), finding.id.clone()));
            }
        });
    });
    ui.add_space(theme::GAP);
}

/// Shows something to put right; returns whether it is taken off the list.
fn show_task(
    ui: &mut Ui,
    lang: Language,
    task: &mut Task,
    number: usize,
    people: &[crate::drill::Person],
) -> bool {
    let own = |key: &'static str| {
        lang.say(&msg!("debrief-of-action", field = lang.t(key), number = number))
    };
    let mut gone = false;
    let frame = egui::Frame::new()
        .fill(theme::colors_of(ui.visuals()).card)
        .corner_radius(6)
        .inner_margin(theme::GAP);
    frame.show(ui, |ui| {
        let width = ui.available_width();
        ui.horizontal(|ui| {
            let name = own("debrief-finding");
            let hint = lang.t("debrief-finding");
            if let Some(text) = field::text(ui, &name, &task.text, width - 40.0, &hint) {
                task.text = text;
            }
            let remove = own("debrief-remove");
            gone = field::icon(ui, icons::DELETE, &remove);
        });
        ui.horizontal(|ui| {
            let name = own("debrief-action");
            let hint = lang.t("debrief-action");
            if let Some(text) = field::text(ui, &name, &task.action, width - 290.0, &hint) {
                task.action = text;
            }
            if let Some(owner) = field::person(ui, &own("debrief-owner"), &task.owner, people) {
                task.owner = owner;
            }
            if let Some(due) = field::date(ui, lang, &own("debrief-due"), task.due) {
                task.due = due;
            }
        });
        widgets::tick(ui, &mut task.done, lang.t("debrief-done"))
            .accessible_name(own("debrief-done"));
    });
    ui.add_space(theme::GAP);
    gone
}
