//! A storey and what is drawn on its plan.

use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};
use serde::{Deserialize, Serialize};

use super::{Bounds, Door, Equipment, Point, Segment, Shared, Space, SpaceId, StoreyId, WallId};

/// A picture under the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Underlay {
    /// The picture's file name in the book's `plans/` folder.
    pub file: String,
    /// Where the picture's lower left corner lies, m.
    pub origin: Point,
    /// The size of one picture element, m.
    pub metres_per_pixel: f64,
    /// Counter-clockwise turn about the origin, degrees.
    #[serde(default)]
    pub angle: f64,
    /// How strongly it shows, 0 to 1.
    pub opacity: f64,
}

/// A wall inside a space or along its edge, which nobody walks through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wall {
    /// Its id.
    pub id: WallId,
    /// Its centre line.
    pub line: Segment,
    /// Its thickness, m.
    pub thickness: f64,
}

/// A storey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Storey {
    /// Its id.
    pub id: StoreyId,
    /// Its name.
    pub name: String,
    /// The level of its floor above the site's ground, m.
    pub elevation: f64,
    /// From floor to floor, m.
    pub height: f64,
    /// A picture to draw over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub underlay: Option<Underlay>,
    /// Its spaces. They do not overlap; the shared edges are the walls between them.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub spaces: Shared<Space>,
    /// The doors in its walls.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub doors: Shared<Door>,
    /// Walls that are no edge of a space.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub walls: Shared<Wall>,
    /// Safety equipment.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub equipment: Shared<Equipment>,
}

fn is_empty<T>(list: &Shared<T>) -> bool {
    list.is_empty()
}

/// How far beyond a door's middle a space is looked for, m: up to half of a thick wall.
const REACHES: [f64; 4] = [0.02, 0.1, 0.2, 0.35];

impl Storey {
    /// An empty storey, 4 m high.
    #[must_use]
    pub fn new(id: StoreyId, name: &str, elevation: f64) -> Self {
        Self {
            id,
            name: name.to_owned(),
            elevation,
            height: 4.0,
            underlay: None,
            spaces: Shared::default(),
            doors: Shared::default(),
            walls: Shared::default(),
            equipment: Shared::default(),
        }
    }

    /// The space at a point of the plan.
    #[must_use]
    pub fn space_at(&self, point: Point) -> Option<&Space> {
        let near = |space: &&Space| space.outline.bounds().is_some_and(|b| b.contains(point));
        self.spaces.iter().filter(near).find(|space| space.outline.contains(point))
    }

    /// The spaces on the left and on the right of a door, looking from the beginning to the end of
    /// its segment. Derived from the geometry, so a door follows when spaces move.
    #[must_use]
    pub fn sides(&self, door: &Door) -> (Option<&SpaceId>, Option<&SpaceId>) {
        let middle = door.line.middle();
        let (x, y) = door.line.left();
        let side = |sign: f64| {
            // A near point finds the space of a shared edge, a far one that behind a thick wall.
            REACHES.iter().find_map(|reach| {
                let space = self.space_at(middle.moved(x * sign * reach, y * sign * reach))?;
                Some(&space.id)
            })
        };
        (side(1.0), side(-1.0))
    }

    /// [`Storey::sides`] of every door, in their order: for many doors at once, through an index of
    /// the spaces.
    #[must_use]
    pub fn sides_of_doors(&self) -> Vec<(Option<&SpaceId>, Option<&SpaceId>)> {
        let boxes = self.spaces.iter().enumerate().filter_map(|(at, space)| {
            let Bounds { min, max } = space.outline.bounds()?;
            let area = Rectangle::from_corners([min.x, min.y], [max.x, max.y]);
            Some(GeomWithData::new(area, at))
        });
        let index = RTree::bulk_load(boxes.collect());
        let at = |point: Point| {
            let found = index.locate_all_at_point(&[point.x, point.y]).map(|found| found.data);
            let inside = found.filter(|at| self.spaces[*at].outline.contains(point));
            inside.min().map(|at| &self.spaces[at].id)
        };
        let side = |middle: Point, (x, y): (f64, f64)| {
            REACHES.iter().find_map(|reach| at(middle.moved(x * reach, y * reach)))
        };
        let of = |door: &Door| {
            let (middle, (x, y)) = (door.line.middle(), door.line.left());
            (side(middle, (x, y)), side(middle, (-x, -y)))
        };
        self.doors.iter().map(of).collect()
    }

    /// The doors that open into a space.
    pub fn doors_of<'a>(&'a self, space: &'a SpaceId) -> impl Iterator<Item = &'a Door> + 'a {
        self.doors.iter().filter(move |door| {
            let (left, right) = self.sides(door);
            left == Some(space) || right == Some(space)
        })
    }

    /// The smallest rectangle around its spaces, walls and doors.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        let spaces = self.spaces.iter().flat_map(|s| s.outline.corners().iter().copied());
        let walls = self.walls.iter().flat_map(|w| [w.line.a, w.line.b]);
        let doors = self.doors.iter().flat_map(|d| [d.line.a, d.line.b]);
        Bounds::of(spaces.chain(walls).chain(doors))
    }
}
