//! Pictures of a plan and of what happens on it, and charts: the same in the window, in a file and
//! from the command line. SVG is drawn, PNG is made from it.

mod chart;
mod color;
mod csv;
mod heat_map;
mod neighbours;
mod plan;
mod png;
mod svg;

pub use self::csv::to_csv;
pub use chart::{Chart, Line};
pub use color::{Color, level, of_number, ramp};
pub use heat_map::{HeatMap, Paint, Scene, Walked, people};
pub use plan::{Dot, Key, LARGER, Layer, Legend, Mark, Strip, plan};
pub use png::to_png;
