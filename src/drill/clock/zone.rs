//! The computer's time zone as it is now. jiff keeps what it has found for five minutes, and a
//! drill tells at once that the zone was changed.

#[cfg(not(unix))]
pub(super) fn now() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::system()
}

#[cfg(unix)]
pub(super) use unix::now;

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::sync::{Mutex, PoisonError};
    use std::time::SystemTime;

    use jiff::tz::TimeZone;

    /// Where the system keeps its zone, mostly as a link into the time zone database.
    const LOCAL: &str = "/etc/localtime";

    static KNOWN: Mutex<Option<(State, TimeZone)>> = Mutex::new(None);

    /// What tells that another zone was set, at the cost of two calls of the system.
    #[derive(PartialEq)]
    struct State {
        link: Option<PathBuf>,
        modified: Option<SystemTime>,
    }

    pub(in crate::drill::clock) fn now() -> TimeZone {
        // The environment goes before the system's own, and nobody changes it from outside.
        if std::env::var_os("TZ").is_some() {
            return TimeZone::system();
        }
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        of(Path::new(LOCAL), &mut known).unwrap_or_else(TimeZone::system)
    }

    /// The zone in a file, read again when the file is another; nothing where it holds none.
    fn of(path: &Path, known: &mut Option<(State, TimeZone)>) -> Option<TimeZone> {
        let modified = fs::metadata(path).and_then(|file| file.modified()).ok();
        let state = State { link: fs::read_link(path).ok(), modified };
        if let Some((_, zone)) = known.as_ref().filter(|(known, _)| *known == state) {
            return Some(zone.clone());
        }
        let zone = TimeZone::tzif("local", &fs::read(path).ok()?).ok()?;
        *known = Some((state, zone.clone()));
        Some(zone)
    }

    #[cfg(test)]
    mod tests {
        use jiff::Timestamp;

        use super::*;

        /// A zone that is so many hours ahead, as RFC 8536 has it in its first version.
        fn zone(hours: i32) -> Vec<u8> {
            let mut bytes = b"TZif".to_vec();
            bytes.extend([0; 16]);
            for count in [0_u32, 0, 0, 0, 1, 4] {
                bytes.extend(count.to_be_bytes());
            }
            bytes.extend((hours * 3_600).to_be_bytes());
            bytes.extend([0, 0]);
            bytes.extend(b"ABC\0");
            bytes
        }

        #[test]
        fn a_zone_that_is_set_is_seen_at_once() {
            let folder = tempfile::tempdir().unwrap();
            let path = |name: &str| folder.path().join(name);
            fs::write(path("Shanghai"), zone(8)).unwrap();
            fs::write(path("Berlin"), zone(1)).unwrap();
            let (local, mut known) = (path("localtime"), None);
            let mut hours = || {
                let zone = of(&local, &mut known)?;
                Some(zone.to_offset(Timestamp::UNIX_EPOCH).seconds() / 3_600)
            };
            assert_eq!(hours(), None, "there is none");
            std::os::unix::fs::symlink(path("Shanghai"), &local).unwrap();
            assert_eq!([hours(), hours()], [Some(8), Some(8)]);
            fs::remove_file(&local).unwrap();
            std::os::unix::fs::symlink(path("Berlin"), &local).unwrap();
            assert_eq!([hours(), hours()], [Some(1), Some(1)]);
            fs::remove_file(&local).unwrap();
            fs::write(&local, "no zone").unwrap();
            assert_eq!(hours(), None);
        }
    }
}
