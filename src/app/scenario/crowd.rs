//! Who walks, who helps whom, and how people choose their way: what the crowd assumes.

use eframe::egui::{self, Grid, RichText, Ui};

use super::sheet::Sheet;
use crate::app::{field, icons, theme, widgets};
use crate::building::{Building, DoorId, SpaceId, SpaceUse};
use crate::drill::{Crowd, Scenario};
use crate::egress::crowd::{
    Assisted, IMO_CREW, IMO_PASSENGERS, Kind, OnStairs, RIMEA, Speeds, TURN_BACK, WORKERS,
    short_of_help,
};
use crate::language::{Choice, msg};

/// More people than are ever helped or keep together.
const MOST: u32 = 1000;
/// Room for a number, a kind and a space.
const NUMBER: f32 = 56.0;
const KIND: f32 = 170.0;
const SPACE: f32 = 190.0;
/// The gap between the columns of a grid.
const SPACING: [f32; 2] = [16.0, 6.0];

pub(super) fn show(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let Some(building) = sheet.building else { return };
    let weak = theme::colors_of(ui.visuals()).weak;
    ui.label(RichText::new(sheet.lang.t("scenario-crowd-hint")).color(weak));
    ui.add_space(theme::GROUP_GAP);
    kinds(ui, sheet);
    ui.add_space(theme::GROUP_GAP);
    assisted(ui, sheet, building);
    ui.add_space(theme::GROUP_GAP);
    behaviour(ui, sheet);
    ui.add_space(theme::GROUP_GAP);
    exits(ui, sheet, building);
    ui.add_space(theme::GROUP_GAP);
    guides(ui, sheet, building);
}

/// Changes the crowd; one step of undo.
fn edit(sheet: &mut Sheet<'_>, change: impl FnOnce(&mut Crowd) + 'static) {
    sheet.edit(msg!("scenario-step-crowd"), |scenario: &mut Scenario| change(&mut scenario.crowd));
}

fn heading(ui: &mut Ui, sheet: &Sheet<'_>, title: &'static str, hint: &'static str) {
    ui.label(RichText::new(sheet.lang.t(title)).font(theme::heading()));
    let weak = theme::colors_of(ui.visuals()).weak;
    ui.label(RichText::new(sheet.lang.t(hint)).color(weak));
}

/// A whole number that stays a draft until it is left.
fn number(ui: &mut Ui, name: &str, value: u32) -> Option<u32> {
    let read = |text: &str| text.trim().parse().ok().filter(|number| *number <= MOST);
    field::draft(ui, name, &value.to_string(), (NUMBER, ""), read).filter(|new| *new != value)
}

/// A number that is not negative; nothing where it is empty.
fn share(ui: &mut Ui, name: &str, value: Option<f64>, hint: &str) -> Option<Option<f64>> {
    let shown = value.map(|value| value.to_string()).unwrap_or_default();
    let read = |text: &str| match text.trim() {
        "" => Some(None),
        text => {
            let number = text.parse::<f64>().ok()?;
            (number.is_finite() && (0.0..=1e6).contains(&number)).then_some(Some(number))
        }
    };
    field::draft(ui, name, &shown, (NUMBER, hint), read).filter(|new| *new != value)
}

/// The mix of people: ready ones to choose from.
fn kinds(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let lang = sheet.lang;
    heading(ui, sheet, "scenario-crowd-kinds", "scenario-crowd-kinds-hint");
    ui.horizontal_wrapped(|ui| {
        let mixes: [(&str, &[(Kind, f64)]); 5] = [
            ("scenario-mix-pedestrians", &[]),
            ("scenario-mix-workers", &WORKERS),
            ("scenario-mix-rimea", &RIMEA),
            ("scenario-mix-imo-crew", &IMO_CREW),
            ("scenario-mix-imo-passengers", &IMO_PASSENGERS),
        ];
        for (key, mix) in mixes {
            let chosen = sheet.scenario.crowd.kinds == mix.iter().copied().collect();
            let hint = lang.t("scenario-mix-hint");
            if ui.selectable_label(chosen, lang.t(key)).on_hover_text(hint).clicked() && !chosen {
                edit(sheet, move |crowd| crowd.kinds = mix.iter().copied().collect());
            }
        }
    });
    ui.add_space(theme::GAP);
    // The table is long, and most take a mix that is ready.
    egui::CollapsingHeader::new(lang.t("scenario-each-kind"))
        .id_salt("scenario-each-kind")
        .show(ui, |ui| each_kind(ui, sheet));
}

