//! The building as a whole, and how its elements are found.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Bounds, BuildingId, Door, DoorId, ElementId, Equipment, EquipmentId, Point, RouteId, Space,
    SpaceId, Stair, StairId, Storey, StoreyId, TenantId, Waiver,
};
use crate::language::choice;

choice! {
    /// What a building is used for.
    pub enum BuildingUse {
        /// 厂房.
        Factory => "building-use-factory",
        /// 仓库.
        Warehouse => "building-use-warehouse",
        /// 办公楼.
        Office => "building-use-office",
        /// 宿舍.
        Dormitory => "building-use-dormitory",
        /// Several uses under one roof.
        Mixed => "building-use-mixed",
    }
}

choice! {
    /// Fire hazard category of production or storage, 火灾危险性类别 (GB 50016-2014, 3.1).
    pub enum HazardCategory {
        /// 甲.
        A => "hazard-category-a",
        /// 乙.
        B => "hazard-category-b",
        /// 丙.
        C => "hazard-category-c",
        /// 丁.
        D => "hazard-category-d",
        /// 戊.
        E => "hazard-category-e",
    }
}

choice! {
    /// Fire-resistance rating, 耐火等级 (GB 50016-2014, 3.2).
    pub enum FireResistance {
        /// 一级.
        One => "fire-resistance-one",
        /// 二级.
        Two => "fire-resistance-two",
        /// 三级.
        Three => "fire-resistance-three",
        /// 四级.
        Four => "fire-resistance-four",
    }
}

/// A company in the building.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// Who answers for it; empty if nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible: String,
}

choice! {
    /// Which of its designated routes a space takes first.
    pub enum Rank {
        /// 主疏散路线.
        Primary => "rank-primary",
        /// 备用疏散路线.
        Alternative => "rank-alternative",
    }
}

/// What a designated route passes through.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Via {
    /// A door.
    Door(DoorId),
    /// A stair, from the storey where the route enters it to the one where it leaves.
    Stair(StairId),
}

/// A route that the officer designated for a space.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Its id.
    pub id: RouteId,
    /// Where it begins.
    pub space: SpaceId,
    /// Whether it is the primary or the alternative route.
    pub rank: Rank,
    /// What it must pass, in order, up to the exit. Between these the way is the shortest.
    pub via: Vec<Via>,
}

/// A building.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Building {
    /// Its id, also the name of its file.
    pub id: BuildingId,
    /// Its name.
    pub name: String,
    /// What it is used for.
    pub usage: BuildingUse,
    /// Its fire hazard category.
    pub hazard_category: HazardCategory,
    /// Its fire-resistance rating.
    pub fire_resistance: FireResistance,
    /// Whether it has sprinklers throughout.
    #[serde(default)]
    pub sprinklered: bool,
    /// Where the plan's origin lies on the site, m.
    #[serde(default)]
    pub site_offset: Point,
    /// Where north is on the plans, degrees clockwise from straight up.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub north: f64,
    /// The companies in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenants: Vec<Tenant>,
    /// Its storeys, from the lowest to the highest.
    pub storeys: Vec<Storey>,
    /// Its stairs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stairs: Vec<Stair>,
    /// The routes that were designated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
    /// The findings that somebody has accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
    /// Elements that an import guessed and nobody has confirmed yet.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub guessed: BTreeSet<ElementId>,
    /// Spaces whose number of people an import took from what is usual for their use, until somebody
    /// confirms it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub guessed_people: BTreeSet<SpaceId>,
    /// The last running number that was given to an element, so that an id never comes back.
    #[serde(default)]
    pub last_number: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &f64) -> bool {
    *number == 0.0
}

impl Building {
    /// An empty building with one storey at ground level.
    #[must_use]
    pub fn new(id: BuildingId, name: &str, ground_storey: &str) -> Self {
        let mut building = Self {
            id,
            name: name.to_owned(),
            usage: BuildingUse::Factory,
            hazard_category: HazardCategory::D,
            fire_resistance: FireResistance::Two,
            sprinklered: false,
            site_offset: Point::default(),
            north: 0.0,
            tenants: Vec::new(),
            storeys: Vec::new(),
            stairs: Vec::new(),
            routes: Vec::new(),
            waivers: Vec::new(),
            guessed: BTreeSet::new(),
            guessed_people: BTreeSet::new(),
            last_number: 0,
        };
        let id = StoreyId::numbered(building.next_number());
        building.storeys.push(Storey::new(id, ground_storey, 0.0));
        building
    }

    /// The elements of which an import guessed something that nobody has confirmed.
    #[must_use]
    pub fn unconfirmed(&self) -> BTreeSet<ElementId> {
        let people = self.guessed_people.iter().map(ElementId::from);
        self.guessed.iter().cloned().chain(people).collect()
    }

    /// Takes what was guessed of these elements as confirmed.
    pub fn confirm(&mut self, elements: &BTreeSet<ElementId>) {
        self.guessed.retain(|id| !elements.contains(id));
        self.guessed_people.retain(|id| !elements.contains(&ElementId::from(id)));
    }

    /// The next running number for an id; never one that is in use, even in a file written by hand.
    pub fn next_number(&mut self) -> u32 {
        self.last_number = self.last_number.max(self.highest_number_in_use()) + 1;
        self.last_number
    }

