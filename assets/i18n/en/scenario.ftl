checkpoint-own-name = { $name }
checkpoint-alarm = Alarm raised
checkpoint-alarm-confirmed = Alarm confirmed
checkpoint-evacuation-order = Evacuation order
checkpoint-fire-reported = Fire reported
checkpoint-first-attack = First attack on the fire
checkpoint-cleared = { $place } cleared
checkpoint-first-out = First person out of { $exit }
checkpoint-last-out = Last person out of { $exit }
checkpoint-door-checked = Fire door { $door } checked
checkpoint-head-count = Head count at { $point }
checkpoint-all-accounted-for = All accounted for
checkpoint-all-clear = All clear

person-kind-employee = Employee
person-kind-visitor = Visitor
person-kind-contractor = Contractor

role-commander = Incident commander
role-evacuation-guide = Evacuation guide
role-fire-fighting = Fire-fighting team
role-communications = Communications team
role-security = Security team
role-first-aid = First-aid team
role-observer = Observer
role-evaluator = Evaluator
role-everyone = Everyone

fire-growth-slow = Slow
fire-growth-medium = Medium
fire-growth-fast = Fast
fire-growth-ultra-fast = Ultra-fast

pre-start-fire-brigade-told = Fire brigade told
pre-start-alarm-company-told = Alarm company told
pre-start-neighbours-told = Neighbours and tenants told
pre-start-helpers-assigned = Helpers assigned to people with reduced mobility
pre-start-processes-held = Furnaces, presses and reactors in a safe hold
pre-start-hot-work-stopped = Hot work stopped
pre-start-stop-word-known = Everybody knows the stop word
pre-start-permit-signed = Permit signed
pre-start-custom = Other check

scenario-list = Scenarios
scenario-new = New scenario
scenario-new-name = Scenario { $number }
scenario-duplicate = Duplicate scenario
scenario-copy-name = { $name } (copy)
scenario-delete = Delete scenario
scenario-deleted = "{ $name }" is deleted. Undo brings it back; records keep their own copy.
scenario-none = No scenario yet
scenario-none-hint = A scenario says who is where, what happens, and what is timed.
scenario-no-building = No building yet
scenario-no-building-hint = Draw a building first; the scenario follows from it.
scenario-building-missing = The building of this scenario is not in this book. Choose another one.
scenario-announced-short = announced
scenario-unannounced-short = unannounced

scenario-section-basics = Basics
scenario-section-failures = Blocked & failing
scenario-section-occupants = Occupants
scenario-section-roles = Roles
scenario-section-checkpoints = Checkpoints
scenario-section-injects = Injects
scenario-section-pre-start = Before the start
scenario-section-people = People

scenario-name = Name
scenario-building = Building
scenario-description = Description
scenario-description-hint = What happens, and what the drill is for
scenario-notice = Notice
scenario-announced = Announced: people are told before
scenario-shift = Shift
scenario-every-shift = Every shift
scenario-planned = Planned for
scenario-fire = Fire origin
scenario-fire-hint = Click a space on the plan, or choose it here.
scenario-fire-space = Space
scenario-no-fire = No fire assumed
scenario-fire-growth = Growth
scenario-fire-what = What burns
scenario-fire-what-hint = Solvent, battery, packaging …
scenario-fire-pick = Pick the fire origin on
scenario-fire-plan = Plan to pick the fire origin on

scenario-stairs = Stairs
scenario-no-stairs = The building has no stairs.
scenario-by-tread = by tread
scenario-stair-lost = { $stair } cannot be used
scenario-doors = Doors
scenario-door-number = Failing door { $number }
scenario-door-state-number = State of failing door { $number }
scenario-remove-door = Remove failing door { $number }
scenario-add-failing-door = Add a failing door

scenario-people-total =
    { $count ->
        [one] 1 person
       *[other] { $count } people
    }
scenario-people-reset = Back to the numbers of the building
scenario-people-hint = The numbers come from the building for this shift. Enter another one where this drill differs.
scenario-people-in = People in { $space }
scenario-column-storey = Storey
scenario-column-space = Space
scenario-column-use = Use
scenario-column-by-building = By the building
scenario-column-here = In this drill

scenario-propose = Propose from the building
scenario-no-roles = Nobody has a role yet
scenario-no-roles-hint = Commander, guides for each storey, head counts, fire-fighting, first aid: a name behind every duty.
scenario-roles-open =
    { $count ->
        [one] 1 role has no name yet
       *[other] { $count } roles have no name yet
    }
