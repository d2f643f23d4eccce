//! Enumerations that a user picks from: one list and one text key for each variant.

/// A closed set of alternatives with a name in every language.
pub trait Choice: Copy + Eq + 'static {
    /// Every alternative, in the order in which a list offers them.
    const ALL: &'static [Self];

    /// The key of the alternative's name in the message files.
    fn key(self) -> &'static str;
}

/// Defines an enumeration that is a [`Choice`]: `Production => "use-production"`.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident => $key:literal),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $($(#[$variant_meta])* $variant),+
        }

        impl $crate::language::Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key),+
                }
            }
        }

        impl From<$name> for $crate::language::Arg {
            fn from(choice: $name) -> Self {
                Self::Message($crate::language::Message::new(
                    $crate::language::Choice::key(choice),
                ))
            }
        }
    };
}
pub(crate) use choice;
