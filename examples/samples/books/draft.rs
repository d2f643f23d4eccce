//! Draws the plans of the sample buildings: rooms by their corners, doors by their middle.

use jiff::civil::Date;
use muster::building::{
    AssemblyPoint, Building, Closing, Door, DoorId, DoorKind, Equipment, EquipmentId,
    EquipmentKind, FireClass, FireLane, Gate, Hardware, OccupantLoad, Point, Polygon, Segment,
    ShiftLoad, Site, SiteElementId, SitePlace, SitePlaceKind, Space, SpaceId, SpaceUse, Stair,
    StairId, Storey, StoreyId, Swing,
};

/// Along which direction of the plan a wall runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Along {
    X,
    Y,
}

/// A normally closed or held-open fire door, or an ordinary one.
pub const ORDINARY: DoorKind = DoorKind::Ordinary;
pub const CLOSED_A: DoorKind =
    DoorKind::Fire { class: FireClass::A, closing: Closing::NormallyClosed };
pub const CLOSED_B: DoorKind =
    DoorKind::Fire { class: FireClass::B, closing: Closing::NormallyClosed };
pub const HELD_A: DoorKind = DoorKind::Fire { class: FireClass::A, closing: Closing::HeldOpen };
pub const HELD_B: DoorKind = DoorKind::Fire { class: FireClass::B, closing: Closing::HeldOpen };

/// A building being drawn, storey by storey.
pub struct Draft {
    pub building: Building,
}

impl Draft {
    /// Begins with the ground storey.
    pub fn new(building: Building, height: f64) -> Self {
        let mut draft = Self { building };
        draft.top().height = height;
        draft
    }

    /// Goes on with the storey above.
    pub fn storey(&mut self, name: &str, height: f64) -> StoreyId {
        let elevation = { self.top().elevation + self.top().height };
        let id = StoreyId::numbered(self.building.next_number());
        let mut storey = Storey::new(id.clone(), name, elevation);
        storey.height = height;
        self.building.storeys.push(storey);
        id
    }

    fn top(&mut self) -> &mut Storey {
        self.building.storeys.last_mut().expect("a building has a storey")
    }

    /// A room with the corners given in order.
    pub fn room(
        &mut self,
        name: &str,
        usage: SpaceUse,
        corners: &[(f64, f64)],
        people: u32,
        responsible: &str,
    ) -> SpaceId {
        let id = SpaceId::numbered(self.building.next_number());
        let outline = Polygon(corners.iter().map(|(x, y)| Point::new(*x, *y)).collect());
        let mut space = Space::new(id.clone(), name, usage, outline);
        if people > 0 {
            space.load = OccupantLoad::Count(people);
        }
        space.responsible = responsible.to_owned();
        self.top().spaces.push(space);
        id
    }

    /// A rectangular room between two opposite corners.
    pub fn rect(
        &mut self,
        name: &str,
        usage: SpaceUse,
        (left, low): (f64, f64),
        (right, high): (f64, f64),
        people: u32,
        responsible: &str,
    ) -> SpaceId {
        let corners = [(left, low), (right, low), (right, high), (left, high)];
        self.room(name, usage, &corners, people, responsible)
    }

    /// Another number of people in a shift.
    pub fn shift(&mut self, space: &SpaceId, shift: &str, people: u32) {
        let space = self.building.space_mut(space).expect("the space was drawn");
        space.by_shift.push(ShiftLoad { shift: shift.to_owned(), people });
    }

    /// A door with its middle at `(x, y)` in a wall that runs along `along`.
    pub fn door(
        &mut self,
        name: &str,
        (x, y): (f64, f64),
        along: Along,
        clear_width: f64,
        kind: DoorKind,
    ) -> DoorId {
        let half = (clear_width + 0.1) / 2.0;
        let (dx, dy) = if along == Along::X { (half, 0.0) } else { (0.0, half) };
        let line = Segment::new(Point::new(x - dx, y - dy), Point::new(x + dx, y + dy));
        let id = DoorId::numbered(self.building.next_number());
        let mut door = Door::new(id.clone(), name, line);
        door.clear_width = clear_width;
        door.leaves = if clear_width > 1.0 { 2 } else { 1 };
        door.kind = kind;
        let fire = kind.is_fire_door();
        door.hardware.self_closer = fire;
        door.hardware.sequence_selector = fire && door.leaves == 2;
        self.top().doors.push(door);
        id
    }

    /// An exit with a panic bar that opens outwards.
    pub fn exit(
        &mut self,
        name: &str,
        at: (f64, f64),
        along: Along,
        clear_width: f64,
        swing: Swing,
        responsible: &str,
    ) -> DoorId {
        let id = self.door(name, at, along, clear_width, ORDINARY);
        let door = self.building.door_mut(&id).expect("just drawn");
        door.exit = true;
        door.swing = swing;
        door.hardware = Hardware { panic_bar: true, ..Hardware::default() };
        door.responsible = responsible.to_owned();
        id
    }

