//! The findings of the rules: measured value, limit and clause, with a way to the place, a fix
//! where one is mechanical, and a waiver.

use eframe::egui::{self, AtomExt, RichText, Ui, vec2};

use super::Editor;
use super::checking::Answer;
use super::checks::{LINE, LINES, lines, sign_of};
use super::wish::{Scene, Wish};
use crate::app::plan::Palette;
use crate::app::{icons, theme, widgets};
use crate::building::edit::Edit;
use crate::building::{ElementId, Waiver};
use crate::drill::{Clock, SystemClock};
use crate::language::{Choice, msg};
use crate::rules::{Fact, Finding, Unchecked};
use crate::store::{BUILT_IN, own_packs};

/// The clause of a rule that no code demands.
const NO_CLAUSE: &str = "–";

/// A finding that is about to be accepted.
#[derive(Clone, Debug)]
pub(super) struct Waiving {
    rule: String,
    element: ElementId,
    about: String,
    reason: String,
    by: String,
    focused: bool,
}

impl Editor {
    /// Which pack applies, and what its findings are worth.
    pub(super) fn rules_head(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        answer: &Option<Answer>,
        wishes: &mut Vec<Wish>,
    ) {
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(layout, |ui| {
            ui.add_space(4.0);
            let name = |id: &str| scene.t(pack_key(id));
            let mut chosen = scene.rule_pack.to_owned();
            ui.add_enabled_ui(!scene.read_only, |ui| {
                let combo = egui::ComboBox::from_id_salt("rule-pack")
                    .height(360.0)
                    .selected_text(if is_built_in(&chosen) {
                        name(&chosen)
                    } else {
                        chosen.clone()
                    })
                    .width(170.0)
                    .truncate()
                    .show_ui(ui, |ui| {
                        for (id, _) in BUILT_IN {
                            ui.selectable_value(&mut chosen, id.to_owned(), name(id));
                        }
                        for id in own_packs(scene.root) {
                            ui.selectable_value(&mut chosen, id.clone(), id);
                        }
                        ui.separator();
                        if ui.button(scene.t("rules-add")).clicked() {
                            wishes.push(Wish::AddRules);
                            ui.close();
                        }
                        if is_built_in(scene.rule_pack)
                            && ui.button(scene.t("rules-copy")).clicked()
                        {
                            wishes.push(Wish::CopyRules(scene.rule_pack.to_owned()));
                            ui.close();
                        }
                    });
                widgets::named(&combo.response, egui::Role::ComboBox, &scene.t("rules-pack"));
                if let Some(Ok(found)) = answer {
                    let (name, note) = (&found.pack, &found.note);
                    let lang = scene.language;
                    let text = format!("{}\n{}", name.in_language(lang), note.in_language(lang));
                    combo.response.on_hover_text(text);
                }
            });
            if chosen != scene.rule_pack {
                wishes.push(Wish::ChooseRules(chosen));
            }
            if !is_built_in(scene.rule_pack) {
                let again = widgets::tool(ui, icons::REFRESH, &scene.t("rules-read-again"), false);
                if again.clicked() {
                    self.checking.read_again();
                }
            }
            if self.checking.is_busy() {
                ui.spinner();
            }
            let weak = theme::colors_of(ui.visuals()).weak;
            let text = RichText::new(scene.t("rules-assists-short")).small().color(weak);
            let label = ui.add(egui::Label::new(text).truncate());
            label.on_hover_text(scene.t("rules-assists"));
        });
    }

    pub(super) fn finding_list(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        answer: Option<Answer>,
        wishes: &mut Vec<Wish>,
    ) {
        match answer {
            None => {}
            Some(Err(message)) => {
                ui.colored_label(ui.visuals().error_fg_color, scene.language.say(&message));
                ui.add_space(4.0);
            }
            Some(Ok(found)) => {
                if found.findings.is_empty() && found.unchecked.is_empty() {
                    ui.label(scene.t("rules-none"));
                    ui.add_space(4.0);
                }
                let (findings, unchecked) = (&found.findings, &found.unchecked);
                lines(ui, findings.len() + unchecked.len(), LINES, |ui, row| {
                    match findings.get(row) {
                        Some(finding) => self.line(ui, scene, finding, wishes),
                        None => unchecked_line(ui, scene, &unchecked[row - findings.len()]),
                    }
                });
            }
        }
        self.ask_for_reason(ui, scene, wishes);
    }

