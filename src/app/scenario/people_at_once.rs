//! Many people at once: a part of the list, and the assembly point of all who are in it.

use std::collections::BTreeSet;

use eframe::egui::{self, Ui};

use super::sheet::Sheet;
use crate::app::{field, icons, theme, widgets};
use crate::building::SiteElementId;
use crate::drill::{Person, PersonId};
use crate::language::msg;

/// Which part of the list is shown, and what is entered for all of it.
#[derive(Default)]
pub(super) struct AtOnce {
    /// Of this department alone.
    department: Option<String>,
    /// Those alone who have no assembly point of the site.
    without_point: bool,
    /// Where they are to gather; the inner nothing is no point of their own.
    point: Option<Option<SiteElementId>>,
}

impl AtOnce {
    /// Whether a person belongs to the part of the list that is shown.
    pub(super) fn admits(&self, person: &Person, sheet: &Sheet<'_>) -> bool {
        let of_department =
            self.department.as_ref().is_none_or(|department| *department == person.department);
        let points = &sheet.contents.manifest.site.assembly_points;
        let has_point = || points.iter().any(|one| Some(&one.id) == person.assembly_point.as_ref());
        of_department && !(self.without_point && has_point())
    }

    /// The whole list again.
    pub(super) fn clear(&mut self) {
        (self.department, self.without_point) = (None, false);
    }

    /// Chooses the part of the list.
    pub(super) fn narrow(&mut self, ui: &mut Ui, sheet: &Sheet<'_>) {
        let lang = sheet.lang;
        let manifest = &sheet.contents.manifest;
        let departments: BTreeSet<&str> =
            manifest.people.iter().map(|person| person.department.as_str()).collect();
        if self.department.as_ref().is_some_and(|one| !departments.contains(one.as_str())) {
            self.department = None;
        }
        let named = |name: &str| {
            if name.is_empty() { lang.t("scenario-no-department") } else { name.to_owned() }
        };
        let each = departments.into_iter().map(|name| (Some(name.to_owned()), named(name)));
        let all: Vec<_> =
            std::iter::once((None, lang.t("scenario-all-departments"))).chain(each).collect();
        let name = lang.t("scenario-column-department");
        if let Some(picked) = field::pick(ui, &name, Some(&self.department), &all, (170.0, "")) {
            self.department = picked;
        }
        if !manifest.site.assembly_points.is_empty() {
            widgets::tick(ui, &mut self.without_point, lang.t("scenario-without-point"));
        }
    }

    /// Enters the assembly point of all who are found, as one step.
    pub(super) fn assign(&mut self, ui: &mut Ui, sheet: &mut Sheet<'_>, found: &[&Person]) {
        let lang = sheet.lang;
        let site = &sheet.contents.manifest.site;
        if site.assembly_points.is_empty() || found.is_empty() {
            return;
        }
        let mut points = vec![(None, lang.t("roll-call-no-point"))];
        points.extend(
            site.assembly_points.iter().map(|one| (Some(one.id.clone()), one.name.clone())),
        );
        let count = found.len();
        ui.horizontal(|ui| {
            let name = lang.say(&msg!("scenario-point-of-found", count = count));
            ui.label(&name);
            let empty = lang.t("scenario-choose-point");
            let picked = field::pick(ui, &name, self.point.as_ref(), &points, (160.0, &empty));
            self.point =
                picked.or(self.point.take()).filter(|one| points.iter().any(|p| p.0 == *one));
            let words = format!("{}  {}", icons::ASSEMBLY_POINT, lang.t("scenario-assign"));
            let button = ui.add_enabled(self.point.is_some(), egui::Button::new(words));
            let weak = theme::colors_of(ui.visuals()).weak;
            ui.colored_label(weak, lang.t("scenario-assign-hint"));
            let Some(point) = self.point.clone().filter(|_| button.clicked()) else { return };
            let people: BTreeSet<PersonId> = found.iter().map(|one| one.id.clone()).collect();
            let label = msg!("scenario-step-points", count = count);
            sheet.edit_book(None, label, move |contents| {
                for person in &mut contents.manifest_mut().people {
                    if people.contains(&person.id) {
                        person.assembly_point.clone_from(&point);
                    }
                }
            });
        });
    }
}
