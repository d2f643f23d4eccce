//! The icons of the window: characters of the font `assets/fonts/MusterIcons.ttf`.
//!
//! Made by `assets/fonts/subset.sh` from `assets/fonts/icons.csv`; change the table, not this file.

/// A person who is accounted for.
pub const ACCOUNTED_FOR: &str = "\u{e174}";
/// Add an element; plus one.
pub const ADD: &str = "\u{e145}";
/// Add to a list.
pub const ADD_CIRCLE: &str = "\u{e147}";
/// The alarm sounds.
pub const ALARM: &str = "\u{e7f7}";
/// Align elements on their left edges.
pub const ALIGN_LEFT: &str = "\u{e00d}";
/// Align elements on their upper edges.
pub const ALIGN_TOP: &str = "\u{e00c}";
/// A building with several storeys.
pub const APARTMENT: &str = "\u{ea40}";
/// Down, or a lower value.
pub const ARROW_DOWN: &str = "\u{e5db}";
/// Left, or back.
pub const ARROW_LEFT: &str = "\u{e5c4}";
/// Right, or on.
pub const ARROW_RIGHT: &str = "\u{e5c8}";
/// Up, or a higher value.
pub const ARROW_UP: &str = "\u{e5d8}";
/// An assembly point.
pub const ASSEMBLY_POINT: &str = "\u{e153}";
/// A task or duty, such as a corrective action.
pub const ASSIGNMENT: &str = "\u{e85d}";
/// Delete the last character.
pub const BACKSPACE: &str = "\u{e14a}";
/// A bar chart.
pub const BAR_CHART: &str = "\u{e26b}";
/// Charging of e-bikes or batteries.
pub const BATTERY: &str = "\u{e1a3}";
/// An alarm bell, silent.
pub const BELL: &str = "\u{e7f4}";
/// Blocked or forbidden.
pub const BLOCK: &str = "\u{e033}";
/// Electric power or an inject that strikes now.
pub const BOLT: &str = "\u{ea0b}";
/// The drill book.
pub const BOOK: &str = "\u{ea19}";
/// The drill calendar.
pub const CALENDAR: &str = "\u{ebcc}";
/// A call, such as the report of the fire.
pub const CALL: &str = "\u{e0b0}";
/// An announcement by loudspeaker.
pub const CAMPAIGN: &str = "\u{ef49}";
/// Refused or called off.
pub const CANCEL: &str = "\u{e5c9}";
/// Show on another screen.
pub const CAST: &str = "\u{e307}";
/// Done.
pub const CHECK: &str = "\u{e5ca}";
/// A list of checks.
pub const CHECKLIST: &str = "\u{e6b1}";
/// A ticked box.
pub const CHECK_BOX: &str = "\u{e834}";
/// A box that is not ticked.
pub const CHECK_BOX_EMPTY: &str = "\u{e835}";
/// Passed or closed.
pub const CHECK_CIRCLE: &str = "\u{e86c}";
/// Open downwards.
pub const CHEVRON_DOWN: &str = "\u{e313}";
/// The one before.
pub const CHEVRON_LEFT: &str = "\u{e408}";
/// The next one.
pub const CHEVRON_RIGHT: &str = "\u{e409}";
/// Close upwards.
pub const CHEVRON_UP: &str = "\u{e316}";
/// A neutral mark.
pub const CIRCLE: &str = "\u{ef4a}";
/// Close or clear.
pub const CLOSE: &str = "\u{e14c}";
/// Collapse all.
pub const COLLAPSE: &str = "\u{e944}";
/// Compare drills.
pub const COMPARE: &str = "\u{e915}";
/// High contrast.
pub const CONTRAST: &str = "\u{eb37}";
/// Copy.
pub const COPY: &str = "\u{e14d}";
/// Cut.
pub const CUT: &str = "\u{e14e}";
/// Dark colours.
pub const DARK_MODE: &str = "\u{e51c}";
/// Delete.
pub const DELETE: &str = "\u{e872}";
/// A document.
pub const DOCUMENT: &str = "\u{e873}";
/// An open door.
pub const DOOR: &str = "\u{eb4f}";
/// A closed door.
pub const DOOR_CLOSED: &str = "\u{effd}";
/// Import, or bring in.
pub const DOWNLOAD: &str = "\u{e171}";
/// A handle to drag by.
pub const DRAG: &str = "\u{e945}";
/// Draw or sign.
pub const DRAW: &str = "\u{e746}";
/// Duplicate.
pub const DUPLICATE: &str = "\u{e39d}";
/// Edit.
pub const EDIT: &str = "\u{e150}";
/// Write a note.
pub const EDIT_NOTE: &str = "\u{e745}";
/// A lift.
pub const ELEVATOR: &str = "\u{f1a0}";
/// A real emergency.
pub const EMERGENCY: &str = "\u{e1eb}";
/// A worker or contractor.
pub const ENGINEERING: &str = "\u{ea3d}";
/// An error.
pub const ERROR: &str = "\u{e000}";
/// An exit, or leave.
pub const EXIT: &str = "\u{e879}";
/// Expand all.
pub const EXPAND: &str = "\u{e946}";
/// Export to a file.
pub const EXPORT: &str = "\u{f3b2}";
/// A fire extinguisher.
pub const EXTINGUISHER: &str = "\u{f1d8}";
/// A factory or site.
pub const FACTORY: &str = "\u{ebbc}";
/// Filter a list.
pub const FILTER: &str = "\u{ef4f}";
/// Finish the drill.
pub const FINISH: &str = "\u{f06e}";
/// A fire or its origin.
pub const FIRE: &str = "\u{ea05}";
/// The fire brigade or a fire-engine lane.
pub const FIRE_TRUCK: &str = "\u{f8f2}";
/// First aid.
pub const FIRST_AID: &str = "\u{f109}";
/// Fit the plan into the view.
pub const FIT: &str = "\u{ea10}";
/// Heat or a hot surface.
pub const FLAME: &str = "\u{f16a}";
/// Mirror an element.
pub const FLIP: &str = "\u{e3e8}";
/// A folder.
pub const FOLDER: &str = "\u{e2c7}";
/// Open a book.
pub const FOLDER_OPEN: &str = "\u{e2c8}";
/// Fill the screen.
pub const FULLSCREEN: &str = "\u{e5d0}";
/// Leave the full screen.
pub const FULLSCREEN_EXIT: &str = "\u{e5d1}";
/// Gas.
pub const GAS: &str = "\u{ec13}";
/// The grid of the plan.
pub const GRID: &str = "\u{e3ec}";
/// No grid.
pub const GRID_OFF: &str = "\u{e3eb}";
/// A few people.
pub const GROUP: &str = "\u{e7ef}";
/// A crowd or a team.
pub const GROUPS: &str = "\u{f233}";
/// Help.
pub const HELP: &str = "\u{e887}";
/// Past drills.
pub const HISTORY: &str = "\u{e28e}";
/// The start page.
pub const HOME: &str = "\u{e88a}";
/// A hydrant.
pub const HYDRANT: &str = "\u{f1a3}";
/// A picture or underlay.
pub const IMAGE: &str = "\u{e251}";
/// Import a file.
pub const IMPORT: &str = "\u{eaf3}";
/// Information.
pub const INFO: &str = "\u{e88e}";
/// Keyboard shortcuts.
pub const KEYBOARD: &str = "\u{e312}";
/// The language.
pub const LANGUAGE: &str = "\u{e8e2}";
/// The storeys.
pub const LAYERS: &str = "\u{e53b}";
/// Light colours.
pub const LIGHT_MODE: &str = "\u{e518}";
/// A line through points.
pub const LINE: &str = "\u{e922}";
/// A line chart.
pub const LINE_CHART: &str = "\u{e6e1}";
/// A link or cross-reference.
pub const LINK: &str = "\u{e157}";
/// A link that was cut.
pub const LINK_OFF: &str = "\u{e16f}";
/// A list.
pub const LIST: &str = "\u{e896}";
/// A place on the plan.
pub const LOCATION: &str = "\u{e0c8}";
/// Locked.
pub const LOCK: &str = "\u{e88d}";
/// Unlocked.
pub const LOCK_OPEN: &str = "\u{e898}";
/// The site plan.
pub const MAP: &str = "\u{e55b}";
/// The menu.
pub const MENU: &str = "\u{e5d2}";
/// Join two elements.
pub const MERGE: &str = "\u{eb98}";
/// A person who is missing.
pub const MISSING: &str = "\u{f106}";
/// A screen or the projector window.
pub const MONITOR: &str = "\u{ef5b}";
/// More commands.
pub const MORE: &str = "\u{e5d4}";
/// More commands in a row.
pub const MORE_HORIZONTAL: &str = "\u{e5d3}";
/// The night shift.
pub const NIGHT: &str = "\u{e1f9}";
/// A note.
pub const NOTE: &str = "\u{f1fc}";
/// Colours.
pub const PALETTE: &str = "\u{e3b7}";
/// Move the plan.
pub const PAN: &str = "\u{e925}";
/// Paste.
pub const PASTE: &str = "\u{e14f}";
/// Pause.
pub const PAUSE: &str = "\u{e034}";
/// Not yet done.
pub const PENDING: &str = "\u{ef64}";
/// Draw a polygon.
pub const PENTAGON: &str = "\u{eb50}";
/// A share.
pub const PERCENT: &str = "\u{eb58}";
/// A person.
pub const PERSON: &str = "\u{e7fd}";
/// Add a person.
pub const PERSON_ADD: &str = "\u{e7fe}";
/// A person who is absent or excused.
pub const PERSON_OFF: &str = "\u{e510}";
/// Remove a person.
pub const PERSON_REMOVE: &str = "\u{ef66}";
/// Keep in place.
pub const PIN: &str = "\u{f10d}";
/// Start or resume.
pub const PLAY: &str = "\u{e037}";
/// Print.
pub const PRINT: &str = "\u{e555}";
/// Abroad or everyone.
pub const PUBLIC: &str = "\u{e80b}";
/// A radio or communication.
pub const RADIO: &str = "\u{e8c7}";
/// Draw a rectangle.
pub const RECTANGLE: &str = "\u{eb54}";
/// Redo.
pub const REDO: &str = "\u{e15a}";
/// A person with reduced mobility.
pub const REDUCED_MOBILITY: &str = "\u{e914}";
/// Compute again.
pub const REFRESH: &str = "\u{e5d5}";
/// Take away; minus one.
pub const REMOVE: &str = "\u{e15b}";
/// Take from a list.
pub const REMOVE_CIRCLE: &str = "\u{e15c}";
/// Play again.
pub const REPLAY: &str = "\u{e042}";
/// Turn counter-clockwise.
pub const ROTATE_LEFT: &str = "\u{e419}";
/// Turn clockwise.
pub const ROTATE_RIGHT: &str = "\u{e41a}";
/// An escape route.
pub const ROUTE: &str = "\u{eacd}";
/// An alternative route.
pub const ROUTE_ALTERNATIVE: &str = "\u{f184}";
/// A rule or clause.
pub const RULE: &str = "\u{f1c2}";
/// Measure.
pub const RULER: &str = "\u{e41c}";
/// Evacuate.
pub const RUN: &str = "\u{e566}";
/// Save.
pub const SAVE: &str = "\u{e161}";
/// The scale of the plan.
pub const SCALE: &str = "\u{ea49}";
/// A time of day.
pub const SCHEDULE: &str = "\u{e192}";
/// Hazardous chemicals.
pub const SCIENCE: &str = "\u{ea4b}";
/// Share on the projector.
pub const SCREEN_SHARE: &str = "\u{e0e2}";
/// Search.
pub const SEARCH: &str = "\u{e8b6}";
/// Select.
pub const SELECT: &str = "\u{e569}";
/// Give an inject.
pub const SEND: &str = "\u{e163}";
/// A fire door.
pub const SENSOR_DOOR: &str = "\u{f1b5}";
/// Settings.
pub const SETTINGS: &str = "\u{e8b8}";
/// Safety or security.
pub const SHIELD: &str = "\u{e75b}";
/// A shift.
pub const SHIFT: &str = "\u{ec09}";
/// An exit sign.
pub const SIGNPOST: &str = "\u{eb91}";
/// Smoke or a smoke detector.
pub const SMOKE: &str = "\u{e285}";
/// Snap to grid and walls.
pub const SNAP: &str = "\u{e1b3}";
/// Sort a list.
pub const SORT: &str = "\u{e164}";
/// Call for help.
pub const SOS: &str = "\u{ebf7}";
/// Speed.
pub const SPEED: &str = "\u{e9e4}";
/// A sprinkler.
pub const SPRINKLER: &str = "\u{e29a}";
/// A stair.
pub const STAIRS: &str = "\u{f1a9}";
/// The best one.
pub const STAR: &str = "\u{e838}";
/// Stop.
pub const STOP: &str = "\u{e047}";
/// A table.
pub const TABLE: &str = "\u{e265}";
/// A tag.
pub const TAG: &str = "\u{e54e}";
/// A target.
pub const TARGET: &str = "\u{e719}";
/// A tenant company.
pub const TENANT: &str = "\u{e0af}";
/// A strength.
pub const THUMB_UP: &str = "\u{e817}";
/// A stop-watch.
pub const TIMER: &str = "\u{e425}";
/// Falling over the years.
pub const TRENDING_DOWN: &str = "\u{e8e3}";
/// Unchanged over the years.
pub const TRENDING_FLAT: &str = "\u{e8e4}";
/// Rising over the years.
pub const TRENDING_UP: &str = "\u{e8e5}";
/// Undo.
pub const UNDO: &str = "\u{e166}";
/// Export, or send out.
pub const UPLOAD: &str = "\u{e2c6}";
/// Shown.
pub const VISIBILITY: &str = "\u{e417}";
/// Hidden.
pub const VISIBILITY_OFF: &str = "\u{e8f5}";
/// Sound on.
pub const VOLUME: &str = "\u{e050}";
/// Sound off.
pub const VOLUME_OFF: &str = "\u{e04f}";
/// A wall.
pub const WALL: &str = "\u{f388}";
/// A warehouse or store.
pub const WAREHOUSE: &str = "\u{ebb8}";
/// A warning.
pub const WARNING: &str = "\u{e002}";
/// Enlarge the plan.
pub const ZOOM_IN: &str = "\u{e8ff}";
/// Reduce the plan.
pub const ZOOM_OUT: &str = "\u{e900}";
