//! The roll call while a drill runs: who is safe, who is missing, who is not on the site.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eframe::egui::{self, Context, RichText, TextEdit, Ui, vec2};

use super::board::{Entry, tap};
use super::guard::hold_button;
use super::head_counts;
use super::live::Live;
use crate::app::beside::beside;
use crate::app::{icons, theme, widgets};
use crate::building::SiteElementId;
use crate::drill::{
    Absence, Moment, PeopleSearch, Person, PersonKind, Phase, Presence, Tally, What, gathers_at,
};
use crate::language::{Choice, Language, choice, msg};

/// The most that a row is wide, in points.
const WIDEST: f32 = 760.0;
/// The height of a person's row, in points.
const ROW: f32 = 34.0;

choice! {
    /// Who is listed.
    pub enum Listing {
        /// Who is not accounted for.
        Unaccounted => "roll-call-unaccounted",
        /// Everybody.
        All => "roll-call-all",
    }
}

/// What of the roll call is shown.
pub(super) struct RollCallView {
    search: String,
    people: PeopleSearch,
    /// The same with everybody's words put together; of 50 000 that takes half a frame.
    prepared: Option<Receiver<PeopleSearch>>,
    open: Open,
    listing: Listing,
    /// Where the people are called who are marked now.
    point: Option<SiteElementId>,
    focus: bool,
    /// Who is to call the roll of a rehearsal from now on: the officer, or it calls itself.
    pub(super) officer: Option<bool>,
}

/// Who of those that a search found was not called yet; worked out once for each text and event.
#[derive(Default)]
struct Open {
    of: (String, usize),
    people: Vec<usize>,
}

impl Open {
    fn update(&mut self, live: &Live, text: &str, found: &[usize]) {
        let of = (text.to_owned(), live.run().events().len());
        if self.of == of {
            return;
        }
        // Whoever was called and is missing stays so: a team is never marked over that.
        let (roster, called) = (&live.header().roster, &live.outcome().called);
        let open = |place: &&usize| !called.contains_key(&roster[**place].id);
        self.people = found.iter().filter(open).copied().collect();
        self.of = of;
    }
}

impl Default for RollCallView {
    fn default() -> Self {
        Self {
            search: String::new(),
            people: PeopleSearch::default(),
            prepared: None,
            open: Open::default(),
            listing: Listing::Unaccounted,
            point: None,
            focus: false,
            officer: None,
        }
    }
}

