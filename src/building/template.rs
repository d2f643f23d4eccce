//! Spaces and doors as the trade has them, to begin with.

use super::{
    Closing, Door, DoorKind, FireClass, HazardSource, OccupantLoad, Space, SpaceUse, Swing,
};
use crate::language::choice;

choice! {
    /// A space of the trade.
    pub enum SpaceTemplate {
        /// 机加工车间.
        MachineShop => "template-machine-shop",
        /// 装配流水线.
        AssemblyLine => "template-assembly-line",
        /// 抛光、打磨车间.
        DustWorkshop => "template-dust-workshop",
        /// 喷涂车间.
        PaintShop => "template-paint-shop",
        /// 熔炼、铸造车间.
        Foundry => "template-foundry",
        /// 危化品中间仓库.
        ChemicalStore => "template-chemical-store",
        /// 仓库.
        GoodsStore => "template-goods-store",
        /// 锅炉房.
        BoilerRoom => "template-boiler-room",
        /// 电动车充电间.
        EBikeRoom => "template-e-bike-room",
        /// 办公室.
        Office => "template-office",
        /// 食堂.
        Canteen => "template-canteen",
        /// 疏散走道.
        Corridor => "template-corridor",
    }
}

impl SpaceTemplate {
    /// Gives a space what the template has. One person for 9.3 m² in industrial and office use is
    /// NFPA 101, table 7.3.1.2; for 1.4 m² in a canteen likewise; stores and plant rooms are empty
    /// until somebody says who works there.
    pub fn apply(self, space: &mut Space) {
        let per_person = OccupantLoad::AreaPerPerson;
        let (usage, load, hazard) = match self {
            Self::MachineShop => (SpaceUse::Production, per_person(9.3), None),
            Self::AssemblyLine => (SpaceUse::Production, per_person(4.6), None),
            Self::DustWorkshop => {
                (SpaceUse::Production, per_person(9.3), Some(HazardSource::CombustibleDust))
            }
            Self::PaintShop => {
                (SpaceUse::Production, per_person(9.3), Some(HazardSource::HazardousChemicals))
            }
            Self::Foundry => {
                (SpaceUse::Production, per_person(9.3), Some(HazardSource::MoltenMetal))
            }
            Self::ChemicalStore => {
                (SpaceUse::Storage, OccupantLoad::Empty, Some(HazardSource::HazardousChemicals))
            }
            Self::GoodsStore => (SpaceUse::Storage, OccupantLoad::Empty, None),
            Self::BoilerRoom => (SpaceUse::Plant, OccupantLoad::Empty, Some(HazardSource::Gas)),
            Self::EBikeRoom => {
                (SpaceUse::Other, OccupantLoad::Empty, Some(HazardSource::EBikeCharging))
            }
            Self::Office => (SpaceUse::Office, per_person(9.3), None),
            Self::Canteen => (SpaceUse::Canteen, per_person(1.4), None),
            Self::Corridor => (SpaceUse::Corridor, OccupantLoad::Empty, None),
        };
        space.usage = usage;
        space.load = load;
        space.hazards = hazard.into_iter().collect();
    }
}

choice! {
    /// A door of the trade.
    pub enum DoorTemplate {
        /// 普通单扇门.
        Single => "template-door-single",
        /// 普通双扇门.
        Double => "template-door-double",
        /// 带推闩的疏散门.
        PanicExit => "template-door-panic-exit",
        /// 甲级防火门.
        FireA => "template-door-fire-a",
        /// 乙级防火门.
        FireB => "template-door-fire-b",
        /// 双扇乙级防火门.
        FireBDouble => "template-door-fire-b-double",
        /// 常开乙级防火门.
        HeldOpen => "template-door-held-open",
        /// 丙级检修门.
        Shaft => "template-door-shaft",
        /// 推拉门.
        Sliding => "template-door-sliding",
        /// 卷帘门.
        Roller => "template-door-roller",
    }
}

impl DoorTemplate {
    /// How wide its opening is, m.
    #[must_use]
    pub const fn opening(self) -> f64 {
        match self {
            Self::Single | Self::FireA | Self::FireB => 1.0,
            Self::Double | Self::PanicExit | Self::FireBDouble | Self::HeldOpen => 1.6,
            Self::Shaft => 0.8,
            Self::Sliding => 2.4,
            Self::Roller => 3.2,
        }
    }

    /// Gives a door what the template has; where it is stays.
    pub fn apply(self, door: &mut Door) {
        let fire = |class| DoorKind::Fire { class, closing: Closing::NormallyClosed };
        door.kind = match self {
            Self::FireA => fire(FireClass::A),
            Self::FireB | Self::FireBDouble => fire(FireClass::B),
            Self::HeldOpen => DoorKind::Fire { class: FireClass::B, closing: Closing::HeldOpen },
            Self::Shaft => fire(FireClass::C),
            _ => DoorKind::Ordinary,
        };
        let two =
            matches!(self, Self::Double | Self::PanicExit | Self::FireBDouble | Self::HeldOpen);
        door.leaves = if two { 2 } else { 1 };
        door.hardware.self_closer = door.kind.is_fire_door();
        door.hardware.sequence_selector = two && door.kind.is_fire_door();
        door.hardware.panic_bar = self == Self::PanicExit;
        match self {
            Self::Sliding => door.swing = Swing::Sliding,
            Self::Roller => door.swing = Swing::Roller,
            _ => {}
        }
    }
}

/// What a new element is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// A space.
    Space(SpaceTemplate),
    /// A door.
    Door(DoorTemplate),
}
