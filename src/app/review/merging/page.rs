//! The page on which two logs become one record.

use std::sync::Arc;

use eframe::egui::{self, Align as Side, Layout, RichText, Ui};

use super::align::Align;
use super::conflicts::Conflicts;
use super::group::Group;
use super::preview::Preview;
use crate::app::{icons, theme};
use crate::drill::merge::{self, Fit, Proposal};
use crate::drill::{Clock, Record, SystemClock};
use crate::language::{Language, Message, msg};
use crate::units::Seconds;

/// What the user wants next.
pub(super) enum Wish {
    /// Nothing is merged.
    Leave,
    /// The merged record is saved; so many entries are new in it.
    Save(Box<Record>, usize),
}

/// Two logs, and what becomes of them.
pub(super) struct Page {
    record: Arc<Record>,
    other: Record,
    lang: Language,
    align: Align,
    offset: Option<Seconds>,
    apart: Option<(usize, Seconds)>,
    proposals: Vec<Proposal>,
    conflicts: Conflicts,
    new: Vec<Group>,
    /// How many observations both have.
    same: usize,
    merged: Result<(Box<Record>, Preview), Message>,
}

impl Page {
    pub(super) fn of(record: Arc<Record>, other: Record, lang: Language) -> Self {
        let align = Align::of(&record, &other, lang);
        let preview = Preview::of(&record, &record, lang);
        let merged = Ok((Box::new(Record::clone(&record)), preview));
        let mut page = Self {
            record,
            other,
            lang,
            align,
            offset: None,
            apart: None,
            proposals: Vec::new(),
            conflicts: Conflicts::default(),
            new: Vec::new(),
            same: 0,
            merged,
        };
        page.propose();
        page
    }

    /// Works out anew what the other log adds.
    fn propose(&mut self) {
        let (record, lang) = (&self.record, self.lang);
        self.offset = self.align.offset(record, &self.other);
        let events = &self.other.events;
        self.apart = self.offset.and_then(|offset| merge::apart(record, events, offset));
        let propose = |offset| merge::propose(record, events, offset);
        self.proposals = self.offset.map(propose).unwrap_or_default();
        let conflict = |fit| matches!(fit, Fit::Conflict(_));
        self.conflicts.renew(Group::all(record, &self.proposals, lang, conflict));
        self.new = Group::all(record, &self.proposals, lang, |fit| fit == Fit::New);
        let same = self.proposals.iter().filter(|one| matches!(one.fit, Fit::Same(_)));
        self.same = same.count();
        self.merge();
    }

    /// Works out anew what the record comes to.
    fn merge(&mut self) {
        let name = self.other.conductor.trim();
        let source = if name.is_empty() { self.lang.t("merge-source") } else { name.to_owned() };
        let choose = |proposal: &Proposal| {
            let index = self.proposals.iter().position(|one| one.event == proposal.event);
            index.map_or(merge::Choice::Ours, |index| self.conflicts.of(index))
        };
        let now = SystemClock.now().wall;
        let merged = merge::merge(&self.record, &self.proposals, choose, &source, now);
        self.merged = merged
            .map(|merged| {
                let preview = Preview::of(&self.record, &merged, self.lang);
                (Box::new(merged), preview)
            })
            .map_err(|(event, refusal)| {
                let event = event.get().to_string();
                msg!("cli-merge-refused", event = event, reason = refusal.message())
            });
    }

