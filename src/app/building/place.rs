//! The editor at its desk: carries out what it wishes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{self, Ui};

use super::{Editor, Scene, Selection, Wish};
use crate::app::ask::{Answer, Ask, Wanted};
use crate::app::desk::{Desk, Place};
use crate::app::import::{Accepted, Decision, ImportPreview};
use crate::app::poster::Poster;
use crate::app::{icons, theme, widgets};
use crate::building::edit::{Edit, EditError};
use crate::building::{Building, BuildingId, ElementId};
use crate::drill::Scenario;
use crate::exchange::plan::PlanKind;
use crate::language::{Language, Message, msg};
use crate::rules::Pack;
use crate::store::{self, BUILT_IN, Contents, OWN_PACKS, read};

/// The place Building.
#[derive(Default)]
pub(crate) struct BuildingPlace {
    editor: Editor,
    /// Which building and storey the view was fitted to.
    shown: Option<BuildingId>,
    ask: Option<Ask>,
    import: Option<ImportPreview>,
    escape_plan: Poster,
}

impl BuildingPlace {
    /// Shows the place.
    pub(crate) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let (Some(building), Some(storey)) =
            (desk.session.building().cloned(), desk.session.current.storey.clone())
        else {
            no_building(ui, desk);
            self.plans(ui.ctx(), desk);
            self.importing(ui.ctx(), desk);
            return;
        };
        if self.shown.as_ref() != Some(&building.id) {
            self.shown = Some(building.id.clone());
            self.editor.select(Selection::new());
            self.editor.fit();
        }
        let plans = desk.session.book.plan_file("");
        let manifest = desk.session.contents().manifest.clone();
        let buildings: Vec<(BuildingId, String)> = desk
            .session
            .contents()
            .buildings
            .values()
            .map(|building| (building.id.clone(), building.name.clone()))
            .collect();
        let contents = desk.session.contents().clone();
        let scenarios: Vec<Arc<Scenario>> = contents.scenarios.values().cloned().collect();
        let root = desk.session.book.root();
        let scene = Scene {
            buildings: &buildings,
            building: &building,
            site: &manifest.site,
            storey: &storey,
            shifts: &manifest.shifts,
            language: desk.lang,
            plans: &plans,
            root: &root,
            rule_pack: &manifest.rule_pack,
            scenarios: &scenarios,
            read_only: desk.session.is_read_only(),
        };
        for wish in self.editor.show(ui, &scene) {
            self.carry_out(wish, desk);
        }
        desk.toasts.leave_free(self.editor.below());
        self.escape_plan.show(ui.ctx(), desk);
        self.plans(ui.ctx(), desk);
        self.importing(ui.ctx(), desk);
    }

    /// Asks for a plan to import.
    pub(crate) fn ask_for_plan(&mut self, folder: &Path) {
        self.ask = Some(Ask::new(Wanted::Plan, folder));
    }

    /// Shows the preview of a plan, and takes it over when the user agrees.
    fn importing(&mut self, ctx: &egui::Context, desk: &mut Desk<'_>) {
        let Some(preview) = &mut self.import else { return };
        // The question for another plan lies over the preview.
        if self.ask.is_some() {
            return;
        }
        let has_building = desk.session.building().is_some();
        match preview.show(ctx, desk.lang, has_building) {
            Some(Decision::Accept(accepted)) => {
                self.import = None;
                self.take_over(accepted, desk);
            }
            Some(Decision::Add) => self.ask_for_plan(&desk.session.book.root()),
            Some(Decision::Cancel) => self.import = None,
            None => {}
        }
    }

    /// Takes over what the user has agreed to.
    pub(crate) fn take_over(&mut self, accepted: Accepted, desk: &mut Desk<'_>) {
        match accepted.take_over(desk) {
            Ok(()) => self.editor.fit(),
            Err(message) => desk.warn(&message),
        }
    }

    fn carry_out(&mut self, wish: Wish, desk: &mut Desk<'_>) {
        match wish {
            Wish::ShowStorey(storey) => desk.session.current.storey = Some(storey),
            Wish::Refuse(reason) => desk.warn(&reason),
            Wish::EndGesture => desk.session.end_gesture(),
            Wish::ChoosePicture => {
                self.ask = Some(Ask::new(Wanted::Picture, &desk.session.book.root()));
            }
            Wish::ImportPlan => self.ask_for_plan(&desk.session.book.root()),
            Wish::EscapePlan => self.escape_plan.open(desk),
            Wish::Edit(edit) => self.edit(edit, desk),
            Wish::Typed(gesture, edit) => {
                let label = edit.label();
                match applied(edit, desk) {
                    Ok((contents, _)) => {
                        desk.session.edit_joining(&gesture, label, |now| *now = contents);
                    }
                    Err(error) => desk.warn(&error.message()),
                }
            }
            Wish::ChooseRules(pack) => choose_rules(pack, desk),
            Wish::AddRules => self.ask = Some(Ask::new(Wanted::Rules, &desk.session.book.root())),
            Wish::CopyRules(pack) => {
                let text = BUILT_IN.iter().find(|(id, _)| *id == pack).map(|(_, text)| *text);
                let added = text.map(|text| desk.session.book.add_rule_pack(&pack, text));
                match added {
                    Some(Ok(name)) => {
                        let file = format!("{OWN_PACKS}/{name}.ron");
                        desk.tell(&msg!("rules-copied", file = file));
                        choose_rules(name, desk);
                    }
                    Some(Err(error)) => desk.warn(&error.message()),
                    None => {}
                }
            }
            Wish::GoScenarios => *desk.go = Some(Place::Scenario),
            Wish::ShowBuilding(id) => desk.session.look_at(id),
            Wish::AddBuilding => add_building(desk),
            Wish::Drag(from, edit) => {
                let label = edit.label();
                // On the way a shape may be impossible for a moment; the last possible one stays.
                if let Ok((building, site, _)) = edit.applied(&from.0, &from.1) {
                    desk.session.edit_joining("drag", label, |contents| {
                        contents.put(building, site);
                    });
                }
            }
        }
    }

    /// Makes a change and selects what it made, or goes to the storey that it made.
    fn edit(&mut self, edit: Edit, desk: &mut Desk<'_>) {
        let takes_away = matches!(edit, Edit::Delete(_));
        let label = edit.label();
        let (contents, made) = match applied(edit, desk) {
            Ok(changed) => changed,
            Err(error) => return desk.warn(&error.message()),
        };
        desk.session.edit(label, |now| *now = contents);
        let storey = made.iter().find_map(|id| match id {
            ElementId::Storey(id) => Some(id.clone()),
            _ => None,
        });
        if let Some(storey) = storey {
            desk.session.current.storey = Some(storey);
        } else if takes_away || !made.is_empty() {
            self.editor.select(made);
        }
    }

    /// Takes plans that were dropped on the window or asked for.
    fn plans(&mut self, ctx: &egui::Context, desk: &mut Desk<'_>) {
        let dropped = ctx.input(|i| i.raw.dropped_files.clone());
        let mut paths: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_owned()).collect();
        if let Some(answer) = self.ask.as_mut().and_then(|ask| ask.show(ctx, desk.lang)) {
            let ask = self.ask.take().map(|mut ask| (ask.wanted(), ask.others()));
            let (wanted, others) = ask.unzip();
            match answer {
                Answer::Path(path) if wanted == Some(Wanted::Rules) => {
                    match add_rules(&path, desk) {
                        Ok(name) => choose_rules(name, desk),
                        Err(message) => desk.warn(&message),
                    }
                }
                Answer::Path(path) => {
                    paths.push(path);
                    paths.extend(others.into_iter().flatten());
                }
                Answer::Nothing => {}
            }
        }
        if desk.session.is_read_only() {
            return;
        }
        if let Some(path) = paths.iter().find(|path| PlanKind::of(path).is_none()) {
            let ending = path.extension().unwrap_or_default().to_string_lossy();
            desk.warn(&msg!("plan-unknown-kind", ending = ending.as_ref()));
        }
        ImportPreview::take(&mut self.import, paths);
    }
}

