"""Writes the IFC files of this folder with ifcopenshell: `python3 tests/ifc/make.py`.

Two buildings that are known by their plan: `plant.ifc` (IFC4, mm) and `works.ifc` (IFC2X3, feet, turned).
They are written by a library that Muster does not use, so that the reader is not checked against itself.
"""

import math
import pathlib

import ifcopenshell
import ifcopenshell.guid

HERE = pathlib.Path(__file__).parent


class Model:
    """A model under construction; lengths are given in metres."""

    def __init__(self, schema, metres, prefix=None, foot=False, angle=0.0, at=(0.0, 0.0)):
        self.file = ifcopenshell.file(schema=schema)
        self.schema, self.metres = schema, metres
        f = self.file
        if schema == "IFC2X3":
            person = f.create_entity("IfcPerson", FamilyName="Tester")
            org = f.create_entity("IfcOrganization", Name="Muster")
            both = f.create_entity("IfcPersonAndOrganization", person, org)
            app = f.create_entity("IfcApplication", org, "1", "test", "test")
            self.history = f.create_entity("IfcOwnerHistory", both, app, None, "ADDED", None, None, None, 0)
        else:
            self.history = None
        si = f.create_entity("IfcSIUnit", None, "LENGTHUNIT", prefix, "METRE")
        length = si
        if foot:
            measure = f.create_entity("IfcMeasureWithUnit", f.create_entity("IfcLengthMeasure", 0.3048), si)
            exponents = f.create_entity("IfcDimensionalExponents", 1, 0, 0, 0, 0, 0, 0)
            length = f.create_entity("IfcConversionBasedUnit", exponents, "LENGTHUNIT", "FOOT", measure)
        radian = f.create_entity("IfcSIUnit", None, "PLANEANGLEUNIT", None, "RADIAN")
        measure = f.create_entity("IfcMeasureWithUnit", f.create_entity("IfcPlaneAngleMeasure", math.pi / 180), radian)
        exponents = f.create_entity("IfcDimensionalExponents", 0, 0, 0, 0, 0, 0, 0)
        degree = f.create_entity("IfcConversionBasedUnit", exponents, "PLANEANGLEUNIT", "DEGREE", measure)
        units = f.create_entity("IfcUnitAssignment", [length, degree])
        self.context = f.create_entity("IfcGeometricRepresentationContext", None, "Model", 3, 1e-5, self.axis())
        self.project = self.root("IfcProject", Name="Project", RepresentationContexts=[self.context], UnitsInContext=units)
        self.site = self.root("IfcSite", Name="Site", ObjectPlacement=self.place(None, at, angle), CompositionType="ELEMENT")
        self.building = self.root(
            "IfcBuilding", Name="Plant", ObjectPlacement=self.place(self.site), CompositionType="ELEMENT"
        )
        self.aggregate(self.project, [self.site])
        self.aggregate(self.site, [self.building])
        self.storeys, self.contained = [], {}

    def root(self, kind, **values):
        return self.file.create_entity(kind, GlobalId=ifcopenshell.guid.new(), OwnerHistory=self.history, **values)

    def long(self, metres):
        return float(metres / self.metres)

    def point(self, *at):
        return self.file.create_entity("IfcCartesianPoint", tuple(self.long(a) for a in at))

    def way(self, *ratios):
        return self.file.create_entity("IfcDirection", tuple(float(r) for r in ratios))

    def axis(self, at=(0, 0, 0), angle=0.0):
        x = self.way(math.cos(angle), math.sin(angle), 0)
        return self.file.create_entity("IfcAxis2Placement3D", self.point(*at), self.way(0, 0, 1), x)

    def axis2(self, at=(0, 0)):
        return self.file.create_entity("IfcAxis2Placement2D", self.point(*at), self.way(1, 0))

    def place(self, to, at=(0.0, 0.0), angle=0.0, z=0.0):
        relative = self.axis((*at, z), angle)
        parent = to.ObjectPlacement if to is not None else None
        return self.file.create_entity("IfcLocalPlacement", parent, relative)

    def aggregate(self, whole, parts):
        self.root("IfcRelAggregates", RelatingObject=whole, RelatedObjects=parts)

    def storey(self, name, elevation):
        storey = self.root(
            "IfcBuildingStorey",
            Name=name,
            ObjectPlacement=self.place(self.building, z=elevation),
            CompositionType="ELEMENT",
            Elevation=self.long(elevation),
        )
        self.storeys.append(storey)
        return storey

    def contain(self, storey, thing):
        self.contained.setdefault(storey.id(), (storey, []))[1].append(thing)

    def shape(self, items, kind="SweptSolid", name="Body"):
        representation = self.file.create_entity("IfcShapeRepresentation", self.context, name, kind, items)
        return self.file.create_entity("IfcProductDefinitionShape", None, None, [representation])

    def extrude(self, profile, height, at=(0, 0, 0)):
        return self.file.create_entity(
            "IfcExtrudedAreaSolid", profile, self.axis(at), self.way(0, 0, 1), self.long(height)
        )

    def rectangle(self, wide, high, at=(0, 0)):
        return self.file.create_entity(
            "IfcRectangleProfileDef", "AREA", None, self.axis2(at), self.long(wide), self.long(high)
        )

    def polyline(self, corners):
        points = [self.point(*c) for c in corners]
        return self.file.create_entity("IfcPolyline", [*points, points[0]])

    def outline(self, corners):
        return self.file.create_entity("IfcArbitraryClosedProfileDef", "AREA", None, self.polyline(corners))

    def space(self, storey, number, name, shape, parts, at=(0, 0), **more):
        space = self.root(
            "IfcSpace",
            Name=number,
            LongName=name,
            ObjectPlacement=self.place(storey, at),
            Representation=shape,
            CompositionType="ELEMENT",
            **more,
        )
        parts.append(space)
        return space

    def box(self, wide, deep, height, at=(0, 0)):
        return self.extrude(self.rectangle(wide, deep, (at[0] + wide / 2, at[1] + deep / 2)), height)

    def wall(self, storey, a, b, thickness, height=3.0):
        length, angle = math.dist(a, b), math.atan2(b[1] - a[1], b[0] - a[0])
        wall = self.root(
            "IfcWallStandardCase" if self.schema == "IFC2X3" else "IfcWall",
            Name="Wall",
            ObjectPlacement=self.place(storey, a, angle),
            Representation=self.shape([self.box(length, thickness, height, (0, -thickness / 2))]),
        )
        self.contain(storey, wall)
        return wall

    def opening(self, wall, along, width, height, thickness, sill=0.0):
        opening = self.root(
            "IfcOpeningElement",
            ObjectPlacement=self.place(wall, (along, 0), z=sill),
            Representation=self.shape([self.box(width, thickness + 0.1, height, (0, -thickness / 2 - 0.05))]),
        )
        self.root("IfcRelVoidsElement", RelatingBuildingElement=wall, RelatedOpeningElement=opening)
        return opening

    def door(self, storey, wall, along, width, thickness, name, operation=None, shape=None, **common):
        opening = self.opening(wall, along, width, 2.1, thickness)
        values = {"OverallHeight": self.long(2.1), "OverallWidth": self.long(width)}
        if operation and self.schema == "IFC4":
            values |= {"PredefinedType": "DOOR", "OperationType": operation}
        body = shape or self.shape([self.box(width, 0.05, 2.1, (0, -0.025))])
        door = self.root("IfcDoor", Name=name, ObjectPlacement=self.place(opening), Representation=body, **values)
        if operation and self.schema == "IFC2X3":
            style = self.root(
                "IfcDoorStyle", Name="Style", OperationType=operation, ConstructionType="STEEL",
                ParameterTakesPrecedence=False, Sizeable=False,
            )
            self.root("IfcRelDefinesByType", RelatedObjects=[door], RelatingType=style)
        self.root("IfcRelFillsElement", RelatingOpeningElement=opening, RelatedBuildingElement=door)
        self.contain(storey, door)
        if common:
            self.properties(door, "Pset_DoorCommon", common)
        return door

    def properties(self, thing, name, values):
        kinds = {bool: "IfcBoolean", str: "IfcLabel", int: "IfcCountMeasure", float: "IfcReal"}
        single = [
            self.file.create_entity(
                "IfcPropertySingleValue", key, None, self.file.create_entity(kinds[type(value)], value), None
            )
            for key, value in values.items()
        ]
        pset = self.root("IfcPropertySet", Name=name, HasProperties=single)
        self.root("IfcRelDefinesByProperties", RelatedObjects=[thing], RelatingPropertyDefinition=pset)

    def write(self, name, spaces):
        self.aggregate(self.building, self.storeys)
        for storey, parts in spaces:
            self.aggregate(storey, parts)
        for storey, things in self.contained.values():
            self.root("IfcRelContainedInSpatialStructure", RelatedElements=things, RelatingStructure=storey)
        path = HERE / name
        self.file.write(str(path))
        # The time of writing and the random numbers would change the file each time.
        text = path.read_text()
        start = text.index("FILE_NAME(")
        end = text.index(";\n", start)
        text = text[:start] + f"FILE_NAME('{name}','2026-01-01T00:00:00',(''),(''),'','','')" + text[end:]
        path.write_text(text)


