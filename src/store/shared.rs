//! What the records of a book have in common, read and held once: each record embeds its scenario,
//! its building and its site, and most of them embed the same ones.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use super::file::{FileError, parse, parse_part};
use super::from_text;
use crate::building::{Building, BuildingId, Site};
use crate::drill::{Record, Scenario, ScenarioId};

/// The fields that records share, in the order of [`Parts`].
const FIELDS: [&str; 3] = ["scenario", "building", "site"];

/// What a record shares with others.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) scenario: Arc<Scenario>,
    pub(super) building: Arc<Building>,
    pub(super) site: Arc<Site>,
}

impl Parts {
    /// Puts them in place of those that the record has.
    pub(super) fn put_into(self, record: &mut Record) {
        record.scenario = self.scenario;
        record.building = self.building;
        record.site = self.site;
    }
}

/// What stands in a record while its parts are elsewhere.
pub(super) static STAND_INS: LazyLock<Parts> = LazyLock::new(|| {
    let building = Building::new(BuildingId::new(""), "", "");
    let scenario = Scenario::new(ScenarioId::new(""), "", building.id.clone());
    Parts { scenario: scenario.into(), building: building.into(), site: Arc::default() }
});

/// The same as text, in the order of [`FIELDS`].
static STAND_IN_TEXTS: LazyLock<Option<[String; 3]>> = LazyLock::new(|| {
    let Parts { scenario, building, site } = &*STAND_INS;
    let texts = [ron::to_string(scenario), ron::to_string(building), ron::to_string(site)];
    let [Ok(scenario), Ok(building), Ok(site)] = texts else { return None };
    Some([scenario, building, site])
});

/// The parts that were read so far, by their text.
#[derive(Default)]
pub(super) struct Shared {
    scenarios: Known<Scenario>,
    buildings: Known<Building>,
    sites: Known<Site>,
}

/// The parts of one kind.
struct Known<T>(Mutex<Parsed<T>>);

struct Parsed<T> {
    by_text: HashMap<Arc<str>, Arc<T>>,
    /// The one that was asked for last: most records share theirs with the one before.
    newest: Newest<T>,
}

type Newest<T> = Option<(Arc<str>, Arc<T>)>;

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(Mutex::new(Parsed { by_text: HashMap::new(), newest: None }))
    }
}

impl<T: serde::de::DeserializeOwned> Known<T> {
    /// A panic elsewhere leaves nothing half-done in here: an entry is there or not.
    fn lock(&self) -> MutexGuard<'_, Parsed<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The one that was asked for last, with its text.
    fn newest(&self) -> Newest<T> {
        self.lock().newest.clone()
    }

    /// The part that stands there in the text: the newest if that was passed over.
    fn part(&self, text: &str, place: &Place, newest: Newest<T>) -> Option<Arc<T>> {
        if place.is_newest {
            return newest.map(|(_, part)| part);
        }
        let text = &text[place.range.clone()];
        let known = self.lock().by_text.get_key_value(text).map(|(k, v)| (k.clone(), v.clone()));
        let (text, part) = match known {
            Some(known) => known,
            None => {
                let (text, part) = (Arc::from(text), Arc::new(parse_part::<T>(text)?));
                // Another thread may have read it meanwhile.
                let mut parsed = self.lock();
                (Arc::clone(&text), Arc::clone(parsed.by_text.entry(text).or_insert(part)))
            }
        };
        self.lock().newest = Some((text, Arc::clone(&part)));
        Some(part)
    }
}

impl Shared {
    /// Reads the file of a record. What it comes to is that of [`parse`]; what it shares with
    /// records before it is the same in memory.
    pub(super) fn read(&self, path: &Path, bytes: &[u8]) -> Result<Record, FileError> {
        // Whatever is unusual about a file is for the reader that can say where.
        let quick = std::str::from_utf8(bytes).ok().and_then(|text| self.quick(text));
        quick.map_or_else(|| parse(path, bytes), Ok)
    }

    /// A record whose text is as the program writes it.
    fn quick(&self, text: &str) -> Option<Record> {
        let scenario = self.scenarios.newest();
        let (building, site) = (self.buildings.newest(), self.sites.newest());
        let places = places(text, [text_of(&scenario), text_of(&building), text_of(&site)])?;
        let stand_ins = STAND_IN_TEXTS.as_ref()?;
        let mut order = [0, 1, 2];
        order.sort_by_key(|field| places[*field].range.start);
        let shared: usize = places.iter().map(|place| place.range.len()).sum();
        let put: usize = stand_ins.iter().map(String::len).sum();
        let mut rest = String::with_capacity(text.len() - shared + put);
        let mut from = 0;
        for field in order {
            let range = &places[field].range;
            rest.push_str(&text[from..range.start]);
            rest.push_str(&stand_ins[field]);
            from = range.end;
        }
        rest.push_str(&text[from..]);
        let mut record: Record = from_text(Path::new(""), &rest).ok()?;
        let parts = Parts {
            scenario: self.scenarios.part(text, &places[0], scenario)?,
            building: self.buildings.part(text, &places[1], building)?,
            site: self.sites.part(text, &places[2], site)?,
        };
        parts.put_into(&mut record);
        Some(record)
    }
}

fn text_of<T>(newest: &Newest<T>) -> Option<&str> {
    newest.as_ref().map(|(text, _)| &**text)
}

