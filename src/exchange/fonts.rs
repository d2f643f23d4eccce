//! The text fonts that ship: Noto Sans SC, so that Chinese shows on a bare machine and on paper. What
//! they lack – rare hanzi, Thai, emoji – is looked for among the fonts of the system.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};
use usvg::fontdb::{Database, Style};

/// The family of the text fonts.
pub const FAMILY: &str = "Noto Sans SC";

/// Text, weight 400.
pub const REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf");

/// Headings, weight 500.
pub const MEDIUM: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Medium.ttf");

/// The fonts that ship, for the typesetter.
static SHIPPED: LazyLock<Vec<Font>> = LazyLock::new(|| {
    [REGULAR, MEDIUM].into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect()
});

/// The fonts of the system; read at most once, and only when something needs them.
static OF_SYSTEM: LazyLock<Database> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    fonts
});

/// Fonts for a text, and the characters that none of them has.
#[derive(Clone, Debug)]
pub struct Fitting {
    /// Those that ship, then as few of the system's as the text needs. A text that the first can set
    /// comes out the same on every machine.
    pub fonts: Vec<Font>,
    /// What no font can set: it would be an empty box.
    pub unset: BTreeSet<char>,
}

impl Fitting {
    /// Fonts for everything in `texts`.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut unset: BTreeSet<char> =
            texts.into_iter().flat_map(str::chars).filter(|c| is_lacking(*c)).collect();
        let mut fonts = SHIPPED.clone();
        if unset.is_empty() {
            return Self { fonts, unset };
        }
        for face in upright_first() {
            let found = OF_SYSTEM.with_face_data(face, |data, index| {
                let info = FontInfo::new(data, index)?;
                let wanted = unset.iter().any(|c| has(&info, *c));
                wanted.then(|| Font::new(Bytes::new(data.to_vec()), index)).flatten()
            });
            let Some(font) = found.flatten() else { continue };
            unset.retain(|c| !has(font.info(), *c));
            fonts.push(font);
            if unset.is_empty() {
                break;
            }
        }
        Self { fonts, unset }
    }
}

/// The faces of the system, upright text of the usual weight first.
fn upright_first() -> Vec<usvg::fontdb::ID> {
    let mut faces: Vec<_> = OF_SYSTEM.faces().collect();
    faces.sort_by_key(|face| (face.style != Style::Normal, face.weight.0.abs_diff(400)));
    faces.into_iter().map(|face| face.id).collect()
}

/// The fonts for a picture of `text`: those that ship, and the system's too where these lack
/// something.
#[must_use]
pub fn database(text: &str) -> Arc<Database> {
    static ALL: LazyLock<Arc<Database>> = LazyLock::new(|| Arc::new(shipped(OF_SYSTEM.clone())));
    static OWN: LazyLock<Arc<Database>> = LazyLock::new(|| Arc::new(shipped(Database::new())));
    Arc::clone(if text.chars().any(is_lacking) { &*ALL } else { &*OWN })
}

/// The fonts that ship, before those that are in `fonts`.
fn shipped(mut fonts: Database) -> Database {
    for font in [REGULAR, MEDIUM] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family(FAMILY);
    fonts
}

/// Characters as a user can look them up: the character itself where his program shows it, and its
/// number: `𠮷 (U+20BB7)`.
#[must_use]
pub fn listed(characters: &BTreeSet<char>) -> String {
    let one = |c: &char| format!("{c} (U+{:04X})", u32::from(*c));
    characters.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn has(info: &FontInfo, c: char) -> bool {
    info.coverage.contains(u32::from(c))
}

/// Whether the fonts that ship can't set a character.
fn is_lacking(c: char) -> bool {
    is_drawn(c) && !SHIPPED.iter().any(|font| has(font.info(), c))
}

/// Whether a character needs a glyph of its own: not what only joins or selects others.
fn is_drawn(c: char) -> bool {
    !(c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_shipped_fonts_have_needs_no_other() {
        let fitting = Fitting::of(["演练 Drill Учения 3:56", "\u{200b}\t\n"]);
        assert_eq!((fitting.fonts.len(), fitting.unset.len()), (SHIPPED.len(), 0));
    }

    #[test]
    fn what_no_font_can_have_is_told() {
        // A character of a private plane that no font of any system is made for.
        let fitting = Fitting::of(["a\u{10fffd}"]);
        assert_eq!(fitting.unset, BTreeSet::from(['\u{10fffd}']));
        assert!(listed(&fitting.unset).ends_with("(U+10FFFD)"));
    }
}
