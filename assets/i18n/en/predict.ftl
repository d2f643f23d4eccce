# Routes
route-problem-no-space = The space { $id } does not exist.
route-problem-no-element = { $id } does not exist.
route-problem-closed = { $id } cannot be passed.
route-problem-not-connected = No way leads along these doors and stairs to an exit.

# The place Predict
predict-tint-clear = Time to clear
predict-tint-remaining = People left
predict-tint-smoke = Visibility
predict-page-people = People
predict-page-bottlenecks = Bottlenecks
predict-page-sweep = What if
predict-page-smoke = Smoke
predict-page-method = Method
predict-none-title = Nothing to predict yet
predict-none-hint = Make a scenario first: it says who is in the building and what is blocked.
predict-computing = Predicting…
predict-scenario = Scenario
predict-total = Last out
predict-last-start = Last start (pre-movement)
predict-movement = Movement after it
predict-people = People
predict-shift = Shift
predict-every-shift = every shift
predict-stranded = { $people ->
    [one] 1 person has
   *[other] { $people } people have
} no way out
predict-play = Play the evacuation
predict-pause = Pause
predict-moment = Moment shown
predict-alternatives = Second ways out
predict-legend-clear = Last person leaves after
predict-legend-remaining = Share of the people still there
predict-note-stranded = { $people } without a way out
predict-note-people = { $people ->
    [one] 1 person
   *[other] { $people } people
}
predict-note-queue = { $people } waiting
predict-note-peak = up to { $people } waiting
predict-curve = People on each storey and on the stairs
predict-storeys = Storeys
predict-storey = Storey
predict-stairs = Stairs
predict-clear = Cleared
predict-exits = Exits
predict-exit = Exit
predict-first = First out
predict-last = Last out
predict-bottlenecks = Bottlenecks
predict-bottlenecks-hint = Where people wait, the longest wait first. Click one to see it and its figures.
predict-no-queue = Nobody has to wait anywhere.
predict-element = Door or stair
predict-queue = Queue lasts
predict-peak = Longest
predict-losses = Losses
predict-lost = Lost
predict-delta = Longer, s
predict-without-way = No way out
predict-exposed-more = More in smoke
predict-smoky = Smoke on the ways
predict-propped = { $door } propped open
predict-sweep-hint = Every exit, stair and door is lost in turn; the worst loss comes first.
predict-sweep-start = Try every loss
predict-sweep-again = Try again
predict-sweep-smoke = In the smoke of the assumed fire, and every fire door propped open in turn
predict-smoke-none = The scenario assumes no fire.
predict-smoke-none-hint = Give it a fire origin in the place Scenario to see what the fire doors hold back.
predict-smoke-fire = Fire in { $space }: { $growth }
predict-smoke-without = Last out without smoke
predict-smoke-with = Last out in smoke
predict-smoke-exposed = People who walk in smoke
predict-smoke-reaches = Smoke reaches the ways out
predict-smoke-never = not within 30 min
predict-smoke-spaces = Spaces that fill with smoke
predict-space = Space
predict-smoke-from = Smoky from
predict-smoke-clear = No space fills with smoke down to head height.
predict-smoke-still = People still there
predict-smoke-limits = A light model of one fire, made to show what a propped fire door costs: a growing plume (NFPA 92), one layer of smoke under each ceiling, soot as New Zealand's C/VM2 prescribes it for mixed goods, up to 5 MW. It knows no sprinklers, vents, fans or wind. Ordinary doors count as open, fire doors as closed unless somebody props them open. People walk slower in smoke (Fridolf 2019); they do not turn back. A space is smoky when one sees less than 10 m below 2 m. Nobody may be sent into a building because of these figures.
predict-legend-smoke = Visibility
predict-note-visibility = sees { $metres } m
predict-export = Save as CSV: { $table }
predict-exported = Saved { $path }
predict-export-failed = { $path } could not be written: { $reason }
predict-set-targets = Set targets from this prediction
predict-set-targets-hint = Every checkpoint with a predicted time gets 1.5 times that time, rounded up to 5 s.
predict-edit-targets = targets from the prediction
predict-targets-set = { $count ->
    [one] One target set
   *[other] { $count } targets set
}
predict-method = How this was computed
predict-method-text = The hydraulic model of the SFPE Handbook (5th edition, chapter 59), followed over the whole network in time. Speed falls with density; a door or a stair lets pass its specific flow times its effective width; where fewer pass than arrive, a queue grows; where the people of a storey meet those on the stair, both take turns. Everybody takes the shortest way by time from where they stand, or the primary designated route.
predict-method-start = Pre-movement: lognormal, the first 1 % after { $first } s and 99 % after { $last } s (PD 7974-6, awake and familiar people, management level M1).
predict-limits = What it does not claim
predict-limits-text = It is an ideal time without margin: multiply by 1.5 to 2. Queues take no room, so a full stair does not hold back the storeys above. Nobody turns back, helps another or changes the route because of a queue or smoke. Everybody walks alike.
predict-explain = Figures of { $element }
predict-explain-none = Select a door, a stair or a space to see its figures.
predict-way-best = Shortest way
predict-way-second = Second way out
predict-way-farthest = Travel distance from the farthest corner
predict-way = { $what }: { $length } m to { $exit }
predict-way-none = { $what }: none
predict-route-bad = Designated route of { $space }: { $reason }
predict-page-crowd = Crowd
predict-crowd-hint = Every person walks with a speed and a starting time of their own. Each run draws them anew, so the result is a band and not one number.
predict-crowd-runs = Runs
predict-crowd-start = Let everybody walk
predict-crowd-again = Walk again
predict-crowd-median = Last out, run in the middle
predict-crowd-band = 5 % to 95 % of { $runs ->
    [one] 1 run
   *[other] { $runs } runs
}
predict-crowd-flow = Last out, hydraulic model
predict-crowd-delta = Difference, s
predict-crowd-no-way-out = No way leads out for
predict-crowd-exit-closed = Last way out closed on
predict-crowd-held = Got no further
predict-crowd-no-room = Found no room at the start
predict-crowd-waits = not started
predict-crowd-stands = stands
predict-crowd-slow = slow
predict-crowd-free = unhindered
predict-crowd-out = People out
predict-crowd-line-flow = Hydraulic
predict-crowd-line-crowd = Crowd
predict-crowd-storeys = Storeys, both models
predict-crowd-exits = Exits, both models
predict-crowd-cleared = Cleared
predict-crowd-hydraulic = Hydraulic
predict-crowd-limits = A collision-free speed model (Tordeux, Chraibi and Seyfried 2016). Nobody falls; everybody learns at once that smoke has closed a way. Who the people are and how they choose their way is set in the scenario, under Crowd. "muster verify" lists every verification test, passed or failed.
predict-cancel = Cancel
predict-old = The building or the scenario has changed since.

