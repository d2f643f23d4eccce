//! Bodies of a model and the ground that they stand on.

use geo::{Coord, LineString};

use super::curve::{self, Profile};
use super::placing::{
    Frame, Place, axis_placement, coordinates, cross, dot, operator, triple, unit,
};
use crate::building::{Point, Polygon, area};
use crate::exchange::plan::step::{Instance, Step, Value};

/// Items in items deeper than this go in a circle.
const DEEPEST: usize = 12;
/// A face that is steeper than this is no floor.
const LEVEL: f64 = 0.3;
/// A body that leans less than this stands upright.
const UPRIGHT: f64 = 1e-6;

/// A face of a body: a flat outline in space.
type Face = Vec<Place>;

/// What a product is made of, in the unit of the file and in the frame that was given.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// Upright bodies by the profile that they stand on.
    pub profiles: Vec<Profile>,
    /// The faces of other bodies.
    pub faces: Vec<Face>,
    /// Lines.
    pub lines: Vec<Vec<Place>>,
    /// The least and the greatest coordinates.
    pub bounds: Option<[Place; 2]>,
    /// The kinds of items that were not understood.
    pub unknown: Vec<String>,
}

/// What the outline of a product on the ground is, and how it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// The outlines, the largest first, with what is cut out of each, in the unit of the file.
    pub outlines: Vec<(Polygon, Vec<Polygon>)>,
}

/// What is read of a model's bodies.
pub struct Reader<'s, 'a> {
    /// The model.
    pub step: &'s Step<'a>,
    /// How many radians the model's unit of angles has.
    pub radians: f64,
}

impl Reader<'_, '_> {
    /// The shape of a product in a frame, from its representations with these names, the first that
    /// gives something.
    #[must_use]
    pub fn shape(&self, product: &Instance<'_>, frame: &Frame, names: &[&str]) -> Shape {
        let mut shape = Shape::default();
        let Some(definition) = self.step.follow(product.get(6)) else { return shape };
        let all: Vec<Instance<'_>> =
            definition.get(2).instances().filter_map(|id| self.step.get(id)).collect();
        for name in names {
            for representation in &all {
                let own = representation.get(1).text().unwrap_or_default();
                if own.eq_ignore_ascii_case(name) || (own.is_empty() && *name == "Body") {
                    self.representation(representation, frame, &mut shape, 0);
                }
            }
            if shape.bounds.is_some() {
                break;
            }
        }
        shape
    }

    fn representation(&self, of: &Instance<'_>, frame: &Frame, shape: &mut Shape, depth: usize) {
        for item in of.get(3).list() {
            self.item(item, frame, shape, depth);
        }
    }

    fn item(&self, item: &Value<'_>, frame: &Frame, shape: &mut Shape, depth: usize) {
        let Some(item) = self.step.follow(item) else { return };
        let kind = item.kind();
        let known = depth <= DEEPEST && !shape.is_full(self.step) && {
            match kind.as_str() {
                "IFCEXTRUDEDAREASOLID" => self.extruded(&item, frame, shape).is_some(),
                "IFCMAPPEDITEM" => self.mapped(&item, frame, shape, depth).is_some(),
                "IFCBOOLEANCLIPPINGRESULT" | "IFCBOOLEANRESULT" => {
                    // What is cut off changes the height, rarely the ground.
                    self.item(item.get(1), frame, shape, depth + 1);
                    true
                }
                "IFCFACETEDBREP" | "IFCADVANCEDBREP" | "IFCFACETEDBREPWITHVOIDS" => {
                    self.shell(item.get(0), frame, shape);
                    true
                }
                "IFCFACEBASEDSURFACEMODEL" | "IFCSHELLBASEDSURFACEMODEL" => {
                    item.get(0).list().iter().for_each(|shell| self.shell(shell, frame, shape));
                    true
                }
                "IFCOPENSHELL" | "IFCCLOSEDSHELL" | "IFCCONNECTEDFACESET" => {
                    item.get(0).list().iter().for_each(|face| self.face(face, frame, shape));
                    true
                }
                "IFCPOLYGONALFACESET" => self.face_set(&item, 2, frame, shape).is_some(),
                "IFCTRIANGULATEDFACESET" => self.face_set(&item, 3, frame, shape).is_some(),
                "IFCBOUNDINGBOX" => self.bounding_box(&item, frame, shape).is_some(),
                "IFCGEOMETRICCURVESET" | "IFCGEOMETRICSET" => {
                    item.get(0).list().iter().for_each(|part| {
                        self.item(part, frame, shape, depth + 1);
                    });
                    true
                }
                "IFCANNOTATIONFILLAREA" => self.line(item.get(0), frame, shape).is_some(),
                "IFCPOLYLINE"
                | "IFCINDEXEDPOLYCURVE"
                | "IFCCOMPOSITECURVE"
                | "IFCTRIMMEDCURVE"
                | "IFCCIRCLE" => self.curve(&item, frame, shape).is_some(),
                _ => false,
            }
        };
        if !known && !shape.unknown.contains(&kind) && shape.unknown.len() < 20 {
            shape.unknown.push(kind);
        }
    }