impl RollCallView {
    /// The search is typed into at once.
    pub(super) const fn opened(&mut self) {
        self.focus = true;
    }

    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        live: &Live,
        counts: &mut head_counts::Drafts,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) {
        // Wider, the eye loses the row between a name and its buttons.
        ui.set_max_width(ui.available_width().min(WIDEST));
        head_counts::show(ui, lang, live, counts, moment, entries);
        ui.separator();
        let roster = &live.header().roster;
        if roster.is_empty() {
            let (title, hint) = (lang.t("roll-call-empty"), lang.t("roll-call-empty-hint"));
            widgets::empty_state(ui, icons::GROUPS, &title, &hint);
            return;
        }
        self.prepare(ui.ctx(), roster);
        sums(ui, lang, live);
        if live.header().rehearsal {
            let mut officer = live.officer_calls();
            let response = widgets::tick(ui, &mut officer, lang.t("roll-call-by-officer"));
            if response.on_hover_text(lang.t("roll-call-by-officer-hint")).changed() {
                self.officer = Some(officer);
            }
        }
        let found = self.filters(ui, lang, live);
        self.at_once(ui, lang, live, &found, moment, entries);
        let enabled =
            matches!(live.run().phase(), Phase::Running | Phase::Paused | Phase::RealEmergency);
        if found.is_empty() {
            let complete = live.roll_call().is_complete();
            let (icon, title, hint) = if complete {
                (icons::ACCOUNTED_FOR, "roll-call-complete", "roll-call-complete-hint")
            } else {
                (icons::SEARCH, "roll-call-nobody-found", "roll-call-nobody-found-hint")
            };
            widgets::empty_state(ui, icon, &lang.t(title), &lang.t(hint));
            return;
        }
        egui::ScrollArea::vertical().auto_shrink(false).show_rows(
            ui,
            ROW,
            found.len(),
            |ui, rows| {
                for row in rows {
                    let person = &roster[found[row]];
                    if let Some((presence, absence)) = person_row(ui, lang, live, person, enabled) {
                        entries.push((self.call(person, presence, absence), *moment));
                    }
                }
            },
        );
    }

    /// Gets the search ready beside the window, before the first letter is typed.
    fn prepare(&mut self, ctx: &Context, roster: &Arc<Vec<Person>>) {
        let Some(prepared) = &self.prepared else {
            let people = Arc::clone(roster);
            self.prepared = Some(beside(ctx, move || PeopleSearch::of(people)));
            return;
        };
        if let Ok(people) = prepared.try_recv() {
            self.people = people;
        }
    }

    fn call(&self, person: &Person, presence: Presence, absence: Option<Absence>) -> What {
        // Whoever does not answer is at no point.
        let point = self.point.clone().filter(|_| presence == Presence::Safe);
        What::RollCalled { person: person.id.clone(), presence, point, absence }
    }

    /// Where people are called, and all of those who are shown at once.
    fn at_once(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        live: &Live,
        found: &[usize],
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) {
        ui.horizontal(|ui| {
            let points = &live.header().site.assembly_points;
            if points.len() > 1 {
                let label = lang.t("roll-call-called-at");
                let shown = points.iter().find(|point| Some(&point.id) == self.point.as_ref());
                let shown = shown.map_or_else(|| lang.t("roll-call-anywhere"), |p| p.name.clone());
                let combo = egui::ComboBox::from_id_salt("roll-call-point")
                    .selected_text(shown)
                    .width(120.0)
                    .truncate()
                    .show_ui(ui, |ui| {
                        let anywhere = lang.t("roll-call-anywhere");
                        ui.selectable_value(&mut self.point, None, anywhere);
                        for point in points {
                            let value = Some(point.id.clone());
                            ui.selectable_value(&mut self.point, value, &point.name);
                        }
                    });
                widgets::named(&combo.response, egui::Role::ComboBox, &label);
            }
            // A team whose leader says that all of them are here.
            if !self.search.trim().is_empty() {
                self.open.update(live, &self.search, found);
            }
            let open = &self.open.people;
            if self.search.trim().is_empty() || open.is_empty() {
                let weak = theme::colors_of(ui.visuals()).weak;
                ui.label(RichText::new(lang.t("roll-call-team-hint")).small().color(weak));
                return;
            }
            let name = lang.say(&msg!("roll-call-all-safe", count = open.len()));
            let text = format!("{}  {name}", icons::CHECK);
            let color = theme::colors_of(ui.visuals()).good;
            let (response, held) = hold_button(ui, &name, &text, vec2(190.0, 28.0), color);
            response.on_hover_text(lang.t("roll-call-hold"));
            if held {
                let roster = &live.header().roster;
                let people = open.iter().map(|place| &roster[*place]);
                let all = people.map(|person| (self.call(person, Presence::Safe, None), *moment));
                entries.extend(all);
            }
        });
        ui.add_space(theme::GAP);
    }

    /// The search and the lists; returns who is shown, by the place in the roster.
    fn filters(&mut self, ui: &mut Ui, lang: Language, live: &Live) -> Vec<usize> {
        let roster = &live.header().roster;
        ui.horizontal(|ui| {
            let name = lang.t("roll-call-search");
            let edit = TextEdit::singleline(&mut self.search).hint_text(&name).desired_width(150.0);
            let response = ui.add(edit);
            widgets::named(&response, egui::Role::TextInput, &name);
            if std::mem::take(&mut self.focus) {
                response.request_focus();
            }
            for listing in Listing::ALL {
                let chosen = self.listing == *listing;
                if tap(ui, egui::Button::selectable(chosen, lang.t(listing.key()))) {
                    self.listing = *listing;
                }
            }
        });
        ui.add_space(theme::GAP);
        // Whoever is looked for by name is wanted whatever became of them.
        if !self.search.trim().is_empty() {
            return self.people.find(roster, &self.search).to_vec();
        }
        let mut listed = match self.listing {
            Listing::All => self.people.find(roster, "").to_vec(),
            Listing::Unaccounted => live.roll_call().unaccounted.clone(),
        };
        // Who has no point of their own may turn up at any.
        let site = &live.header().site;
        if let Some(point) = &self.point {
            listed.retain(|place| gathers_at(&roster[*place], site).is_none_or(|own| own == point));
        }
        listed
    }
}

