//! One event on one line: the checksum (CRC-32, eight hexadecimal digits), a space, the event as
//! RON. A line that was cut short or damaged anywhere is recognised by its checksum.

use crate::drill::{Event, EventNumber};

const DIGITS: usize = 8;

/// The whole events at the beginning of a file.
pub(super) struct Whole {
    pub(super) events: Vec<Event>,
    /// How many bytes they take.
    pub(super) length: usize,
}

pub(super) fn write(bytes: &mut Vec<u8>, event: &Event) -> Result<(), ron::Error> {
    // Without pretty printing RON writes no line break: those in texts are escaped.
    let text = ron::to_string(event)?;
    let sum = crc32fast::hash(text.as_bytes());
    bytes.extend_from_slice(format!("{sum:08x} {text}\n").as_bytes());
    Ok(())
}

/// Reads events up to the first line that is not whole or whose number does not follow.
///
/// # Errors
/// The number of an event whose line is whole, and which is of no form that this program knows: it
/// was written by a newer one, and is not to be taken for torn.
pub(super) fn read_all(bytes: &[u8]) -> Result<Whole, EventNumber> {
    let mut whole = Whole { events: Vec::new(), length: 0 };
    let mut expected = EventNumber::FIRST;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let Some(text) = text(line) else { break };
        let event: Event = ron::from_str(text).map_err(|_| expected)?;
        if event.number != expected {
            break;
        }
        expected = event.number.next();
        whole.events.push(event);
        whole.length += line.len();
    }
    Ok(whole)
}

/// How many bytes the first `events` lines take.
pub(super) fn length(bytes: &[u8], events: usize) -> u64 {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').take(events);
    lines.map(|line| line.len() as u64).sum()
}

/// The text of a line, if its checksum is right.
fn text(line: &[u8]) -> Option<&str> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let (sum, text) = line.split_at_checked(DIGITS)?;
    let text = std::str::from_utf8(text.strip_prefix(b" ")?).ok()?;
    let sum = u32::from_str_radix(std::str::from_utf8(sum).ok()?, 16).ok()?;
    (crc32fast::hash(text.as_bytes()) == sum).then_some(text)
}
