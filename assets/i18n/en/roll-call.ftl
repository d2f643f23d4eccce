presence-safe = Safe
presence-missing = Missing
presence-excused = Excused

roll-call-title = Roll call
roll-call-search = Search people
roll-call-unaccounted = Not accounted for
roll-call-all = Everybody
roll-call-called-at = Called at
roll-call-anywhere = Any point
roll-call-no-point = No point
roll-call-all-safe = { $count ->
    [one] Hold: 1 not called yet is safe
   *[other] Hold: { $count } not called yet are safe
}
roll-call-hold = Hold for one second
roll-call-team-hint = Search a team to mark all of it at once.
roll-call-not-called = not called yet
roll-call-tally = { $missing } missing · { $excused } excused · { $open } not called yet
roll-call-empty = Nobody to call
roll-call-empty-hint = Add the people of the site in Scenario › People, or import them from a spreadsheet. The next drill then has its roll call.
roll-call-complete = Everybody is accounted for
roll-call-complete-hint = Nobody is missing, and nobody is left to call.
roll-call-nobody-found = Nobody found
roll-call-nobody-found-hint = No name and no department contains these letters.

missing-list = Missing list
missing-title = Not accounted for
missing-title-real = REAL EMERGENCY – not accounted for
missing-sums = { $unaccounted } of { $expected } not accounted for, { $missing } of them called and missing
missing-nobody = Everybody is accounted for
missing-column-found = Found
missing-column-state = State
missing-print = Print
missing-close = Close

people-column-name = Name
people-column-department = Department
people-column-shift = Shift
people-column-kind = Kind
people-column-help = Needs help
people-column-point = Assembly point

people-import = Import from a spreadsheet…
people-import-title = Import people
people-import-take = Take over
people-import-other = Another file…
people-import-nobody = The list has headings, but nobody in it.
people-import-more-problems = … and { $count } more
people-empty = The file is empty.
people-no-table = The file is neither XLSX nor CSV. Save it as XLSX in your spreadsheet program and try again.
people-damaged = The spreadsheet is damaged: { $reason }. Save it as XLSX again and try again.
people-import-step = Import people
people-import-changes = { $added } new, { $changed } changed, { $same } as they were
people-import-shifts = New shifts: { $shifts }
people-import-passed = Columns that are not taken over: { $columns }
people-import-more = … and { $count } more
people-import-problems = { $count ->
    [one] 1 row needs a look
   *[other] { $count } rows need a look
}
people-import-row = Row { $row }: { $what }
people-too-large = The file is too large for a list of people: at most { $rows } rows and 32 MB.
people-no-names = No column is headed "Name" or "姓名" in the first rows, only: { $found }. Give the columns a heading and try again.
people-row-without-name = There is no name; the row is left out.
people-row-long-name = The name is too long; the row is left out.
people-row-kind = "{ $text }" is no kind of person; taken over without it. Write employee, visitor or contractor.
people-row-help = "{ $text }" is neither yes nor no; taken over without it.
people-row-point = The site has no assembly point "{ $text }"; taken over without it.

cli-no-record = The book has no record "{ $id }".
cli-merge-other-scenario = The other log is of scenario "{ $id }", not of this one.
cli-merge-no-tap = The two events of the tap are not both observations. Give their numbers here and there.
cli-merge-refused = Event { $event } of the other log does not fit: { $reason } Nothing was changed.
cli-merge-done = { $entered ->
    [one] 1 event
   *[other] { $entered } events
} entered; { $open ->
    [0] no contradiction is left to our own
    [one] 1 contradiction keeps our own: name its event after --theirs to take the other
   *[other] { $open } contradictions keep our own: name their events after --theirs to take the others
}.
merge-new = new
merge-same = the same
merge-ours = keep ours
merge-theirs = take theirs
merge-source = Second observer

check-entered-since = { $count ->
    [one] 1 event was
   *[other] { $count } events were
} entered after { $name } signed.
check-changed-since = The record is not what { $name } signed: it was changed afterwards.

bar-reading = Reading drills: { $done } of { $all }
cli-pseudonymised = Written without names: { $path }

merging-other = Second observer
merging-begin = Merge a second log…
merging-begin-hint = Another observer's record, journal or whole book of the same drill
merging-title = Merge a second log
merging-no-log = That book has no log of this scenario from { $date }. Choose the record or the journal itself.
merging-ours = Ours
merging-theirs = Theirs
merging-theirs-too = Theirs as well
merging-nobody = Without a name
merging-events = { $count ->
    [one] 1 event
   *[other] { $count } events
}
merging-align = Same clock for both
merging-start = Both began at the same alarm
merging-tap = A moment that both entered
merging-wall = Both clocks were right
merging-hand = By hand
merging-by = Their alarm came later by
merging-pick = choose
merging-offset-none = Their times are taken as they are.
merging-offset = Their times are shifted by { $offset } s.
merging-no-tap = Choose the same moment in both logs, such as a clap of the hands noted by both.
merging-nothing-common = No checkpoint stands in both logs, so the shift can't be checked.
merging-apart = { $count ->
    [one] The checkpoint that both entered is { $apart } s apart.
   *[other] The { $count } checkpoints that both entered are { $apart } s apart (median).
}
merging-conflicts = { $count ->
    [one] One contradiction: choose what stands
   *[other] { $count } contradictions: choose what stands
}
merging-all-ours = Keep all of ours
merging-all-theirs = Take all of theirs
merging-counted = { $exit }: { $people ->
    [one] 1 person counted
   *[other] { $people } people counted
}
merging-open = { $count ->
    [one] 1 still to choose
   *[other] { $count } still to choose
}
merging-nothing = Nothing to enter
merging-save = Save into the record
merging-new = { $count ->
    [0] Only they saw nothing else
    [one] Only they saw: one thing
   *[other] Only they saw: { $count } things
}
merging-same = { $count ->
    [0] Nothing stands in both logs.
    [one] 1 entry stands in both logs and is kept once.
   *[other] { $count } entries stand in both logs and are kept once.
}
merging-preview = What changes in the record
merging-people-at = People at { $exit }
merging-people-out = People out
merging-missing = Missing
merging-door-checks = Door checks
merging-notes = Notes
merging-same-figures = { $count ->
    [one] 1 other figure stays as it is.
   *[other] { $count } other figures stay as they are.
}
merging-signed = This record is signed. The signatures will show that it was added to since.
merging-kept = Entries of the other log are added as late ones with their source. What is replaced stays in the record as taken back.
merging-done = { $entered ->
    [one] 1 event was entered into the record.
   *[other] { $entered } events were entered into the record.
}
absence-no-way-out = no way out
absence-at-work = stayed at work
absence-helping = helps somebody
absence-other-point = at another assembly point
absence-left-site = left the site
roll-call-by-officer = I call the roll myself
roll-call-by-officer-hint = In a rehearsal the roll calls itself as people arrive. Take it over: who has arrived is marked, and you call them.
roll-call-here = here
roll-call-why = Why?
