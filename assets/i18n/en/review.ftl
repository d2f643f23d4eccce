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
review-trend = Trend
review-drill = Drill
review-findings = Findings
review-empty = No drill yet
review-empty-hint = Run a drill or rehearse one. Its times appear here, side by side with the ones before.
review-rehearsal = Rehearsal
review-people = { $out } of { $expected } people counted out
review-exits = Exits
review-exit = Exit
review-exit-people = People
review-exit-span = First – last
review-exit-flow = Mean flow
review-times = Times
review-events = What happened
comparison-total = Total: last person out
comparison-against = Set against
comparison-copy = Copy table
comparison-checkpoint = Checkpoint
compare-no-records = There are no records of the scenario “{ $scenario }”.
differs-title = What differed between the two newest drills
differs-not-comparable = The two newest drills can only be compared with care
differs-building = Another building.
differs-scenario = Another scenario: { $before } → { $after }.
differs-rehearsal = One of them is a rehearsal.
differs-shift = Another shift: { $before } → { $after }.
differs-announced = One was announced, the other was not.
differs-people = People expected: { $before } → { $after }.
differs-impairments = Other doors or stairs were blocked or failed.
differs-door-added = Door { $door } is new.
differs-door-changed = Door { $door } was changed.
differs-door-removed = Door { $door } is gone.
differs-stair = Stair { $stair } was changed.
differs-spaces = Spaces were changed.
trend-of = Trend of
trend-per-year = { $count } drills. The middle trend is { $change } s a year.
trend-too-few = { $count ->
    [one] One drill: no trend yet.
   *[other] { $count } drills: no trend yet.
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
