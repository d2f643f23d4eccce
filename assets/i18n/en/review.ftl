place-review = Review
command-go-review = Go to Review
ending-finished = Carried through
ending-real-emergency = Stopped for a real emergency
ending-interrupted = Cut off
severity-minor = Minor
severity-major = Major
severity-critical = Critical
action-state-open = Open
action-state-done = Done, to be verified
action-state-verified-closed = Verified closed
baseline-target = Target
baseline-prediction = Prediction
baseline-previous = Previous
baseline-best = Best so far
baseline-average = Average of the last 5
baseline-median = Median of the last 5
review-comparison = Comparison
review-view = Page
review-drills = Choose a drill
review-trend = Trend
review-drill = Drill
review-findings = Findings
review-empty = No drill yet
review-empty-hint = Run a drill or rehearse one. Its times appear here, side by side with the ones before.
review-rehearsal = Rehearsal
review-people = { $out } { $expected ->
    [one] of 1 person
   *[other] of { $expected } people
} counted out
review-exits = Exits
review-exit = Exit
review-exit-people = People
review-exit-span = First – last
review-exit-flow = Mean flow
review-times = Times
review-events = What happened
comparison-total = Total: last person out
comparison-against = Set against
comparison-checkpoint = Checkpoint
compare-no-records = There are no records of the scenario "{ $scenario }".
compare-nothing-fits = { $records ->
    [one] The only record does not fit
   *[other] None of the { $records } records fits
} all the filters. Leave one out.
differs-title = The times compare; this differed
differs-not-comparable = Compare with care: the conditions were not the same
differs-building = Another building.
differs-scenario = Another scenario: { $before } → { $after }.
differs-rehearsal = One of them is a rehearsal.
differs-emergency = One of them became a real emergency.
differs-shift = Another shift: { $before } → { $after }.
differs-announced = The later one was announced, the earlier one was not.
differs-people = People expected: { $before } → { $after }.
differs-door-added = Door { $door } is new.
differs-door-changed = Door { $door } was changed.
differs-door-removed = Door { $door } is gone.
differs-stair = Stair { $stair } was changed.
differs-spaces = Spaces were changed.
trend-of = Trend of
trend-too-few = { $count ->
    [one] One drill is no trend; it takes { $smallest }.
   *[other] { $count } drills are no trend; it takes { $smallest }.
}
trend-measured = Measured
trend-left-out = Rehearsed or cut off
trend-line = Trend (Theil–Sen)
finding-add-to = Drill of { $date }:
finding-text = Found
finding-action = Corrective action
finding-owner = Owner
finding-due = Due
finding-add = Add
finding-none = No findings
finding-none-hint = Enter what was found wrong above. It stays here until somebody has verified that it is fixed.
finding-age = { $days ->
    [one] 1 day
   *[other] { $days } days
}
finding-verifier = Verified by
finding-verifier-needed = Enter who verifies it first
finding-set-done = Mark as done
finding-set-verified = Verify and close
finding-reopen = Reopen
finding-new = New finding
finding-hint = What was found wrong
finding-severity = Weight
finding-title = Finding
finding-close = Close the finding
finding-column-state = State
finding-column-finding = Finding and action
finding-column-due = Due
finding-column-age = Age
finding-only-open = Open ones only
finding-take-up = Take up as finding
finding-no-owner = Nobody owns this action yet.
finding-done-on = Done on { $date }
finding-verified-on = Verified by { $by } on { $date }
finding-reopened-on = Opened again on { $date }
finding-overdue = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
}
finding-open-count = { $count ->
    [one] One finding is open.
   *[other] { $count } findings are open.
}
finding-overdue-count = { $count ->
    [one] One is overdue
   *[other] { $count } are overdue
}
finding-offers = { $count ->
    [one] One door was found wrong in a drill and is no finding yet
   *[other] { $count } doors were found wrong in drills and are no findings yet
}
review-comments = Comments
review-comments-hint = What was said in the debriefing, what the plan has to take up
review-signed = Signed by
review-not-signed = Nobody has signed yet.
review-sign-name = Name
review-sign-role = Role
review-sign = Sign
review-sign-needed = Enter your name first
review-signed-by = Signed by { $name }.
review-pair = Two drills
filter-building = Building
filter-scenario = Scenario
filter-shift = Shift
filter-every-shift = Every shift
filter-announced = Announced
filter-announced-yes = Announced
filter-announced-no = Unannounced
filter-year = Year
filter-all = All
filter-clear = Show all
filter-nothing = No drill fits.
pair-older = Earlier drill
pair-newer = Later drill
pair-same = Choose two different drills.
pair-exit = People out of exit
pair-difference = Difference
pair-only-one = in one drill only
differs-nothing = Same conditions: the times compare directly
comparison-emergency = A real emergency: its times are kept, and neither count for best and average nor are compared with drills.
comparison-small-sample = { $count ->
    [one] Only one earlier drill: little to go by
   *[other] Only { $count } earlier drills: little to go by
}
trend-falls = { $count ->
    [one] 1 drill
   *[other] { $count } drills
}. Faster: { $change } s a year, 95 % sure between { $low } and { $high }.
trend-rises = { $count ->
    [one] 1 drill
   *[other] { $count } drills
}. Slower: { $change } s a year, 95 % sure between { $low } and { $high }.
trend-unclear = { $count ->
    [one] 1 drill
   *[other] { $count } drills
}. No clear trend: { $change } s a year, but it may be anything from { $low } to { $high }.
trend-band = 95 % band of its slope
differs-unannounced = The later one was not announced, the earlier one was.
differs-impaired = { $element } is assumed blocked or failed in the later one only.
differs-not-impaired = { $element } is assumed blocked or failed in the earlier one only.
review-spread = Spread
part-detection = Detection, until confirmed
part-alarm = Alarm, until the order
part-pre-movement = Pre-movement, until the first is out
part-movement = Movement, until the last is out
part-head-count = Head count, until all are accounted for
spread-of = { $count ->
    [one] One drill counts: only its dots are shown.
   *[other] { $count } drills count. Boxes (quartiles, median, range) from 5 drills on, dots are drills.
}
spread-box = Quartiles and range
spread-dot = One drill
spread-best-parts = Sum of the best parts
spread-no-parts = No drill has all the times that this needs.
spread-best = Best
spread-newest = Newest
spread-sum = Sum
spread-doors = Fire doors found as they should be
spread-hazards = Time to fix what was found
spread-days-to-fix = Median of { $days ->
    [one] 1 day
   *[other] { $days } days
} from finding to verified, over { $count ->
    [one] 1 finding
   *[other] { $count } findings
}.
spread-nothing-fixed = Nothing has been verified as fixed yet.
review-replay = Replay
replay-play = Play
replay-pause = Pause
replay-moment = Moment of the drill
replay-where = Where the time went
replay-took = Took
review-agreement = Prediction
compares-obstacles = Not comparable because
compares-counts = Counts
compares-apart = { $count ->
    [one] One of { $all } drills does not compare with that of { $date }:
   *[other] { $count } of { $all } drills do not compare with that of { $date }:
}
differs-door-passage = Door { $door }: { $before } → { $after } wide, or its state or use as an exit changed.
differs-stair-removed = Stair { $stair } is gone.
trend-alike = Only drills that compare
trend-apart = Not comparable
plot-hint = Drag to move, Ctrl + wheel to zoom, drag with the right button to zoom into a part, double click to see all.
copy-picture = Copy as picture: { $name }
copy-table = Copy as table: { $name }
copy-picture-done = Copied as picture: { $name }
copy-table-done = Copied as table: { $name }
agreement-none = No prediction was kept with this drill
agreement-none-hint = A drill keeps the prediction that Predict shows when it begins. The exits below are predicted anew.
agreement-model-flow = hydraulic model
agreement-model-crowd = crowd model
agreement-by = Predicted that day with the { $model } for { $people ->
    [one] 1 person
   *[other] { $people } people
}; { $counted ->
    [one] 1 was
   *[other] { $counted } were
} counted out.
agreement-rehearsal = A rehearsal: a simulation was measured, not people.
agreement-later = { $count ->
    [one] One checkpoint: { $typical } s against the prediction.
   *[other] { $count } checkpoints: { $typical } s against the prediction in the median, { $size } s off either way.
}
agreement-not-reached = not reached
agreement-chart = Predicted and measured times
agreement-people = People, predicted → counted
agreement-last = Last out, predicted → counted
agreement-exits-note = This record is from before the exits' predicted times were kept: they are worked out anew with the hydraulic model for the scenario and the building of that day.
agreement-doors-note = People are counted at exits only. What passed the other doors was not measured; here is how doors were found against what the prediction took them for.
agreement-series = Series
agreement-predicted-s = Predicted (s)
agreement-measured-s = Measured (s)
agreement-difference-s = Difference (s)
agreement-people-predicted = People predicted
agreement-people-counted = People counted
agreement-first-predicted-s = First predicted (s)
agreement-first-counted-s = First counted (s)
agreement-last-predicted-s = Last predicted (s)
agreement-last-counted-s = Last counted (s)
spread-count = Drills
spread-least = Shortest
spread-lower = Lower quartile
spread-median = Median
spread-upper = Upper quartile
spread-most = Longest
spread-doors-checked = Looked at
spread-doors-good = As they should be
spread-doors-share = Share
part = Part
replay-lane = Lane
replay-from-s = From (s)
replay-until-s = Until (s)
agreement-sheet-checkpoints = Predicted checkpoints
agreement-sheet-exits = Predicted exits
agreement-sheet-doors = Doors as assumed
plot-of = Plot: { $name }
finding-round = Said done { $done }, verified { $verified } { $by }, opened again { $reopened }
finding-taken-up = Taken up by { $by } on { $at }
finding-taken-up-in-review = Taken up in Review on { $at }
finding-taken-up-before = Became a finding before it was taken up here
finding-photo-found = As it was found
finding-photo-fixed = Put right
replay-stair = { $stair }: last person down
replay-estimated = estimated
replay-estimated-hint = Nobody saw this stair clear. It is the last storey above and the way down as predicted.
pair-others = Thin: { $count ->
    [one] one other drill
   *[other] { $count } other drills
}
spread-found = Found
spread-open = Open
spread-days = Days to fix
review-comparing = Comparing drills…
review-comparing-hint = A large book takes a moment.
comparison-mark = Mark: { $of }
pair-others-newest = Thin: the newest { $shown } of { $all ->
    [one] 1 other drill
   *[other] { $all } other drills
}
baseline-drill = The chosen drill
