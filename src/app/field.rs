//! The controls that forms are made of. Each has a name for screen readers
//! and returns the new value when it was changed.

use eframe::egui::{self, RichText, TextEdit, Ui, vec2};
use jiff::civil::Date;

use crate::app::{icons, theme, widgets};
use crate::building::{Building, Door, Space, Storey};
use crate::drill::Person;
use crate::language::Language;
use crate::units::Seconds;

/// Room for a name.
const PERSON_WIDTH: f32 = 120.0;

/// A line of text.
pub(super) fn text(ui: &mut Ui, name: &str, value: &str, width: f32, hint: &str) -> Option<String> {
    let mut text = value.to_owned();
    // A grid gives a new column no room, so the field claims its own.
    let edit = TextEdit::singleline(&mut text)
        .desired_width(width)
        .min_size(vec2(width, 0.0))
        .hint_text(hint.to_owned());
    let changed = ui.add(edit).accessible_name(name).changed();
    changed.then_some(text)
}

/// Some lines of text.
pub(super) fn lines(
    ui: &mut Ui,
    name: &str,
    value: &str,
    width: f32,
    hint: &str,
) -> Option<String> {
    let mut text = value.to_owned();
    let edit = TextEdit::multiline(&mut text)
        .desired_rows(2)
        .desired_width(width)
        .hint_text(hint.to_owned());
    let changed = ui.add(edit).accessible_name(name).changed();
    changed.then_some(text)
}

/// A text that stays a draft until it is left, and then is read with `read`. A draft that can't be
/// read is dropped.
pub(super) fn draft<T>(
    ui: &mut Ui,
    name: &str,
    shown: &str,
    (width, hint): (f32, &str),
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let id = ui.make_persistent_id(("draft", name));
    let mut text = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| shown.to_owned());
    let wrong = read(&text).is_none();
    let mut edit =
        TextEdit::singleline(&mut text).id(id).desired_width(width).hint_text(hint.to_owned());
    if wrong {
        edit = edit.text_color(theme::colors_of(ui.visuals()).bad);
    }
    let response = ui.add(edit).accessible_name(name);
    if response.lost_focus() {
        ui.data_mut(|data| data.remove::<String>(id));
        return read(&text).filter(|_| text != shown);
    }
    if response.changed() {
        ui.data_mut(|data| data.insert_temp(id, text));
    }
    None
}

/// A time since the alarm as minutes and seconds; empty for none.
pub(super) fn time(
    ui: &mut Ui,
    name: &str,
    value: Option<Seconds>,
    hint: &str,
) -> Option<Option<Seconds>> {
    let shown = value.map(Seconds::clock).unwrap_or_default();
    draft(ui, name, &shown, (64.0, hint), |text| {
        if text.trim().is_empty() { Some(None) } else { clock(text).map(Some) }
    })
}

/// Reads `3:56`, `3：56` or a number of seconds, `236`.
fn clock(text: &str) -> Option<Seconds> {
    let text = text.trim().replace('：', ":");
    let seconds = match text.split_once(':') {
        Some((minutes, seconds)) => {
            let seconds: u32 = seconds.trim().parse().ok().filter(|seconds| *seconds < 60)?;
            minutes.trim().parse::<u32>().ok().filter(|m| *m < 6_000)? * 60 + seconds
        }
        None => text.parse::<u32>().ok().filter(|seconds| *seconds < 360_000)?,
    };
    Some(Seconds::new(f64::from(seconds)))
}

/// A day as `2026-12-31`; empty for none.
pub(super) fn date(
    ui: &mut Ui,
    lang: Language,
    name: &str,
    value: Option<Date>,
) -> Option<Option<Date>> {
    let shown = value.map(|day| day.to_string()).unwrap_or_default();
    let hint = lang.t("date-hint");
    draft(ui, name, &shown, (120.0, &hint), |text| match text.trim() {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    })
}

