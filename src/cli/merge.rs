//! `muster merge`: a second observer's log, merged into a record.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::rehearse::open_for_writing;
use super::{Done, End};
use crate::drill::merge::{self, Choice, Fit, Sync};
use crate::drill::{Clock, EventNumber, Pauses, RecordId, SystemClock};
use crate::language::{Language, Message, msg};
use crate::store::second_log;
use crate::units::Seconds;

#[derive(Args)]
pub(super) struct Merge {
    /// The folder of the drill book
    book: PathBuf,
    /// The record that is added to
    #[arg(long, value_name = "ID")]
    record: String,
    /// The other observer's record (a file), the folder of the journal of a drill that was not
    /// finished there, or the other observer's whole book
    #[arg(long, value_name = "PATH")]
    with: PathBuf,
    /// How the other times become those of the record
    #[arg(long, value_enum, default_value_t = Align::Start)]
    align: Align,
    /// The same moment in both logs, such as a clap of the hands: its event here and there
    #[arg(long, num_args = 2, value_names = ["HERE", "THERE"])]
    tap: Option<Vec<u32>>,
    /// The other alarm was so many seconds after the record's
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    offset: Option<f64>,
    /// Where they contradict each other the other log stands: all, or these events of it
    #[arg(long, value_name = "EVENTS", num_args = 0.., value_delimiter = ',')]
    theirs: Option<Vec<u32>>,
    /// Only say what would be merged
    #[arg(long)]
    dry_run: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Align {
    /// Both started at the same alarm
    Start,
    /// Both wall clocks were right
    Wall,
}

impl Merge {
    pub(super) fn run(self, lang: Language) -> Done {
        let (mut book, _) = open_for_writing(&self.book)?;
        let id = RecordId::new(&self.record);
        let Some(record) = book.records.get(&id).cloned() else {
            return Err(msg!("cli-no-record", id = self.record));
        };
        let other = second_log(&self.with, &record)?;
        let offset = merge::offset(&record, other.started, &other.events, self.sync()?);
        let offset = offset.ok_or_else(|| msg!("cli-merge-no-tap"))?;
        let proposals = merge::propose(&record, &other.events, offset);
        let pauses = Pauses::of(&record.events);
        let mut open = 0_usize;
        for proposal in &proposals {
            let key = match proposal.fit {
                Fit::New => "merge-new",
                Fit::Same(_) => "merge-same",
                Fit::Conflict(_) if self.choose(proposal.event) == Choice::Theirs => "merge-theirs",
                Fit::Conflict(_) => {
                    open += 1;
                    "merge-ours"
                }
            };
            let at = pauses.clock_at(proposal.at).clock_tenths();
            let said = lang.say(&record.describe(&proposal.what, &pauses));
            let number = proposal.event.get();
            println!("{number:>5}  {at:>9}  {:<14} {said}", lang.t(key));
        }
        let source = if other.conductor.trim().is_empty() {
            lang.t("merge-source")
        } else {
            other.conductor.clone()
        };
        let now = SystemClock.now().wall;
        let choose = |proposal: &merge::Proposal| self.choose(proposal.event);
        let merged = merge::merge(&record, &proposals, choose, &source, now);
        let merged = merged.map_err(|(event, refusal)| {
            let event = event.get().to_string();
            msg!("cli-merge-refused", event = event, reason = refusal.message())
        })?;
        let entered = merged.events.len() - record.events.len();
        if !self.dry_run {
            book.save_record(&merged).map_err(|error| error.message())?;
        }
        println!("{}", lang.say(&msg!("cli-merge-done", entered = entered, open = open)));
        Ok(if open == 0 { End::Clean } else { End::Findings })
    }

    fn sync(&self) -> Result<Sync, Message> {
        if let Some(tap) = &self.tap {
            let number = |index: usize| tap.get(index).and_then(|n| EventNumber::new(*n));
            return match (number(0), number(1)) {
                (Some(here), Some(there)) => Ok(Sync::Tap(here, there)),
                _ => Err(msg!("cli-merge-no-tap")),
            };
        }
        Ok(match (self.offset, self.align) {
            (Some(offset), _) => Sync::Offset(Seconds::new(offset)),
            (None, Align::Start) => Sync::SharedStart,
            (None, Align::Wall) => Sync::WallClock,
        })
    }

    fn choose(&self, event: EventNumber) -> Choice {
        match &self.theirs {
            Some(events) if events.is_empty() || events.contains(&event.get()) => Choice::Theirs,
            _ => Choice::Ours,
        }
    }
}