    pub(super) fn show(&mut self, ui: &mut Ui, lang: Language) -> Option<Wish> {
        if self.lang != lang {
            *self = Self::of(Arc::clone(&self.record), self.other.clone(), lang);
        }
        let wish = self.head(ui);
        ui.separator();
        egui::Panel::right("merging-preview").default_size(330.0).show(ui, |ui| {
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| self.preview(ui));
        });
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            self.logs(ui);
            ui.add_space(theme::GROUP_GAP);
            ui.label(RichText::new(lang.t("merging-align")).font(theme::strong()));
            if self.align.show(ui, lang, self.offset) {
                self.propose();
            }
            self.align.judge(ui, lang, self.apart);
            if !self.conflicts.groups.is_empty() {
                ui.add_space(theme::GROUP_GAP);
                if self.conflicts.show(ui, lang) {
                    self.merge();
                }
            }
            ui.add_space(theme::GROUP_GAP);
            self.additions(ui);
        });
        wish
    }

    fn head(&self, ui: &mut Ui) -> Option<Wish> {
        let lang = self.lang;
        let mut wish = None;
        ui.horizontal(|ui| {
            ui.label(RichText::new(lang.t("merging-title")).font(theme::heading()));
            ui.with_layout(Layout::right_to_left(Side::Center), |ui| {
                let open = self.conflicts.open();
                let ready = self.merged.as_ref().ok().filter(|_| open == 0);
                let entered =
                    ready.map_or(0, |(merged, _)| merged.events.len() - self.record.events.len());
                let words = format!("{}  {}", icons::SAVE, lang.t("merging-save"));
                let save = egui::Button::new(RichText::new(words).font(theme::strong()))
                    .fill(ui.visuals().selection.bg_fill);
                let save = ui.add_enabled(entered > 0, save);
                if save.clicked()
                    && let Some((merged, _)) = ready
                {
                    wish = Some(Wish::Save(merged.clone(), entered));
                }
                if ui.button(lang.t("ask-cancel")).clicked() {
                    wish = Some(Wish::Leave);
                }
                let colors = theme::colors_of(ui.visuals());
                if open > 0 {
                    let open = lang.say(&msg!("merging-open", count = open));
                    ui.label(RichText::new(open).color(colors.warn));
                } else if ready.is_some() && entered == 0 {
                    ui.label(RichText::new(lang.t("merging-nothing")).color(colors.weak));
                }
            });
        });
        wish
    }

    /// The two logs beside each other.
    fn logs(&self, ui: &mut Ui) {
        let lang = self.lang;
        let colors = theme::colors_of(ui.visuals());
        egui::Grid::new("merging-logs").spacing([24.0, 6.0]).show(ui, |ui| {
            for (key, log) in [("merging-ours", &*self.record), ("merging-theirs", &self.other)] {
                ui.label(RichText::new(lang.t(key)).color(colors.weak));
                let conductor = log.conductor.trim();
                let none = || lang.t("merging-nobody");
                let conductor = if conductor.is_empty() { none() } else { conductor.to_owned() };
                ui.label(RichText::new(conductor).font(theme::strong()));
                ui.label(log.started.civil().strftime("%Y-%m-%d %H:%M:%S").to_string());
                ui.label(lang.say(&msg!("merging-events", count = log.events.len())));
                ui.end_row();
            }
        });
    }

    /// What only the other one saw, and how much both have.
    fn additions(&self, ui: &mut Ui) {
        let lang = self.lang;
        let colors = theme::colors_of(ui.visuals());
        let count = lang.say(&msg!("merging-new", count = self.new.len()));
        ui.label(RichText::new(count).font(theme::strong()));
        let width = ui.available_width() - 90.0;
        egui::Grid::new("merging-new").striped(true).spacing([18.0, 6.0]).show(ui, |ui| {
            for group in &self.new {
                ui.label(&group.at);
                // No wider than what is seen: a note may be long.
                ui.vertical(|ui| {
                    ui.set_max_width(width);
                    ui.add(egui::Label::new(&group.theirs).wrap());
                });
                ui.end_row();
            }
        });
        ui.add_space(theme::GAP);
        let same = lang.say(&msg!("merging-same", count = self.same));
        ui.label(RichText::new(same).color(colors.weak));
    }

    fn preview(&self, ui: &mut Ui) {
        let lang = self.lang;
        let colors = theme::colors_of(ui.visuals());
        ui.label(RichText::new(lang.t("merging-preview")).font(theme::strong()));
        match &self.merged {
            Ok((_, preview)) => preview.show(ui, lang),
            Err(message) => {
                ui.label(RichText::new(lang.say(message)).color(colors.bad));
            }
        }
        if !self.record.signed.is_empty() {
            ui.add_space(theme::GROUP_GAP);
            let text = format!("{}  {}", icons::WARNING, lang.t("merging-signed"));
            ui.label(RichText::new(text).color(colors.warn));
        }
        ui.add_space(theme::GROUP_GAP);
        ui.label(RichText::new(lang.t("merging-kept")).small().color(colors.weak));
    }
}