/// Where the value of a field stands.
struct Place {
    range: Range<usize>,
    /// Whether it is the text of the newest part.
    is_newest: bool,
}

/// Where the values of [`FIELDS`] stand in the text of a file; nothing if there are comments, raw
/// strings or anything else before their end that the program does not write. A value that is the
/// text of the `newest` part is passed over as a whole.
fn places(text: &str, newest: [Option<&str>; 3]) -> Option<[Place; 3]> {
    let bytes = text.as_bytes();
    let mut found: [Option<Place>; 3] = [const { None }; 3];
    let mut open: Option<(usize, usize)> = None;
    let (mut depth, mut name, mut at) = (0_usize, 0, 0);
    // What comes after the last of them is for the reader of the rest.
    while found.iter().any(Option::is_none) {
        let byte = bytes.get(at)?;
        match byte {
            b'"' => {
                if at > 0 && bytes[at - 1].is_ascii_alphanumeric() {
                    return None;
                }
                at += 1;
                while *bytes.get(at)? != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            b'#' | b'/' | b'\'' => return None,
            b'(' | b'[' | b'{' => {
                depth += 1;
                if depth == 2 {
                    name = at + 1;
                }
            }
            b':' if depth == 2 && open.is_none() => {
                let field = FIELDS.iter().position(|field| *field == text[name..at].trim());
                open = field.map(|field| (field, at + 1));
                let newest = field.and_then(|field| newest[field]).filter(|newest| {
                    text[at + 1..].strip_prefix(newest).is_some_and(|next| next.starts_with(','))
                });
                if let Some((field, from)) = open.take_if(|_| newest.is_some()) {
                    let range = from..from + newest.map_or(0, str::len);
                    at = range.end;
                    name = at + 1;
                    if found[field].replace(Place { range, is_newest: true }).is_some() {
                        return None;
                    }
                }
            }
            b',' | b')' | b']' | b'}' => {
                if depth == 2 {
                    if let Some((field, from)) = open.take() {
                        let place = Place { range: from..at, is_newest: false };
                        if found[field].replace(place).is_some() {
                            return None;
                        }
                    }
                    name = at + 1;
                }
                if *byte != b',' {
                    depth = depth.checked_sub(1)?;
                }
            }
            _ => {}
        }
        at += 1;
    }
    let [Some(scenario), Some(building), Some(site)] = found else { return None };
    Some([scenario, building, site])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::samples;

    /// The text of a record as it ships, with its name.
    fn sample() -> (&'static Path, String) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("book");
        samples::write("polishing-workshop", &root).unwrap();
        let mut files = std::fs::read_dir(root.join("records")).unwrap();
        let text = std::fs::read_to_string(files.next().unwrap().unwrap().path()).unwrap();
        (Path::new("record.ron"), text)
    }

    #[test]
    fn what_records_share_is_held_once() {
        let (path, text) = sample();
        let shared = Shared::default();
        let read = |text: &str| shared.read(path, text.as_bytes()).unwrap();
        let (one, other) =
            (read(&text), read(&text.replacen("rehearsal: false", "rehearsal: true", 1)));
        assert!(Arc::ptr_eq(&one.building, &other.building));
        assert!(Arc::ptr_eq(&one.scenario, &other.scenario));
        assert!(Arc::ptr_eq(&one.site, &other.site));
        assert_eq!(one, parse(path, text.as_bytes()).unwrap());
        assert_ne!(one, other);
        let renamed = read(&text.replacen("storeys: [", "storeys:  [", 1));
        assert!(!Arc::ptr_eq(&one.building, &renamed.building), "another text is another building");
        assert_eq!(one.building, renamed.building);
    }

    #[test]
    fn what_the_program_would_not_write_is_read_all_the_same() {
        let (path, text) = sample();
        for (from, to) in [
            ("    site: (", "    // the yard\n    site: ("),
            ("rehearsal: ", "/* ) */ rehearsal: "),
            ("program: \"", "program: r\""),
            ("    building: (", "    building:(\n"),
        ] {
            let other = text.replacen(from, to, 1);
            assert_ne!(other, text, "{from}");
            let read = Shared::default().read(path, other.as_bytes());
            assert_eq!(read.unwrap(), parse(path, text.as_bytes()).unwrap(), "{to}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        /// Whatever is in a file, it comes to what a whole reading comes to, errors and all.
        #[test]
        fn sharing_changes_nothing(
            changes in prop::collection::vec(
                (any::<prop::sample::Index>(), 0_usize..40, prop::sample::select(vec![
                    "", "(", ")", "[", "]", ",", "\"", "'", "/", "//", "#", "site: ", "building:",
                    "r\"", "\\", "{", "}", "1", "Some(", "火", "name: \"(\",", "\n",
                ])),
                1..3,
            ),
        ) {
            let (path, mut text) = sample();
            // What it shares with others was read before.
            let shared = Shared::default();
            shared.read(path, text.as_bytes()).unwrap();
            for (place, length, put) in changes {
                let from = text.floor_char_boundary(place.index(text.len()));
                let to = text.ceil_char_boundary((from + length).min(text.len()));
                text.replace_range(from..to, put);
            }
            let whole: Result<Record, FileError> = parse(path, text.as_bytes());
            prop_assert_eq!(shared.read(path, text.as_bytes()), whole);
        }
    }
}
