//! Reading the clear text of STEP (ISO 10303-21), in which IFC models are exchanged.
//!
//! Only an index of the instances is kept; each is taken apart when it is asked for. So a model needs
//! little more memory than its file. What a file makes the program do is bounded: after so many
//! bytes taken apart [`Step::is_exhausted`] says so and nothing more is found.

use std::cell::Cell;

use super::PlanError;

/// Lists in lists deeper than this are no data of a model.
const DEEPEST: usize = 12;
/// How often, on average, a byte of the file may be taken apart.
const READINGS: u64 = 400;
/// What a small file may be taken apart beyond that, bytes.
const AT_LEAST: u64 = 64 << 20;

/// The number of an instance.
pub type Id = u64;

/// A parameter of an instance.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// `$` or `*`, or nothing that can be read.
    Missing,
    /// A number.
    Number(f64),
    /// A text as it stands between its quotation marks.
    Text(&'a [u8]),
    /// A word between points, such as `.T.`.
    Word(&'a [u8]),
    /// Another instance.
    Instance(Id),
    /// A list.
    List(Vec<Value<'a>>),
    /// A value with the name of its type.
    Typed(&'a [u8], Box<Value<'a>>),
}

/// The one value for everything that is not there.
static MISSING: Value<'static> = Value::Missing;

impl<'a> Value<'a> {
    /// The value without the name of its type.
    #[must_use]
    pub fn plain(&self) -> &Self {
        match self {
            Self::Typed(_, inner) => inner.plain(),
            other => other,
        }
    }

    /// The number, if it is a finite one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self.plain() {
            Self::Number(number) if number.is_finite() => Some(*number),
            _ => None,
        }
    }

    /// The instance that it names.
    #[must_use]
    pub fn instance(&self) -> Option<Id> {
        match self {
            Self::Instance(id) => Some(*id),
            _ => None,
        }
    }

    /// What is in the list; nothing where it is none.
    #[must_use]
    pub fn list(&self) -> &[Self] {
        match self.plain() {
            Self::List(values) => values,
            _ => &[],
        }
    }

    /// The instances that a list names.
    pub fn instances(&self) -> impl Iterator<Item = Id> + '_ {
        self.list().iter().filter_map(Value::instance)
    }

    /// The finite numbers of a list.
    #[must_use]
    pub fn numbers(&self) -> Vec<f64> {
        self.list().iter().filter_map(Value::number).collect()
    }

    /// Whether it is this word.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        matches!(self.plain(), Value::Word(own) if own.eq_ignore_ascii_case(word.as_bytes()))
    }

    /// The word, in capitals; empty where it is none.
    #[must_use]
    pub fn word(&self) -> String {
        match self.plain() {
            Self::Word(word) => String::from_utf8_lossy(word).to_uppercase(),
            _ => String::new(),
        }
    }

    /// The text, its escapes resolved; nothing where it is none or empty.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let Self::Text(raw) = self.plain() else { return None };
        let text = decoded(raw);
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// An instance, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance<'a> {
    /// The name of its type, as it is written.
    pub kind: &'a [u8],
    /// Its parameters.
    pub parameters: Vec<Value<'a>>,
}

impl<'a> Instance<'a> {
    /// Whether it is of this type.
    #[must_use]
    pub fn is(&self, kind: &str) -> bool {
        self.kind.eq_ignore_ascii_case(kind.as_bytes())
    }

    /// Its type in capitals.
    #[must_use]
    pub fn kind(&self) -> String {
        String::from_utf8_lossy(self.kind).to_uppercase()
    }

    /// A parameter by its place, counted from 0.
    #[must_use]
    pub fn get(&self, at: usize) -> &Value<'a> {
        self.parameters.get(at).unwrap_or(&MISSING)
    }
}

/// A file: where its instances are.
#[derive(Debug)]
pub struct Step<'a> {
    bytes: &'a [u8],
    /// The instances by number, with the place of what follows the equals sign.
    places: Vec<(Id, usize)>,
    /// Whether the end of the data was reached.
    pub complete: bool,
    /// How many bytes may still be taken apart.
    left: Cell<u64>,
}

impl<'a> Step<'a> {
    /// Looks where the instances of a file are.
    ///
    /// # Errors
    /// If it is no such file.
    pub fn of(bytes: &'a [u8]) -> Result<Self, PlanError> {
        let broken = |reason: &str| PlanError::Broken { place: None, reason: reason.to_owned() };
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if !start.trim_ascii_start().starts_with(b"ISO-10303-21") {
            return Err(broken("no ISO-10303-21 file"));
        }
        let mut cursor = Cursor { bytes, at: 0 };
        let mut places: Vec<(Id, usize)> = Vec::new();
        let mut complete = false;
        while let Some(byte) = cursor.skip() {
            if byte != b'#' {
                let word = cursor.at;
                if !cursor.statement() {
                    break;
                }
                complete |= bytes[word..].starts_with(b"END-ISO-10303-21");
                continue;
            }
            cursor.at += 1;
            let id = cursor.id();
            let equals = cursor.skip() == Some(b'=');
            cursor.at += usize::from(equals);
            cursor.skip();
            let place = cursor.at;
            if !cursor.statement() {
                break;
            }
            if let Some(id) = id.filter(|_| equals) {
                places.push((id, place));
            }
        }
        if places.is_empty() {
            return Err(broken("no instances"));
        }
        // The first of two with the same number counts, as with most readers.
        places.sort_by_key(|(id, _)| *id);
        places.dedup_by_key(|(id, _)| *id);
        let left = Cell::new(AT_LEAST + READINGS.saturating_mul(bytes.len() as u64));
        Ok(Self { bytes, places, complete, left })
    }

