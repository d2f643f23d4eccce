//! A second observer's log is merged into a record: the file is asked for, the times are aligned,
//! contradictions are chosen one by one, and what it comes to is shown before anything is saved.

mod align;
mod conflicts;
mod group;
mod page;
mod preview;

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eframe::egui::{self, Context, RichText, Ui};

use crate::app::ask::{Answer, Ask, Wanted};
use crate::app::beside::beside;
use crate::app::desk::Desk;
use crate::app::{icons, theme};
use crate::drill::{Record, RecordId};
use crate::language::{Message, msg};
use crate::store::second_log;

use page::{Page, Wish};

/// What was read of the other log.
type Read = Result<Record, Message>;

/// Merging, from the question for the file to the record that was saved.
#[derive(Default)]
pub(super) struct Merging {
    ask: Option<(Ask, RecordId)>,
    coming: Option<(Receiver<Read>, Arc<Record>)>,
    page: Option<Page>,
}

impl Merging {
    /// The button that begins it, below the signatures of a record.
    pub(super) fn button(&mut self, ui: &mut Ui, desk: &Desk<'_>, record: &RecordId) {
        let lang = desk.lang;
        ui.add_space(theme::GROUP_GAP);
        ui.label(RichText::new(lang.t("merging-other")).font(theme::strong()));
        let words = format!("{}  {}", icons::MERGE, lang.t("merging-begin"));
        let ready = !desk.session.is_read_only() && self.coming.is_none();
        let button = ui.add_enabled(ready, egui::Button::new(words));
        if button.on_hover_text(lang.t("merging-begin-hint")).clicked() {
            let folder = etcetera::home_dir().unwrap_or_default();
            self.ask = Some((Ask::new(Wanted::SecondLog, &folder), record.clone()));
        }
    }

    /// Shows the question for the file, and hears what was read of it.
    pub(super) fn tick(&mut self, ctx: &Context, desk: &mut Desk<'_>) {
        if let Some((ask, _)) = &mut self.ask
            && let Some(answer) = ask.show(ctx, desk.lang)
            && let Some((_, id)) = self.ask.take()
            && let Answer::Path(path) = answer
            && let Some(record) = desk.session.book.records.get(&id).cloned()
        {
            let own = Arc::clone(&record);
            let coming = beside(ctx, move || second_log(&path, &own));
            self.coming = Some((coming, record));
        }
        let read = self.coming.as_ref().and_then(|(coming, _)| coming.try_recv().ok());
        let Some(read) = read else { return };
        let Some((_, record)) = self.coming.take() else { return };
        match read {
            Ok(other) => self.page = Some(Page::of(record, other, desk.lang)),
            Err(message) => desk.warn(&message),
        }
    }

    /// Whether its page is in front of the views.
    pub(super) const fn is_open(&self) -> bool {
        self.page.is_some()
    }

    /// Shows the page.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let Some(page) = &mut self.page else { return };
        match page.show(ui, desk.lang) {
            Some(Wish::Leave) => self.page = None,
            Some(Wish::Save(merged, entered)) => match desk.session.book.save_record(&merged) {
                Ok(_) => {
                    desk.tell(&msg!("merging-done", entered = entered));
                    self.page = None;
                }
                Err(error) => desk.warn(&error.message()),
            },
            None => {}
        }
    }
}
