//! How the other observer's times become those of the record.

use eframe::egui::{self, RichText, Ui};

use crate::app::{field, icons, theme, widgets};
use crate::drill::merge::{self, Sync};
use crate::drill::{EventNumber, Pauses, Record, What, observations};
use crate::language::{Choice, Language, choice, msg};
use crate::units::Seconds;

choice! {
    /// What the two logs have in common.
    pub enum Common {
        /// The alarm.
        Start => "merging-start",
        /// A moment that both entered.
        Tap => "merging-tap",
        /// The right time of day.
        Wall => "merging-wall",
        /// Nothing: somebody says how far they are apart.
        Hand => "merging-hand",
    }
}

/// How the two logs are aligned.
pub(super) struct Align {
    common: Common,
    /// The moment that both entered: its event here and there.
    here: Option<EventNumber>,
    there: Option<EventNumber>,
    /// How long after the record's alarm the other one's was, s.
    by: f64,
    ours: Vec<(EventNumber, String)>,
    theirs: Vec<(EventNumber, String)>,
    twins: Vec<(EventNumber, EventNumber)>,
}

impl Align {
    pub(super) fn of(record: &Record, other: &Record, lang: Language) -> Self {
        let twins = merge::twins(record, &other.events);
        let first = twins.first().copied();
        Self {
            common: Common::Start,
            here: first.map(|(here, _)| here),
            there: first.map(|(_, there)| there),
            by: 0.0,
            ours: moments(record, record, lang),
            theirs: moments(other, record, lang),
            twins,
        }
    }

    /// How long after the record's alarm the other one's was; nothing where the tap is missing.
    pub(super) fn offset(&self, record: &Record, other: &Record) -> Option<Seconds> {
        let sync = match self.common {
            Common::Start => Sync::SharedStart,
            Common::Wall => Sync::WallClock,
            Common::Tap => Sync::Tap(self.here?, self.there?),
            Common::Hand => Sync::Offset(Seconds::new(self.by)),
        };
        merge::offset(record, other.started, &other.events, sync)
    }

    /// Shows the controls; returns whether something was changed.
    pub(super) fn show(&mut self, ui: &mut Ui, lang: Language, offset: Option<Seconds>) -> bool {
        let mut changed = false;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GROUP_GAP;
            for common in Common::ALL {
                let words = lang.t(common.key());
                if widgets::boxed(ui, |ui| ui.radio(self.common == *common, words)).clicked() {
                    if let (Common::Hand, Some(offset)) = (common, offset) {
                        self.by = offset.get();
                    }
                    self.common = *common;
                    changed = true;
                }
            }
        });
        match self.common {
            Common::Start | Common::Wall => {}
            Common::Tap => changed |= self.tap(ui, lang),
            Common::Hand => {
                ui.horizontal(|ui| {
                    let label = ui.label(lang.t("merging-by"));
                    let value = egui::DragValue::new(&mut self.by)
                        .speed(0.1)
                        .fixed_decimals(1)
                        .range(-86_400.0..=86_400.0)
                        .suffix(" s");
                    changed |= ui.add(value).labelled_by(label.id).changed();
                });
            }
        }
        let said = match offset {
            Some(offset) if offset.abs() < Seconds::new(0.05) => lang.t("merging-offset-none"),
            Some(offset) => lang.say(&msg!("merging-offset", offset = offset.signed())),
            None => lang.t("merging-no-tap"),
        };
        ui.label(RichText::new(said).font(theme::strong()));
        changed
    }

    /// The two events of the moment; the one there follows where both entered it in the same words.
    fn tap(&mut self, ui: &mut Ui, lang: Language) -> bool {
        let mut changed = false;
        let width = (ui.available_width() / 2.0 - 90.0).clamp(140.0, 300.0);
        ui.horizontal(|ui| {
            let empty = lang.t("merging-pick");
            let name = lang.t("merging-ours");
            ui.label(&name);
            let here = field::pick(ui, &name, self.here.as_ref(), &self.ours, (width, &empty));
            if let Some(here) = here {
                let twin = self.twins.iter().find(|(own, _)| *own == here);
                self.there = twin.map(|(_, there)| *there).or(self.there);
                self.here = Some(here);
                changed = true;
            }
            let name = lang.t("merging-theirs");
            ui.label(&name);
            let there = field::pick(ui, &name, self.there.as_ref(), &self.theirs, (width, &empty));
            if let Some(there) = there {
                self.there = Some(there);
                changed = true;
            }
        });
        changed
    }

    /// What the checkpoints that both entered say of the offset.
    pub(super) fn judge(&self, ui: &mut Ui, lang: Language, apart: Option<(usize, Seconds)>) {
        let colors = theme::colors_of(ui.visuals());
        let Some((count, apart)) = apart else {
            ui.label(RichText::new(lang.t("merging-nothing-common")).color(colors.weak));
            return;
        };
        let far = apart.abs() > merge::SAME;
        let said = msg!("merging-apart", count = count, apart = apart.signed());
        let color = if far { colors.warn } else { colors.good };
        let icon = if far { icons::WARNING } else { icons::CHECK };
        let text = format!("{icon}  {}", lang.say(&said));
        let response = ui.label(RichText::new(&text).color(color));
        widgets::named(&response, egui::Role::Label, &text);
    }
}

/// The moments of a log that can serve as a tap, in words of the record.
fn moments(log: &Record, words: &Record, lang: Language) -> Vec<(EventNumber, String)> {
    let pauses = Pauses::of(&log.events);
    let seen = observations(&log.events);
    let seen = seen.iter().filter(|seen| !matches!(seen.what, What::Counted { .. }));
    seen.map(|seen| {
        let said = lang.say(&words.describe(seen.what, &pauses));
        (seen.event, format!("{}  {said}", pauses.clock_at(seen.at).clock_tenths()))
    })
    .collect()
}