    /// The length of the file, bytes: no list that is made of it may hold more.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Whether so much was taken apart that nothing more will be.
    #[must_use]
    pub fn is_exhausted(&self) -> bool {
        self.left.get() == 0
    }

    /// The instances of a type, in the order of their numbers.
    pub fn of_kind<'s>(&'s self, kind: &'s str) -> impl Iterator<Item = Id> + 's {
        self.places
            .iter()
            .filter(|(_, at)| {
                let rest = &self.bytes[*at..];
                let end = kind.len();
                rest.get(..end).is_some_and(|own| own.eq_ignore_ascii_case(kind.as_bytes()))
                    && !rest.get(end).is_some_and(|byte| is_name(*byte))
            })
            .map(|(id, _)| *id)
    }

    /// An instance; nothing if there is none, it is broken, or too much was asked for.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<Instance<'a>> {
        let found = self.places.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        let mut cursor = Cursor { bytes: self.bytes, at: self.places[found].1 };
        if self.is_exhausted() {
            return None;
        }
        let from = cursor.at;
        let kind = cursor.name();
        let parameters = (cursor.skip() == Some(b'(')).then(|| cursor.list(0)).flatten();
        let read = (cursor.at - from) as u64 + 32;
        self.left.set(self.left.get().saturating_sub(read));
        Some(Instance { kind, parameters: parameters? })
    }

    /// The instance that a parameter names.
    #[must_use]
    pub fn follow(&self, value: &Value<'_>) -> Option<Instance<'a>> {
        self.get(value.instance()?)
    }
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

/// A place in the file.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes blanks and comments; the byte that follows.
    fn skip(&mut self) -> Option<u8> {
        loop {
            let byte = self.peek()?;
            if byte.is_ascii_whitespace() || byte == 0 {
                self.at += 1;
            } else if self.bytes[self.at..].starts_with(b"/*") {
                let rest = &self.bytes[self.at + 2..];
                let end = rest.windows(2).position(|two| two == b"*/")?;
                self.at += end + 4;
            } else {
                return Some(byte);
            }
        }
    }

    /// Passes everything up to the next semicolon and over it; whether there is one.
    fn statement(&mut self) -> bool {
        while let Some(byte) = self.skip() {
            self.at += 1;
            match byte {
                b';' => return true,
                b'\'' => {
                    self.text();
                }
                _ => {}
            }
        }
        false
    }

    /// What stands before the closing quotation mark; the opening one is passed.
    fn text(&mut self) -> &'a [u8] {
        let from = self.at;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'\'' {
                if self.peek() != Some(b'\'') {
                    return &self.bytes[from..self.at - 1];
                }
                self.at += 1;
            }
        }
        &self.bytes[from..]
    }

    fn name(&mut self) -> &'a [u8] {
        let from = self.at;
        while self.peek().is_some_and(is_name) {
            self.at += 1;
        }
        &self.bytes[from..self.at]
    }

    fn id(&mut self) -> Option<Id> {
        let from = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        std::str::from_utf8(&self.bytes[from..self.at]).ok()?.parse().ok()
    }

    /// A list, from its opening bracket to its closing one.
    fn list(&mut self, depth: usize) -> Option<Vec<Value<'a>>> {
        if depth > DEEPEST {
            return None;
        }
        self.at += 1;
        let mut values = Vec::new();
        loop {
            match self.skip()? {
                b')' => {
                    self.at += 1;
                    return Some(values);
                }
                b',' => self.at += 1,
                b';' => return None,
                _ => values.push(self.value(depth)?),
            }
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        let byte = self.peek()?;
        let from = self.at;
        Some(match byte {
            b'$' | b'*' => {
                self.at += 1;
                Value::Missing
            }
            b'#' => {
                self.at += 1;
                self.id().map_or(Value::Missing, Value::Instance)
            }
            b'\'' => {
                self.at += 1;
                Value::Text(self.text())
            }
            b'(' => Value::List(self.list(depth + 1)?),
            b'.' => {
                self.at += 1;
                let word = self.name();
                self.at += usize::from(self.peek() == Some(b'.'));
                Value::Word(word)
            }
            b'"' => {
                // Bits, which nothing here needs.
                let rest = &self.bytes[self.at + 1..];
                self.at += rest.iter().position(|byte| *byte == b'"')? + 2;
                Value::Missing
            }
            b'0'..=b'9' | b'-' | b'+' => {
                while self.peek().is_some_and(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)) {
                    self.at += 1;
                }
                let text = std::str::from_utf8(&self.bytes[from..self.at]).ok()?;
                text.parse().map_or(Value::Missing, Value::Number)
            }
            _ => {
                let name = self.name();
                if name.is_empty() || self.skip()? != b'(' {
                    return None;
                }
                let mut inner = self.list(depth + 1)?;
                let first = if inner.len() == 1 { inner.remove(0) } else { Value::List(inner) };
                Value::Typed(name, Box::new(first))
            }
        })
    }
}

