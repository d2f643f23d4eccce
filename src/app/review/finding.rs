//! One finding: what is done about it, by whom, by when, and where it stands.

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};
use jiff::civil::Date;

use super::findings::{Place, change};
use crate::app::ask::{Answer, Ask, Wanted};
use crate::app::desk::Desk;
use crate::app::plan::Pictures;
use crate::app::{field, icons, theme, widgets};
use crate::drill::{ActionState, CorrectiveAction, Finding, Person, What, element_name};
use crate::language::{Language, msg};
use crate::store;

/// How long after the last change a finding is saved, s.
const PAUSE: f64 = 0.6;

/// A finding that is being edited.
pub(super) struct Editor {
    place: Place,
    finding: Finding,
    action: CorrectiveAction,
    verifier: String,
    pictures: Pictures,
    /// Asks for the photo of what was put right.
    ask: Option<Ask>,
    /// When it was changed last and not saved yet, by the clock of the window, s.
    changed: Option<f64>,
}

impl Editor {
    /// The editor of a finding; nothing if it is no longer there.
    pub(super) fn of(place: &Place, desk: &Desk<'_>) -> Option<Self> {
        let record = desk.session.book.records.get(&place.0)?;
        let finding = record.findings.iter().find(|finding| finding.id == place.1)?.clone();
        let action = finding.action.clone().unwrap_or_else(CorrectiveAction::open);
        let (place, verifier) = (place.clone(), String::new());
        let pictures = Pictures::default();
        Some(Self { place, finding, action, verifier, pictures, ask: None, changed: None })
    }

    /// Which finding it is.
    pub(super) const fn place(&self) -> &Place {
        &self.place
    }

