//! What a text on a plan says: a space's name, a door's mark, a measure.

use crate::building::{FireClass, SpaceUse};

/// The mark of a door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorMark {
    /// As it is written.
    pub name: String,
    /// The class, if it is a fire door.
    pub fire: Option<FireClass>,
}

/// The mark of a door that a text is, such as `M1021`, `FM甲1521` or `D-12`.
#[must_use]
pub fn door_mark(text: &str) -> Option<DoorMark> {
    let name = text.trim();
    let upper = name.to_uppercase();
    let digits = upper.chars().filter(char::is_ascii_digit).count();
    if name.chars().count() > 14 || name.contains(' ') {
        return None;
    }
    let class = |rest: &str| {
        let first = rest.trim_start_matches(['-', '(', '（']).chars().next()?;
        match first {
            '甲' | 'A' => Some(FireClass::A),
            '乙' | 'B' => Some(FireClass::B),
            '丙' | 'C' => Some(FireClass::C),
            _ => None,
        }
    };
    if let Some(rest) = upper.strip_prefix("FM").or_else(|| upper.strip_prefix("FD")) {
        let class = class(rest);
        return (digits > 0 || class.is_some())
            .then(|| DoorMark { name: name.to_owned(), fire: class });
    }
    let at = upper.find(['甲', '乙', '丙']);
    if let Some(at) = at
        && digits > 0
        && upper.contains('M')
    {
        return Some(DoorMark { name: name.to_owned(), fire: class(&upper[at..]) });
    }
    let letters = upper.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '.');
    let known = ["M", "D", "MD", "LM", "JM", "TLM", "GM", "DOOR", "E", "EXIT", "T"];
    (digits > 0 && known.contains(&letters)).then(|| DoorMark { name: name.to_owned(), fire: None })
}

/// Whether a text can be the name of a space: words, and no mark, measure or level.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let text = text.trim();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let ideographs = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let long = text.chars().count() > 40;
    let notes =
        ["说明", "比例", "图号", "scale", "drawing no", "notes", "平面图", "floor plan", "标高"];
    let lower = text.to_lowercase();
    (letters >= 2 || ideographs)
        && !long
        && !is_area(text)
        && door_mark(text).is_none()
        && window_mark(text).is_none()
        && !notes.iter().any(|note| lower.contains(note))
}

fn window_mark(text: &str) -> Option<()> {
    let upper = text.trim().to_uppercase();
    let rest = upper.strip_prefix('C').or_else(|| upper.strip_prefix('W'))?;
    (!rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '-')).then_some(())
}

/// Whether a text is an area such as `35.2 m²`.
fn is_area(text: &str) -> bool {
    let lower = text.to_lowercase();
    let unit = ["m²", "㎡", "m2", "平方米", "sqm", "sq m"].iter().any(|unit| lower.contains(unit));
    unit && lower.chars().any(|c| c.is_ascii_digit())
}

/// Words in names, and the use that they tell. Earlier ones win: a stair's lobby is a lobby.
const WORDS: [(SpaceUse, &[&str]); 13] = [
    (SpaceUse::Lobby, &["前室", "lobby", "vestibule", "门厅", "大厅", "entrance"]),
    (SpaceUse::Stair, &["楼梯", "stair", "梯间"]),
    (
        SpaceUse::Corridor,
        &["走道", "走廊", "过道", "通道", "corridor", "passage", "hallway", "gang"],
    ),
    (
        SpaceUse::Sanitary,
        &["卫生间", "厕", "更衣", "浴", "toilet", "wc", "restroom", "changing", "locker", "shower"],
    ),
    (SpaceUse::Shaft, &["竖井", "管道井", "电缆井", "管井", "电井", "shaft", "riser"]),
    (SpaceUse::Refuge, &["避难", "refuge"]),
    (SpaceUse::Canteen, &["食堂", "餐", "canteen", "厨房", "kitchen", "cafeteria", "break room"]),
    (
        SpaceUse::Plant,
        &[
            "配电",
            "设备",
            "机房",
            "泵",
            "空压",
            "锅炉",
            "变电",
            "plant room",
            "electrical",
            "boiler",
            "pump",
            "compressor",
            "switch",
            "server",
        ],
    ),
    (SpaceUse::Meeting, &["会议", "培训", "教室", "meeting", "training", "conference"]),
    (SpaceUse::Dormitory, &["宿舍", "dormitory", "bedroom", "休息室"]),
    (
        SpaceUse::Office,
        &[
            "办公",
            "经理",
            "财务",
            "office",
            "reception",
            "control room",
            "控制室",
            "值班",
            "lab",
            "化验",
        ],
    ),
    (
        SpaceUse::Storage,
        &["仓", "库", "store", "storage", "warehouse", "stock", "archive", "档案", "tools"],
    ),
    (
        SpaceUse::Production,
        &[
            "车间",
            "生产",
            "装配",
            "加工",
            "焊",
            "喷",
            "抛光",
            "包装",
            "workshop",
            "production",
            "assembly",
            "machining",
            "packing",
            "welding",
            "paint",
            "hall",
            "polishing",
            "foundry",
        ],
    ),
];

/// What a space is used for, by its name.
#[must_use]
pub fn usage(name: &str) -> Option<SpaceUse> {
    let name = name.to_lowercase();
    let fits = |words: &&[&str]| words.iter().any(|word| name.contains(word));
    WORDS.iter().find(|(_, words)| fits(words)).map(|(usage, _)| *usage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_measures_and_names_are_told_apart() {
        let fire = |text| door_mark(text).and_then(|mark| mark.fire);
        assert_eq!(fire("FM甲1521"), Some(FireClass::A));
        assert_eq!(fire("FM乙-1021"), Some(FireClass::B));
        assert_eq!(fire("M0921"), None);
        assert!(door_mark("M0921").is_some());
        assert!(door_mark("D-12").is_some());
        assert!(door_mark("Office").is_none());
        for name in ["Office 1", "装配车间", "WC", "库", "Tool store"] {
            assert!(is_name(name), "{name}");
        }
        for other in ["3600", "±0.000", "35.2 m²", "M1021", "C1518", "A", "一层平面图 1:100"]
        {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn a_name_tells_the_use() {
        for (name, expected) in [
            ("楼梯间前室", SpaceUse::Lobby),
            ("Stair 1", SpaceUse::Stair),
            ("走道", SpaceUse::Corridor),
            ("成品库", SpaceUse::Storage),
            ("Assembly hall", SpaceUse::Production),
            ("男卫生间", SpaceUse::Sanitary),
            ("配电室", SpaceUse::Plant),
        ] {
            assert_eq!(usage(name), Some(expected), "{name}");
        }
        assert_eq!(usage("X"), None);
    }
}