/// Each assembly point, and all of them together.
fn sums(ui: &mut Ui, lang: Language, live: &Live) {
    let colors = theme::colors_of(ui.visuals());
    let call = live.roll_call();
    ui.horizontal(|ui| {
        let (icon, color) = if call.is_complete() {
            (icons::ACCOUNTED_FOR, colors.good)
        } else {
            (icons::GROUPS, ui.visuals().text_color())
        };
        let text = format!("{icon}  {} / {}", call.all.safe, call.all.expected);
        ui.label(RichText::new(text).font(theme::figure(22.0)).color(color));
        ui.label(RichText::new(lang.say(&tally(&call.all))).color(colors.weak));
    });
    let points: Vec<_> = call.points.iter().filter(|(_, tally)| tally.expected > 0).collect();
    if points.len() > 1 {
        let site = &live.header().site;
        ui.horizontal_wrapped(|ui| {
            for (point, tally) in points {
                let named = site.assembly_points.iter().find(|one| Some(&one.id) == point.as_ref());
                let name = named.map_or_else(|| lang.t("roll-call-no-point"), |p| p.name.clone());
                let open = tally.unaccounted();
                let color = if open == 0 { colors.good } else { colors.weak };
                let sign = if open == 0 { icons::CHECK } else { icons::ASSEMBLY_POINT };
                let text = format!("{sign} {name}  {} / {}", tally.safe, tally.expected);
                ui.label(RichText::new(text).color(color));
                ui.add_space(theme::GROUP_GAP);
            }
        });
    }
    ui.add_space(theme::GAP);
}

fn tally(all: &Tally) -> crate::language::Message {
    msg!(
        "roll-call-tally",
        missing = all.missing.to_string(),
        excused = all.excused.to_string(),
        open = all.not_called().to_string()
    )
}

