//! The bytes of a cache: a first line, an index with its checksum, and a body of pieces, each with its
//! own. A piece is a record without what it shares, or a part that records share.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Seen, Stamp};
use crate::building::{Building, Site};
use crate::drill::{Record, Scenario};
use crate::store::files::hash;
use crate::store::shared::{Parts, STAND_INS};

/// Raised when the form of a cache changes, or what is read out of a record.
const FORM: u32 = 1;

/// A piece of the cache's body.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Piece {
    from: u64,
    length: u64,
    sum: u32,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    name: String,
    stamp: Stamp,
    hash: u64,
    record: Piece,
    /// The places of its parts in the lists of the index.
    scenario: usize,
    building: usize,
    site: usize,
}

#[derive(Serialize, Deserialize)]
struct Index {
    scenarios: Vec<Piece>,
    buildings: Vec<Piece>,
    sites: Vec<Piece>,
    entries: Vec<Entry>,
}

/// The first line. It differs where anything could be read in another way, also the hash of a file.
fn head() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("muster records {FORM} {version} {:016x}\n", hash(b"records"))
}

pub(super) fn to_bytes(records: &[Seen]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    let mut scenarios = Pool::default();
    let mut buildings = Pool::default();
    let mut sites = Pool::default();
    let mut entries = Vec::with_capacity(records.len());
    for Seen { name, stamp, hash, record } in records {
        let mut bare = Record::clone(record);
        STAND_INS.clone().put_into(&mut bare);
        entries.push(Entry {
            name: name.clone(),
            stamp: *stamp,
            hash: *hash,
            record: append(&mut body, &rmp_serde::to_vec_named(&bare).ok()?),
            scenario: scenarios.place(&record.scenario, &mut body)?,
            building: buildings.place(&record.building, &mut body)?,
            site: sites.place(&record.site, &mut body)?,
        });
    }
    let (scenarios, buildings, sites) = (scenarios.pieces, buildings.pieces, sites.pieces);
    let index = Index { scenarios, buildings, sites, entries };
    let index = rmp_serde::to_vec(&index).ok()?;
    let mut bytes = head().into_bytes();
    bytes.extend(u64::try_from(index.len()).ok()?.to_le_bytes());
    bytes.extend(crc32fast::hash(&index).to_le_bytes());
    bytes.extend(index);
    bytes.extend(body);
    Some(bytes)
}

fn append(body: &mut Vec<u8>, bytes: &[u8]) -> Piece {
    let (from, length) = (body.len() as u64, bytes.len() as u64);
    let piece = Piece { from, length, sum: crc32fast::hash(bytes) };
    body.extend_from_slice(bytes);
    piece
}

/// The parts that were written so far.
struct Pool<T> {
    /// By where they are in memory, as most of them are the same there.
    same: HashMap<*const T, usize>,
    equal: HashMap<Vec<u8>, usize>,
    pieces: Vec<Piece>,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self { same: HashMap::new(), equal: HashMap::new(), pieces: Vec::new() }
    }
}

impl<T: Serialize> Pool<T> {
    /// The place of the part in the list, to which it is added if it is not there yet.
    fn place(&mut self, part: &Arc<T>, body: &mut Vec<u8>) -> Option<usize> {
        if let Some(place) = self.same.get(&Arc::as_ptr(part)) {
            return Some(*place);
        }
        let bytes = rmp_serde::to_vec_named(part.as_ref()).ok()?;
        let pieces = &mut self.pieces;
        let place = *self.equal.entry(bytes).or_insert_with_key(|bytes| {
            pieces.push(append(body, bytes));
            pieces.len() - 1
        });
        self.same.insert(Arc::as_ptr(part), place);
        Some(place)
    }
}

/// What was kept of the records of a book. A record is read from the cache's file when it is asked
/// for: a hundred megabytes need not be in memory at once.
#[derive(Default)]
pub(in crate::store) struct Kept {
    file: Option<Mutex<File>>,
    /// Where the body begins in the file.
    body: u64,
    entries: HashMap<String, Entry>,
    scenarios: Vec<Part<Scenario>>,
    buildings: Vec<Part<Building>>,
    sites: Vec<Part<Site>>,
}