    /// The next running number in a building that is being made and numbered by itself alone: the ids
    /// in use need not be looked through, which for thousands of walls takes minutes.
    pub(crate) const fn next_number_of_own(&mut self) -> u32 {
        self.last_number += 1;
        self.last_number
    }

    fn highest_number_in_use(&self) -> u32 {
        let storeys = self.storeys.iter().flat_map(|s| {
            let spaces = s.spaces.iter().map(|e| e.id.as_str());
            let doors = s.doors.iter().map(|e| e.id.as_str());
            let walls = s.walls.iter().map(|e| e.id.as_str());
            let equipment = s.equipment.iter().map(|e| e.id.as_str());
            std::iter::once(s.id.as_str()).chain(spaces).chain(doors).chain(walls).chain(equipment)
        });
        let stairs = self.stairs.iter().map(|e| e.id.as_str());
        let routes = self.routes.iter().map(|e| e.id.as_str());
        let tenants = self.tenants.iter().map(|e| e.id.as_str());
        storeys
            .chain(stairs)
            .chain(routes)
            .chain(tenants)
            .filter_map(|id| id.rsplit_once('-')?.1.parse().ok())
            // Far from the end of the range, so that a hostile file cannot make the count overflow.
            .filter(|number| *number < u32::MAX / 2)
            .max()
            .unwrap_or(0)
    }

    /// A storey by its id.
    #[must_use]
    pub fn storey(&self, id: &StoreyId) -> Option<&Storey> {
        self.storeys.iter().find(|s| s.id == *id)
    }

    /// A storey by its id, to change it.
    pub fn storey_mut(&mut self, id: &StoreyId) -> Option<&mut Storey> {
        self.storeys.iter_mut().find(|s| s.id == *id)
    }

    /// All spaces with their storey.
    pub fn spaces(&self) -> impl Iterator<Item = (&Storey, &Space)> {
        self.storeys.iter().flat_map(|storey| storey.spaces.iter().map(move |e| (storey, e)))
    }

    /// All doors with their storey.
    pub fn doors(&self) -> impl Iterator<Item = (&Storey, &Door)> {
        self.storeys.iter().flat_map(|storey| storey.doors.iter().map(move |e| (storey, e)))
    }

    /// All doors with their storey and the spaces on their left and right: for many doors at once,
    /// through an index of the spaces.
    pub fn doors_with_sides(
        &self,
    ) -> impl Iterator<Item = (&Storey, &Door, (Option<&SpaceId>, Option<&SpaceId>))> {
        self.storeys.iter().flat_map(|storey| {
            let sides = storey.sides_of_doors();
            storey.doors.iter().zip(sides).map(move |(door, sides)| (storey, door, sides))
        })
    }

    /// All exits with their storey.
    pub fn exits(&self) -> impl Iterator<Item = (&Storey, &Door)> {
        self.doors().filter(|(_, door)| door.exit)
    }

    /// A space by its id, with its storey.
    #[must_use]
    pub fn space(&self, id: &SpaceId) -> Option<(&Storey, &Space)> {
        self.spaces().find(|(_, space)| space.id == *id)
    }

    /// A space by its id, to change it.
    pub fn space_mut(&mut self, id: &SpaceId) -> Option<&mut Space> {
        // Only the list that holds it is asked for to change: the others stay shared.
        let holds = |storey: &&mut Storey| storey.spaces.iter().any(|e| e.id == *id);
        self.storeys.iter_mut().find(holds)?.spaces.iter_mut().find(|e| e.id == *id)
    }

    /// A door by its id, with its storey.
    #[must_use]
    pub fn door(&self, id: &DoorId) -> Option<(&Storey, &Door)> {
        self.doors().find(|(_, door)| door.id == *id)
    }

    /// A door by its id, to change it.
    pub fn door_mut(&mut self, id: &DoorId) -> Option<&mut Door> {
        let holds = |storey: &&mut Storey| storey.doors.iter().any(|e| e.id == *id);
        self.storeys.iter_mut().find(holds)?.doors.iter_mut().find(|e| e.id == *id)
    }

    /// A stair by its id.
    #[must_use]
    pub fn stair(&self, id: &StairId) -> Option<&Stair> {
        self.stairs.iter().find(|e| e.id == *id)
    }

    /// A piece of equipment by its id, with its storey.
    #[must_use]
    pub fn equipment(&self, id: &EquipmentId) -> Option<(&Storey, &Equipment)> {
        self.storeys.iter().find_map(|s| Some((s, s.equipment.iter().find(|e| e.id == *id)?)))
    }

    /// A piece of equipment, to change it.
    pub fn equipment_mut(&mut self, id: &EquipmentId) -> Option<&mut Equipment> {
        let mut all = self.storeys.iter_mut().flat_map(|storey| &mut storey.equipment);
        all.find(|equipment| equipment.id == *id)
    }

    /// The tenant with this id.
    #[must_use]
    pub fn tenant(&self, id: &TenantId) -> Option<&Tenant> {
        self.tenants.iter().find(|t| t.id == *id)
    }

    /// The smallest rectangle around all that is drawn.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.storeys.iter().filter_map(Storey::bounds).reduce(Bounds::union)
    }
}
