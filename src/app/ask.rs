//! Asks where a file or a folder is: its path is typed, or picked in the system's own dialog.
//!
//! Not every desktop offers such a dialog, and one that is missing says nothing: typing a path
//! always works.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use eframe::egui::{self, Context, Key, RichText, Ui};

use super::beside::beside;
use super::{icons, theme, widgets};
use crate::exchange::plan::PlanKind;
use crate::language::Language;

/// A dialog that closes sooner was never open: nobody reads one that fast.
const AT_ONCE: Duration = Duration::from_millis(400);

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The folder of a book that is to be made.
    NewBook,
    /// The folder of a book.
    Book,
    /// A picture of a plan.
    Picture,
    /// A plan to import.
    Plan,
    /// A rule pack.
    Rules,
    /// A file of another evacuation program.
    Peer,
    /// A list of people.
    People,
    /// A second observer's log of a drill.
    SecondLog,
    /// A folder for the journal of the drill that runs.
    Journal,
    /// A file for what is shown, of one of these kinds.
    Export(&'static [&'static str]),
}

impl Wanted {
    const fn title(self) -> &'static str {
        match self {
            Self::NewBook => "dialog-new-book",
            Self::Book => "dialog-open-book",
            Self::Picture => "dialog-picture",
            Self::Plan => "command-import-plan",
            Self::Rules => "dialog-rules",
            Self::Peer => "command-import-peer",
            Self::People => "dialog-people",
            Self::SecondLog => "dialog-second-log",
            Self::Journal => "dialog-journal",
            Self::Export(_) => "dialog-export",
        }
    }

    const fn confirm(self) -> &'static str {
        match self {
            Self::NewBook => "ask-create",
            Self::Book
            | Self::Picture
            | Self::Plan
            | Self::Rules
            | Self::Peer
            | Self::People
            | Self::SecondLog => "ask-open",
            Self::Journal | Self::Export(_) => "ask-save-there",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Picture
            | Self::Plan
            | Self::Rules
            | Self::Peer
            | Self::People
            | Self::Export(_) => "ask-file",
            Self::SecondLog => "ask-file-or-folder",
            Self::NewBook => "ask-book-in",
            Self::Book | Self::Journal => "ask-folder",
        }
    }

    /// Runs the system's dialog until it is closed. Several plans may be picked at once.
    fn browse(self, title: String, path: &Path) -> Vec<PathBuf> {
        let dialog = rfd::FileDialog::new().set_title(title);
        let picked = match self {
            Self::Export(kinds) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let dialog = dialog.set_file_name(name);
                let add = |dialog: rfd::FileDialog, kind: &&str| {
                    dialog.add_filter(kind.to_uppercase(), &[*kind])
                };
                kinds.iter().fold(dialog, add).save_file()
            }
            Self::Picture => {
                let kinds = ["png", "jpg", "jpeg", "pdf"];
                dialog.add_filter("PNG, JPEG, PDF", &kinds).pick_file()
            }
            Self::Plan => {
                let dialog = dialog.add_filter("DXF, SVG, IFC, PDF, PNG, JPEG", PlanKind::ENDINGS);
                return dialog.pick_files().unwrap_or_default();
            }
            Self::Rules => dialog.add_filter("RON", &["ron"]).pick_file(),
            Self::Peer => dialog
                .add_filter("JuPedSim, Vadere", &["wkt", "txt", "xml", "scenario"])
                .pick_file(),
            Self::People => dialog.add_filter("CSV, XLSX", &["csv", "txt", "xlsx"]).pick_file(),
            Self::SecondLog => dialog.add_filter("RON", &["ron", "log"]).pick_file(),
            Self::NewBook | Self::Book | Self::Journal => dialog.pick_folder(),
        };
        picked.into_iter().collect()
    }
}

/// A question that waits for its answer.
pub(super) struct Ask {
    wanted: Wanted,
    /// The name of a new book, which its folder bears; what else is asked for has none.
    name: String,
    /// Where it is; of a new book, the folder in which its own is made.
    path: String,
    browsing: Option<(Instant, Receiver<Vec<PathBuf>>)>,
    /// What was picked beside the first.
    others: Vec<PathBuf>,
    /// The system's dialog closed before anybody can have seen it.
    no_dialog: bool,
    focused: bool,
}

/// What became of a question.
pub(super) enum Answer {
    /// A path was given.
    Path(PathBuf),
    /// It was given up.
    Nothing,
}

