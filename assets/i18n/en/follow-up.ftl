# Marking sheet, corrective actions and the drill calendar.
review-marking = Marking
marking-section = Section
marking-criterion = Criterion
marking-role = Role
marking-phase = Phase
marking-points = Mark (0–5)
marking-remark = Remark
marking-evidence = Events that show it
marking-phase-before = Preparation
marking-phase-alarm = Detection and alarm
marking-phase-evacuation = Evacuation and first attack
marking-phase-head-count = Head count
marking-phase-after = Afterwards
marking-so-far = { $marked } { $all ->
    [one] of 1 criterion
   *[other] of { $all } criteria
} marked
calendar-rule = Rule
calendar-source = Source
calendar-never = never
calendar-department = Department
calendar-last-part = Last took part
calendar-coverage = { $missing } { $people ->
    [one] of 1 person
   *[other] of { $people } people
} have not taken part for a year.
calendar-file-name = Drills of { $site }
calendar-file-description = { $rule }. { $source }. Last done: { $last }. Due by { $due }.
marking-none = Not marked yet
marking-none-hint = Mark what you saw, criterion by criterion. The sheet is a file that you can change: marking-sheet.ron in the book's folder.
marking-begin = Mark this drill
marking-remarks = Overall remarks
marking-over-time = Compared with the drills before
marking-nothing-yet = No drill of these is marked yet.
marking-section-score = { $score } of 100 · weight { $weight }
marking-remark-on = Remark: { $criterion }
marking-evidence-count = { $count ->
    [one] 1 event
   *[other] { $count } events
}
marking-give = { $points ->
    [one] 1 point
   *[other] { $points } points
}: { $criterion }
review-calendar = Calendar
calendar-unreadable = The rules can't be read
calendar-overdue-count = { $count ->
    [one] 1 drill is
   *[other] { $count } drills are
} overdue
calendar-nothing-overdue = No drill is overdue
calendar-export = Calendar file…
calendar-none = No rule asks for a drill
calendar-none-hint = The rules are a file: drill-rules.ron in the book's folder goes before the one that ships.
calendar-never-done = Never done
calendar-in-days = in { $days ->
    [one] 1 day
   *[other] { $days } days
}
replay-lanes = Lanes over time
replay-comment-at = Comment on { $at }…
board-as-board = Board
board-as-list = List
board-owner = Whose
board-everybody = Everybody
board-no-owner = Nobody
scenario-carried = Open from earlier drills: { $count ->
    [one] 1 finding
   *[other] { $count } findings
} to look at again
scenario-carried-add = Add as checkpoints
scenario-step-carried = Add open findings as checkpoints
finding-photo-add = Photo…
finding-photo-is = Photo: { $file }
board-as-people = By person
board-open-of = { $open } of { $all } open