    fn line(&self, value: &Value<'_>, frame: &Frame, shape: &mut Shape) -> Option<()> {
        let line = curve::points(self.step, value, self.radians, 0)?;
        shape.add_line(line.into_iter().map(|at| frame.place(at)).collect());
        Some(())
    }

    /// A curve that is an item by itself.
    fn curve(&self, item: &Instance<'_>, frame: &Frame, shape: &mut Shape) -> Option<()> {
        let line = curve::points_of(self.step, item, self.radians, 0)?;
        shape.add_line(line.into_iter().map(|at| frame.place(at)).collect());
        Some(())
    }

    fn extruded(&self, item: &Instance<'_>, frame: &Frame, shape: &mut Shape) -> Option<()> {
        let profiles = curve::profiles(self.step, item.get(0), self.radians, 0)?;
        let own = frame.after(&axis_placement(self.step, item.get(1)));
        let way = coordinates(self.step, item.get(2)).and_then(unit)?;
        let depth = item.get(3).number()?;
        let rise = own.direction(way.map(|part| part * depth));
        for profile in profiles {
            let place = |ring: &[Place]| ring.iter().map(|at| own.place(*at)).collect::<Face>();
            let outline = place(&profile.outline);
            let top = raised(&outline, rise);
            shape.grow(&outline);
            shape.grow(&top);
            let length = dot(rise, rise).sqrt();
            let upright = length > 0.0
                && rise[0].hypot(rise[1]) <= UPRIGHT.max(length * 1e-4)
                && own.axes[2][0].hypot(own.axes[2][1]) <= 1e-3;
            if upright {
                let holes = profile.holes.iter().map(|hole| place(hole)).collect();
                shape.profiles.push(Profile { outline, holes });
                continue;
            }
            for (number, from) in outline.iter().enumerate() {
                let next = (number + 1) % outline.len();
                shape.faces.push(vec![*from, outline[next], top[next], top[number]]);
            }
            shape.faces.push(top);
            shape.faces.push(outline);
        }
        Some(())
    }

    fn mapped(
        &self,
        item: &Instance<'_>,
        frame: &Frame,
        shape: &mut Shape,
        depth: usize,
    ) -> Option<()> {
        let map = self.step.follow(item.get(0))?;
        let representation = self.step.follow(map.get(1))?;
        let target = operator(self.step, item.get(1));
        let origin = axis_placement(self.step, map.get(0));
        let frame = frame.after(&target).after(&origin);
        self.representation(&representation, &frame, shape, depth + 1);
        Some(())
    }

    fn shell(&self, shell: &Value<'_>, frame: &Frame, shape: &mut Shape) {
        let Some(shell) = self.step.follow(shell) else { return };
        for face in shell.get(0).list() {
            self.face(face, frame, shape);
        }
    }

    /// A face by its outer bound; holes in it do not matter for the ground.
    fn face(&self, face: &Value<'_>, frame: &Frame, shape: &mut Shape) {
        if shape.is_full(self.step) {
            return;
        }
        let Some(face) = self.step.follow(face) else { return };
        let bounds: Vec<Instance<'_>> =
            face.get(0).instances().filter_map(|id| self.step.get(id)).collect();
        let outer = bounds.iter().find(|bound| bound.is("IFCFACEOUTERBOUND"));
        let Some(bound) = outer.or(bounds.first()) else { return };
        let Some(corners) = self.corners(bound.get(0)) else { return };
        shape.add_face(corners.into_iter().map(|at| frame.place(at)).collect());
    }

    /// The corners of a loop: its points, or those where its edges begin.
    fn corners(&self, bound: &Value<'_>) -> Option<Face> {
        let bound = self.step.follow(bound)?;
        if bound.is("IFCPOLYLOOP") {
            return bound.get(0).list().iter().map(|at| coordinates(self.step, at)).collect();
        }
        if !bound.is("IFCEDGELOOP") {
            return None;
        }
        let edges = bound.get(0).instances();
        edges
            .map(|id| {
                let oriented = self.step.get(id)?;
                let edge = self.step.follow(oriented.get(2))?;
                let first = if oriented.get(3).is("F") { edge.get(1) } else { edge.get(0) };
                let vertex = self.step.follow(first)?;
                coordinates(self.step, vertex.get(0))
            })
            .collect()
    }

    /// Faces by the numbers of their corners in a list.
    fn face_set(
        &self,
        item: &Instance<'_>,
        faces: usize,
        frame: &Frame,
        shape: &mut Shape,
    ) -> Option<()> {
        let list = self.step.follow(item.get(0))?;
        let places: Vec<Option<Place>> =
            list.get(0).list().iter().map(|at| triple(&at.numbers())).collect();
        for face in item.get(faces).list() {
            if shape.is_full(self.step) {
                return None;
            }
            let numbers = match face.instance() {
                Some(id) => self.step.get(id)?.get(0).numbers(),
                None => face.numbers(),
            };
            let corner = |number: f64| places.get((number as usize).checked_sub(1)?).copied()?;
            let corners: Option<Face> = numbers.into_iter().map(corner).collect();
            shape.add_face(corners?.into_iter().map(|at| frame.place(at)).collect());
        }
        Some(())
    }