scenario-roles-complete = A name behind every duty
scenario-column-role = Role
scenario-column-place = Place
scenario-column-person = Name
scenario-role-number = Role { $number }
scenario-place-number = Place of role { $number }
scenario-person-number = Name of role { $number }
scenario-everywhere = everywhere
scenario-open = open
scenario-remove-role = Remove role { $role }
scenario-add-role = Add a role

scenario-no-checkpoints = Nothing is timed yet
scenario-no-checkpoints-hint = Alarm, report, first attack, storeys cleared, exits, fire doors, head counts: all follow from the building.
scenario-add-checkpoint = Add
scenario-own-checkpoint = Own checkpoint
scenario-own-checkpoint-hint = What has to happen
scenario-add-missing = Add the { $count } missing from the building
scenario-targets-from-prediction = Targets from the prediction
scenario-checkpoint-summary = { $count ->
    [one] 1 checkpoint
   *[other] { $count } checkpoints
}, { $without } without a target
scenario-checkpoint-name = Name of { $title }
scenario-column-checkpoint = Checkpoint
scenario-column-duty = Duty
scenario-column-target = Target
scenario-target-of = Target of { $title }
scenario-move-up = Move up: { $title }
scenario-move-down = Move down: { $title }
scenario-remove-checkpoint = Remove checkpoint: { $title }
scenario-duty-alarm = Alarm
scenario-duty-command = Command
scenario-duty-report = Report
scenario-duty-attack = First attack
scenario-duty-escape = Escape
scenario-duty-fire-door = Fire door
scenario-duty-head-count = Head count
scenario-duty-own = Own

scenario-no-injects = No injects yet
scenario-no-injects-hint = What the conductor tells somebody during the drill, to see what they do: a stair full of smoke, a person missing.
scenario-add-inject = Add an inject
scenario-inject-number = Inject { $number }
scenario-of-inject = { $field }, inject { $number }
scenario-inject-when = After what
scenario-inject-time = Time
scenario-inject-after = after
scenario-inject-alarm = the alarm
scenario-inject-to = To
scenario-inject-message = Message
scenario-inject-message-hint = Stair 2 is full of smoke.
scenario-inject-expected = Expected action
scenario-inject-expected-hint = Turn people to stair 1.
scenario-remove-inject = Remove inject { $number }

scenario-no-checks = No checks before the start yet
scenario-no-checks-hint = Fire brigade told, helpers assigned, processes in a safe hold: each with a name.
scenario-column-check = Check
scenario-column-details = Details
scenario-check-number = Check { $number }
scenario-details-number = Details of check { $number }
scenario-check-person-number = Name of check { $number }
scenario-remove-check = Remove check { $number }
scenario-add-check = Add a check

scenario-no-people = No people yet
scenario-no-people-hint = The people of the site: their names are offered for every duty.
scenario-add-person = Add a person
scenario-search-people = Search name or department
scenario-people-found = { $found } of { $all }
scenario-all-departments = All departments
scenario-no-department = No department
scenario-without-point = Only those without an assembly point
scenario-point-of-found = All those listed ({ $count }) gather at
scenario-choose-point = Choose…
scenario-assign = Assign
scenario-assign-hint = One step; undo takes it back.
scenario-step-points = Assembly point (people: { $count })
scenario-column-department = Department
scenario-column-kind = Kind
scenario-column-help = Needs help
scenario-of-person = { $field } of { $person }
scenario-remove-person = Remove { $person }

scenario-step-new = Add a scenario
scenario-step-name = Rename the scenario
scenario-step-building = Change the building
scenario-step-description = Change the description
scenario-step-announced = Change the notice
scenario-step-shift = Change the shift
scenario-step-planned = Change the date
scenario-step-fire = Change the fire
scenario-step-failures = Change what fails
scenario-step-occupants = Change the occupants
scenario-step-roles = Change the roles
scenario-step-checkpoints = Change the checkpoints
scenario-step-propose-checkpoints = Add proposed checkpoints
scenario-step-target = Set the target of "{ $title }"
scenario-step-targets = Set targets from the prediction
scenario-step-order = Change the order of the checkpoints
scenario-step-injects = Change the injects
scenario-step-checks = Change the checks
scenario-step-people = Change the people

