//! One flat table over the records of any number of books: a row for each checkpoint of each drill.
//! Its columns are described in `docs/flat-table.md`; other programs rely on them.

mod parquet_file;
mod text_file;

use parquet::data_type::ByteArray;
pub use parquet_file::ParquetFile;
pub use text_file::TextFile;

use crate::drill::{CheckpointKind, Marking, Record};
use crate::history::{Drill, TOTAL};
use crate::language::Language;
use crate::units::Seconds;

/// The values of a column.
#[derive(Clone, Debug)]
pub enum Column {
    /// Words; empty where there are none. Rows of one drill share their bytes.
    Text(Vec<ByteArray>),
    /// Numbers, some of them unknown.
    Number(Vec<Option<f64>>),
    /// Counts.
    Count(Vec<i32>),
    /// Whether something is so.
    Flag(Vec<bool>),
    /// Moments, in milliseconds since 1970 UTC.
    Moment(Vec<i64>),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Count,
    Flag,
    Moment,
}

/// The columns in their order. A new one goes to the end; none is renamed or removed.
const COLUMNS: [(&str, Kind); 26] = [
    ("book", Kind::Text),
    ("site", Kind::Text),
    ("record", Kind::Text),
    ("started", Kind::Moment),
    ("local_date", Kind::Text),
    ("building_id", Kind::Text),
    ("building", Kind::Text),
    ("scenario_id", Kind::Text),
    ("scenario", Kind::Text),
    ("shift", Kind::Text),
    ("announced", Kind::Flag),
    ("rehearsal", Kind::Flag),
    ("ending", Kind::Text),
    ("counts", Kind::Flag),
    ("people_expected", Kind::Count),
    ("people_out", Kind::Count),
    ("accounted_s", Kind::Number),
    ("score", Kind::Number),
    ("checkpoint_id", Kind::Text),
    ("checkpoint", Kind::Text),
    ("kind", Kind::Text),
    ("element_id", Kind::Text),
    ("time_s", Kind::Number),
    ("target_s", Kind::Number),
    ("prediction_s", Kind::Number),
    ("program", Kind::Text),
];

/// Rows of the flat table, column by column.
#[derive(Clone, Debug)]
pub struct FlatTable {
    columns: Vec<Column>,
}

impl Default for FlatTable {
    fn default() -> Self {
        let empty = |(_, kind): &(&str, Kind)| match kind {
            Kind::Text => Column::Text(Vec::new()),
            Kind::Number => Column::Number(Vec::new()),
            Kind::Count => Column::Count(Vec::new()),
            Kind::Flag => Column::Flag(Vec::new()),
            Kind::Moment => Column::Moment(Vec::new()),
        };
        Self { columns: COLUMNS.iter().map(empty).collect() }
    }
}

/// A cell of one row.
enum Value {
    Text(ByteArray),
    Number(Option<f64>),
    Count(u32),
    Flag(bool),
    Moment(i64),
}