/// The parts of each kind, with its speeds.
fn each_kind(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let lang = sheet.lang;
    let all: f64 = sheet.scenario.crowd.kinds.values().sum();
    let weak = theme::colors_of(ui.visuals()).weak;
    Grid::new("scenario-kinds").num_columns(6).striped(true).spacing(SPACING).show(ui, |ui| {
        for key in [
            "scenario-column-kind-of-person",
            "scenario-column-parts",
            "scenario-column-share",
            "scenario-column-level-speed",
            "scenario-column-down-speed",
            "scenario-column-up-speed",
        ] {
            field::head(ui, &lang.t(key));
        }
        ui.end_row();
        for kind in Kind::ALL {
            let name = lang.t(kind.key());
            ui.label(&name);
            let parts = sheet.scenario.crowd.kinds.get(kind).copied();
            let label = lang.say(&msg!("scenario-parts-of", kind = name.as_str()));
            if let Some(parts) = share(ui, &label, parts, "0") {
                edit(sheet, move |crowd| {
                    match parts.filter(|parts| *parts > 0.0) {
                        Some(parts) => crowd.kinds.insert(*kind, parts),
                        None => crowd.kinds.remove(kind),
                    };
                });
            }
            let share = parts.filter(|_| all > 0.0).map(|parts| 100.0 * parts / all);
            ui.label(share.map_or_else(|| "–".to_owned(), |share| format!("{share:.0} %")));
            let gait = kind.gait();
            let (down, up) = match gait.stairs {
                OnStairs::At { down, up } => (speeds(down), speeds(up)),
                OnStairs::ByTread => (lang.t("scenario-by-tread"), lang.t("scenario-by-tread")),
                OnStairs::Never => (lang.t("scenario-no-stair"), lang.t("scenario-no-stair")),
            };
            for text in [speeds(gait.level), down, up] {
                ui.label(RichText::new(text).color(weak));
            }
            ui.end_row();
        }
    });
}

/// Speeds as their table has them, m/s.
fn speeds(speeds: Speeds) -> String {
    match speeds {
        Speeds::Fixed(speed) => format!("{speed:.2}"),
        Speeds::Uniform { from, to } if from == to => format!("{from:.2}"),
        Speeds::Uniform { from, to } => format!("{from:.2}–{to:.2}"),
        Speeds::Normal { mean, deviation } | Speeds::Observed { mean, deviation, .. } => {
            format!("{mean:.2} ± {deviation:.2}")
        }
    }
}

/// People of reduced mobility, one line for those of a space who are alike, with their helpers.
fn assisted(ui: &mut Ui, sheet: &mut Sheet<'_>, building: &Building) {
    let lang = sheet.lang;
    heading(ui, sheet, "scenario-assisted", "scenario-assisted-hint");
    let spaces = field::spaces(building);
    let kinds: Vec<(Kind, String)> =
        Kind::ALL.iter().map(|kind| (*kind, lang.t(kind.key()))).collect();
    let mut from_spaces = vec![(None, lang.t("scenario-same-space"))];
    from_spaces.extend(spaces.iter().map(|(id, text)| (Some(id.clone()), text.clone())));
    let list = &sheet.scenario.crowd.assisted;
    let occupancy = sheet.scenario.occupancy(building);
    let short = short_of_help(list, &occupancy);
    let bad = theme::colors_of(ui.visuals()).bad;
    if !list.is_empty() {
        Grid::new("scenario-assisted").num_columns(7).spacing(SPACING).show(ui, |ui| {
            for key in [
                "scenario-column-space",
                "scenario-column-kind-of-person",
                "scenario-column-people",
                "scenario-column-helpers",
                "scenario-column-helpers-from",
            ] {
                field::head(ui, &lang.t(key));
            }
            ui.end_row();
            for (index, one) in list.iter().enumerate() {
                let of = |key: &'static str| {
                    let field = lang.t(key);
                    lang.say(&msg!("scenario-assisted-field", number = index + 1, field = field))
                };
                let name = of("scenario-column-space");
                let gone = one.space.as_str();
                if let Some(space) =
                    field::pick(ui, &name, Some(&one.space), &spaces, (SPACE, gone))
                {
                    change(sheet, index, move |one| one.space = space);
                }
                let name = of("scenario-column-kind-of-person");
                if let Some(kind) = field::pick(ui, &name, Some(&one.kind), &kinds, (KIND, "")) {
                    change(sheet, index, move |one| one.kind = kind);
                }
                if let Some(people) = number(ui, &of("scenario-column-people"), one.people) {
                    change(sheet, index, move |one| one.people = people);
                }
                if let Some(helpers) = number(ui, &of("scenario-column-helpers"), one.helpers) {
                    change(sheet, index, move |one| one.helpers = helpers);
                }
                let name = of("scenario-column-helpers-from");
                let gone = one.from.as_ref().map_or("", SpaceId::as_str);
                let picked = field::pick(ui, &name, Some(&one.from), &from_spaces, (SPACE, gone));
                if let Some(from) = picked {
                    change(sheet, index, move |one| one.from = from);
                }
                let name = lang.say(&msg!("scenario-remove-assisted", number = index + 1));
                if field::icon(ui, icons::DELETE, &name) {
                    edit(sheet, move |crowd| {
                        crowd.assisted.remove(index);
                    });
                }
                if let Some((_, missing)) =
                    short.iter().find(|(short, _)| std::ptr::eq(*short, one))
                {
                    let text = lang.say(&msg!("scenario-assisted-short", people = *missing));
                    ui.label(RichText::new(format!("{}  {text}", icons::WARNING)).color(bad));
                }
                ui.end_row();
            }
        });
        ui.add_space(theme::GAP);
    }
    let first = occupancy.keys().next().cloned().or_else(|| spaces.first().map(|s| s.0.clone()));
    if let Some(space) = first
        && field::button(ui, icons::ADD, &lang.t("scenario-add-assisted"))
    {
        edit(sheet, move |crowd| {
            let kind = Kind::Wheelchair;
            crowd.assisted.push(Assisted { space, kind, people: 1, helpers: 2, from: None });
        });
    }
}

