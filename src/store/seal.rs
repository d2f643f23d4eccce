//! What a signature signs: a hash chain over the events of a record, so that a later change is
//! noticed.
//!
//! The chain begins with what the drill was run with and goes on over every event:
//! `h₀ = SHA-256(head)`, `hₙ = SHA-256(hₙ₋₁ ‖ event n)`, each in the RON text of a file. A seal is
//! the number of events and the last hash: `26:5f3a…`. Findings, comments, marks and signatures are
//! no part of it: they are worked on after the signing.

use sha2::{Digest, Sha256};

use crate::drill::{Event, Record, SignOff};

/// What became of a record since it was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// It is as it was.
    AsSigned,
    /// Events were entered after the signing; those before are as they were.
    EnteredSince(usize),
    /// Something that was signed is not as it was.
    Changed,
    /// It was signed without a seal, so nobody can tell.
    WithoutSeal,
}

/// The seal of a record as it is now.
#[must_use]
pub fn seal(record: &Record) -> String {
    let all = record.events.len();
    format!("{all}:{}", hex(&chain(record, all)))
}

/// Whether a record is still what was signed.
#[must_use]
pub fn verify(record: &Record, sign: &SignOff) -> Sealed {
    if sign.seal.is_empty() {
        return Sealed::WithoutSeal;
    }
    let signed = sign.seal.split_once(':').and_then(|(count, hash)| {
        let count = count.parse::<usize>().ok()?;
        (count <= record.events.len()).then_some((count, hash))
    });
    match signed {
        Some((count, hash)) if hex(&chain(record, count)) == hash => {
            match record.events.len() - count {
                0 => Sealed::AsSigned,
                more => Sealed::EnteredSince(more),
            }
        }
        _ => Sealed::Changed,
    }
}

fn chain(record: &Record, events: usize) -> [u8; 32] {
    let head = Record {
        ending: crate::drill::Ending::Finished,
        events: Vec::new(),
        findings: Vec::new(),
        comments: String::new(),
        debrief: None,
        moments: Vec::new(),
        marking: None,
        signed: Vec::new(),
        ..record.clone()
    };
    let mut hash: [u8; 32] = Sha256::digest(text(&head)).into();
    for event in record.events.iter().take(events) {
        hash = link(hash, event);
    }
    hash
}

fn link(before: [u8; 32], event: &Event) -> [u8; 32] {
    Sha256::new().chain_update(before).chain_update(text(event)).finalize().into()
}

/// No content of Muster's own types fails to be written; if one did, its seal would never fit.
fn text(content: &impl serde::Serialize) -> String {
    ron::to_string(content).unwrap_or_default()
}

fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
