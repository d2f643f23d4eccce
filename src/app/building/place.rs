//! The editor at its desk: carries out what it wishes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use eframe::egui::{self, Ui};

use super::{Editor, Scene, Selection, Wish};
use crate::app::desk::Desk;
use crate::app::{icons, theme, widgets};
use crate::building::edit::{Edit, EditError};
use crate::building::{Building, BuildingId, ElementId, Point, Underlay};
use crate::language::{Message, msg};
use crate::store::Contents;

/// The place Building.
#[derive(Default)]
pub(crate) struct BuildingPlace {
    editor: Editor,
    /// Which building and storey the view was fitted to.
    shown: Option<BuildingId>,
    dialog: Option<Receiver<Option<PathBuf>>>,
}

impl BuildingPlace {
    /// Shows the place.
    pub(crate) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let (Some(building), Some(storey)) =
            (desk.session.building().cloned(), desk.session.current.storey.clone())
        else {
            no_building(ui, desk);
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
        let scene = Scene {
            buildings: &buildings,
            building: &building,
            site: &manifest.site,
            storey: &storey,
            shifts: &manifest.shifts,
            language: desk.lang,
            plans: &plans,
            read_only: desk.session.is_read_only(),
        };
        for wish in self.editor.show(ui, &scene) {
            self.carry_out(ui.ctx(), wish, desk);
        }
        self.pictures(ui.ctx(), desk);
    }

    fn carry_out(&mut self, ctx: &egui::Context, wish: Wish, desk: &mut Desk<'_>) {
        match wish {
            Wish::ShowStorey(storey) => desk.session.current.storey = Some(storey),
            Wish::Refuse(reason) => desk.warn(&reason),
            Wish::EndGesture => desk.session.end_gesture(),
            Wish::ChoosePicture => self.ask_for_picture(ctx, desk),
            Wish::Edit(edit) => self.edit(edit, desk),
            Wish::Typed(gesture, edit) => {
                let label = edit.label();
                let mut contents = desk.session.contents().clone();
                match apply(edit, &mut contents, desk) {
                    Ok(_) => desk.session.edit_joining(&gesture, label, |now| *now = contents),
                    Err(error) => desk.warn(&error.message()),
                }
            }
            Wish::ShowBuilding(id) => desk.session.current.building = Some(id),
            Wish::AddBuilding => add_building(desk),
            Wish::Drag(from, edit) => {
                let label = edit.label();
                let (mut building, mut site) = (*from).clone();
                // On the way a shape may be impossible for a moment; the last possible one stays.
                if edit.apply(&mut building, &mut site).is_ok() {
                    desk.session.edit_joining("drag", label, |contents| {
                        contents.manifest_mut().site = site;
                        contents.buildings.insert(building.id.clone(), Arc::new(building));
                    });
                }
            }
        }
    }

    /// Makes a change and selects what it made, or goes to the storey that it made.
    fn edit(&mut self, edit: Edit, desk: &mut Desk<'_>) {
        let takes_away = matches!(edit, Edit::Delete(_));
        let label = edit.label();
        let mut contents = desk.session.contents().clone();
        let made = match apply(edit, &mut contents, desk) {
            Ok(made) => made,
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

    fn ask_for_picture(&mut self, ctx: &egui::Context, desk: &Desk<'_>) {
        if self.dialog.is_some() {
            return;
        }
        let title = desk.lang.t("dialog-picture");
        let (sender, answer) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            let dialog = rfd::FileDialog::new().set_title(title);
            let picked = dialog.add_filter("PNG, JPEG", &["png", "jpg", "jpeg"]).pick_file();
            // The window may have been closed meanwhile; then nobody waits for the answer.
            let _ = sender.send(picked);
            ctx.request_repaint();
        });
        self.dialog = Some(answer);
    }

    /// Takes pictures that were dropped on the window or picked in the dialog.
    fn pictures(&mut self, ctx: &egui::Context, desk: &mut Desk<'_>) {
        let dropped = ctx.input(|i| i.raw.dropped_files.clone());
        let mut paths: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_owned()).collect();
        if let Some(answer) = self.dialog.as_ref().and_then(|dialog| dialog.try_recv().ok()) {
            self.dialog = None;
            paths.extend(answer);
        }
        for path in paths {
            if desk.session.is_read_only() {
                return;
            }
            if let Err(message) = self.add_picture(&path, desk) {
                desk.warn(&message);
            }
        }
    }

    /// Copies a picture into the book and lays it under the storey on the plan.
    fn add_picture(&mut self, path: &Path, desk: &mut Desk<'_>) -> Result<(), Message> {
        let Some(storey) = desk.session.current.storey.clone() else { return Ok(()) };
        let shown = path.display().to_string();
        let failed = |reason: String| msg!("picture-failed", file = &shown, reason = reason);
        let (width, height) =
            image::image_dimensions(path).map_err(|error| failed(error.to_string()))?;
        let file = copy_into(&desk.session.book.plan_file(""), path)
            .map_err(|error| failed(error.to_string()))?;
        // Until it is scaled, the picture fills forty metres.
        let metres_per_pixel = 40.0 / f64::from(width.max(height).max(1));
        let underlay =
            Underlay { file, origin: Point::default(), metres_per_pixel, angle: 0.0, opacity: 0.5 };
        let edit = Edit::SetUnderlay { storey, underlay: Some(underlay) };
        self.edit(edit, desk);
        self.editor.fit();
        Ok(())
    }
}

fn apply(edit: Edit, contents: &mut Contents, desk: &Desk<'_>) -> Result<Selection, EditError> {
    let id = desk.session.current.building.clone();
    let parts = id.as_ref().and_then(|id| contents.building_and_site_mut(id));
    let (building, site) = parts.ok_or_else(|| EditError::Unknown(String::new()))?;
    edit.apply(building, site)
}

fn add_building(desk: &mut Desk<'_>) {
    let id = desk.session.contents().free_building_id();
    let count = desk.session.contents().buildings.len() + 1;
    let name = desk.lang.say(&msg!("name-building", number = count));
    let storey = desk.lang.say(&msg!("name-storey", number = 1_u32));
    let building = Building::new(id.clone(), &name, &storey);
    desk.session.edit(msg!("edit-add-building"), |contents| {
        contents.buildings.insert(id.clone(), Arc::new(building));
    });
    desk.session.current.building = Some(id);
    desk.session.current.storey = None;
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

/// Copies a picture into a folder under a name that is free there, and returns that name.
fn copy_into(folder: &Path, picture: &Path) -> std::io::Result<String> {
    std::fs::create_dir_all(folder)?;
    let stem = picture.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = picture.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let content = std::fs::read(picture)?;
    for number in 1..1000_u32 {
        let name = if number == 1 {
            format!("{stem}.{ending}")
        } else {
            format!("{stem}-{number}.{ending}")
        };
        let target = folder.join(&name);
        if !target.exists() {
            crate::store::replace(&target, &content)?;
            return Ok(name);
        }
        // The same picture dropped twice is kept once.
        if std::fs::read(&target).is_ok_and(|there| there == content) {
            return Ok(name);
        }
    }
    Err(std::io::ErrorKind::AlreadyExists.into())
}