/// A list to pick one of `all` from.
pub(super) fn pick<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    value: Option<&T>,
    all: &[(T, String)],
    (width, empty): (f32, &str),
) -> Option<T> {
    let shown = all.iter().find(|(one, _)| Some(one) == value).map_or(empty, |(_, text)| text);
    let mut picked = None;
    let response = egui::ComboBox::from_id_salt(name)
        .selected_text(shown)
        .width(width)
        .truncate()
        .show_ui(ui, |ui| {
            for (one, text) in all {
                if ui.selectable_label(Some(one) == value, text).clicked() {
                    picked = Some(one.clone());
                }
            }
        })
        .response;
    widgets::named(&response, egui::Role::ComboBox, name);
    picked.filter(|one| Some(one) != value)
}

/// A person's name: free text, with the people of the book offered while it is typed.
pub(super) fn person(ui: &mut Ui, name: &str, value: &str, people: &[Person]) -> Option<String> {
    let mut text = value.to_owned();
    let edit = TextEdit::singleline(&mut text)
        .desired_width(PERSON_WIDTH)
        .min_size(vec2(PERSON_WIDTH, 0.0))
        .hint_text("—");
    let response = ui.add(edit).accessible_name(name);
    let over = response.id.with("over");
    let was_over = ui.data(|data| data.get_temp::<bool>(over)).unwrap_or(false);
    let mut taken = false;
    if response.has_focus() || was_over {
        let needle = text.trim().to_lowercase();
        let fits = |person: &&Person| {
            person.name.to_lowercase().contains(&needle)
                || person.department.to_lowercase().contains(&needle)
        };
        let offers: Vec<&Person> =
            people.iter().filter(|p| p.name != text).filter(fits).take(8).collect();
        let mut inside = false;
        if !offers.is_empty() {
            egui::Popup::from_response(&response).open(true).width(220.0).show(|ui| {
                for person in offers {
                    let offer = format!("{}   {}", person.name, person.department);
                    if ui.selectable_label(false, offer).clicked() {
                        text.clone_from(&person.name);
                        taken = true;
                    }
                }
                inside = ui.rect_contains_pointer(ui.min_rect().expand(8.0));
            });
        }
        ui.data_mut(|data| data.insert_temp(over, inside && !taken));
    }
    (taken || response.changed()).then_some(text)
}

/// A small button with an icon alone; `name` says what it does.
pub(super) fn icon(ui: &mut Ui, icon: &str, name: &str) -> bool {
    let response = ui.add(egui::Button::new(icon).frame(false)).on_hover_text(name);
    widgets::named(&response, egui::Role::Button, name);
    response.clicked()
}

/// A button with an icon before its words.
pub(super) fn button(ui: &mut Ui, icon: &str, words: &str) -> bool {
    ui.button(format!("{icon}  {words}")).clicked()
}

/// The one thing to do in an empty section.
pub(super) fn invite(ui: &mut Ui, icon: &str, title: &str, hint: &str, action: &str) -> bool {
    widgets::empty_state(ui, icon, title, hint);
    widgets::next_action(ui, icons::ADD_CIRCLE, action)
}

/// The head of a column.
pub(super) fn head(ui: &mut Ui, words: &str) {
    let weak = theme::colors_of(ui.visuals()).weak;
    ui.label(RichText::new(words).small().color(weak));
}

/// Every space with the storey before its name.
pub(super) fn spaces(building: &Building) -> Vec<(crate::building::SpaceId, String)> {
    let text = |(storey, space): (&Storey, &Space)| {
        (space.id.clone(), format!("{} · {}", storey.name, called(&space.name, space.id.as_str())))
    };
    building.spaces().map(text).collect()
}

/// Every door with the storey before its name.
pub(super) fn doors(building: &Building) -> Vec<(crate::building::DoorId, String)> {
    let text = |(storey, door): (&Storey, &Door)| {
        (door.id.clone(), format!("{} · {}", storey.name, called(&door.name, door.id.as_str())))
    };
    building.doors().map(text).collect()
}

/// A name, or the id of what has none.
pub(super) fn called<'a>(name: &'a str, id: &'a str) -> &'a str {
    if name.trim().is_empty() { id } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        assert_eq!(clock("3:56"), Some(Seconds::new(236.0)));
        assert_eq!(clock(" 3：05 "), Some(Seconds::new(185.0)));
        assert_eq!(clock("90"), Some(Seconds::new(90.0)));
        for wrong in ["", "3:60", "a", "-5", "1:2:3", "4e9"] {
            assert_eq!(clock(wrong), None, "{wrong}");
        }
    }
}