# Heat maps, people, charts, exports of the place Predict
predict-tint-plain = Plan
predict-tint-density = Density
predict-tint-peak = Peak density
predict-tint-usage = Usage
predict-paint = People coloured by
predict-paint-speed = speed
predict-paint-space = space
predict-paint-exit = exit
predict-note-density = { $density } /m² · { $level }
predict-note-passing = { $people ->
    [one] 1 passes
   *[other] { $people } pass
}
predict-paint-kind = kind
look-unaided = Without aid
look-impaired = Impaired
look-helper = Helper
look-guide = Guide
predict-legend-density = Persons/m², level of service
predict-legend-fruin = Levels of service on walkways: Fruin 1971. Stairs have his limits for stairs. E and F are hatched. Density by the crowd is taken over 2 m × 2 m, by the hydraulic model over the whole space. People on a flight are not counted.
predict-over = Over the runs
predict-over-run = run shown
predict-over-median = median
predict-over-high = 95 %
predict-legend-median = { $title } · median of { $runs ->
    [one] 1 run
   *[other] { $runs } runs
}
predict-legend-quantile = { $title } · { $share } { $runs ->
    [one] of 1 run does
   *[other] of { $runs } runs do
} not exceed it
predict-legend-usage = People who pass
level-of-service-a = free
level-of-service-b = unhindered
level-of-service-c = slightly restricted
level-of-service-d = restricted
level-of-service-e = crowded
level-of-service-f = jammed
predict-pace = Pace
predict-keys = Space plays and pauses. Arrows go 1 s, with Shift 10 s. Home and End go to the ends. Comma and full stop change the pace.
predict-by-storey = by storey
predict-by-exit = by exit
predict-by-crowd = Figures of the crowd's run
predict-curve-exits = People on the way to each exit
predict-rate = Flow through { $element }
predict-rate-unit = persons/s
predict-capacity = capacity (hydraulic model)
predict-doors-none = Nobody passes a door or a stair.
predict-flows = Flow against capacity
predict-flow-peak = Peak, /s
predict-flow-capacity = Capacity, /s
predict-flow-load = Load
predict-axis-time = Time since the alarm
predict-line = Line
predict-export-plan = Save the plan as a picture
predict-export-chart = Save the chart: { $chart }
predict-export-ending = The file's name must end in one of: { $endings }
predict-crowd-many = More than { $most } people: they are not shown walking on the plan.
predict-crowd-too-many = The scenario has { $people ->
    [one] 1 person
   *[other] { $people } people
}; the crowd takes at most { $most }.
predict-method-fitted = Pre-movement: lognormal, the first 1 % after { $first } s and 99 % after { $last } s; walking speed { $pace } of the model's. Both were fitted to { $drills ->
    [one] one past drill
   *[other] { $drills } past drills
} of this building.
figure-png = The picture could not be drawn: { $reason }
predict-sweep-flow = Hydraulic model
predict-sweep-crowd = Crowd
predict-losses-crowd = Losses, crowd