    fn bounding_box(&self, item: &Instance<'_>, frame: &Frame, shape: &mut Shape) -> Option<()> {
        let [x, y, z] = coordinates(self.step, item.get(0))?;
        let side = |at: usize| item.get(at).number().filter(|length| *length > 0.0);
        let (dx, dy, dz) = (side(1)?, side(2)?, side(3)?);
        let base = [[x, y, z], [x + dx, y, z], [x + dx, y + dy, z], [x, y + dy, z]];
        let base: Face = base.into_iter().map(|at| frame.place(at)).collect();
        shape.grow(&raised(&base, frame.direction([0.0, 0.0, dz])));
        shape.add_face(base);
        Some(())
    }
}

fn raised(outline: &[Place], rise: Place) -> Face {
    outline.iter().map(|at| std::array::from_fn(|n| at[n] + rise[n])).collect()
}

impl Shape {
    /// Whether it holds more than its file can say without copies of copies.
    fn is_full(&self, step: &Step<'_>) -> bool {
        let parts = self.faces.len() + self.profiles.len() + self.lines.len();
        parts > step.size() / 8 + 64
    }

    fn grow(&mut self, points: &[Place]) {
        for at in points.iter().filter(|at| at.iter().all(|part| part.is_finite())) {
            let [low, high] = self.bounds.get_or_insert([*at, *at]);
            for n in 0..3 {
                low[n] = low[n].min(at[n]);
                high[n] = high[n].max(at[n]);
            }
        }
    }

    fn add_face(&mut self, face: Face) {
        self.grow(&face);
        self.faces.push(face);
    }

    fn add_line(&mut self, line: Vec<Place>) {
        self.grow(&line);
        self.lines.push(line);
    }

    /// What it covers of the ground, the largest part first; nothing if it covers nothing.
    #[must_use]
    pub fn ground(&self) -> Option<Ground> {
        let mut outlines: Vec<(Polygon, Vec<Polygon>)> = Vec::new();
        for profile in &self.profiles {
            let holes = profile.holes.iter().filter_map(|hole| flat(hole)).collect();
            outlines.extend(flat(&profile.outline).map(|outline| (outline, holes)));
        }
        outlines.extend(self.floor());
        if outlines.is_empty() {
            outlines.extend(self.lines.iter().filter_map(|line| Some((flat(line)?, Vec::new()))));
        }
        outlines.sort_by(|a, b| b.0.area().total_cmp(&a.0.area()));
        (!outlines.is_empty()).then_some(Ground { outlines })
    }

    /// What the lower half of the faces that are no walls covers together.
    fn floor(&self) -> Vec<(Polygon, Vec<Polygon>)> {
        let Some([low, high]) = self.bounds else { return Vec::new() };
        let half = low[2].midpoint(high[2]);
        let middle = |face: &Face| face.iter().map(|at| at[2]).sum::<f64>() / face.len() as f64;
        let level = |face: &&Face| normal(face).is_some_and(|normal| normal[2].abs() > LEVEL);
        let mut floors: Vec<&Face> =
            self.faces.iter().filter(|face| middle(face) <= half).filter(level).collect();
        if floors.is_empty() {
            floors = self.faces.iter().filter(level).collect();
        }
        let polygons: Vec<geo::Polygon> =
            floors.into_iter().filter_map(|face| Some(flat(face)?.to_geo())).collect();
        let ring = |line: &LineString| {
            let corners = line.coords().map(|Coord { x, y }| [*x, *y, 0.0]).collect::<Vec<_>>();
            flat(&corners)
        };
        // Faces that can't be resolved are left out, as what covers nothing is.
        area::cover(polygons)
            .into_iter()
            .flatten()
            .filter_map(|polygon| {
                let holes = polygon.interiors().iter().filter_map(ring).collect();
                Some((ring(polygon.exterior())?, holes))
            })
            .collect()
    }
}

/// The direction in which a face looks.
fn normal(face: &Face) -> Option<Place> {
    let from = face.first()?;
    let side = |at: &Place| -> Place { std::array::from_fn(|n| at[n] - from[n]) };
    let mut sum = [0.0; 3];
    for pair in face.windows(2).skip(1) {
        let turn = cross(side(&pair[0]), side(&pair[1]));
        (0..3).for_each(|n| sum[n] += turn[n]);
    }
    unit(sum)
}

/// A ring seen from above, without repeated corners; nothing if it covers nothing.
fn flat(ring: &[Place]) -> Option<Polygon> {
    let mut corners: Vec<Point> = Vec::with_capacity(ring.len());
    for [x, y, _] in ring {
        let corner = Point::new(*x, *y);
        if !(x.is_finite() && y.is_finite()) {
            return None;
        }
        if corners.last() != Some(&corner) {
            corners.push(corner);
        }
    }
    if corners.first() == corners.last() {
        corners.pop();
    }
    let outline = Polygon(corners);
    (outline.corners().len() > 2 && outline.area() > 0.0).then_some(outline)
}
