//! How a book comes into the window: opened, made new, from a sample, from a plan.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::Context;

use super::super::ask::{Answer, Ask, Wanted};
use super::super::building::new_building;
use super::super::desk::{Desk, Place};
use super::super::import::{Decision, ImportPreview};
use super::super::peer_import;
use super::super::session::Session;
use super::{Muster, Places};
use crate::exchange::plan::PlanKind;
use crate::language::msg;
use crate::samples;
use crate::store::journal::journals;
use crate::store::{self, Contents, OpenError};

impl Muster {
    /// Shows the import of another program's file, and the building that came of it.
    pub(super) fn import_peer(&mut self, ctx: &Context) {
        let (Some(peer), Some(session)) = (&mut self.peer, &mut self.session) else { return };
        let Some(decision) = peer.show(ctx, self.lang, session) else { return };
        self.peer = None;
        if let peer_import::Decision::Taken(building) = decision {
            self.place = Place::Building;
            let name = session.contents().buildings.get(&building).map(|b| b.name.clone());
            let text = msg!("import-peer-taken", name = name.unwrap_or_default());
            self.toasts.success(self.lang.say(&text));
        }
    }

    /// Asks for the folder of a book, and goes there.
    pub(super) fn hear_answer(&mut self, ctx: &Context) {
        let Some(ask) = &mut self.ask else { return };
        let Some(answer) = ask.show(ctx, self.lang) else { return };
        let (wanted, others) = (ask.wanted(), ask.others());
        self.ask = None;
        let Answer::Path(folder) = answer else {
            self.accepted = None;
            return;
        };
        match wanted {
            Wanted::NewBook => {}
            Wanted::Plan if PlanKind::of(&folder).is_none() => {
                let ending = folder.extension().unwrap_or_default().to_string_lossy();
                return self.warn(&msg!("plan-unknown-kind", ending = ending.as_ref()));
            }
            Wanted::Plan => {
                let plans = std::iter::once(folder).chain(others).collect();
                return ImportPreview::take(&mut self.import, plans);
            }
            _ => return self.open(&folder),
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // A newcomer wants to draw at once, not to look for how to begin.
        let mut contents = Contents::new(&name);
        let accepted = self.accepted.take();
        if accepted.is_none() {
            let building = new_building(&contents, self.lang);
            contents.buildings.insert(building.id.clone(), Arc::new(building));
        }
        let made = Session::create(&folder, contents);
        if made.is_ok() {
            self.place = Place::Building;
            self.guide.end();
        }
        self.take(&folder, made);
        if let (Some(accepted), Some(session)) = (accepted, self.session.as_mut()) {
            let (settings, toasts) = (&mut self.settings, &mut self.toasts);
            let (clock, screens) = (&self.clock, &self.screens);
            let (lang, go, finding) = (self.lang, &mut None, &mut None);
            let mut desk = Desk { session, lang, settings, toasts, clock, screens, go, finding };
            self.places.building.take_over(accepted, &mut desk);
        }
    }

    /// A plan on the start screen: its preview, and then the folder of a new book for it.
    pub(super) fn begin_with_plan(&mut self, ctx: &Context) {
        let at_start = self.at_start || self.session.is_none();
        if at_start && self.ask.is_none() {
            let dropped = ctx.input(|i| i.raw.dropped_files.clone());
            let paths = dropped.iter().map(|file| file.path().to_owned()).collect();
            ImportPreview::take(&mut self.import, paths);
        }
        if self.ask.is_some() {
            return;
        }
        let Some(preview) = &mut self.import else { return };
        match preview.show(ctx, self.lang, false) {
            Some(Decision::Accept(accepted)) => {
                self.import = None;
                let folder = free_folder(&self.settings.documents(), &accepted.name);
                self.ask = Some(Ask::new(Wanted::NewBook, &folder));
                self.accepted = Some(accepted);
            }
            Some(Decision::Add) => {
                self.ask = Some(Ask::new(Wanted::Plan, &self.settings.documents()));
            }
            Some(Decision::Cancel) => self.import = None,
            None => {}
        }
    }

    pub(super) fn open(&mut self, root: &Path) {
        // What a place does beside the window may hold the right to write the book.
        self.places = Places::default();
        self.session = None;
        self.take(root, Session::open(root));
    }

    /// Opens a copy of a sample, which is made the first time.
    pub(super) fn open_sample(&mut self, sample: &str) {
        let name = self.lang.t("sample-folder");
        let folder = self.settings.documents().join(name).join(sample);
        if !folder.exists()
            && let Err(error) = samples::write(sample, &folder)
        {
            let path = folder.display().to_string();
            self.warn(&msg!("book-io", path = path, reason = store::reason(&error)));
            return;
        }
        self.open(&folder);
    }

    fn take(&mut self, root: &Path, session: Result<Session, OpenError>) {
        match session {
            Ok(session) => {
                self.places = Places::default();
                self.at_start = false;
                // A drill that was cut off comes first: people may still be on their way.
                let cut_off = !journals(&session.book.running_folder()).is_empty()
                    || !self.settings.journal_folders(&session.book.root()).is_empty();
                if cut_off && session.is_read_only() {
                    self.warn(&msg!("drill-unsaved-read-only"));
                } else if cut_off {
                    self.place = Place::Drill;
                }
                self.session = Some(session);
                self.settings.remember(root.to_owned());
            }
            Err(error) => self.warn(&error.message()),
        }
    }
}

/// A folder that is not there yet, by its name or with a number after it.
pub(super) fn free_folder(parent: &Path, name: &str) -> PathBuf {
    let names = (1_u32..).map(|number| match number {
        1 => name.to_owned(),
        number => format!("{name} {number}"),
    });
    names.map(|name| parent.join(name)).find(|folder| !folder.exists()).unwrap_or_default()
}
