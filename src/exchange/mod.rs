//! What goes out to other programs and comes in from them.

mod calendar_file;
mod csv_file;
mod drawing;
pub mod escape_plan;
pub mod figure;
pub mod flat;
pub mod fonts;
mod lettering;
pub mod missing;
pub mod peers;
pub mod people;
pub mod plan;
mod record_tables;
pub mod report;
mod review_tables;
mod storey_drawing;
mod table;
mod typeset;
mod workbook;

pub use calendar_file::calendar_file;
pub use csv_file::csv_file;
pub use record_tables::{events_table, exits_table, findings_table, record_tables, row_name};
pub use review_tables::{
    agreement_tables, best_parts_table, checkpoint_name, comparison_table, counted_times,
    curves_table, fire_doors_table, mark_name, pair_table, parts_table, rules_table, scores_table,
    spread_table, trend_table,
};
pub use table::{Cell, Table};
pub use typeset::{Pdf, TypesetError, typeset};
pub use workbook::workbook;