    /// Shows the finding; returns whether it stays open.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, today: Date) -> bool {
        let lang = desk.lang;
        let mut open = true;
        ui.horizontal(|ui| {
            ui.label(RichText::new(lang.t("finding-title")).font(theme::heading()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                open = !field::icon(ui, icons::CLOSE, &lang.t("finding-close"));
            });
        });
        self.facts(ui, desk);
        ui.add_space(theme::GAP);
        let people = desk.session.contents().manifest.people.clone();
        let writable = !desk.session.is_read_only();
        egui::ScrollArea::vertical().show(ui, |ui| {
            ui.add_enabled_ui(writable, |ui| {
                if self.fields(ui, lang, &people) {
                    self.changed = Some(ui.input(|input| input.time));
                }
                ui.add_space(theme::GROUP_GAP);
                if self.steps(ui, lang, &people, today) {
                    self.changed = Some(ui.input(|input| input.time));
                    self.save(desk);
                }
            });
            self.shown_photos(ui, desk);
        });
        self.photo(ui, desk);
        if let Some(changed) = self.changed {
            let rested = ui.input(|input| input.time) - changed >= PAUSE;
            if rested || !ui.ctx().text_edit_focused() {
                self.save(desk);
            } else {
                ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(PAUSE));
            }
        }
        open
    }

    /// What was found, as it was pictured in the drill, and what was put right.
    fn shown_photos(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let lang = desk.lang;
        let record = desk.session.book.records.get(&self.place.0);
        let found = record.into_iter().flat_map(|record| &record.events).filter_map(|event| {
            match &event.what {
                What::Pictured { event, file } if Some(*event) == self.finding.event => Some(file),
                _ => None,
            }
        });
        let found = found.map(|file| (lang.t("finding-photo-found"), file.clone()));
        let fixed = Some(&self.action.photo).filter(|file| !file.is_empty());
        let fixed = fixed.map(|file| (lang.t("finding-photo-fixed"), file.clone()));
        for (title, file) in found.chain(fixed).collect::<Vec<_>>() {
            ui.add_space(theme::GAP);
            field::head(ui, &title);
            let path = desk.session.book.photo_file(&file);
            let Some(sheet) = self.pictures.get(ui.ctx(), &path) else { continue };
            let size = vec2(sheet.pixels[0] as f32, sheet.pixels[1] as f32);
            let room = vec2(ui.available_width() - 12.0, 240.0);
            let scale = (room.x / size.x).min(room.y / size.y).min(1.0);
            let image = egui::Image::new((sheet.texture.id(), size * scale));
            widgets::named(&ui.add(image), egui::Role::Image, &format!("{title}: {file}"));
        }
    }

    /// Takes the picture that was asked for into the book.
    fn photo(&mut self, ui: &Ui, desk: &mut Desk<'_>) {
        let Some(answer) = self.ask.as_mut().and_then(|ask| ask.show(ui.ctx(), desk.lang)) else {
            return;
        };
        self.ask = None;
        let Answer::Path(path) = answer else { return };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let shown = path.display().to_string();
        let filed = std::fs::read(&path)
            .map_err(|error| msg!("photo-unreadable", path = shown, reason = store::reason(&error)))
            .and_then(|content| {
                let filed = desk.session.book.add_photo(&name, &content);
                filed.map_err(|error| error.message())
            });
        match filed {
            Ok(name) => {
                self.action.photo = name;
                self.changed = Some(ui.input(|input| input.time));
            }
            Err(message) => desk.warn(&message),
        }
    }

    /// Saves what was changed. A finding without words keeps those it had.
    pub(super) fn save(&mut self, desk: &mut Desk<'_>) {
        if self.changed.take().is_none() {
            return;
        }
        let mut finding = self.finding.clone();
        let action = self.action.clone();
        finding.action = (action != CorrectiveAction::open()).then_some(action);
        change(desk, &self.place.0, |record| {
            if let Some(old) = record.findings.iter_mut().find(|old| old.id == finding.id) {
                if finding.text.trim().is_empty() {
                    finding.text.clone_from(&old.text);
                }
                *old = finding;
            }
        });
    }

    /// When and where it was found.
    fn facts(&self, ui: &mut Ui, desk: &Desk<'_>) {
        let lang = desk.lang;
        let Some(record) = desk.session.book.records.get(&self.place.0) else { return };
        let mut facts = vec![self.finding.found.to_string(), record.scenario.name.clone()];
        if let Some(element) = &self.finding.element {
            facts.push(element_name(element, &record.building, &record.site));
        }
        if let Some(taken_up) = &self.finding.taken_up {
            facts.push(lang.say(&taken_up.message()));
        }
        let weak = theme::colors_of(ui.visuals()).weak;
        let text = RichText::new(facts.join("  ·  ")).small().color(weak);
        ui.add(egui::Label::new(text).wrap());
    }

    fn fields(&mut self, ui: &mut Ui, lang: Language, people: &[Person]) -> bool {
        let mut changed = false;
        let width = ui.available_width() - 4.0;
        let name = lang.t("finding-text");
        field::head(ui, &name);
        if let Some(text) = field::lines(ui, &name, &self.finding.text, width, "") {
            self.finding.text = text;
            changed = true;
        }
        let name = lang.t("finding-severity");
        field::head(ui, &name);
        changed |= widgets::choice(ui, lang, &name, &mut self.finding.severity);
        ui.add_space(theme::GAP);
        let name = lang.t("finding-action");
        field::head(ui, &name);
        if let Some(text) = field::lines(ui, &name, &self.action.text, width, "") {
            self.action.text = text;
            changed = true;
        }
        ui.horizontal(|ui| {
            ui.vertical(|ui| {
                let name = lang.t("finding-owner");
                field::head(ui, &name);
                if let Some(owner) = field::person(ui, &name, &self.action.owner, people) {
                    self.action.owner = owner;
                    changed = true;
                }
            });
            ui.add_space(theme::GAP);
            ui.vertical(|ui| {
                let name = lang.t("finding-due");
                field::head(ui, &name);
                if let Some(due) = field::date(ui, lang, &name, self.action.due) {
                    self.action.due = due;
                    changed = true;
                }
            });
        });
        changed
    }

    /// Where the action stands and what can be done next; returns whether it went on.
    fn steps(&mut self, ui: &mut Ui, lang: Language, people: &[Person], today: Date) -> bool {
        let colors = theme::colors_of(ui.visuals());
        let step = |ui: &mut Ui, icon: &str, color, text: String| {
            ui.label(RichText::new(format!("{icon}  {text}")).color(color));
        };
        ui.separator();
        for round in &self.action.rounds {
            let date = |date: Option<Date>| date.map_or_else(|| "–".to_owned(), |d| d.to_string());
            let text = lang.say(&msg!(
                "finding-round",
                done = date(round.done),
                verified = date(round.verified),
                by = &round.verified_by,
                reopened = round.reopened.to_string()
            ));
            ui.add(egui::Label::new(RichText::new(text).small().color(colors.weak)).wrap());
        }
        if let Some(date) = self.action.reopened {
            let text = lang.say(&msg!("finding-reopened-on", date = date.to_string()));
            step(ui, icons::REPLAY, colors.warn, text);
        }
        if let Some(date) = self.action.done {
            let text = lang.say(&msg!("finding-done-on", date = date.to_string()));
            step(ui, icons::CHECK, colors.accent, text);
        }
        if let Some(date) = self.action.verified {
            let by = &self.action.verified_by;
            let text = lang.say(&msg!("finding-verified-on", date = date.to_string(), by = by));
            step(ui, icons::CHECK_CIRCLE, colors.good, text);
        }
        if !self.action.photo.is_empty() {
            let text = lang.say(&msg!("finding-photo-is", file = &self.action.photo));
            step(ui, icons::IMAGE, colors.weak, text);
        }
        let before = self.action.state;
        if before != ActionState::Open
            && field::button(ui, icons::IMAGE, &lang.t("finding-photo-add"))
        {
            self.ask = Some(Ask::new(Wanted::Picture, std::path::Path::new("")));
        }
        match before {
            ActionState::Open => {
                if self.action.owner.trim().is_empty() {
                    step(ui, icons::WARNING, colors.warn, lang.t("finding-no-owner"));
                }
                if ui.button(format!("{}  {}", icons::CHECK, lang.t("finding-set-done"))).clicked()
                {
                    self.action.mark_done(today);
                }
            }
            ActionState::Done => {
                let name = lang.t("finding-verifier");
                field::head(ui, &name);
                ui.horizontal_wrapped(|ui| {
                    if let Some(by) = field::person(ui, &name, &self.verifier, people) {
                        self.verifier = by;
                    }
                    let words =
                        format!("{}  {}", icons::CHECK_CIRCLE, lang.t("finding-set-verified"));
                    let named = !self.verifier.trim().is_empty();
                    let verify = ui.add_enabled(named, egui::Button::new(words));
                    if verify.on_disabled_hover_text(lang.t("finding-verifier-needed")).clicked() {
                        self.action.verify(&self.verifier, today);
                    }
                });
            }
            ActionState::VerifiedClosed => {}
        }
        if before != ActionState::Open {
            ui.add_space(theme::GAP);
            let words = format!("{}  {}", icons::REPLAY, lang.t("finding-reopen"));
            if ui.button(words).clicked() {
                self.action.reopen(today);
            }
        }
        self.action.state != before
    }
}