    fn line(&mut self, ui: &mut Ui, scene: &Scene<'_>, finding: &Finding, wishes: &mut Vec<Wish>) {
        let palette = Palette::of(&ui.ctx().global_style().visuals);
        let lang = scene.language;
        let message = lang.say(&finding.message(lang));
        // What no clause demands is said in the user's language.
        let clause = if finding.clause == NO_CLAUSE {
            lang.t(finding.confidence.key())
        } else {
            format!("{} {}", finding.edition, finding.clause)
        };
        // The whole width is divided before anything is drawn, so that the columns stand.
        ui.horizontal(|ui| {
            ui.set_height(LINE);
            let (buttons, source) = (150.0, 215.0);
            let width = ui.available_width() - buttons - source;
            let (sign, color) = if finding.waived.is_some() {
                (icons::CHECK_CIRCLE, ui.visuals().weak_text_color())
            } else {
                sign_of(finding.severity, &palette)
            };
            let text = RichText::new(&message);
            let text = if finding.waived.is_some() { text.weak() } else { text };
            let storey = finding.storey.as_ref().and_then(|id| scene.building.storey(id));
            let storey = storey.map_or("", |storey| storey.name.as_str());
            let button =
                egui::Button::new((RichText::new(sign).color(color), text.atom_shrink(true)))
                    .frame_when_inactive(false)
                    // Something to the right keeps the text at the left.
                    .right_text("")
                    .truncate();
            let mut tip = format!("{message}\n{clause} · {}", lang.t(finding.confidence.key()));
            if let Some(waiver) = &finding.waived {
                let since = waiver.since.to_string();
                let said = msg!(
                    "rules-waived-by",
                    by = &waiver.by,
                    since = since,
                    reason = &waiver.reason
                );
                tip.push('\n');
                tip.push_str(&lang.say(&said));
            }
            if ui.add_sized(vec2(width, LINE), button).on_hover_text(tip).clicked() {
                let (id, storey) = (finding.element.clone(), finding.storey.clone());
                self.jump(id, storey, finding.at, wishes);
            }
            let right = RichText::new(format!("{clause}   {storey}")).weak().small();
            let layout = egui::Layout::right_to_left(egui::Align::Center);
            ui.allocate_ui_with_layout(vec2(source - 12.0, LINE), layout, |ui| {
                ui.set_width(source - 12.0);
                ui.add(egui::Label::new(right).truncate());
            });
            if scene.read_only {
                return;
            }
            if finding.waived.is_some() {
                if ui.small_button(scene.t("rules-unwaive")).clicked() {
                    let (rule, element) = (finding.rule.clone(), finding.element.clone());
                    wishes.push(Wish::Edit(Edit::Unwaive { rule, element }));
                }
                return;
            }
            let waive = ui.small_button(scene.t("rules-waive"));
            if waive.on_hover_text(scene.t("rules-waive-hint")).clicked() {
                self.waiving = Some(Waiving {
                    rule: finding.rule.clone(),
                    element: finding.element.clone(),
                    about: message,
                    reason: String::new(),
                    by: self.waived_by.clone(),
                    focused: false,
                });
            }
            if let Some(fix) = &finding.fix {
                let text = format!("{} {}", icons::ENGINEERING, scene.t("rules-fix"));
                let hint = msg!("rules-fix-hint", limit = finding.limit(lang));
                if ui.small_button(text).on_hover_text(lang.say(&hint)).clicked() {
                    wishes.push(Wish::Edit(fix.clone()));
                }
            }
        });
    }

    fn ask_for_reason(&mut self, ui: &Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let Some(waiving) = &mut self.waiving else { return };
        let mut done = false;
        let title = scene.t("rules-waive-title");
        let modal = widgets::dialog(ui.ctx(), "waive", &title, 440.0, |ui| {
            ui.label(&waiving.about);
            ui.add_space(theme::GAP);
            let label = ui.label(scene.t("rules-reason")).id;
            let reason = egui::TextEdit::multiline(&mut waiving.reason).desired_rows(2);
            let reason = ui.add(reason.desired_width(f32::INFINITY)).labelled_by(label);
            if !std::mem::replace(&mut waiving.focused, true) {
                reason.request_focus();
            }
            let label = ui.label(scene.t("rules-by")).id;
            let by = egui::TextEdit::singleline(&mut waiving.by);
            ui.add(by.desired_width(f32::INFINITY)).labelled_by(label);
            ui.add_space(theme::GROUP_GAP);
            ui.horizontal(|ui| {
                let said = !waiving.reason.trim().is_empty() && !waiving.by.trim().is_empty();
                if widgets::confirm(ui, said, &scene.t("rules-waive-confirm")).clicked() {
                    let since = SystemClock.now().wall.date();
                    self.waived_by.clone_from(&waiving.by);
                    wishes.push(Wish::Edit(Edit::Waive(Waiver {
                        rule: waiving.rule.clone(),
                        element: waiving.element.clone(),
                        reason: waiving.reason.trim().to_owned(),
                        by: waiving.by.trim().to_owned(),
                        since,
                    })));
                    done = true;
                }
                done |= ui.button(scene.t("ask-cancel")).clicked();
            });
        });
        if done || modal.should_close() {
            self.waiving = None;
        }
    }
}

/// A rule that could not be checked, because something is not entered.
fn unchecked_line(ui: &mut Ui, scene: &Scene<'_>, one: &Unchecked) {
    let lang = scene.language;
    let weak = ui.visuals().weak_text_color();
    let text = lang.say(&one.message(lang));
    let clause = RichText::new(format!("{} {}", one.edition, one.clause)).weak().small();
    let words = RichText::new(&text).weak().atom_shrink(true);
    let button = egui::Button::new((RichText::new(icons::HELP).color(weak), words))
        .right_text(clause)
        .frame_when_inactive(false)
        .truncate();
    let how = lang.t(how_to_enter(one.missing));
    ui.add_sized([ui.available_width(), LINE], button).on_hover_text(format!("{text}\n{how}"));
}

/// The key of where something is entered.
const fn how_to_enter(fact: Fact) -> &'static str {
    match fact {
        Fact::People => "fact-people-how",
        Fact::Compartments => "fact-compartments-how",
        Fact::ExitSigns | Fact::EmergencyLights | Fact::DoorReleases => "fact-equipment-how",
        Fact::AssemblyCapacity => "fact-assembly-capacity-how",
        Fact::FireLanes => "fact-fire-lanes-how",
    }
}

fn is_built_in(id: &str) -> bool {
    BUILT_IN.iter().any(|(own, _)| *own == id)
}

/// The key of a short name of a pack that ships.
fn pack_key(id: &str) -> &'static str {
    match id {
        "nfpa" => "rules-pack-nfpa",
        "ibc" => "rules-pack-ibc",
        "adb" => "rules-pack-adb",
        _ => "rules-pack-gb",
    }
}
