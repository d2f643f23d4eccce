//! Fire ratings as models and schedules write them.

use crate::building::FireClass;

/// The class of a door by its rating: `甲级`, `A1.50`, `FM乙`, `EI 60`, `T30`, `90 min`, `1.5h`. The
/// classes stand for 1.5, 1.0 and 0.5 h (GB 12955-2008); a rating between two counts as the lower one,
/// one of less than half an hour as none.
#[must_use]
pub fn fire_class(text: &str) -> Option<FireClass> {
    let text = text.trim().to_uppercase();
    let named = [('甲', FireClass::A), ('乙', FireClass::B), ('丙', FireClass::C)];
    if let Some((_, class)) = named.into_iter().find(|(sign, _)| text.contains(*sign)) {
        return Some(class);
    }
    let letter = match text.as_str() {
        "A" => Some(FireClass::A),
        "B" => Some(FireClass::B),
        "C" => Some(FireClass::C),
        _ => None,
    };
    if letter.is_some() {
        return letter;
    }
    let numbers = text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
    let number = |part: &str| part.replace(',', ".").trim_matches('.').parse::<f64>().ok();
    let number = numbers.filter_map(number).fold(0.0, f64::max);
    // `EI2 30-C5` has other numbers too; hours are written with a point or with their unit.
    let hours = number <= 8.0 && text.contains(['H', '.', ',']) && !text.contains("MIN");
    let minutes = if hours { number * 60.0 } else { number };
    match minutes {
        minutes if minutes >= 90.0 => Some(FireClass::A),
        minutes if minutes >= 60.0 => Some(FireClass::B),
        minutes if minutes >= 30.0 => Some(FireClass::C),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_of_all_countries_become_a_class() {
        for (text, expected) in [
            ("甲级", Some(FireClass::A)),
            ("FM乙1021", Some(FireClass::B)),
            ("A1.50", Some(FireClass::A)),
            ("A1.00", Some(FireClass::B)),
            ("EI 60", Some(FireClass::B)),
            ("EI2 30-C5", Some(FireClass::C)),
            ("T30", Some(FireClass::C)),
            ("90 min", Some(FireClass::A)),
            ("1.5h", Some(FireClass::A)),
            ("0,5 h", Some(FireClass::C)),
            ("REI120", Some(FireClass::A)),
            ("20 MIN", None),
            ("5 min", None),
            ("7 doors", None),
            ("none", None),
            ("", None),
        ] {
            assert_eq!(fire_class(text), expected, "{text}");
        }
    }
}
