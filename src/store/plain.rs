//! Reads text that stands exactly as the program writes it, several times faster than the whole
//! reader of RON, which stands behind it.
//!
//! It knows no comments, no names of structs, no raw strings, no other way to write a number: at
//! anything but the plain form it gives up without a reason, and the whole reader reads the text or
//! says what is wrong. So all it has to be is never wrong about what it accepts.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

/// So deep nothing of Muster's is nested, and RON's own limit is far.
const DEPTH_LIMIT: usize = 24;

/// The value that the text stands for; nothing if it is not in the plain form or not right.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let mut plain = Plain { text, at: 0, depth: 0 };
    let value = T::deserialize(&mut plain).ok()?;
    plain.pass_space();
    (plain.at == text.len()).then_some(value)
}

/// The text is not in the plain form, or not what is asked for.
#[derive(Debug)]
struct NotPlain;

impl fmt::Display for NotPlain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not in the plain form")
    }
}

impl std::error::Error for NotPlain {}

impl Error for NotPlain {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// The text and how far it was read.
struct Plain<'de> {
    text: &'de str,
    at: usize,
    depth: usize,
}

impl<'de> Plain<'de> {
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn pass_space(&mut self) {
        while let Some(b' ' | b'\n') = self.next() {
            self.at += 1;
        }
    }

    /// Passes this character if it is the next; whether it was.
    fn passes(&mut self, mark: u8) -> bool {
        let there = self.next() == Some(mark);
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, mark: u8) -> Result<(), NotPlain> {
        if self.passes(mark) { Ok(()) } else { Err(NotPlain) }
    }

    /// What is next, as long as its characters are of this kind. They are ASCII, so that nothing
    /// is cut within a character.
    fn run(&mut self, of: impl Fn(&u8) -> bool) -> &'de str {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(|byte| byte.is_ascii() && of(byte)).count();
        self.at += length;
        &rest[..length]
    }

    /// The name of a field or a variant.
    fn name(&mut self) -> Result<&'de str, NotPlain> {
        let name = self.run(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let is_name = name.starts_with(|first: char| !first.is_ascii_digit());
        if is_name { Ok(name) } else { Err(NotPlain) }
    }

    fn digits(&mut self) -> Result<(), NotPlain> {
        if self.run(u8::is_ascii_digit).is_empty() { Err(NotPlain) } else { Ok(()) }
    }

    /// A number without leading zeros.
    fn whole_number(&mut self) -> Result<(), NotPlain> {
        if self.passes(b'0') { Ok(()) } else { self.digits() }
    }

    fn integer<N: FromStr>(&mut self) -> Result<N, NotPlain> {
        let from = self.at;
        self.passes(b'-');
        self.whole_number()?;
        self.text[from..self.at].parse().map_err(|_| NotPlain)
    }

    fn float(&mut self) -> Result<f64, NotPlain> {
        let from = self.at;
        self.passes(b'-');
        self.whole_number()?;
        self.expect(b'.')?;
        self.digits()?;
        self.text[from..self.at].parse().map_err(|_| NotPlain)
    }

    fn string(&mut self) -> Result<Cow<'de, str>, NotPlain> {
        self.expect(b'"')?;
        let mut said = Cow::Borrowed("");
        loop {
            let rest = &self.text[self.at..];
            let stops = |byte: &u8| matches!(byte, b'"' | b'\\') || byte.is_ascii_control();
            let length = rest.bytes().position(|byte| stops(&byte)).ok_or(NotPlain)?;
            said += &rest[..length];
            self.at += length;
            if self.passes(b'"') {
                return Ok(said);
            }
            self.expect(b'\\')?;
            said += match self.next() {
                Some(b'n') => "\n",
                Some(b'r') => "\r",
                Some(b't') => "\t",
                Some(b'"') => "\"",
                Some(b'\\') => "\\",
                Some(b'\'') => "'",
                _ => return Err(NotPlain),
            };
            self.at += 1;
        }
    }

    /// What stands between two brackets.
    fn within<V>(
        &mut self,
        [open, close]: [u8; 2],
        read: impl FnOnce(Items<'_, 'de>) -> Result<V, NotPlain>,
    ) -> Result<V, NotPlain> {
        self.expect(open)?;
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            return Err(NotPlain);
        }
        let value = read(Items { plain: self, close, first: true })?;
        self.pass_space();
        // Whoever knows how many items there are does not ask for more of them.
        if self.passes(b',') {
            self.pass_space();
        }
        self.expect(close)?;
        self.depth -= 1;
        Ok(value)
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident,)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
            visitor.$visit(self.integer()?)
        }
    )+};
}

