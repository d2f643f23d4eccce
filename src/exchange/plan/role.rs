//! What the lines of a layer stand for, by the layer's name and by what is on it.

use super::drawing::Drawing;
use super::label;
use crate::language::choice;

choice! {
    /// What a layer holds.
    pub enum Role {
        /// Walls and columns.
        Walls => "layer-role-walls",
        /// Windows and curtain walls.
        Windows => "layer-role-windows",
        /// Doors.
        Doors => "layer-role-doors",
        /// Stairs.
        Stairs => "layer-role-stairs",
        /// Names of spaces.
        Names => "layer-role-names",
        /// Walls, doors and names together.
        Everything => "layer-role-everything",
        /// Nothing that is needed.
        Nothing => "layer-role-nothing",
    }
}

/// Parts of layer names, in the order in which they are tried. Those of the usual standards:
/// AIA/NCS (A-WALL), Tangent/天正 (WALL, WINDOW, STAIR), ISO 13567, and plain words.
const NAMES: [(Role, &[&str]); 7] = [
    (
        Role::Nothing,
        &[
            "dim",
            "axis",
            "grid",
            "hatch",
            "furn",
            "defpoints",
            "dote",
            "标注",
            "轴",
            "填充",
            "家具",
            "elev",
            "anno-note",
            "title",
            "border",
            "图框",
            "viewport",
            "landscape",
            "ceiling",
            "clng",
            "roof",
            "lights",
            "equip-s",
        ],
    ),
    (Role::Stairs, &["stair", "strs", "楼梯", "step"]),
    (Role::Doors, &["door", "门", "opening", "tür", "tuer"]),
    (Role::Windows, &["window", "glaz", "窗", "curt", "幕墙", "fenster"]),
    (Role::Walls, &["wall", "墙", "column", "cols", "柱", "wand", "partition", "隔断", "mur"]),
    (
        Role::Names,
        &["text", "room", "name", "space", "area-iden", "房间", "文字", "名称", "label", "raum"],
    ),
    (Role::Everything, &[]),
];

/// What each layer holds, as it is proposed.
#[must_use]
pub fn propose(drawing: &Drawing) -> Vec<Role> {
    let mut roles: Vec<Role> = drawing.layers.iter().map(|name| by_name(name)).collect();
    let named_walls = roles.contains(&Role::Walls);
    let strokes = count(drawing.strokes.iter().map(|s| s.layer), roles.len());
    let arcs = count(drawing.arcs.iter().map(|a| a.layer), roles.len());
    let names = count(
        drawing.texts.iter().filter(|text| label::is_name(&text.words)).map(|text| text.layer),
        roles.len(),
    );
    let most = strokes.iter().copied().max().unwrap_or(0);
    for (number, role) in roles.iter_mut().enumerate() {
        if *role != Role::Everything {
            continue;
        }
        // Where layers have names of the trade, the others hold furniture, machines and notes.
        *role = match (strokes[number] + arcs[number], names[number]) {
            (0, 0) => Role::Nothing,
            (0, _) => Role::Names,
            (lines, _) if named_walls && lines * 4 < most => Role::Names,
            (_, 0) if named_walls => Role::Nothing,
            (_, _) if named_walls => Role::Names,
            _ => Role::Everything,
        };
    }
    roles
}

fn by_name(name: &str) -> Role {
    let name = name.to_lowercase();
    let fits = |words: &&[&str]| words.iter().any(|word| name.contains(word));
    NAMES.iter().find(|(_, words)| fits(words)).map_or(Role::Everything, |(role, _)| *role)
}

fn count(layers: impl Iterator<Item = u32>, length: usize) -> Vec<usize> {
    let mut counts = vec![0; length];
    for layer in layers {
        if let Some(count) = counts.get_mut(layer as usize) {
            *count += 1;
        }
    }
    counts
}