scenario-section-crowd = Crowd
scenario-crowd-hint = For the crowd model, in prediction and rehearsal. The hydraulic model knows one kind of people who walk by themselves.
scenario-crowd-kinds = Who walks
scenario-crowd-kinds-hint = How many parts there are of each kind. Speeds: IMO MSC.1/Circ.1533, tables 3.4 and 3.6; ages: Weidmann's curve (RiMEA 4.1.1, test 7); walking aids and wheelchair: Boyce, Shields and Silcock 1999.
scenario-mix-pedestrians = Pedestrians of all ages
scenario-mix-workers = Workers 30–50
scenario-mix-rimea = RiMEA, 20–70 years
scenario-mix-imo-crew = IMO crew
scenario-mix-imo-passengers = IMO passengers
scenario-mix-hint = Replaces the parts below
scenario-each-kind = Each kind, its parts and speeds
scenario-column-kind-of-person = Kind
scenario-column-parts = Parts
scenario-column-share = Share
scenario-column-level-speed = Level, m/s
scenario-column-down-speed = Stair down, m/s
scenario-column-up-speed = Stair up, m/s
scenario-parts-of = Parts of { $kind }
scenario-no-stair = only with help
scenario-assisted = Reduced mobility and helpers
scenario-assisted-hint = People who are known to need help. Their helpers walk to them first; then all leave together at the speed of the helped. A wheelchair is left for an evacuation chair where the way has stairs.
scenario-same-space = the same space
scenario-column-people = People
scenario-column-helpers = Helpers each
scenario-column-helpers-from = Helpers come from
scenario-assisted-field = { $field }, line { $number }
scenario-remove-assisted = Remove line { $number }
scenario-assisted-short = { $people } too few
scenario-add-assisted = Add people with reduced mobility
scenario-behaviour = How they choose and walk
scenario-behaviour-hint = Point at a line to read what it does.
scenario-exit-choice = Way out
scenario-exit-choice-hint = Designated: the primary route of the space, the nearest exit where there is none. Nearest: the shortest walk. Quickest: the queues count, looked at anew every second; people change for a gain of 20 %, one after the other.
exit-choice-designated = designated
exit-choice-nearest = nearest
exit-choice-quickest = quickest
scenario-group-size = People who keep together
scenario-group-size-hint = So many of a space set out together and walk as fast as their slowest. 0: everybody alone.
scenario-following = Following others
scenario-following-hint = How much likelier an exit becomes with everybody in the space who makes for it. 0: nobody minds the others. 1: with one more person twice as likely. That people follow is measured (Lovreglio 2016), how much is yours to say.
scenario-turn-back = Smoke turns people back
scenario-turn-back-hint = Below this visibility a way is left for another that leads out; without another they go through and are counted. 3 m is the mean at which people in fires turned back (Wood 1972, Bryan 1977).
scenario-turn-back-on = below a visibility of
scenario-metres = m
scenario-familiar = Familiar exits
scenario-familiar-hint = How well people know each exit, such as 0.8 and 0.2. Empty everywhere: all alike. As soon as one has a number, exits without are not taken. Who has a designated route keeps to it.
scenario-familiar-of = How well { $exit } is known
scenario-guides = Guides
scenario-guides-hint = In these spaces a guide sets out first, and the others follow to the same exit within 2 s.
scenario-step-crowd = Change the crowd
crowd-summary-kinds = { $count ->
    [one] 1 kind of person
   *[other] { $count } kinds of person
}
crowd-summary-assisted = { $people } with reduced mobility
crowd-summary-groups = groups of { $size }
crowd-summary-following = people follow others
crowd-summary-familiar = { $count ->
    [one] 1 familiar exit
   *[other] { $count } familiar exits
}
crowd-summary-guides = { $count ->
    [one] 1 guided space
   *[other] { $count } guided spaces
}
kind-woman-under-30 = Women under 30
kind-woman-30-50 = Women 30–50
kind-woman-over-50 = Women over 50
kind-woman-impaired = Women over 50, impaired 1
kind-woman-more-impaired = Women over 50, impaired 2
kind-man-under-30 = Men under 30
kind-man-30-50 = Men 30–50
kind-man-over-50 = Men over 50
kind-man-impaired = Men over 50, impaired 1
kind-man-more-impaired = Men over 50, impaired 2
kind-age-20 = About 20 years old
kind-age-30 = About 30 years old
kind-age-40 = About 40 years old
kind-age-50 = About 50 years old
kind-age-60 = About 60 years old
kind-age-70 = About 70 years old
kind-walking-stick = Walking stick
kind-walking-frame = Walking frame
kind-wheelchair = Wheelchair
scenario-plan-empty = No plan yet
scenario-plan-empty-hint = Draw the building's spaces first: the fire starts in one of them.