/// A part that is read when the first record asks for it.
struct Part<T> {
    piece: Piece,
    value: OnceLock<Option<Arc<T>>>,
}

impl Kept {
    pub(super) fn of(mut file: File) -> Option<Self> {
        let mut start = vec![0; head().len()];
        file.read_exact(&mut start).ok().filter(|()| start == head().as_bytes())?;
        let (mut length, mut sum) = ([0; 8], [0; 4]);
        file.read_exact(&mut length).and_then(|()| file.read_exact(&mut sum)).ok()?;
        let mut index = Vec::new();
        // Not more than there is, whatever a spoilt length says.
        Read::by_ref(&mut file).take(u64::from_le_bytes(length)).read_to_end(&mut index).ok()?;
        if crc32fast::hash(&index) != u32::from_le_bytes(sum) {
            return None;
        }
        let body = file.stream_position().ok()?;
        let index: Index = rmp_serde::from_slice(&index).ok()?;
        let entries = index.entries.into_iter().map(|entry| (entry.name.clone(), entry)).collect();
        let (scenarios, buildings) = (parts(index.scenarios), parts(index.buildings));
        let sites = parts(index.sites);
        let file = Some(Mutex::new(file));
        Some(Self { file, body, entries, scenarios, buildings, sites })
    }

    /// How many records are kept.
    pub(in crate::store) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The record of the file with this name, and the hash of the file's bytes; nothing unless it
    /// was read from this very state of the file.
    pub(in crate::store) fn record(&self, name: &str, stamp: Stamp) -> Option<(Record, u64)> {
        let entry = self.entries.get(name).filter(|entry| entry.stamp == stamp)?;
        let mut record: Record = self.value(entry.record)?;
        let parts = Parts {
            scenario: self.part(self.scenarios.get(entry.scenario)?)?,
            building: self.part(self.buildings.get(entry.building)?)?,
            site: self.part(self.sites.get(entry.site)?)?,
        };
        parts.put_into(&mut record);
        Some((record, entry.hash))
    }

    fn part<T: DeserializeOwned>(&self, part: &Part<T>) -> Option<Arc<T>> {
        part.value.get_or_init(|| self.value(part.piece).map(Arc::new)).clone()
    }

    fn value<T: DeserializeOwned>(&self, piece: Piece) -> Option<T> {
        let mut bytes = Vec::new();
        self.read(piece, &mut bytes).ok()?;
        let whole = bytes.len() as u64 == piece.length && crc32fast::hash(&bytes) == piece.sum;
        whole.then(|| rmp_serde::from_slice(&bytes).ok())?
    }

    fn read(&self, piece: Piece, bytes: &mut Vec<u8>) -> std::io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        // A panic elsewhere leaves it somewhere in the file, and every reading begins with a seek.
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.body.saturating_add(piece.from)))?;
        Read::by_ref(&mut *file).take(piece.length).read_to_end(bytes).map(drop)
    }
}

