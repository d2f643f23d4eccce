//! What of a book is edited: all but the records.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::building::{Building, BuildingId, Site};
use crate::drill::{Person, Scenario, ScenarioId};
use crate::language::Language;

/// What `book.ron` holds: the site and who belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The site's name.
    pub name: String,
    /// The language in which the book was last used; nothing for the system's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The rule pack that applies, such as `gb`.
    #[serde(default = "default_rule_pack")]
    pub rule_pack: String,
    /// The shifts, in the order of the day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<String>,
    /// What lies around the buildings.
    #[serde(default)]
    pub site: Site,
    /// The people of the site.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
}

fn default_rule_pack() -> String {
    "gb".to_owned()
}

impl Manifest {
    /// An empty site.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            language: None,
            rule_pack: default_rule_pack(),
            shifts: Vec::new(),
            site: Site::default(),
            people: Vec::new(),
        }
    }
}

/// The edited part of a book. Parts are shared, so that a clone is cheap and an undo step costs
/// only what it changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Contents {
    /// What `book.ron` holds.
    pub manifest: Arc<Manifest>,
    /// The buildings.
    pub buildings: BTreeMap<BuildingId, Arc<Building>>,
    /// The scenarios.
    pub scenarios: BTreeMap<ScenarioId, Arc<Scenario>>,
}

impl Contents {
    /// A book without buildings.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            manifest: Arc::new(Manifest::new(name)),
            buildings: BTreeMap::new(),
            scenarios: BTreeMap::new(),
        }
    }

    /// Whether nothing was changed since `earlier` was cloned from it: asks whether the parts are the
    /// same ones, not what is in them.
    #[must_use]
    pub fn is_still(&self, earlier: &Self) -> bool {
        fn same<K: PartialEq, T>(one: &BTreeMap<K, Arc<T>>, other: &BTreeMap<K, Arc<T>>) -> bool {
            one.len() == other.len()
                && one.iter().zip(other).all(|(a, b)| a.0 == b.0 && Arc::ptr_eq(a.1, b.1))
        }
        Arc::ptr_eq(&self.manifest, &earlier.manifest)
            && same(&self.buildings, &earlier.buildings)
            && same(&self.scenarios, &earlier.scenarios)
    }

    /// The manifest, to change it.
    pub fn manifest_mut(&mut self) -> &mut Manifest {
        Arc::make_mut(&mut self.manifest)
    }

    /// A building, to change it.
    pub fn building_mut(&mut self, id: &BuildingId) -> Option<&mut Building> {
        self.buildings.get_mut(id).map(Arc::make_mut)
    }

    /// A scenario, to change it.
    pub fn scenario_mut(&mut self, id: &ScenarioId) -> Option<&mut Scenario> {
        self.scenarios.get_mut(id).map(Arc::make_mut)
    }

    /// The building of a scenario.
    #[must_use]
    pub fn building_of(&self, scenario: &Scenario) -> Option<&Arc<Building>> {
        self.buildings.get(&scenario.building)
    }

    /// Puts a building and the site it stands on in the place of what was there.
    pub fn put(&mut self, building: Building, site: Site) {
        if self.manifest.site != site {
            self.manifest_mut().site = site;
        }
        self.buildings.insert(building.id.clone(), Arc::new(building));
    }

    /// An id for a new building that no file of the book has yet.
    #[must_use]
    pub fn free_building_id(&self) -> BuildingId {
        let mut ids = (1..).map(BuildingId::numbered);
        ids.find(|id| !self.buildings.contains_key(id)).unwrap_or_else(|| BuildingId::numbered(0))
    }

    /// An id for a new scenario that no file of the book has yet.
    #[must_use]
    pub fn free_scenario_id(&self) -> ScenarioId {
        let mut ids = (1..).map(ScenarioId::numbered);
        ids.find(|id| !self.scenarios.contains_key(id)).unwrap_or_else(|| ScenarioId::numbered(0))
    }
}