impl FlatTable {
    /// The names of the columns.
    pub fn names() -> impl Iterator<Item = &'static str> {
        COLUMNS.iter().map(|(name, _)| *name)
    }

    /// The columns, in their order.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows it has.
    #[must_use]
    pub fn len(&self) -> usize {
        match self.columns.first() {
            Some(Column::Text(values)) => values.len(),
            _ => 0,
        }
    }

    /// Whether it has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds the rows of a drill: one for the total time, and one for each checkpoint of its
    /// scenario, reached or not.
    pub fn add(&mut self, book: &str, site: &str, drill: &Drill, lang: Language) {
        let record: &Record = &drill.record;
        let (scenario, outcome) = (&record.scenario, &drill.outcome);
        let score = record.marking.as_ref().and_then(Marking::score);
        let head = [
            Value::Text(text(book)),
            Value::Text(text(site)),
            Value::Text(text(record.id.as_str())),
            Value::Moment(record.started.timestamp().as_millisecond()),
            Value::Text(text(&record.started.date().to_string())),
            Value::Text(text(record.building.id.as_str())),
            Value::Text(text(&record.building.name)),
            Value::Text(text(scenario.id.as_str())),
            Value::Text(text(&scenario.name)),
            Value::Text(text(&scenario.shift)),
            Value::Flag(scenario.announced),
            Value::Flag(record.rehearsal),
            Value::Text(text(match record.ending {
                crate::drill::Ending::Finished => "finished",
                crate::drill::Ending::RealEmergency => "real-emergency",
                crate::drill::Ending::Interrupted => "interrupted",
            })),
            Value::Flag(drill.counts()),
            Value::Count(record.expected_people),
            Value::Count(outcome.people_out()),
            Value::Number(outcome.accounted_for.map(Seconds::get)),
            Value::Number(score),
        ];
        let program = text(&record.program);
        let mut add = |own: [Value; 4], times: [Option<Seconds>; 3]| {
            let times = times.map(|time| Value::Number(time.map(Seconds::get)));
            let program = Value::Text(program.clone());
            let shared = head.iter().map(Value::again);
            let row = shared.chain(own).chain(times).chain(std::iter::once(program));
            for (column, value) in self.columns.iter_mut().zip(row) {
                column.push(value);
            }
        };
        let predicted = record.prediction.as_ref();
        let total = [TOTAL, &lang.t("comparison-total"), "total", ""];
        add(
            total.map(|words| Value::Text(text(words))),
            [outcome.total, None, predicted.map(|prediction| prediction.total)],
        );
        for checkpoint in &scenario.checkpoints {
            let title = lang.say(&checkpoint.title(&record.building, &record.site));
            let (kind, element) = kind(&checkpoint.kind);
            let own = [checkpoint.id.as_str(), &title, kind, element];
            let predicted = predicted.and_then(|prediction| {
                let mut times = prediction.times.iter();
                times.find(|time| time.checkpoint == checkpoint.id).map(|time| time.at)
            });
            let times = [outcome.time(&checkpoint.id), checkpoint.target, predicted];
            add(own.map(|words| Value::Text(text(words))), times);
        }
    }

    /// Takes the rows of another table.
    pub fn append(&mut self, other: Self) {
        for (own, more) in self.columns.iter_mut().zip(other.columns) {
            match (own, more) {
                (Column::Text(own), Column::Text(more)) => own.extend(more),
                (Column::Number(own), Column::Number(more)) => own.extend(more),
                (Column::Count(own), Column::Count(more)) => own.extend(more),
                (Column::Flag(own), Column::Flag(more)) => own.extend(more),
                (Column::Moment(own), Column::Moment(more)) => own.extend(more),
                _ => {}
            }
        }
    }
}

impl Value {
    /// The same for another row; words are shared.
    fn again(&self) -> Self {
        match self {
            Self::Text(words) => Self::Text(words.clone()),
            Self::Number(number) => Self::Number(*number),
            Self::Count(count) => Self::Count(*count),
            Self::Flag(flag) => Self::Flag(*flag),
            Self::Moment(moment) => Self::Moment(*moment),
        }
    }
}

impl Column {
    fn push(&mut self, value: Value) {
        match (self, value) {
            (Self::Text(all), Value::Text(words)) => all.push(words),
            (Self::Number(all), Value::Number(number)) => all.push(number),
            (Self::Count(all), Value::Count(count)) => {
                all.push(i32::try_from(count).unwrap_or(i32::MAX));
            }
            (Self::Flag(all), Value::Flag(flag)) => all.push(flag),
            (Self::Moment(all), Value::Moment(moment)) => all.push(moment),
            _ => {}
        }
    }
}

/// What a checkpoint is about, as a word that does not change with the language, and the id of its
/// element.
fn kind(kind: &CheckpointKind) -> (&'static str, &str) {
    match kind {
        CheckpointKind::Alarm => ("alarm", ""),
        CheckpointKind::AlarmConfirmed => ("alarm-confirmed", ""),
        CheckpointKind::EvacuationOrder => ("evacuation-order", ""),
        CheckpointKind::FireReported => ("fire-reported", ""),
        CheckpointKind::FirstAttack => ("first-attack", ""),
        CheckpointKind::SpaceCleared(id) => ("space-cleared", id.as_str()),
        CheckpointKind::StoreyCleared(id) => ("storey-cleared", id.as_str()),
        CheckpointKind::ExitFirst(id) => ("exit-first", id.as_str()),
        CheckpointKind::ExitLast(id) => ("exit-last", id.as_str()),
        CheckpointKind::DoorChecked(id) => ("door-checked", id.as_str()),
        CheckpointKind::HeadCount(id) => ("head-count", id.as_str()),
        CheckpointKind::AllAccountedFor => ("all-accounted-for", ""),
        CheckpointKind::AllClear => ("all-clear", ""),
        CheckpointKind::Custom => ("custom", ""),
    }
}

/// Words as the column writer takes them.
fn text(words: &str) -> ByteArray {
    ByteArray::from(words)
}
