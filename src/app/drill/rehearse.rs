//! A rehearsal at the desk: a crowd walks, and the control view runs as on drill day.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{SystemTime, UNIX_EPOCH};

use eframe::egui::{Button, Role, Ui};

use crate::app::beside::beside;
use crate::app::{icons, widgets};
use crate::building::{Building, Site};
use crate::drill::{Person, Scenario, What, rehearsal, roster};
use crate::egress::crowd::{Settings, runs};
use crate::egress::sweep::Progress;
use crate::language::{Language, msg};
use crate::units::Seconds;

/// How many times faster than the clock on the wall.
const PACES: [u32; 4] = [1, 5, 20, 60];

/// What is chosen for a rehearsal, and the crowd that gets ready for it.
pub(super) struct Rehearse {
    pace: u32,
    coming: Option<Coming>,
    /// The guided tour asked for it.
    soon: bool,
}

impl Default for Rehearse {
    fn default() -> Self {
        Self { pace: 5, coming: None, soon: false }
    }
}

/// Who walks, and how fast it goes.
pub(super) struct Rehearsal {
    pub(super) script: Vec<(Seconds, What)>,
    pub(super) pace: u32,
}

/// A crowd that walks beside the window before it is shown.
struct Coming {
    scenario: Arc<Scenario>,
    building: Arc<Building>,
    progress: Arc<Progress>,
    script: Receiver<Option<Vec<(Seconds, What)>>>,
}

impl Coming {
    fn start(
        ui: &Ui,
        scenario: &Arc<Scenario>,
        building: &Arc<Building>,
        (site, people): (&Site, &[Person]),
    ) -> Self {
        let progress = Arc::new(Progress::default());
        let (about, plan, shared) =
            (Arc::clone(scenario), Arc::clone(building), Arc::clone(&progress));
        let (site, roster) = (site.clone(), roster(people, &scenario.shift));
        // Each rehearsal goes otherwise. A clock before 1970 only makes two of them alike.
        let seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let script = beside(ui.ctx(), move || {
            let settings = Settings { seed, ..about.crowd_settings() };
            let (staged, occupancy) = (about.staged(&plan), about.occupancy(&plan));
            let walked = runs(&staged, &occupancy, &settings, 1, &shared);
            walked.map(|walked| {
                let flow = &walked.median.flow;
                rehearsal::script_of_flow(&about, &plan, &site, &roster, flow, seed)
            })
        });
        let (scenario, building) = (Arc::clone(scenario), Arc::clone(building));
        Self { scenario, building, progress, script }
    }

    fn is_about(&self, scenario: &Arc<Scenario>, building: &Arc<Building>) -> bool {
        Arc::ptr_eq(&self.scenario, scenario) && Arc::ptr_eq(&self.building, building)
    }
}

impl Drop for Coming {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

impl Rehearse {
    /// Begins as soon as it is shown, fast enough to be watched to the end.
    pub(super) const fn begin_soon(&mut self) {
        self.pace = 20;
        self.soon = true;
    }

    /// Shows what can be chosen; returns the rehearsal once its crowd is ready.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        scenario: &Arc<Scenario>,
        building: &Arc<Building>,
        (site, people): (&Site, &[Person]),
        enabled: bool,
    ) -> Option<Rehearsal> {
        self.coming = self.coming.take().filter(|coming| coming.is_about(scenario, building));
        let walking = scenario.people(building);
        if self.coming.is_some() {
            ui.spinner();
            ui.label(lang.say(&msg!("drill-rehearse-coming", people = walking)));
        } else {
            let text = format!("{}  {}", icons::PLAY, lang.t("drill-rehearse"));
            let response = ui.add_enabled(enabled && walking > 0, Button::new(text));
            widgets::named(&response, Role::Button, &lang.t("drill-rehearse"));
            let asked = std::mem::take(&mut self.soon) && response.enabled();
            if response.on_hover_text(lang.t("drill-rehearse-hint")).clicked() || asked {
                self.coming = Some(Coming::start(ui, scenario, building, (site, people)));
            }
            paces(ui, &mut self.pace);
        }
        let script = match self.coming.as_ref()?.script.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Ok(script) => script,
            Err(TryRecvError::Disconnected) => None,
        };
        self.coming = None;
        Some(Rehearsal { script: script?, pace: self.pace })
    }
}

/// The paces to choose from; returns whether another one was chosen.
pub(super) fn paces(ui: &mut Ui, pace: &mut u32) -> bool {
    let mut changed = false;
    let mut choices = PACES;
    if ui.layout().prefer_right_to_left() {
        choices.reverse();
    }
    for choice in choices {
        let response = ui.selectable_value(pace, choice, format!("×{choice}"));
        if response.changed() {
            changed = true;
            // A later space or Enter meets nothing.
            response.surrender_focus();
        }
    }
    changed
}
