//! The inputs of an element's figures, so that a line can be checked by hand.

use super::hydraulics as h;
use crate::building::network::LEVEL_K;
use crate::building::{Building, ElementId};

/// A figure of the model: its symbol, value, unit, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The symbol, as the SFPE Handbook writes it.
    pub symbol: &'static str,
    /// The value.
    pub value: f64,
    /// The unit.
    pub unit: &'static str,
    /// The rule or the formula.
    pub source: &'static str,
}

const fn term(symbol: &'static str, value: f64, unit: &'static str, source: &'static str) -> Term {
    Term { symbol, value, unit, source }
}

/// The figures behind a door or a stair; none for other elements.
#[must_use]
pub fn explain(building: &Building, element: &ElementId) -> Vec<Term> {
    match element {
        ElementId::Door(id) => building.door(id).map_or_else(Vec::new, |(_, door)| {
            vec![
                term("W", door.clear_width, "m", "clear width"),
                term("BL", h::DOOR_BOUNDARY, "m", "SFPE 5e ch. 59: boundary layer, doors"),
                term("We", h::door_effective_width(door), "m", "We = W − 2 BL"),
                term("Fs,max", h::LEVEL_MAX_FLOW, "p/(s·m)", "SFPE 5e ch. 59: doors, k = 1.40"),
                term("Fc", h::door_capacity(door), "p/s", "Fc = Fs,max We"),
            ]
        }),
        ElementId::Stair(id) => building.stair(id).map_or_else(Vec::new, |stair| {
            let k = stair.speed_constant();
            vec![
                term("W", stair.clear_width, "m", "clear width"),
                term("BL", h::STAIR_BOUNDARY, "m", "SFPE 5e ch. 59: boundary layer, stairs"),
                term("We", h::stair_effective_width(stair), "m", "We = W − 2 BL"),
                term("R", stair.riser, "m", "riser"),
                term("G", stair.tread, "m", "tread"),
                term("k", k, "m/s", "SFPE 5e ch. 59: interpolated by tread"),
                term("S0", h::speed(k, 0.0), "m/s", "S = 0.85 k, D < 0.54"),
                term("Fs,max", h::stair_max_flow(k), "p/(s·m)", "SFPE 5e ch. 59: stairs, by k"),
                term("Fc", h::stair_capacity(stair), "p/s", "Fc = Fs,max We"),
            ]
        }),
        ElementId::Space(id) => building.space(id).map_or_else(Vec::new, |(_, space)| {
            let (area, perimeter) = (space.outline.area(), space.outline.perimeter());
            vec![
                term("A", area, "m²", "area of the outline"),
                term("k", LEVEL_K, "m/s", "SFPE 5e ch. 59: level"),
                term("S0", h::free_speed(), "m/s", "S = 0.85 k, D < 0.54"),
                term(
                    "W",
                    h::mean_width(area, perimeter),
                    "m",
                    "rectangle of this area and outline",
                ),
            ]
        }),
        _ => Vec::new(),
    }
}