def plant():
    """Two storeys, 20 x 12 m, 0.2 m walls: a hall with a column, a store, a stair, an office, a round bay."""
    m = Model("IFC4", 0.001, prefix="MILLI")
    f = m.file
    low, high = m.storey("一层", 0.0), m.storey("二层", 4.2)
    roof = m.storey("Roof", 8.4)
    assert roof
    lower, upper = [], []
    # The hall, with a column cut out of it, by an indexed curve.
    points = f.create_entity(
        "IfcCartesianPointList2D", [[m.long(x), m.long(y)] for x, y in [(0, 0), (12, 0), (12, 8), (0, 8)]]
    )
    line = f.create_entity("IfcLineIndex", (1, 2, 3, 4, 1))
    curve = f.create_entity("IfcIndexedPolyCurve", points, [line], False)
    column = m.polyline([(6, 4), (6.5, 4), (6.5, 4.5), (6, 4.5)])
    profile = f.create_entity("IfcArbitraryProfileDefWithVoids", "AREA", None, curve, [column])
    hall = m.space(low, "101", "装配车间", m.shape([m.extrude(profile, 4.0)]), lower, PredefinedType="INTERNAL")
    m.properties(hall, "Pset_SpaceOccupancyRequirements", {"OccupancyNumber": 40})
    # The store, as a box of faces.
    corners = [(12.2, 0.0), (20.0, 0.0), (20.0, 8.0), (12.2, 8.0)]
    coordinates = [[m.long(x), m.long(y), m.long(z)] for z in (0.0, 4.0) for x, y in corners]
    plist = f.create_entity("IfcCartesianPointList3D", coordinates)
    faces = [(1, 4, 3, 2), (5, 6, 7, 8), (1, 2, 6, 5), (2, 3, 7, 6), (3, 4, 8, 7), (4, 1, 5, 8)]
    faces = [f.create_entity("IfcIndexedPolygonalFace", face) for face in faces]
    mesh = f.create_entity("IfcPolygonalFaceSet", plist, True, faces)
    m.space(low, "102", "成品库", m.shape([mesh], "Tessellation"), lower)
    # A corridor, and a stair beside it.
    m.space(low, "103", "走道", m.shape([m.box(16.0, 3.8, 4.0, (0, 8.2))]), lower)
    m.space(low, "104", "楼梯间", m.shape([m.box(3.8, 3.8, 4.0, (16.2, 8.2))]), lower)
    m.space(low, "GFA", "Gross", m.shape([m.box(20, 12, 4.0)]), lower, PredefinedType="GFA")
    m.space(low, "105", "Yard", m.shape([m.box(5, 5, 4.0, (0, 12.4))]), lower, PredefinedType="EXTERNAL")
    # Above: an office with a round bay (a half circle of 3 m), a corridor, the stair.
    bay = f.create_entity("IfcCartesianPointList2D", [
        [m.long(x), m.long(y)] for x, y in [(0, 8), (0, 0), (5, 0), (8, -3), (11, 0), (20, 0), (20, 8)]
    ])
    parts = [
        f.create_entity("IfcLineIndex", (1, 2, 3)),
        f.create_entity("IfcArcIndex", (3, 4, 5)),
        f.create_entity("IfcLineIndex", (5, 6, 7, 1)),
    ]
    curve = f.create_entity("IfcIndexedPolyCurve", bay, parts, False)
    profile = f.create_entity("IfcArbitraryClosedProfileDef", "AREA", None, curve)
    m.space(high, "201", "办公室", m.shape([m.extrude(profile, 3.0)]), upper)
    m.space(high, "202", "走道", m.shape([m.box(16.0, 3.8, 3.0, (0, 8.2))]), upper)
    m.space(high, "203", "楼梯间", m.shape([m.box(3.8, 3.8, 3.0, (16.2, 8.2))]), upper)
    t = 0.2
    south = m.wall(low, (-0.2, -0.1), (20.2, -0.1), t, 4.0)
    north = m.wall(low, (-0.2, 12.1), (20.2, 12.1), t, 4.0)
    m.wall(low, (-0.1, 0), (-0.1, 12), t, 4.0)
    east = m.wall(low, (20.1, 0), (20.1, 12), t, 4.0)
    inner = m.wall(low, (0, 8.1), (20, 8.1), t, 4.0)
    party = m.wall(low, (12.1, 0), (12.1, 8), t, 4.0)
    shaft = m.wall(low, (16.1, 8.2), (16.1, 12), t, 4.0)
    m.door(low, south, 4.2, 2.4, t, "E-1", "DOUBLE_DOOR_SINGLE_SWING", IsExternal=True, FireExit=True)
    m.door(low, north, 2.2, 1.2, t, "E-2", "SINGLE_SWING_LEFT", IsExternal=True, FireExit=True)
    m.door(low, inner, 3.0, 1.2, t, "D-1", "SINGLE_SWING_RIGHT", IsExternal=False)
    m.door(low, party, 3.0, 1.5, t, "FM甲1521", "SINGLE_SWING_LEFT", FireRating="甲级", SelfClosing=True)
    m.door(low, shaft, 1.0, 1.2, t, "D-2", "SINGLE_SWING_LEFT", FireRating="EI 60", SelfClosing=True)
    m.door(low, east, 9.5, 1.2, t, "E-3", "SLIDING_TO_LEFT", IsExternal=True, FireRating="7 balloons")
    m.opening(inner, 14.0, 2.0, 2.2, t)
    m.opening(south, 14.0, 2.0, 1.2, t, sill=0.9)
    wall = m.wall(high, (0, 8.1), (20, 8.1), t)
    side = m.wall(high, (16.1, 8.2), (16.1, 12), t)
    # This door's body is a mapped one, mirrored, whose own origin is in the middle of the leaf.
    origin = m.axis()
    leaf = f.create_entity("IfcShapeRepresentation", m.context, "Body", "SweptSolid", [m.box(1.0, 0.05, 2.1, (-0.5, -0.025))])
    mapping = f.create_entity("IfcRepresentationMap", origin, leaf)
    target = f.create_entity(
        "IfcCartesianTransformationOperator3D", m.way(-1, 0, 0), m.way(0, 1, 0), m.point(0.5, 0, 0), 1.0, m.way(0, 0, 1)
    )
    mapped = f.create_entity("IfcMappedItem", mapping, target)
    m.door(high, wall, 4.0, 1.0, t, "D-3", "SINGLE_SWING_LEFT", shape=m.shape([mapped], "MappedRepresentation"))
    m.door(high, side, 1.0, 1.2, t, "FM乙1221", "SINGLE_SWING_LEFT", FireRating="B", SelfClosing=True)
    # The stair: two flights.
    stair = m.root("IfcStair", Name="S-1", ObjectPlacement=m.place(low, (16.4, 8.4)), PredefinedType="HALF_TURN_STAIR")
    m.contain(low, stair)
    flights = []
    for number, y in enumerate((0.0, 1.8)):
        body = m.shape([m.extrude(m.rectangle(3.3, 1.5, (1.65, y + 0.75)), 2.1, (0, 0, number * 2.1))])
        flights.append(m.root(
            "IfcStairFlight", Name=f"Flight {number}", ObjectPlacement=m.place(stair), Representation=body,
            NumberOfRisers=13, NumberOfTreads=12, RiserHeight=m.long(4.2 / 26), TreadLength=m.long(0.275),
        ))
    m.aggregate(stair, flights)
    chair = m.root("IfcFurniture", Name="Bench", ObjectPlacement=m.place(low, (2, 2)))
    m.contain(low, chair)
    m.write("plant.ifc", [(low, lower), (high, upper)])