/// A person with what can become of them; returns what was chosen, and why they are missing.
fn person_row(
    ui: &mut Ui,
    lang: Language,
    live: &Live,
    person: &Person,
    enabled: bool,
) -> Option<(Presence, Option<Absence>)> {
    let colors = theme::colors_of(ui.visuals());
    let called = live.outcome().called.get(&person.id);
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.set_height(ROW - theme::GAP);
        let words = 226.0;
        ui.allocate_ui(vec2(ui.available_width() - words - 44.0, ROW - theme::GAP), |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal(|ui| {
                let name = RichText::new(&person.name).font(theme::figure(16.0));
                ui.label(name);
                let mut signs = String::new();
                if called.is_none() && live.has_arrived(&person.id) {
                    let here = format!("{} {}", icons::ASSEMBLY_POINT, lang.t("roll-call-here"));
                    ui.label(RichText::new(here).color(colors.good));
                }
                if let Some(missing) = called.filter(|one| one.presence == Presence::Missing) {
                    let why = absence(ui, lang, person, missing.absence, enabled);
                    chosen = why.map(|why| (Presence::Missing, Some(why)));
                }
                if person.kind != PersonKind::Employee {
                    signs.push_str(&lang.t(person.kind.key()));
                    signs.push_str("  ");
                }
                if person.reduced_mobility {
                    signs.push_str(icons::REDUCED_MOBILITY);
                    signs.push_str("  ");
                }
                signs.push_str(&person.department);
                ui.add(egui::Label::new(RichText::new(signs).color(colors.weak)).truncate());
            });
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let time = called.map(|called| called.at.clock()).unwrap_or_default();
            ui.allocate_ui(vec2(40.0, 20.0), |ui| {
                ui.set_min_width(40.0);
                ui.label(RichText::new(time).color(colors.weak));
            });
            for presence in Presence::ALL.iter().rev() {
                let is_so = called.is_some_and(|called| called.presence == *presence);
                let (icon, color) = sign(colors, *presence);
                let word = lang.t(presence.key());
                let text = RichText::new(format!("{icon} {word}"));
                let text =
                    if is_so { text.color(colors.on_strong).strong() } else { text.color(color) };
                let mut button = egui::Button::new(text).min_size(vec2(66.0, 28.0));
                if is_so {
                    button = button.fill(color);
                }
                ui.scope(|ui| {
                    if is_so {
                        // What somebody is stands out most, though it can't be pressed again.
                        ui.visuals_mut().disabled_alpha = 1.0;
                    }
                    let response = ui.add_enabled(enabled && !is_so, button);
                    let label = format!("{}: {word}", person.name);
                    widgets::named(&response, egui::Role::Button, &label);
                    if response.clicked() {
                        response.surrender_focus();
                        chosen = Some((*presence, None));
                    }
                });
            }
        });
    });
    chosen
}

/// Why somebody is missing; returns what was chosen.
fn absence(
    ui: &mut Ui,
    lang: Language,
    person: &Person,
    known: Option<Absence>,
    enabled: bool,
) -> Option<Absence> {
    let label = lang.t("roll-call-why");
    let shown = known.map_or_else(|| label.clone(), |known| lang.t(known.key()));
    let mut chosen = known;
    ui.add_enabled_ui(enabled, |ui| {
        let combo = egui::ComboBox::from_id_salt(("absence", &person.id))
            .selected_text(shown)
            .width(96.0)
            .truncate()
            .show_ui(ui, |ui| {
                for one in Absence::ALL {
                    ui.selectable_value(&mut chosen, Some(*one), lang.t(one.key()));
                }
            });
        let label = format!("{}: {label}", person.name);
        widgets::named(&combo.response, egui::Role::ComboBox, &label);
    });
    chosen.filter(|_| chosen != known)
}

const fn sign(colors: theme::Colors, presence: Presence) -> (&'static str, egui::Color32) {
    match presence {
        Presence::Safe => (icons::CHECK, colors.good),
        Presence::Missing => (icons::WARNING, colors.bad),
        Presence::Excused => (icons::REMOVE, colors.accent),
    }
}

/// What is wanted of the missing list.
pub(super) enum Missing {
    /// It is to be printed.
    Print,
    /// It is done with.
    Close,
}