/// A text with its escapes resolved: `''`, `\S\`, `\X\`, `\X2\`, `\X4\`, and bytes that are UTF-8 or,
/// as Chinese programs wrote them, GBK.
fn decoded(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GBK.decode_without_bom_handling(raw).0.into_owned(),
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['\\', '\'']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let wide = [("\\X2\\", 4), ("\\X4\\", 8)]
            .into_iter()
            .find_map(|(begin, digits)| Some((rest.strip_prefix(begin)?, digits)));
        if let Some((codes, digits)) = wide {
            let end = codes.find("\\X0\\").unwrap_or(codes.len());
            hexadecimal(&codes[..end], digits, &mut out);
            rest = codes[end..].strip_prefix("\\X0\\").unwrap_or_default();
        } else if let Some(code) = rest.strip_prefix("\\X\\") {
            let end = code.char_indices().nth(2).map_or(code.len(), |(at, _)| at);
            hexadecimal(&code[..end], 2, &mut out);
            rest = &code[end..];
        } else if let Some(after) = rest.strip_prefix("\\S\\") {
            let mut letters = after.chars();
            let high = letters.next().and_then(|c| char::from_u32(u32::from(c) + 128));
            out.extend(high);
            rest = letters.as_str();
        } else if rest.starts_with("\\P") && rest.as_bytes().get(3) == Some(&b'\\') {
            rest = &rest[4..];
        } else {
            let doubled = rest.starts_with("''") || rest.starts_with("\\\\");
            out.push_str(&rest[..1]);
            rest = &rest[if doubled { 2 } else { 1 }..];
        }
    }
    out.push_str(rest);
    out.retain(|c| !c.is_control());
    out
}

/// Letters by their numbers, so many digits each; UTF-16 where four digits are given.
fn hexadecimal(codes: &str, digits: usize, out: &mut String) {
    let number = |chunk: &[u8]| u32::from_str_radix(std::str::from_utf8(chunk).ok()?, 16).ok();
    let numbers = codes.as_bytes().chunks(digits).filter_map(number);
    if digits == 4 {
        let units = numbers.filter_map(|n| u16::try_from(n).ok());
        out.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    } else {
        out.extend(numbers.filter_map(char::from_u32));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    const FILE: &[u8] = b"ISO-10303-21;\nHEADER;FILE_NAME('a;b');ENDSEC;\nDATA;\n\
        #2 = IFCSPACE('it''s',$,*,#1,.T.,(1.,-2.5E-1),IFCLABEL('\\X2\\8F6695F4\\X0\\ A'));\n\
        /* #3=IFCSPACE('no'); */ #1=IFCSPACETYPE(());\nENDSEC;\nEND-ISO-10303-21;\n";

    #[test]
    fn instances_are_found_and_taken_apart() {
        let step = Step::of(FILE).unwrap();
        assert!(step.complete);
        assert_eq!(step.of_kind("IFCSPACE").collect::<Vec<_>>(), [2]);
        let space = step.get(2).unwrap();
        assert_eq!(space.get(0).text().unwrap(), "it's");
        assert_eq!(space.get(1), &Value::Missing);
        assert!(step.follow(space.get(3)).unwrap().is("IfcSpaceType"));
        assert!(space.get(4).is("t"));
        assert_eq!(space.get(5).numbers(), [1.0, -0.25]);
        assert_eq!(space.get(6).text().unwrap(), "车间 A");
        assert!(step.get(3).is_none());
        assert!(!Step::of(&FILE[..FILE.len() - 20]).unwrap().complete);
        assert!(Step::of(b"SECTION").is_err());
    }

    #[test]
    fn texts_of_all_programs_are_read() {
        for (raw, expected) in [
            (&b"Gr\\S\\|n"[..], "Grün"),
            (b"Gr\\X\\FCn", "Grün"),
            (b"\\X4\\0001F525\\X0\\!", "🔥!"),
            (b"\\X2\\D83DDD25\\X0\\", "🔥"),
            (b"\\PA\\plain \\\\ back", "plain \\ back"),
            ("车间".as_bytes(), "车间"),
            (b"\xb3\xb5\xbc\xe4", "车间"),
            (b"\\X2\\8F", "\u{8f}"),
        ] {
            let expected: String = expected.chars().filter(|c| !c.is_control()).collect();
            assert_eq!(decoded(raw), expected);
        }
    }

    #[test]
    fn what_is_read_again_and_again_comes_to_an_end() {
        let step = Step::of(FILE).unwrap();
        step.left.set(200);
        assert!((0..10).any(|_| step.get(2).is_none()));
        assert!(step.is_exhausted());
    }
}
