//! A message before it is put into a language.

/// Something to say: the key of a text in the message files, and what is filled into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub(super) key: &'static str,
    pub(super) args: Vec<(&'static str, Arg)>,
}

/// A value that is filled into a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Text that stays as it is in every language: a name, a path, a formatted measure.
    Text(String),
    /// A number, for plurals.
    Number(f64),
    /// A message that is put into the same language first.
    Message(Message),
}

impl Message {
    /// A message without arguments yet.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// The message with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The key in the message files.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        self.key
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<f64> for Arg {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

/// Writes a [`Message`]: `msg!("drill-started")`, `msg!("space-people", name = space, count = 3_u32)`.
macro_rules! msg {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::language::Message::new($key)$(.with(stringify!($name), $value))*
    };
}
pub(crate) use msg;