/// Who is not accounted for, to be read out and from afar.
pub(super) fn missing_list(ctx: &Context, lang: Language, live: &Live) -> Option<Missing> {
    let roster = &live.header().roster;
    let call = live.roll_call();
    let screen = ctx.content_rect();
    let mut wish = None;
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(theme::DIALOG_MARGIN);
    let modal = egui::Modal::new(egui::Id::unique("missing-list")).frame(frame).show(ctx, |ui| {
        let margin = 2.0 * f32::from(theme::DIALOG_MARGIN);
        let room = screen.size() - vec2(margin, margin);
        let size = vec2((room.x - 40.0).min(1100.0), room.y - 40.0);
        ui.set_width(size.x);
        ui.set_height(size.y);
        let colors = theme::colors_of(ui.visuals());
        ui.horizontal(|ui| {
            let real = live.run().phase() == Phase::RealEmergency;
            let title = lang.t(if real { "missing-title-real" } else { "missing-title" });
            let count = call.all.unaccounted();
            let color = if count == 0 { colors.good } else { colors.bad };
            ui.label(RichText::new(count.to_string()).font(theme::figure(44.0)).color(color));
            ui.vertical(|ui| {
                ui.label(RichText::new(title).font(theme::figure(26.0)));
                let sums = lang.say(&msg!(
                    "missing-sums",
                    expected = call.all.expected.to_string(),
                    unaccounted = count.to_string(),
                    missing = call.all.missing.to_string()
                ));
                ui.label(RichText::new(sums).color(colors.weak));
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(format!("{}  {}", icons::CLOSE, lang.t("missing-close"))).clicked() {
                    wish = Some(Missing::Close);
                }
                if ui.button(format!("{}  {}", icons::PRINT, lang.t("missing-print"))).clicked() {
                    wish = Some(Missing::Print);
                }
            });
        });
        ui.separator();
        if call.unaccounted.is_empty() {
            let (title, hint) = (lang.t("missing-nobody"), lang.t("roll-call-complete-hint"));
            widgets::empty_state(ui, icons::ACCOUNTED_FOR, &title, &hint);
            return;
        }
        // The columns of names and of what became of them; the rest is about them.
        let (name_width, state_width) =
            ((size.x * 0.26).clamp(130.0, 280.0), (size.x * 0.2).clamp(110.0, 220.0));
        let row = 44.0;
        let rows = call.unaccounted.len();
        egui::ScrollArea::vertical().auto_shrink(false).show_rows(ui, row, rows, |ui, shown| {
            for place in shown {
                let person = &roster[call.unaccounted[place]];
                let called = live.outcome().called.get(&person.id);
                ui.horizontal(|ui| {
                    ui.set_height(row - theme::GAP);
                    let (icon, color) = match called {
                        Some(_) => (icons::WARNING, colors.bad),
                        None => (icons::PENDING, colors.weak),
                    };
                    ui.label(RichText::new(icon).size(26.0).color(color));
                    // In a column, so that what stands beside the names is read down as well.
                    ui.allocate_ui(vec2(name_width, row - theme::GAP), |ui| {
                        ui.set_min_width(name_width);
                        let name = RichText::new(&person.name).font(theme::figure(28.0));
                        ui.add(egui::Label::new(name).truncate());
                    });
                    let mut about = vec![person.department.clone(), lang.t(person.kind.key())];
                    if person.reduced_mobility {
                        about.push(lang.t("people-column-help"));
                    }
                    let points = &live.header().site.assembly_points;
                    let point = person.assembly_point.as_ref();
                    let point = points.iter().find(|one| Some(&one.id) == point);
                    about.extend(point.map(|point| point.name.clone()));
                    about.retain(|part| !part.is_empty());
                    let (state, color) = match called {
                        Some(called) => {
                            let word = lang.t(called.presence.key());
                            let why = called.absence.map(|why| format!(" · {}", lang.t(why.key())));
                            let at = called.at.clock();
                            (format!("{word} {at}{}", why.unwrap_or_default()), colors.bad)
                        }
                        None => (lang.t("roll-call-not-called"), colors.weak),
                    };
                    ui.allocate_ui(vec2(state_width, row - theme::GAP), |ui| {
                        ui.set_min_width(state_width);
                        let state = RichText::new(state).size(18.0).color(color);
                        ui.add(egui::Label::new(state).truncate());
                    });
                    let text = RichText::new(about.join(" · ")).size(18.0).color(colors.weak);
                    ui.add(egui::Label::new(text).truncate());
                });
            }
        });
    });
    if wish.is_none() && modal.should_close() {
        wish = Some(Missing::Close);
    }
    wish
}
