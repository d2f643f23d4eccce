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
peer-vadere-nowhere = The source { $source } with { $people } people lies on no ground.