fn change(sheet: &mut Sheet<'_>, index: usize, change: impl FnOnce(&mut Assisted) + 'static) {
    edit(sheet, move |crowd| {
        if let Some(one) = crowd.assisted.get_mut(index) {
            change(one);
        }
    });
}

/// Exit choice, groups, following, and when smoke turns people back.
fn behaviour(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let lang = sheet.lang;
    heading(ui, sheet, "scenario-behaviour", "scenario-behaviour-hint");
    let crowd = &sheet.scenario.crowd;
    Grid::new("scenario-behaviour").num_columns(2).spacing(SPACING).show(ui, |ui| {
        let label = |ui: &mut Ui, key: &'static str, hint: &'static str| {
            let name = lang.t(key);
            ui.label(&name).on_hover_text(lang.t(hint));
            name
        };
        let name = label(ui, "scenario-exit-choice", "scenario-exit-choice-hint");
        let mut choice = crowd.exit_choice;
        if widgets::choice(ui, lang, &name, &mut choice) {
            edit(sheet, move |crowd| crowd.exit_choice = choice);
        }
        ui.end_row();
        let name = label(ui, "scenario-group-size", "scenario-group-size-hint");
        if let Some(size) = number(ui, &name, crowd.group_size) {
            edit(sheet, move |crowd| crowd.group_size = size);
        }
        ui.end_row();
        let name = label(ui, "scenario-following", "scenario-following-hint");
        if let Some(following) = share(ui, &name, Some(crowd.following), "0") {
            edit(sheet, move |crowd| crowd.following = following.unwrap_or_default());
        }
        ui.end_row();
        let name = label(ui, "scenario-turn-back", "scenario-turn-back-hint");
        ui.horizontal(|ui| {
            let mut turns = crowd.turn_back.is_some();
            let response = widgets::tick(ui, &mut turns, lang.t("scenario-turn-back-on"));
            if response.changed() {
                edit(sheet, move |crowd| crowd.turn_back = turns.then_some(TURN_BACK));
            }
            if let Some(limit) = crowd.turn_back {
                if let Some(Some(limit)) = share(ui, &name, Some(limit), "") {
                    edit(sheet, move |crowd| crowd.turn_back = Some(limit));
                }
                ui.label(lang.t("scenario-metres"));
            }
        });
        ui.end_row();
    });
}

/// How well people know the exits.
fn exits(ui: &mut Ui, sheet: &mut Sheet<'_>, building: &Building) {
    let lang = sheet.lang;
    heading(ui, sheet, "scenario-familiar", "scenario-familiar-hint");
    let exits: Vec<(DoorId, String)> = field::doors(building)
        .into_iter()
        .filter(|(id, _)| building.door(id).is_some_and(|(_, door)| door.exit))
        .collect();
    Grid::new("scenario-familiar").num_columns(2).spacing(SPACING).show(ui, |ui| {
        for (exit, name) in exits {
            ui.label(&name);
            let label = lang.say(&msg!("scenario-familiar-of", exit = name));
            let known = sheet.scenario.crowd.familiar.get(&exit).copied();
            if let Some(known) = share(ui, &label, known, "") {
                edit(sheet, move |crowd| {
                    match known {
                        Some(known) => crowd.familiar.insert(exit, known),
                        None => crowd.familiar.remove(&exit),
                    };
                });
            }
            ui.end_row();
        }
    });
}

/// The spaces that a guide leads out.
fn guides(ui: &mut Ui, sheet: &mut Sheet<'_>, building: &Building) {
    heading(ui, sheet, "scenario-guides", "scenario-guides-hint");
    let people = sheet.scenario.occupancy(building);
    ui.horizontal_wrapped(|ui| {
        let with_people = building.spaces().filter(|(_, space)| {
            let guided = sheet.scenario.crowd.guided.contains(&space.id);
            guided || space.usage != SpaceUse::Stair && people.contains_key(&space.id)
        });
        for (storey, space) in with_people.collect::<Vec<_>>() {
            let name = field::called(&space.name, space.id.as_str());
            let mut guided = sheet.scenario.crowd.guided.contains(&space.id);
            let text = format!("{} · {name}", storey.name);
            if widgets::tick(ui, &mut guided, text).changed() {
                let id = space.id.clone();
                edit(sheet, move |crowd| {
                    if guided {
                        crowd.guided.insert(id);
                    } else {
                        crowd.guided.remove(&id);
                    }
                });
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_read_as_in_their_tables() {
        assert_eq!(speeds(Kind::Man30To50.gait().level), "0.97–1.62");
        assert_eq!(speeds(Kind::Wheelchair.gait().level), "0.69 ± 0.35");
    }
}
