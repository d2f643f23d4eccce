//! How the things of a model hang together: what contains what, what fills what, what is said of it.

use std::collections::{BTreeMap, HashMap};

use super::placing::Frame;
use crate::exchange::plan::step::{Id, Instance, Step, Value};
use crate::exchange::plan::{PlanError, Stop};

/// Containers in containers deeper than this go in a circle.
const DEEPEST: usize = 32;

/// A model with its relations.
pub struct Model<'s, 'a> {
    /// The file.
    pub step: &'s Step<'a>,
    /// How long the unit of length is, m; nothing if the file does not say.
    pub metres: Option<f64>,
    /// How many radians the unit of angles has.
    pub radians: f64,
    /// In what each thing is.
    parents: HashMap<Id, Id>,
    /// The opening that each door or window fills.
    openings: HashMap<Id, Id>,
    /// What each opening is cut out of.
    cut_from: HashMap<Id, Id>,
    /// The property sets of each thing.
    sets: HashMap<Id, Vec<Id>>,
    /// The type of each thing.
    types: HashMap<Id, Id>,
    /// The spaces that each thing bounds.
    bounds: HashMap<Id, Vec<Id>>,
}

impl<'s, 'a> Model<'s, 'a> {
    /// The relations of a file.
    ///
    /// # Errors
    /// If it was stopped.
    pub fn of(step: &'s Step<'a>, stop: &Stop) -> Result<Self, PlanError> {
        let (metres, radians) = units(step);
        let mut model = Self {
            step,
            metres,
            radians,
            parents: HashMap::new(),
            openings: HashMap::new(),
            cut_from: HashMap::new(),
            sets: HashMap::new(),
            types: HashMap::new(),
            bounds: HashMap::new(),
        };
        for kind in ["IFCRELAGGREGATES", "IFCRELDECOMPOSES", "IFCRELNESTS"] {
            for relation in step.of_kind(kind).filter_map(|id| step.get(id)) {
                let Some(whole) = relation.get(4).instance() else { continue };
                model.parents.extend(relation.get(5).instances().map(|part| (part, whole)));
            }
        }
        stop.check()?;
        for id in step.of_kind("IFCRELCONTAINEDINSPATIALSTRUCTURE") {
            let Some(relation) = step.get(id) else { continue };
            let Some(place) = relation.get(5).instance() else { continue };
            model.parents.extend(relation.get(4).instances().map(|part| (part, place)));
        }
        let pairs = |kind: &'static str| {
            step.of_kind(kind).filter_map(move |id| {
                let relation = step.get(id)?;
                Some((relation.get(4).instance()?, relation.get(5).instance()?))
            })
        };
        model.openings = pairs("IFCRELFILLSELEMENT").map(|(opening, by)| (by, opening)).collect();
        model.cut_from = pairs("IFCRELVOIDSELEMENT").map(|(wall, hole)| (hole, wall)).collect();
        stop.check()?;
        for kind in
            ["IFCRELSPACEBOUNDARY", "IFCRELSPACEBOUNDARY1STLEVEL", "IFCRELSPACEBOUNDARY2NDLEVEL"]
        {
            for (space, by) in pairs(kind) {
                let known = model.bounds.entry(by).or_default();
                if !known.contains(&space) && known.len() < 16 {
                    known.push(space);
                }
            }
        }
        for id in step.of_kind("IFCRELDEFINESBYPROPERTIES") {
            let Some(relation) = step.get(id) else { continue };
            let Some(set) = relation.get(5).instance() else { continue };
            for thing in relation.get(4).instances() {
                model.sets.entry(thing).or_default().push(set);
            }
        }
        stop.check()?;
        for id in step.of_kind("IFCRELDEFINESBYTYPE") {
            let Some(relation) = step.get(id) else { continue };
            let Some(kind) = relation.get(5).instance() else { continue };
            model.types.extend(relation.get(4).instances().map(|thing| (thing, kind)));
        }
        Ok(model)
    }

    /// What a thing is in, from the nearest outwards.
    pub fn containers(&self, thing: Id) -> impl Iterator<Item = Id> + '_ {
        let up = |id: &Id| {
            let opening = self.openings.get(id).or_else(|| self.cut_from.get(id));
            self.parents.get(id).or(opening).copied()
        };
        std::iter::successors(up(&thing), move |id| up(id)).take(DEEPEST)
    }

    /// The first container of a thing that is among these.
    #[must_use]
    pub fn within(&self, thing: Id, places: &[Id]) -> Option<usize> {
        self.containers(thing).find_map(|id| places.iter().position(|place| *place == id))
    }

    /// The parts of a thing, in the order of their numbers.
    #[must_use]
    pub fn parts(&self, whole: Id) -> Vec<Id> {
        let own = self.parents.iter().filter(|(_, of)| **of == whole);
        let mut parts: Vec<Id> = own.map(|(part, _)| *part).collect();
        parts.sort_unstable();
        parts
    }

    /// Things with a place in the model, and in what each is.
    pub fn placed(&self) -> impl Iterator<Item = (Id, Id)> + '_ {
        self.parents.iter().map(|(part, of)| (*part, *of))
    }

    /// The openings that are cut out of something and filled by nothing.
    #[must_use]
    pub fn bare_openings(&self) -> Vec<Id> {
        let filled: std::collections::HashSet<Id> = self.openings.values().copied().collect();
        let mut bare: Vec<Id> =
            self.cut_from.keys().filter(|id| !filled.contains(id)).copied().collect();
        bare.sort_unstable();
        bare
    }

    /// The spaces that a door is said to bound.
    #[must_use]
    pub fn bounded_by(&self, thing: Id) -> &[Id] {
        self.bounds.get(&thing).map_or(&[], Vec::as_slice)
    }

    /// The type of a thing.
    #[must_use]
    pub fn kind_of(&self, thing: Id) -> Option<Instance<'a>> {
        self.step.get(*self.types.get(&thing)?)
    }

    /// The frame of a product; the plain one where its placement is of an unknown kind.
    #[must_use]
    pub fn frame(&self, product: &Instance<'_>) -> Frame {
        super::placing::of_product(self.step, product).unwrap_or_default()
    }

    /// What is said of a thing by its property sets, its quantities and those of its type.
    #[must_use]
    pub fn properties(&self, thing: Id) -> Properties<'a> {
        let mut found = BTreeMap::new();
        let own = self.sets.get(&thing).cloned().unwrap_or_default();
        let of_type = self.kind_of(thing).map(|kind| kind.get(5).instances().collect::<Vec<_>>());
        for id in own.into_iter().chain(of_type.unwrap_or_default()).take(200) {
            let Some(set) = self.step.get(id) else { continue };
            let (list, value) = match set.kind().as_str() {
                "IFCPROPERTYSET" => (4, 2),
                "IFCELEMENTQUANTITY" => (5, 3),
                "IFCDOORLININGPROPERTIES" => {
                    found.entry("LiningThickness".to_owned()).or_insert(set.get(5).clone());
                    continue;
                }
                _ => continue,
            };
            for property in set.get(list).instances().filter_map(|id| self.step.get(id)) {
                let single = property.is("IFCPROPERTYSINGLEVALUE") || list == 5;
                if let Some(name) = property.get(0).text().filter(|_| single) {
                    found.entry(name).or_insert_with(|| property.get(value).clone());
                }
            }
        }
        Properties(found)
    }
}