def works():
    """One storey without spaces and one with: feet, turned by 30 degrees, far from the origin."""
    m = Model("IFC2X3", 0.3048, foot=True, angle=math.radians(30), at=(1200.0, -340.0))
    f = m.file
    low, high = m.storey("Ground floor", 0.0), m.storey("First floor", 4.0)
    t = 0.3
    outer = [(-0.15, -0.15), (15.15, -0.15), (15.15, 10.15), (-0.15, 10.15)]
    walls = [m.wall(low, (a[0], a[1]), b, t) for a, b in zip(outer, outer[1:] + outer[:1])]
    middle = m.wall(low, (8.0, 0), (8.0, 10), t)
    m.door(low, walls[0], 3.0, 1.8, t, "Main:Double 1800:4711", "DOUBLE_DOOR_SINGLE_SWING", IsExternal=True)
    m.door(low, middle, 4.0, 1.0, t, "Inner:Single 1000:4712", "SINGLE_SWING_LEFT", FireRating="30")
    m.door(low, walls[2], 3.0, 1.0, t, "Back:Single 1000:4713", "SINGLE_SWING_LEFT", IsExternal=True)
    # Above: an office as a brep, and a store whose profile is a composite curve with an arc.
    parts = []
    corners = [(0.0, 0.0), (7.85, 0.0), (7.85, 10.0), (0.0, 10.0)]
    rings = [[(*c, 0.0) for c in corners], [(*c, 3.0) for c in corners]]
    points = [[m.point(*at) for at in ring] for ring in rings]
    loops = [[points[0][n] for n in (0, 3, 2, 1)], points[1]]
    loops += [[points[0][n], points[0][(n + 1) % 4], points[1][(n + 1) % 4], points[1][n]] for n in range(4)]
    faces = [
        f.create_entity("IfcFace", [f.create_entity("IfcFaceOuterBound", f.create_entity("IfcPolyLoop", loop), True)])
        for loop in loops
    ]
    brep = f.create_entity("IfcFacetedBrep", f.create_entity("IfcClosedShell", faces))
    m.space(high, "1.01", "Office", m.shape([brep], "Brep"), parts, InteriorOrExteriorSpace="INTERNAL")
    circle = f.create_entity("IfcCircle", m.axis2((11.5, 10.0)), m.long(2.0))
    arc = f.create_entity(
        "IfcTrimmedCurve", circle,
        [f.create_entity("IfcParameterValue", 0.0)], [f.create_entity("IfcParameterValue", 180.0)], True, "PARAMETER",
    )
    def straight(*corners):
        return f.create_entity("IfcPolyline", [m.point(*c) for c in corners])
    segments = [
        ("CONTINUOUS", True, straight((8.15, 10.0), (8.15, 0.0), (15.0, 0.0), (15.0, 10.0), (13.5, 10.0))),
        ("CONTINUOUS", True, arc),
        ("CONTINUOUS", True, straight((9.5, 10.0), (8.15, 10.0))),
    ]
    segments = [f.create_entity("IfcCompositeCurveSegment", *segment) for segment in segments]
    composite = f.create_entity("IfcCompositeCurve", segments, False)
    profile = f.create_entity("IfcArbitraryClosedProfileDef", "AREA", None, composite)
    m.space(high, "1.02", "Tool store", m.shape([m.extrude(profile, 3.0)]), parts, InteriorOrExteriorSpace="INTERNAL")
    party = m.wall(high, (8.0, 0), (8.0, 10), t)
    m.door(high, party, 4.0, 1.0, t, "Inner:Single 1000:4714", "DOUBLE_SWING_LEFT")
    # A straight stair in the office, with an opening into the store beside it.
    stair = m.root("IfcStair", Name="Stair A", ObjectPlacement=m.place(low, (0.5, 6.0)), ShapeType="STRAIGHT_RUN_STAIR")
    m.contain(low, stair)
    body = m.shape([m.extrude(m.rectangle(6.0, 1.2, (3.0, 0.6)), 4.0)])
    flight = m.root("IfcStairFlight", Name="Flight", ObjectPlacement=m.place(stair), Representation=body)
    m.properties(flight, "Pset_StairFlightCommon", {"NumberOfRiser": 24, "RiserHeight": 4 / 24 / 0.3048, "TreadLength": 0.26 / 0.3048})
    m.aggregate(stair, [flight])
    m.write("works.ifc", [(high, parts)])


plant()
works()