const ROUND: [u8; 2] = *b"()";

impl<'de> Deserializer<'de> for &mut Plain<'de> {
    type Error = NotPlain;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NotPlain> {
        Err(NotPlain)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.name()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(NotPlain),
        }
    }

    integers! {
        deserialize_u8 visit_u8, deserialize_i32 visit_i32, deserialize_i64 visit_i64,
        deserialize_u32 visit_u32, deserialize_u64 visit_u64,
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        visitor.visit_f64(self.float()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.string()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        visitor.visit_borrowed_str(self.name()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.name()? {
            "None" => visitor.visit_none(),
            "Some" => self.within(ROUND, |items| {
                items.plain.pass_space();
                visitor.visit_some(items.plain)
            }),
            _ => Err(NotPlain),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.within(*b"[]", |items| visitor.visit_seq(items))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, NotPlain> {
        self.within(ROUND, |items| visitor.visit_seq(items))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.within(*b"{}", |items| visitor.visit_map(items))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotPlain> {
        self.within(ROUND, |items| visitor.visit_map(items))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotPlain> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u16 u128 f32 char bytes byte_buf unit unit_struct newtype_struct
        tuple_struct ignored_any
    }
}

impl<'de> EnumAccess<'de> for &mut Plain<'de> {
    type Error = NotPlain;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), NotPlain> {
        Ok((seed.deserialize(&mut *self)?, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Plain<'de> {
    type Error = NotPlain;

    fn unit_variant(self) -> Result<(), NotPlain> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, NotPlain> {
        self.within(ROUND, |items| {
            items.plain.pass_space();
            seed.deserialize(items.plain)
        })
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, NotPlain> {
        self.deserialize_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotPlain> {
        self.within(ROUND, |items| visitor.visit_map(items))
    }
}

/// What stands between two brackets, parted by commas.
struct Items<'a, 'de> {
    plain: &'a mut Plain<'de>,
    close: u8,
    first: bool,
}

impl Items<'_, '_> {
    /// Goes to the next item; whether there is one.
    fn next(&mut self) -> bool {
        self.plain.pass_space();
        let parted = std::mem::take(&mut self.first) || self.plain.passes(b',');
        self.plain.pass_space();
        parted && self.plain.next() != Some(self.close)
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = NotPlain;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, NotPlain> {
        self.next().then(|| seed.deserialize(&mut *self.plain)).transpose()
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = NotPlain;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, NotPlain> {
        self.next().then(|| seed.deserialize(&mut *self.plain)).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, NotPlain> {
        self.plain.pass_space();
        self.plain.expect(b':')?;
        self.plain.pass_space();
        seed.deserialize(&mut *self.plain)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::file::options;
    use super::*;
    use crate::drill::{Event, Record, What};
    use crate::store::to_text;
    use crate::{samples, store};

    /// Events in every form that they have, as a record writes them.
    const EVENTS: &str = r#"[
  (number: 1, at: 0.0, wall: "2024-06-14T14:30:00.000+08:00", who: "吴\t秀兰", what: Started),
  (number: 2, at: -19.6, wall: "2024-06-14T14:30:22.001-03:30", what: Reached(checkpoint: "a")),
  (number: 3, at: 65.925, wall: "2024-06-14T06:31:07.000Z", what: Counted(exit: "d", people: -3)),
  (number: 4, at: 1.0, wall: "2024-06-14T14:31:07+08:00", what: DoorChecked(door: "d", found: Propped)),
  (number: 5, at: 1.0, wall: "2024-06-14T14:31:07+08:00", what: HeadCounted(point: "p", expected: 10, present: 0)),
  (number: 6, at: 1.0, wall: "2024-06-14T14:31:07+08:00", what: RollCalled(person: "p", presence: Missing, point: Some("q"), absence: None)),
  (number: 7, at: 1.0, wall: "2024-06-14T14:31:07+08:00", what: Noted(text: "\"a\"\n\\ 'b'")),
  (number: 8, at: 1.0, wall: "2024-06-14T14:31:07+08:00", what: EnteredLate(happened_at: 0.5, what: Undone(event: 7), source: "")),
  (number: 9, at: 1.0, wall: "2024-06-14T14:31:07+08:00", what: TakenUp(clock_restarted: false)),
]"#;

    #[test]
    fn what_the_program_writes_is_in_the_plain_form() {
        let events: Vec<Event> = read(EVENTS).unwrap();
        assert_eq!(events, options().from_str::<Vec<Event>>(EVENTS).unwrap());
        assert_eq!(events.len(), 9);
        let folder = tempfile::tempdir().unwrap();
        for sample in samples::NAMES {
            let root = folder.path().join(sample);
            samples::write(sample, &root).unwrap();
            let (book, _) = store::Book::open(&root).unwrap();
            for record in book.records.values() {
                let text = to_text::<Record>(record).unwrap();
                let content = &text[text.find("content: ").unwrap() + 9..text.len() - 4];
                assert_eq!(read::<Record>(content).as_ref(), Some(&**record), "{}", record.id);
            }
        }
    }

    #[test]
    fn anything_else_is_for_the_whole_reader() {
        for text in [
            "01",
            "+1",
            "1_0",
            "0x1",
            "1.0",
            "-1",
            "4294967296",
            "1u32",
            " 1",
            "1 // one",
            "",
            "r#1#",
        ] {
            assert_eq!(read::<u32>(text), None, "{text}");
        }
        for text in ["1", "1.", ".5", "1e3", "1.0e3", "inf", "NaN", "-", "-.1", "00.1", "1.0f64"] {
            assert_eq!(read::<f64>(text), None, "{text}");
        }
        for text in ["\"\\u{41}\"", "r\"a\"", "\"a", "\"a\u{1}\"", "a", "\"a\" \"b\"", "b\"a\""] {
            assert_eq!(read::<String>(text), None, "{text}");
        }
        assert_eq!(read::<Option<f64>>("1.0"), None);
        assert_eq!(read::<Vec<u32>>("[1,,2]"), None);
        assert_eq!(read::<Vec<u32>>("[,]"), None);
        assert_eq!(read::<Vec<u32>>("[1 2]"), None);
        assert_eq!(read::<Vec<u32>>("[1, 2, ]"), Some(vec![1, 2]));
        assert_eq!(read::<(f64, u32)>("(1.5, 2)"), Some((1.5, 2)));
        assert_eq!(read::<What>("Undone(event: 1, event: 1)"), None);
        assert_eq!(read::<What>("Undone(event: 0)"), None);
        assert_eq!(read::<What>("Undone(other: 1)"), None);
        assert_eq!(read::<What>("Undone (event: 1)"), None);
        let deep = |depth| "Some(".repeat(depth) + "None" + &")".repeat(depth);
        assert_eq!(read::<Option<Option<()>>>(&deep(1)), Some(Some(None)));
        let late = |depth| {
            let before = "EnteredLate(happened_at: 0.0, what: ".repeat(depth);
            before + "Started" + &", source: \"\")".repeat(depth)
        };
        assert!(read::<What>(&late(DEPTH_LIMIT)).is_some());
        assert!(read::<What>(&late(DEPTH_LIMIT + 1)).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        /// Whatever is in a text, it is read as the whole reader reads it, or left to that.
        #[test]
        fn a_changed_text_is_read_alike_or_left(
            changes in prop::collection::vec(
                (any::<prop::sample::Index>(), 0_usize..6, prop::sample::select(vec![
                    "", "(", ")", "[", "]", "{", "}", ",", ":", "\"", "'", "/", "//", "/**/", "#",
                    "r\"", "\\", "\\n", "\\u{41}", "\\x41", "0", "1", "-", "+", ".", "_", "e5",
                    "Some(", "None", "true", " ", "\n", "\t", "\r\n", "\u{a0}", "火", "who: \"\",",
                    "u32", "inf", "Started", "at: 1.0", "Event",
                ])),
                1..3,
            ),
        ) {
            let mut text = EVENTS.to_owned();
            for (place, length, put) in changes {
                let from = text.floor_char_boundary(place.index(text.len()));
                let to = text.ceil_char_boundary((from + length).min(text.len()));
                text.replace_range(from..to, put);
            }
            if let Some(events) = read::<Vec<Event>>(&text) {
                prop_assert_eq!(Ok(events), options().from_str::<Vec<Event>>(&text));
            }
        }

        /// Any number comes back to the bit, where it stands in the plain form at all.
        #[test]
        fn numbers_are_those_of_the_whole_reader(number in any::<f64>()) {
            let text = ron::to_string(&number).unwrap();
            let whole: f64 = options().from_str(&text).unwrap();
            if let Some(read) = read::<f64>(&text) {
                prop_assert_eq!(read.to_bits(), whole.to_bits());
            }
        }
    }
}