/// The book as a change of the current building makes it, and what it made.
fn applied(edit: Edit, desk: &Desk<'_>) -> Result<(Contents, Selection), EditError> {
    let mut contents = desk.session.contents().clone();
    let building = desk.session.building().ok_or_else(|| EditError::Unknown(String::new()))?;
    let (building, site, made) = edit.applied(building, &contents.manifest.site)?;
    contents.put(building, site);
    Ok((contents, made))
}

/// Takes a rule pack over into the book, if it is one; says its name.
fn add_rules(path: &Path, desk: &Desk<'_>) -> Result<String, Message> {
    // It is read as it will be used: a mistake in it is told with its place before it is taken over.
    read::<Pack>(path).map_err(|error| error.message())?;
    let text = std::fs::read_to_string(path).map_err(|error| {
        msg!("rules-unreadable", file = path.display().to_string(), reason = store::reason(&error))
    })?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    desk.session.book.add_rule_pack(&name, &text).map_err(|error| error.message())
}

fn choose_rules(pack: String, desk: &mut Desk<'_>) {
    desk.session.edit(msg!("edit-rule-pack"), |contents| contents.manifest_mut().rule_pack = pack);
}

/// An empty building with a name of its own.
pub(crate) fn new_building(contents: &Contents, lang: Language) -> Building {
    let name = lang.say(&msg!("name-building", number = contents.buildings.len() + 1));
    let storey = lang.say(&msg!("name-storey", number = 1_u32));
    Building::new(contents.free_building_id(), &name, &storey)
}

fn add_building(desk: &mut Desk<'_>) {
    let building = new_building(desk.session.contents(), desk.lang);
    let id = building.id.clone();
    desk.session.edit(msg!("edit-add-building"), |contents| {
        contents.buildings.insert(id.clone(), Arc::new(building));
    });
    desk.session.look_at(id);
}

fn no_building(ui: &mut Ui, desk: &mut Desk<'_>) {
    egui::CentralPanel::default().show(ui, |ui| {
        let (title, hint) = (desk.lang.t("no-building-title"), desk.lang.t("no-building-hint"));
        widgets::empty_state(ui, icons::APARTMENT, &title, &hint);
        ui.add_space(theme::GROUP_GAP);
        ui.vertical_centered(|ui| {
            let writable = !desk.session.is_read_only();
            let button = egui::Button::new(desk.lang.t("action-add-building"));
            if ui.add_enabled(writable, button).clicked() {
                add_building(desk);
            }
        });
    });
}