    /// A roller door for goods, which is no exit.
    pub fn goods_door(&mut self, name: &str, at: (f64, f64), along: Along, clear_width: f64) {
        let id = self.door(name, at, along, clear_width, ORDINARY);
        let door = self.building.door_mut(&id).expect("just drawn");
        door.swing = Swing::Roller;
        door.leaves = 1;
    }

    /// Who answers for a door.
    pub fn answers(&mut self, door: &DoorId, person: &str) {
        self.building.door_mut(door).expect("the door was drawn").responsible = person.to_owned();
    }

    /// A stair through the spaces, from the lowest to the highest.
    pub fn stair(&mut self, name: &str, levels: Vec<SpaceId>, clear_width: f64) -> StairId {
        let id = StairId::numbered(self.building.next_number());
        let mut stair = Stair::new(id.clone(), name, levels);
        stair.clear_width = clear_width;
        self.building.stairs.push(stair);
        id
    }

    /// Hangs an emergency light into each stairwell and each corridor; the last one was forgotten, as
    /// an officer finds it.
    pub fn light_ways(&mut self, inspected: Date) {
        let dark = |space: &Space| matches!(space.usage, SpaceUse::Stair | SpaceUse::Corridor);
        let mut places: Vec<(usize, Point)> = Vec::new();
        for (number, storey) in self.building.storeys.iter().enumerate() {
            let spaces = storey.spaces.iter().filter(|space| dark(space));
            places.extend(spaces.map(|space| (number, space.outline.label_point())));
        }
        places.pop();
        for (storey, at) in places {
            let id = EquipmentId::numbered(self.building.next_number());
            let mut light = Equipment::new(id, EquipmentKind::EmergencyLight, at);
            light.inspected = Some(inspected);
            self.building.storeys[storey].equipment.push(light);
        }
    }

    /// Puts every space but the stairwells, which are parted from all, into the fire compartment of
    /// its storey, and those that lie in one of their own into that.
    pub fn compartments(&mut self, own: &[(&SpaceId, &str)]) {
        for storey in &mut self.building.storeys {
            let name = storey.name.clone();
            for space in storey.spaces.iter_mut().filter(|space| space.usage != SpaceUse::Stair) {
                let named = own.iter().find(|(id, _)| **id == space.id);
                space.compartment = named.map_or(name.clone(), |(_, own)| (*own).to_owned());
            }
        }
    }

    /// Equipment of the storey being drawn, inspected on the same round.
    pub fn equip(&mut self, inspected: Date, items: &[(EquipmentKind, f64, f64)]) {
        for (kind, x, y) in items {
            let id = EquipmentId::numbered(self.building.next_number());
            let mut equipment = Equipment::new(id, *kind, Point::new(*x, *y));
            equipment.inspected = Some(inspected);
            self.top().equipment.push(equipment);
        }
    }
}

/// A site being drawn.
#[derive(Default)]
pub struct SiteDraft {
    pub site: Site,
}

impl SiteDraft {
    fn id(&mut self) -> SiteElementId {
        SiteElementId::numbered(self.site.next_number())
    }

    pub fn assembly_point(
        &mut self,
        name: &str,
        a: (f64, f64),
        b: (f64, f64),
        capacity: u32,
        responsible: &str,
    ) -> SiteElementId {
        let id = self.id();
        self.site.assembly_points.push(AssemblyPoint {
            id: id.clone(),
            name: name.to_owned(),
            area: Polygon::rectangle(Point::new(a.0, a.1), Point::new(b.0, b.1)),
            capacity: Some(capacity),
            responsible: responsible.to_owned(),
        });
        id
    }

    pub fn fire_lane(&mut self, name: &str, path: &[(f64, f64)]) {
        let id = self.id();
        self.site.fire_lanes.push(FireLane {
            id,
            name: name.to_owned(),
            path: path.iter().map(|(x, y)| Point::new(*x, *y)).collect(),
            clear_width: 4.0,
            clear_height: 4.5,
            kept_clear: true,
        });
    }

    pub fn gate(&mut self, name: &str, a: (f64, f64), b: (f64, f64)) {
        let id = self.id();
        let line = Segment::new(Point::new(a.0, a.1), Point::new(b.0, b.1));
        self.site.gates.push(Gate { id, name: name.to_owned(), line });
    }

    pub fn place(&mut self, name: &str, kind: SitePlaceKind, a: (f64, f64), b: (f64, f64)) {
        let id = self.id();
        let area = Polygon::rectangle(Point::new(a.0, a.1), Point::new(b.0, b.1));
        self.site.places.push(SitePlace { id, kind, name: name.to_owned(), area });
    }
}
