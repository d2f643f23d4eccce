//! In which order plans become storeys when several come at once.

use std::path::Path;

/// A piece of a name: numbers go by their value, and before words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Piece {
    Number(u128),
    Words(String),
}

/// Whether a name is that of a storey above the ground, and its pieces: "2F" before "10F", "B2" before
/// "B1" before "1F".
pub(super) fn of_name(path: &Path) -> (bool, Vec<Piece>) {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let below = ["basement", "地下"].iter().any(|word| name.contains(word)) || is_basement(&name);
    let mut pieces: Vec<Piece> = Vec::new();
    for c in name.chars() {
        match (c.to_digit(10), pieces.last_mut()) {
            (Some(digit), Some(Piece::Number(number))) => {
                *number = number.saturating_mul(10).saturating_add(digit.into());
            }
            (Some(digit), _) => pieces.push(Piece::Number(digit.into())),
            (None, Some(Piece::Words(words))) => words.push(c),
            (None, _) => pieces.push(Piece::Words(c.into())),
        }
    }
    if below {
        // The second basement lies under the first.
        for piece in &mut pieces {
            if let Piece::Number(number) = piece {
                *number = u128::MAX - *number;
            }
        }
    }
    (!below, pieces)
}

/// Whether a name has a number after a single b: "plant-b1".
fn is_basement(name: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    (0..letters.len()).any(|at| {
        let begins = at == 0 || !letters[at - 1].is_alphabetic();
        begins && letters[at] == 'b' && letters.get(at + 1).is_some_and(char::is_ascii_digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn plans_stand_as_their_storeys_do() {
        for expected in [
            ["B2.dxf", "B1.dxf", "1F.dxf", "2F.dxf", "10F.dxf"],
            ["plant-b2.dxf", "plant-b1.dxf", "plant-1.svg", "plant-2.dxf", "plant-11.dxf"],
            ["basement 2.pdf", "basement 1.pdf", "block 1.pdf", "block 2.pdf", "block 3.pdf"],
        ] {
            let mut names = expected.map(PathBuf::from);
            names.reverse();
            names.sort_by_cached_key(|path| of_name(path));
            assert_eq!(names, expected.map(PathBuf::from));
        }
    }
}
