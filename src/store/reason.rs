//! What the system says when it refuses a file, in the user's words.

use std::io::{self, ErrorKind};

use crate::language::{Message, msg};

/// Why the system refused, to be filled into a sentence that tells what was refused.
#[must_use]
pub fn reason(error: &io::Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound => msg!("io-not-found"),
        ErrorKind::PermissionDenied => msg!("io-not-allowed"),
        ErrorKind::ReadOnlyFilesystem => msg!("io-read-only"),
        ErrorKind::StorageFull => msg!("io-full"),
        ErrorKind::QuotaExceeded => msg!("io-quota"),
        ErrorKind::IsADirectory => msg!("io-is-folder"),
        ErrorKind::NotADirectory => msg!("io-no-folder"),
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::NotConnected
        | ErrorKind::ConnectionAborted
        | ErrorKind::ConnectionReset
        | ErrorKind::TimedOut => msg!("io-away"),
        // Its words are the system's, in the system's language.
        _ => msg!("io-other", reason = error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn what_often_happens_is_said_in_the_language_of_the_user() {
        let full = io::Error::from(ErrorKind::StorageFull);
        assert_eq!(Language::Chinese.say(&reason(&full)), "磁盘已满");
        assert_eq!(Language::English.say(&reason(&full)), "the disk is full");
        let strange = io::Error::other("cable bitten through");
        assert!(Language::Chinese.say(&reason(&strange)).contains("cable bitten through"));
    }
}
