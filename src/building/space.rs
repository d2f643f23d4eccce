//! A space: a room, a hall, a corridor, a stair's landing.

use serde::{Deserialize, Serialize};

use super::{Polygon, SpaceId, TenantId};
use crate::language::choice;

choice! {
    /// What a space is used for.
    pub enum SpaceUse {
        /// 生产车间.
        Production => "space-use-production",
        /// 仓储.
        Storage => "space-use-storage",
        /// 办公.
        Office => "space-use-office",
        /// 食堂.
        Canteen => "space-use-canteen",
        /// 会议、培训.
        Meeting => "space-use-meeting",
        /// 宿舍.
        Dormitory => "space-use-dormitory",
        /// 走道.
        Corridor => "space-use-corridor",
        /// 楼梯间.
        Stair => "space-use-stair",
        /// 前室.
        Lobby => "space-use-lobby",
        /// 避难间.
        Refuge => "space-use-refuge",
        /// 竖井.
        Shaft => "space-use-shaft",
        /// 设备用房.
        Plant => "space-use-plant",
        /// 卫生间、更衣室.
        Sanitary => "space-use-sanitary",
        /// 其他.
        Other => "space-use-other",
    }
}

choice! {
    /// A hazard source that is present in a space.
    pub enum HazardSource {
        /// 危化品.
        HazardousChemicals => "hazard-hazardous-chemicals",
        /// 燃气.
        Gas => "hazard-gas",
        /// 粉尘涉爆.
        CombustibleDust => "hazard-combustible-dust",
        /// 高温熔融.
        MoltenMetal => "hazard-molten-metal",
        /// 有限空间.
        ConfinedSpace => "hazard-confined-space",
        /// 电动车充电.
        EBikeCharging => "hazard-e-bike-charging",
    }
}

/// How many people a space holds when nothing more exact is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum OccupantLoad {
    /// Nobody stays here.
    Empty,
    /// This many people.
    Count(u32),
    /// One person for so many square metres.
    AreaPerPerson(f64),
}

impl OccupantLoad {
    /// How many people a use usually comes with: m² for one, NFPA 101-2021, table 7.3.1.2 (industrial
    /// 9.3, business taken as the same, assembly 1.4, residential 18.6) and 27.9 for stores.
    #[must_use]
    pub const fn usual(usage: SpaceUse) -> Self {
        match usage {
            SpaceUse::Production | SpaceUse::Office => Self::AreaPerPerson(9.3),
            SpaceUse::Storage => Self::AreaPerPerson(27.9),
            SpaceUse::Canteen | SpaceUse::Meeting => Self::AreaPerPerson(1.4),
            SpaceUse::Dormitory => Self::AreaPerPerson(18.6),
            _ => Self::Empty,
        }
    }
}

/// The people in a space during one shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftLoad {
    /// The shift's name, as the book lists it.
    pub shift: String,
    /// How many people.
    pub people: u32,
}

/// A space.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Space {
    /// Its id.
    pub id: SpaceId,
    /// Its name.
    pub name: String,
    /// What it is used for.
    pub usage: SpaceUse,
    /// Its outline.
    pub outline: Polygon,
    /// How many people it holds.
    pub load: OccupantLoad,
    /// How many people it holds in the shifts that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_shift: Vec<ShiftLoad>,
    /// The hazard sources that are present.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hazards: Vec<HazardSource>,
    /// The company that uses it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<TenantId>,
    /// Who answers for it; empty if nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible: String,
    /// The fire compartment it belongs to, by name; empty while that is not known. Spaces of one
    /// name make one compartment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub compartment: String,
}

impl Space {
    /// A space without people.
    #[must_use]
    pub fn new(id: SpaceId, name: &str, usage: SpaceUse, outline: Polygon) -> Self {
        Self {
            id,
            name: name.to_owned(),
            usage,
            outline,
            load: OccupantLoad::Empty,
            by_shift: Vec::new(),
            hazards: Vec::new(),
            tenant: None,
            responsible: String::new(),
            compartment: String::new(),
        }
    }

    /// Whether nobody has said how many people it holds, although its use usually has some.
    #[must_use]
    pub fn lacks_people(&self) -> bool {
        let usual = OccupantLoad::usual(self.usage) != OccupantLoad::Empty;
        usual && self.load == OccupantLoad::Empty && self.by_shift.is_empty()
    }

    /// How many people are in it during a shift, or when no shift is asked for.
    #[must_use]
    pub fn people(&self, shift: Option<&str>) -> u32 {
        let own = self.by_shift.iter().find(|load| Some(load.shift.as_str()) == shift);
        match (own, self.load) {
            (Some(load), _) => load.people,
            (None, OccupantLoad::Empty) => 0,
            (None, OccupantLoad::Count(count)) => count,
            (None, OccupantLoad::AreaPerPerson(area)) if area > 0.0 => {
                (self.outline.area() / area).ceil() as u32
            }
            (None, OccupantLoad::AreaPerPerson(_)) => 0,
        }
    }
}