/// What is said of a thing, by name.
#[derive(Debug, Default)]
pub struct Properties<'a>(BTreeMap<String, Value<'a>>);

impl Properties<'_> {
    /// A number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<f64> {
        self.0.get(name)?.number()
    }

    /// A text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.get(name)?.text()
    }

    /// Yes or no.
    #[must_use]
    pub fn is(&self, name: &str) -> Option<bool> {
        let value = self.0.get(name)?;
        (value.is("T") || value.is("F")).then(|| value.is("T"))
    }
}

/// How long the model's unit of length is, m, and how many radians its unit of angles has.
fn units(step: &Step<'_>) -> (Option<f64>, f64) {
    let (mut metres, mut radians) = (None, 1.0);
    let project = step.of_kind("IFCPROJECT").find_map(|id| step.get(id));
    let Some(assignment) = project.and_then(|project| step.follow(project.get(8))) else {
        return (metres, radians);
    };
    for unit in assignment.get(0).instances().filter_map(|id| step.get(id)) {
        if unit.get(1).is("LENGTHUNIT") {
            metres = size(step, &unit, 0);
        } else if unit.get(1).is("PLANEANGLEUNIT") {
            radians = size(step, &unit, 0).unwrap_or(1.0);
        }
    }
    (metres, radians)
}

/// How large a unit is, in the basic unit of its kind.
fn size(step: &Step<'_>, unit: &Instance<'_>, depth: usize) -> Option<f64> {
    if unit.is("IFCSIUNIT") {
        return match unit.get(2).word().as_str() {
            "" => Some(1.0),
            "MILLI" => Some(1e-3),
            "CENTI" => Some(1e-2),
            "DECI" => Some(0.1),
            "KILO" => Some(1e3),
            "MICRO" => Some(1e-6),
            _ => None,
        };
    }
    let measure = step.follow(unit.get(3)).filter(|_| depth < 8)?;
    let factor = measure.get(0).number().filter(|factor| *factor > 0.0)?;
    let basis = step.follow(measure.get(1))?;
    Some(factor * size(step, &basis, depth + 1)?)
}