# Past drills and the fit to them
predict-page-drills = Past drills
predict-fit-none = Predicted with the values of the literature.
predict-fit-applied = Predicted with values fitted to { $drills ->
    [one] one past drill
   *[other] { $drills } past drills
}: pre-movement { $first } s to { $last } s, walking speed { $pace }.
predict-fit-remove = Back to the literature
predict-fit-hint = Fits pre-movement and walking speed to the exit counts of this building's own past drills. Rehearsals and drills that were broken off are never used.
predict-fit-start = Fit to past drills
predict-fit-again = Fit again
predict-fit-apply = Apply to this scenario
predict-fit-no-drills = This building has no past drill yet that was carried through with people.
predict-fit-no-counts = In no past drill were people counted at the exits: nothing can be fitted.
predict-fit-cancelled = The fit was cancelled.
predict-fit-drills = Drills used
predict-fit-middle = Half have started after
predict-fit-percentiles = 1 % to 99 % have started after
predict-fit-spread = Spread (σ of the logarithm)
predict-fit-pace = Walking speed
predict-fit-pace-untold = 100 %: the drills do not tell
predict-fit-before = Typical difference before
predict-fit-after = Typical difference after
predict-fit-error = In brackets: two standard errors to both sides, from leaving out each drill in turn. Typical difference: root mean square over all counted times.
predict-fit-no-error = With fewer than three drills nobody can say how sure this is.
predict-fit-measured = Measured
predict-fit-model = Model
predict-fit-model-before = Before the fit
predict-fit-model-after = After the fit
predict-fit-points = Times used for the fit
predict-fit-share = Share out
predict-edit-fit = fit to past drills
predict-edit-fit-removed = values of the literature
predict-agreement = Predicted and measured
predict-agreement-drill = Drill
predict-agreement-none = No prediction was kept with this drill.
predict-agreement-checkpoints = Checkpoints, predicted that day
predict-agreement-checkpoint = Checkpoint
predict-agreement-predicted = Predicted
predict-agreement-difference = Later, s
predict-agreement-exits = Exits, predicted anew for that day
predict-agreement-counted = Counted
predict-agreement-doors = Doors
predict-agreement-door = Door
predict-agreement-assumed = Assumed
predict-agreement-found = Found
predict-agreement-passable = As assumed
predict-agreement-yes = yes
predict-agreement-no = no
predict-overfull = { $space }: { $people ->
    [one] 1 person does not
   *[other] { $people } people do not
} fit on { $area } m²; at most { $most } can stand there.
predict-sweep-base = { $people ->
    [one] 1 person has
   *[other] { $people } people have
} no way out even with nothing lost.
predict-crowd-smoke = In the smoke of the assumed fire
predict-designate = Ways out of { $space }
predict-designate-shortest = shortest
predict-designate-own = drawn route

predict-crowd-needs-help = Can't take a stair, nobody helps
predict-turned-back = Turned back before smoke
predict-through-smoke = Went through thick smoke, no other way
predict-crowd-assumed = Assumed of the people
predict-crowd-assumed-none = Pedestrians of all ages (Weidmann), everybody alone
predict-crowd-change = Change in the scenario
predict-crowd-fetched = People with helpers
predict-crowd-met = Helpers there
predict-crowd-together-out = Out together
predict-errors = { $count ->
    [one] An error in the plan makes this wrong
   *[other] { $count } errors in the plan make this wrong
}: { $first }