impl Ask {
    /// Asks, with a path to begin with.
    pub(super) fn new(wanted: Wanted, path: &Path) -> Self {
        let (name, path) = match wanted {
            Wanted::NewBook => {
                (path.file_name().unwrap_or_default(), path.parent().unwrap_or(path))
            }
            _ => (OsStr::new(""), path),
        };
        let (name, path) = (name.to_string_lossy().into_owned(), path.display().to_string());
        let others = Vec::new();
        Self { wanted, name, path, browsing: None, others, no_dialog: false, focused: false }
    }

    /// What was picked beside the path of the answer: more plans.
    pub(super) fn others(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.others)
    }

    /// What is asked for.
    pub(super) const fn wanted(&self) -> Wanted {
        self.wanted
    }

    /// Shows the question; returns its answer, once.
    pub(super) fn show(&mut self, ctx: &Context, lang: Language) -> Option<Answer> {
        if let Some(path) = self.hear() {
            // A new book still wants a name of its own.
            if self.wanted != Wanted::NewBook {
                return Some(Answer::Path(path));
            }
            self.path = path.display().to_string();
        }
        let mut answer = None;
        let title = lang.t(self.wanted.title());
        let modal = widgets::dialog(ctx, "ask", &title, 520.0, |ui| {
            let mut entered = false;
            let mut line = |ui: &mut Ui, label: &'static str, text: &mut String| {
                let label = ui.label(lang.t(label)).id;
                let edit = egui::TextEdit::singleline(text).desired_width(f32::INFINITY);
                let response = ui.add(edit).labelled_by(label);
                if !std::mem::replace(&mut self.focused, true) {
                    response.request_focus();
                }
                entered |= response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            };
            if self.wanted == Wanted::NewBook {
                line(ui, "ask-book-name", &mut self.name);
                ui.add_space(theme::GAP);
            }
            line(ui, self.wanted.label(), &mut self.path);
            let named = self.wanted != Wanted::NewBook || is_file_name(self.name.trim());
            if !named && !self.name.trim().is_empty() {
                let warn = theme::colors_of(ui.visuals()).warn;
                ui.label(RichText::new(lang.t("ask-book-name-letters")).color(warn));
            }
            if self.no_dialog {
                let warn = theme::colors_of(ui.visuals()).warn;
                ui.label(RichText::new(lang.t("ask-no-dialog")).color(warn));
            }
            ui.add_space(theme::GROUP_GAP);
            ui.horizontal(|ui| {
                let given = named && !self.path.trim().is_empty();
                let confirm = widgets::confirm(ui, given, &lang.t(self.wanted.confirm()));
                if confirm.clicked() || (entered && given) {
                    let mut path = PathBuf::from(self.path.trim());
                    if self.wanted == Wanted::NewBook {
                        path.push(self.name.trim());
                    }
                    answer = Some(Answer::Path(path));
                }
                let text = format!("{}  {}", icons::FOLDER_OPEN, lang.t("ask-browse"));
                let browse = egui::Button::new(text);
                if ui.add_enabled(self.browsing.is_none(), browse).clicked() {
                    self.browse(ctx, lang);
                }
                if ui.button(lang.t("ask-cancel")).clicked() {
                    answer = Some(Answer::Nothing);
                }
            });
        });
        if answer.is_none() && modal.should_close() {
            answer = Some(Answer::Nothing);
        }
        answer
    }

    /// Opens the system's dialog beside the window.
    fn browse(&mut self, ctx: &Context, lang: Language) {
        let (wanted, title) = (self.wanted, lang.t(self.wanted.title()));
        let path = PathBuf::from(self.path.trim());
        let answer = beside(ctx, move || wanted.browse(title, &path));
        self.no_dialog = false;
        self.browsing = Some((Instant::now(), answer));
    }

    fn hear(&mut self) -> Option<PathBuf> {
        let (since, answer) = self.browsing.as_ref()?;
        let mut picked = answer.try_recv().ok()?.into_iter();
        let first = picked.next();
        self.no_dialog = first.is_none() && since.elapsed() < AT_ONCE;
        self.browsing = None;
        self.others = picked.collect();
        first
    }
}

/// Whether a folder can bear this name on every system: books are copied from one to another.
fn is_file_name(name: &str) -> bool {
    let banned = |c: char| c.is_control() || "\\/:*?\"<>|".contains(c);
    !name.is_empty() && !name.ends_with('.') && !name.contains(banned)
}
