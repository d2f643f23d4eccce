# Importing plans and the geometry of other programs.
# Files of other programs
import-done = Written: { $path }
import-left-out = Not taken over:
import-exists = { $path } is there already. Choose another name; nothing was written over.
import-unknown-kind = { $path } is no file that can be imported here. Known are JuPedSim geometry (WKT or XML) and Vadere scenarios.
import-unreadable = { $path } cannot be imported: { $reason }
import-bad-scale = The scale must be a number of metres larger than zero.
peer-too-long = The file is longer than { $most } MB.
peer-no-area = It has no area to walk on.
peer-tangled = Its outlines cross one another in a way that cannot be resolved. Draw them without crossings in the program they come from.
peer-too-many-corners = Its outlines have more than { $most } corners together. Simplify them in the program they come from.
peer-too-much = It has more targets and people than can be set beside its outlines. Split the file, or leave out what is not needed.
peer-found-spaces = { $spaces ->
    [one] One space
   *[other] { $spaces } spaces
}
peer-found-holes = { $holes ->
    [one] One hole or obstacle, as walls
   *[other] { $holes } holes or obstacles, as walls
}
peer-found-doors = Openings and doors between spaces: { $doors }; exits: { $exits }
peer-found-exits = { $exits ->
    [one] One exit
   *[other] { $exits } exits
}
peer-found-people = People: { $people }
peer-unknown = Parts of the file that Muster has nothing for: { $names }
peer-no-shape = The element { $element } has no usable shape.
peer-no-width = The opening “{ $opening }” has no width.
peer-wkt = Line { $line }, column { $column }: { $expected }.
peer-wkt-kind = expected POLYGON, MULTIPOLYGON or GEOMETRYCOLLECTION
peer-wkt-open = expected an opening bracket
peer-wkt-close = expected a comma or a closing bracket
peer-wkt-number = expected a coordinate between −100 000 and 100 000
peer-wkt-end = expected the end of the file
peer-wkt-deep = collections are nested too deeply
peer-wkt-no-exits = WKT says nothing of doors and exits: draw them in the place Building.
peer-wkt-no-people = WKT says nothing of people: enter them in the place Building or Scenario.
peer-xml = The file is no readable XML: { $reason }
peer-xml-number = Line { $line }: { $attribute }="{ $text }" is no coordinate.
peer-jpscore-twice = The room { $id } is there twice.
peer-jpscore-open = The walls of { $subroom } leave a gap: its outline is not closed.
peer-jpscore-stair = { $subroom } is a stair or a slope: taken over as level floor.
peer-jpscore-no-people = jpscore keeps people, goals and models in other files: they are not read.
peer-json = Line { $line }, column { $column }: { $reason }
peer-vadere-waypoint = The target { $target } absorbs nobody: a waypoint is no exit.
peer-vadere-inside = The target { $target } lies inside the ground: a narrow cut joins it to the side.
peer-vadere-unreachable = The target { $target } borders no ground: no exit was made for it.
peer-vadere-goes-on = The source { $source } makes people over time: in Muster all are there at the alarm.
peer-vadere-bound = People are bound for certain targets: in Muster they take the nearest exit unless a route is designated.
peer-vadere-nowhere = The source { $source } { $people ->
    [one] with 1 person
   *[other] with { $people } people
} lies on no ground.
# Plans: what a layer holds
layer-role-walls = Walls
layer-role-windows = Windows
layer-role-doors = Doors
layer-role-stairs = Stairs
layer-role-names = Names
layer-role-everything = Walls, doors and names
layer-role-nothing = Not needed
# Plans: the report
plan-understood = Understood
plan-guessed = Guessed
plan-left-out = Left out
name-space = Space { $number }
name-stair = Stair { $number }
import-scale-given = One unit of the plan is { $unit } m, as given; the plan measures { $size }.
import-scale-file = One unit of the plan is { $unit } m, as the file says; the plan measures { $size }.
import-scale-doors = One unit of the plan is { $unit } m, by the width of its doors; the plan measures { $size }. Check one known length.
import-scale-extent = One unit of the plan is { $unit } m, by its size of { $size }. Check one known length.
import-passed-over = { $kind }: { $count ->
    [one] one part is not read
   *[other] { $count } parts are not read
}
import-picture-too-heavy = The page is too much to draw as a picture; its lines are read.
import-door-nowhere = The door { $name } leads to no space.
import-door-one-space = A door has the same space on both sides.
import-door-from-gap = A gap of { $width } m in a wall was taken for an opening without a leaf.
import-room-cut = A space around something was cut in two, with an open passage between.
import-closed-area = A closed area of { $area } m² without door and name is no space.
import-space-unnamed = A space without a name.
import-space-use-unknown = What { $name } is used for is not known.
import-spaces-found = { $count ->
    [one] One space
   *[other] { $count } spaces
} of { $area } m² in all, { $named } with a name.
import-doors-found = { $count ->
    [one] One door or opening
   *[other] { $count } doors and openings
}, { $drawn } of them drawn as doors.
import-no-exit = No door leads into the open air. Draw the exits, or make the gap width larger.
import-columns = { $count ->
    [one] One column
   *[other] { $count } columns
}, as walls in their spaces.
import-gap-mended = A gap of { $width } m in a line was mended.
import-ground = { $area } m² around the building, inside a frame, are no space.
import-shafts = { $count ->
    [one] One shaft or niche
   *[other] { $count } shafts and niches
} smaller than a space.
import-idle-lines = { $count ->
    [one] One line encloses
   *[other] { $count } lines enclose
} nothing.
import-scale-written = One unit of the plan is { $unit } m, by the scale written on the sheet; the plan measures { $size }. Check one known length.
import-picture-scale = The picture is taken to measure { $size }. Click both ends of a known length.
import-picture-only = No lines are read from a picture: it lies under the storey, to draw over.
import-no-page = The file has no page { $page }.
import-not-aligned = This plan and the first one were not drawn over one another: both begin at their lower left corner. Align them by two points.
import-aligned-scaled = The plan was made { $percent } % larger, so that its two points lie on those of the first.
import-aligned-different = The distance of its two points differs by { $percent } % from the first plan.
import-align-form = “{ $text }” is no pair of points. Write --align X1,Y1,X2,Y2 in the plan's own unit.
# Building models
import-no-storeys = The model has no storey with a space or a wall.
import-cut-off = The file ends in the middle: what stood before is read.
import-ifc-storeys = { $count ->
    [one] One storey
   *[other] { $count } storeys
} of a building model.
import-ifc-doors = { $count ->
    [one] One door
   *[other] { $count } doors
}, { $rated } of them with a fire rating.
import-ifc-levels = The lowest storey lies at { $level } m: its level is taken as the ground.
import-ifc-no-exit = No door leads into the open air. Draw the exits on the storey at the ground.
import-ifc-empty-storey = The storey { $name } has no spaces and no doors.
import-ifc-space-outside = The space { $name } lies in the open air.
import-ifc-space-gross = The space { $name } lies over other spaces: a zone or a gross area.
import-ifc-space-no-storey = The space { $name } is on no storey.
import-ifc-space-no-shape = The space { $name } has no outline that can be read.
import-ifc-rooms = The storey { $name } has no spaces: { $count ->
    [one] one room was
   *[other] { $count } rooms were
} found between its walls.
import-ifc-door-no-storey = The door { $name } is on no storey.
import-ifc-door-no-place = The door { $name } has no width or no place on the plan.
import-ifc-door-astray = The door { $name } stands beside the space that it is said to bound: it was moved there.
import-ifc-door-inside = The door { $name } is said to be inside, and has no space on its other side.
import-ifc-rating = The fire rating “{ $rating }” of the door { $name } is none of the classes A, B and C.
import-ifc-passage = An opening of { $width } m in a wall, without a door, joins two spaces.
import-ifc-stair-no-place = The stair { $name } has no storey or no shape.
import-ifc-stair-nowhere = The stair { $name } leads to no storey.
import-ifc-stair-steps = The stair { $name } does not say its riser, its tread or its width.
import-ifc-stair-space = The space of the stair { $name } is taken for a stair, because the stair fills it.
import-ifc-stair-open = The stair { $name } stands open in a larger space.
import-ifc-stair-added = A stair stands in no space: a space was added for it.
# Plans: why one can't be read
plan-unknown-kind = “{ $ending }” is no kind of plan that is read.
import-too-large = The file is larger than 400 MB.
import-broken-at = Line { $line }: { $reason }
import-broken = The file is broken: { $reason }
import-too-far = Line { $line } draws farther out than any plan. Delete what lies far off in the drawing and try again.
import-too-much = Its blocks contain one another or unfold to more than a plan can have.
import-no-lines = No lines can be walls. Say which layers hold the walls.
import-tangled = Its lines cross more often than in any plan. Choose the layers of the walls only.
import-no-scale = { $scale } is no length of a unit.
import-stopped = Stopped.
import-no-layer = The plan has no layer “{ $layer }”. It has: { $known }
import-layer-form = “{ $text }” says no role of a layer. Write NAME=walls, windows, doors, stairs, names, everything or nothing.
import-one-peer = A file of JuPedSim or Vadere is imported alone.
import-gap-form = The gap width must be between 0 and 6 m.
import-problems = { $count ->
    [one] One thing is
   *[other] { $count } things are
} still to be done: “muster check { $path }” lists them.
# The preview in the window
command-new-from-plan = New from a plan…
start-plan-hint = A drawing (DXF, SVG, PDF), a model (IFC) or a picture becomes a building
command-import-plan = Import a plan…
edit-import-plan = Import a plan
command-import-peer = Import from JuPedSim or Vadere…
import-peer-take = Take over as a building
import-peer-understood = Understood
import-peer-complete = Everything in the file was taken over.
import-peer-plan = Plan of the imported building
import-peer-taken = { $name } is now a building of the book.
edit-import-peer = Import from another program
import-title = Import { $name }
import-failed = This plan can't be read
import-reading = Reading the plan…
import-canvas = Preview of the plan
import-scale = One unit is
import-gap = Gaps up to
import-gap-hint = Gaps in walls up to this width are closed and taken for openings.
import-layers = Layers
import-accept = Take over
import-storeys = Storeys
import-add-plan = Add a plan…
import-add-plan-hint = Each plan becomes a storey above the last. Several files may be picked at once, or dropped here.
import-show-storey = Show { $name }
import-storey-name = Name of storey { $number }
import-storey-level = Level of storey { $number }
import-storey-up = One storey up
import-storey-down = One storey down
import-storey-off = Leave out
import-alignment = Alignment
import-align = Two points…
import-align-clear = Clear
import-align-origin = The plans share their origin. If they do not lie over one another, click the same two places on each.
import-align-click = Click point { $number } on { $name }.
import-align-set = Two points on { $set } { $all ->
    [one] of 1 plan
   *[other] of { $all } plans
}.
import-settings = Reading
import-page = Page
import-turn = Turned by
import-measure = Known length…
import-measure-hint = Click both ends of something whose length is known: the scale follows.
import-measure-click = Click end { $number }.
import-measure-is = Its length is
import-measure-apply = Apply
import-title-several = { $count ->
   *[other] Import { $count } plans
}
import-under-storey = Under the storey that is shown
import-new-hint = Nothing is written before you take it over and choose a folder.
import-picture-taken = The picture lies under the storey: draw over it.
import-into-current = As a storey of the open building
import-as-new = As a new building
import-counts = { $spaces ->
    [one] 1 space
   *[other] { $spaces } spaces
}, { $doors ->
    [one] 1 door
   *[other] { $doors } doors
}
import-undo-hint = Nothing changes before you take it over; one undo takes it back.
import-taken-over = { $spaces ->
    [one] 1 space
   *[other] { $spaces } spaces
} and { $doors ->
    [one] 1 door
   *[other] { $doors } doors
} taken over. What was guessed is listed under the plan until you confirm it.
import-confirm = Confirm
import-confirm-all = Confirm all guesses
