//! What goes out to other programs and comes in from them.

pub mod figure;
pub mod fonts;
pub mod missing;
pub mod peers;
pub mod people;