fn parts<T>(pieces: Vec<Piece>) -> Vec<Part<T>> {
    pieces.into_iter().map(|piece| Part { piece, value: OnceLock::new() }).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;
    use crate::building::{BuildingId, DoorId, SiteElementId};
    use crate::drill::{
        CheckpointId, Debrief, DoorFinding, Ending, Event, EventNumber, Finding, FindingId,
        PredictedExit, PredictedTime, Prediction, RecordId, Said, ScenarioId, Severity, What,
    };
    use crate::units::Seconds;

    const STAMP: Stamp = Stamp { size: 7, modified: 11 };

    fn time() -> impl Strategy<Value = Seconds> {
        prop_oneof![
            any::<f64>().prop_filter("a time", |time| time.is_finite()),
            (0.0..900.0).prop_map(|time: f64| time / 3.0),
            Just(0.0),
        ]
        .prop_map(Seconds::new)
    }

    fn what() -> impl Strategy<Value = What> {
        let text = ".{0,12}";
        let plain = prop_oneof![
            Just(What::Started),
            Just(What::Finished),
            text.prop_map(|id| What::Reached { checkpoint: CheckpointId::new(&id) }),
            (text, any::<i32>())
                .prop_map(|(exit, people)| What::Counted { exit: DoorId::new(&exit), people }),
            text.prop_map(|door| {
                What::DoorChecked { door: DoorId::new(&door), found: DoorFinding::Propped }
            }),
            (text, any::<u32>(), any::<u32>()).prop_map(|(point, expected, present)| {
                What::HeadCounted { point: SiteElementId::new(&point), expected, present }
            }),
            text.prop_map(|text| What::Noted { text }),
            any::<bool>().prop_map(|clock_restarted| What::TakenUp { clock_restarted }),
            time().prop_map(|by| What::ClockJumped { by }),
        ];
        plain.prop_recursive(3, 8, 1, move |inner| {
            (time(), inner, text, any::<bool>()).prop_map(|(happened_at, what, text, late)| {
                let what = Box::new(what);
                if late {
                    return What::EnteredLate { happened_at, what, source: text };
                }
                let (event, what) = (EventNumber::FIRST, Some(what));
                What::Corrected { event, happened_at, what, reason: text }
            })
        })
    }

    fn event() -> impl Strategy<Value = Event> {
        (1..u32::MAX, time(), 0_i64..4_000_000_000_000, -18_i8..19, ".{0,8}", what()).prop_map(
            |(number, at, wall, offset, who, what)| Event {
                number: EventNumber::new(number).unwrap(),
                at,
                wall: crate::drill::WallTime::new(
                    jiff::Timestamp::from_millisecond(wall).unwrap(),
                    jiff::tz::Offset::constant(offset),
                ),
                who,
                what,
            },
        )
    }

    /// Any record; it has one of three buildings, which others of the book have, too.
    fn record() -> impl Strategy<Value = Record> {
        let shared = (0..3, 0..3, ".{0,6}");
        let prediction =
            prop::option::of((time(), prop::collection::vec((".{0,6}", time()), 0..4)));
        let words = (".{0,20}", prop::option::of(".{0,20}"), any::<bool>(), any::<u32>());
        let events = prop::collection::vec(event(), 0..24);
        (shared, prediction, words, events).prop_map(|(shared, prediction, words, events)| {
            let (building, storey, scenario) = shared;
            let building = BuildingId::new(&format!("building-{building}"));
            let (weather, finding, rehearsal, expected_people) = words;
            let said = |text: &str| Said { went_well: text.to_owned(), ..Said::default() };
            let changed = "2026-06-13T09:30:00+08:00".parse().unwrap();
            let debrief = Debrief::of(said("快")).changed_to(said(&weather), "李娜", changed);
            Record {
                id: RecordId::new("record"),
                program: "1".to_owned(),
                rehearsal,
                ending: Ending::Interrupted,
                started: "2026-06-12T14:00:05+08:00".parse().unwrap(),
                conductor: String::new(),
                weather,
                expected_people,
                scenario: Scenario::new(ScenarioId::new("s"), &scenario, building.clone()).into(),
                building: Building::new(building, "楼", &format!("{storey}F")).into(),
                site: Arc::default(),
                prediction: prediction.map(|(total, times)| Prediction {
                    model: "flow".to_owned(),
                    people: 3,
                    total,
                    times: times
                        .into_iter()
                        .map(|(id, at)| PredictedTime { checkpoint: CheckpointId::new(&id), at })
                        .collect(),
                    exits: vec![PredictedExit {
                        exit: DoorId::new("e"),
                        people: 3,
                        first: Seconds::ZERO,
                        last: total,
                        passed: vec![(total, 3)],
                    }],
                    stairs: Vec::new(),
                }),
                roster: Vec::new(),
                events,
                findings: finding
                    .map(|text| Finding {
                        id: FindingId::numbered(1),
                        text,
                        severity: Severity::Major,
                        element: None,
                        event: None,
                        found: jiff::civil::date(2026, 6, 12),
                        taken_up: None,
                        action: None,
                    })
                    .into_iter()
                    .collect(),
                comments: String::new(),
                debrief: Some(debrief),
                moments: Vec::new(),
                marking: None,
                signed: Vec::new(),
            }
        })
    }

    fn kept(bytes: Vec<u8>) -> Option<Kept> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        file.rewind().unwrap();
        Kept::of(file)
    }

    fn seen(records: Vec<Record>) -> Vec<Seen> {
        let seen = |(number, record): (usize, Record)| Seen {
            name: format!("{number}.ron"),
            stamp: STAMP,
            hash: number as u64,
            record: Arc::new(record),
        };
        records.into_iter().enumerate().map(seen).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_record_comes_back_as_it_was_read(records in prop::collection::vec(record(), 1..6)) {
            let seen = seen(records);
            let kept = kept(to_bytes(&seen).unwrap()).unwrap();
            prop_assert_eq!(kept.len(), seen.len());
            for one in &seen {
                let (record, hash) = kept.record(&one.name, STAMP).unwrap();
                prop_assert_eq!(&record, one.record.as_ref());
                prop_assert_eq!(hash, one.hash);
                for stamp in [Stamp { size: 8, ..STAMP }, Stamp { modified: 12, ..STAMP }] {
                    prop_assert!(kept.record(&one.name, stamp).is_none());
                }
            }
            prop_assert!(kept.record("other.ron", STAMP).is_none());
        }

        /// Whatever becomes of a cache, it gives a record as it was, or none.
        #[test]
        fn a_spoilt_cache_gives_nothing_wrong(
            records in prop::collection::vec(record(), 1..4),
            at in any::<prop::sample::Index>(),
            byte in 1_u8..,
            cut in any::<bool>(),
        ) {
            let seen = seen(records);
            let mut bytes = to_bytes(&seen).unwrap();
            let at = at.index(bytes.len());
            if cut {
                bytes.truncate(at);
            } else {
                bytes[at] ^= byte;
            }
            let Some(kept) = kept(bytes) else { return Ok(()) };
            let mut lost = 0;
            for one in &seen {
                match kept.record(&one.name, STAMP) {
                    Some((record, hash)) => {
                        prop_assert_eq!((&record, hash), (one.record.as_ref(), one.hash));
                    }
                    None => lost += 1,
                }
            }
            prop_assert!(lost > 0, "a changed byte goes unnoticed");
        }
    }

    #[test]
    fn a_cache_of_another_version_is_none() {
        let bytes = to_bytes(&[]).unwrap();
        assert!(kept(bytes.clone()).is_some());
        let text = String::from_utf8_lossy(&bytes);
        for (from, to) in [("records 1 ", "records 2 "), (env!("CARGO_PKG_VERSION"), "0.0.9")] {
            let other = text.replacen(from, to, 1);
            assert_ne!(other, text);
            assert!(kept(other.into_bytes()).is_none());
        }
        assert!(kept(Vec::new()).is_none());
    }

    #[test]
    fn equal_parts_are_kept_once() {
        let record = |name: &str| {
            let id = BuildingId::new("b");
            let building = Building::new(id.clone(), &"a long name".repeat(1000), "1F");
            Seen {
                name: name.to_owned(),
                stamp: STAMP,
                hash: 1,
                record: Arc::new(Record {
                    id: RecordId::new(name),
                    program: String::new(),
                    rehearsal: false,
                    ending: Ending::Finished,
                    started: "2026-06-12T14:00:05+08:00".parse().unwrap(),
                    conductor: String::new(),
                    weather: String::new(),
                    expected_people: 1,
                    scenario: Scenario::new(ScenarioId::new("s"), "s", id).into(),
                    building: building.into(),
                    site: Arc::default(),
                    prediction: None,
                    roster: Vec::new(),
                    events: Vec::new(),
                    findings: Vec::new(),
                    comments: String::new(),
                    debrief: None,
                    moments: Vec::new(),
                    marking: None,
                    signed: Vec::new(),
                }),
            }
        };
        let one = to_bytes(&[record("a")]).unwrap().len();
        let two = to_bytes(&[record("a"), record("b")]).unwrap();
        assert!(two.len() < one + 1000);
        let kept = kept(two).unwrap();
        let [a, b] = ["a", "b"].map(|name| kept.record(name, STAMP).unwrap().0);
        assert!(Arc::ptr_eq(&a.building, &b.building));
    }
}
