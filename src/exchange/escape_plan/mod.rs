//! The escape plan of a storey, for the wall: what ISO 23601 and GB/T 25894 expect on it. You are
//! here, the ways out, the exits, fire equipment and first aid, the assembly point, what to do,
//! legend, scale and north; turned so that what is ahead of the reader is on top.

mod sheet;
mod symbol;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::drawing::Drawing;
pub use super::storey_drawing::Turn;
use super::typeset::{Pdf, TypesetError, typeset};
use crate::building::network::Leg;
use crate::building::{
    Building, Closures, Equipment, EquipmentKind, Facing, Network, Point, Site, Space, SpaceId,
    SpaceUse, StoreyId, Way,
};
use crate::language::{Language, Message, choice, msg};

choice! {
    /// The paper of an escape plan. Smaller than A3 only suits a single room.
    pub enum Paper {
        /// 420 × 297 mm.
        A3 => "escape-plan-a3",
        /// 297 × 210 mm.
        A4 => "escape-plan-a4",
    }
}

impl Paper {
    /// Width and height when it lies, mm.
    const fn size(self) -> (f64, f64) {
        match self {
            Self::A3 => (420.0, 297.0),
            Self::A4 => (297.0, 210.0),
        }
    }
}

/// What an escape plan shows.
#[derive(Clone, Debug, PartialEq)]
pub struct EscapePlan {
    /// The storey.
    pub storey: StoreyId,
    /// Where the reader stands.
    pub here: Point,
    /// How the plan is turned, so that what is ahead of the reader is on top.
    pub turn: Turn,
    /// Where north is on the building's plan, degrees clockwise from straight up.
    pub north: f64,
    /// The paper.
    pub paper: Paper,
    /// The day it was drawn up.
    pub date: Date,
    /// Who drew it up; may be empty.
    pub author: String,
}

/// The ways out from where the reader stands, on the storey's plan.
struct WaysOut {
    best: Option<(Way, Vec<Leg>)>,
    second: Option<(Way, Vec<Leg>)>,
    /// The best ways out of the other spaces.
    others: Vec<Vec<Leg>>,
}

impl EscapePlan {
    /// The plans that hang on a storey, each with its name, turned the way its reader looks. Where
    /// none is drawn into the building, one for a reader in the corridor.
    #[must_use]
    pub fn all(building: &Building, storey: &StoreyId, date: Date) -> Vec<(String, Self)> {
        let Some(plan) = Self::of(building, storey, date) else { return Vec::new() };
        let places: Vec<(String, Self)> = building
            .storey(storey)
            .into_iter()
            .flat_map(|storey| hanging(&storey.equipment))
            .map(|place| {
                let name =
                    if place.name.trim().is_empty() { place.id.as_str() } else { &place.name };
                (
                    name.to_owned(),
                    Self { here: place.at, turn: place.facing.into(), ..plan.clone() },
                )
            })
            .collect();
        if places.is_empty() { vec![(String::new(), plan)] } else { places }
    }

    /// A plan as one hangs it up: on A3, for who stands where the first is drawn into the building,
    /// or else in a corridor, or where most people are. Nothing where the storey has no space.
    #[must_use]
    pub fn of(building: &Building, storey: &StoreyId, date: Date) -> Option<Self> {
        let place = hanging(&building.storey(storey)?.equipment).next();
        let spaces = &building.storey(storey)?.spaces;
        let area = |space: &&Space| space.outline.area();
        let largest = |all: Vec<&'_ Space>| -> Option<Point> {
            let by_area = |a: &&Space, b: &&Space| area(a).total_cmp(&area(b));
            Some(all.into_iter().max_by(by_area)?.outline.label_point())
        };
        let corridors = spaces.iter().filter(|space| space.usage == SpaceUse::Corridor).collect();
        let rooms = spaces.iter().filter(|space| space.usage != SpaceUse::Stair).collect();
        let somewhere = largest(corridors).or_else(|| largest(rooms))?;
        Some(Self {
            storey: storey.clone(),
            here: place.map_or(somewhere, |place| place.at),
            turn: place.map_or(Turn::None, |place| place.facing.into()),
            north: building.north,
            paper: Paper::A3,
            date,
            author: String::new(),
        })
    }

    /// The plan as SVG; nothing where the storey or its spaces are gone.
    #[must_use]
    pub fn svg(&self, building: &Building, site: &Site, lang: Language) -> Option<String> {
        let storey = building.storey(&self.storey)?;
        let bounds = storey.bounds()?;
        let network = Network::new(building);
        let ways = self.ways_out(&network, storey.space_at(self.here).map(|space| &space.id));
        let (width, height) = self.paper.size();
        let mut drawing = Drawing::new(width, height);
        let subject = sheet::Subject { plan: self, building, site, storey, ways: &ways, lang };
        sheet::draw(&mut drawing, &subject, bounds);
        Some(drawing.finish())
    }

    /// The point of the storey at a place on the sheet, told as shares of its width and height from
    /// its upper left corner; nothing where no space is there.
    #[must_use]
    pub fn point_at(&self, building: &Building, (x, y): (f64, f64)) -> Option<Point> {
        let storey = building.storey(&self.storey)?;
        let (width, height) = self.paper.size();
        let point = sheet::frame(self, storey.bounds()?).point((x * width, y * height));
        storey.space_at(point).map(|_| point)
    }

    /// The plan as PDF, as large as its paper; nothing where there is nothing to draw.
    ///
    /// # Errors
    /// When the typesetter refuses the drawing.
    pub fn pdf(
        &self,
        building: &Building,
        site: &Site,
        lang: Language,
    ) -> Result<Option<Pdf>, TypesetError> {
        let Some(svg) = self.svg(building, site, lang) else { return Ok(None) };
        let (width, height) = self.paper.size();
        let page = format!(
            "#set page(width: {width}mm, height: {height}mm, margin: 0mm)\n\
             #image(\"plan.svg\", width: 100%, height: 100%)\n"
        );
        let files = vec![
            ("page.typ".to_owned(), page.into_bytes()),
            ("plan.svg".to_owned(), svg.into_bytes()),
        ];
        typeset("page.typ", files, self.date).map(Some)
    }

    /// What a wall plan should have and this one has not, for the user.
    #[must_use]
    pub fn lacks(&self, building: &Building, site: &Site) -> Vec<Message> {
        let Some(storey) = building.storey(&self.storey) else { return Vec::new() };
        let network = Network::new(building);
        let ways = self.ways_out(&network, storey.space_at(self.here).map(|space| &space.id));
        let has = |kind| storey.equipment.iter().any(|equipment| equipment.kind == kind);
        let lacking = [
            (hanging(&storey.equipment).next().is_none(), msg!("escape-plan-lacks-place")),
            (ways.best.is_none(), msg!("escape-plan-lacks-way")),
            (ways.best.is_some() && ways.second.is_none(), msg!("escape-plan-lacks-second-way")),
            (!has(EquipmentKind::CallPoint), msg!("escape-plan-lacks-call-point")),
            (!has(EquipmentKind::Extinguisher), msg!("escape-plan-lacks-extinguisher")),
            (site.assembly_points.is_empty(), msg!("escape-plan-lacks-assembly-point")),
        ];
        lacking.into_iter().filter_map(|(lacks, message)| lacks.then_some(message)).collect()
    }

    fn ways_out(&self, network: &Network, space: Option<&SpaceId>) -> WaysOut {
        let routes = network.routes(&Closures::default());
        let from_here = |way: &Option<Way>| {
            let mut way = way.clone()?;
            let walked = |legs: &[Leg]| legs.iter().map(length).sum::<f64>();
            let from_middle = walked(&network.legs(&way));
            way.from = self.here;
            let legs = network.legs(&way);
            way.length += walked(&legs) - from_middle;
            Some((way, legs))
        };
        let own = space.and_then(|space| routes.of(space));
        let others: BTreeMap<_, _> =
            routes.spaces().iter().filter(|(id, _)| Some(*id) != space).collect();
        let legs =
            others.into_values().filter_map(|routes| Some(network.legs(routes.best.as_ref()?)));
        WaysOut {
            best: own.and_then(|own| from_here(&own.best)),
            second: own.and_then(|own| from_here(&own.second)),
            others: legs.collect(),
        }
    }
}

/// The places where plans hang.
fn hanging(equipment: &[Equipment]) -> impl Iterator<Item = &Equipment> {
    equipment.iter().filter(|equipment| equipment.kind == EquipmentKind::EscapePlan)
}

impl From<Facing> for Turn {
    /// What is ahead of the reader comes on top.
    fn from(facing: Facing) -> Self {
        match facing {
            Facing::Up => Self::None,
            Facing::Right => Self::Quarter,
            Facing::Down => Self::Half,
            Facing::Left => Self::ThreeQuarters,
        }
    }
}

impl From<Turn> for Facing {
    fn from(turn: Turn) -> Self {
        match turn {
            Turn::None => Self::Up,
            Turn::Quarter => Self::Right,
            Turn::Half => Self::Down,
            Turn::ThreeQuarters => Self::Left,
        }
    }
}

/// The length of a leg, m.
fn length(leg: &Leg) -> f64 {
    leg.points.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
}
