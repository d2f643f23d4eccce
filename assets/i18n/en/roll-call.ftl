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
    [one] 1 person shown is safe
   *[other] All { $count } shown are safe
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
people-unreadable = The list cannot be read: { $reason }. Save it as XLSX or as CSV in UTF-8.
people-no-names = No column is headed "Name" or "姓名" in the first rows. Give the columns a heading and try again.
people-row-without-name = There is no name; the row is left out.
people-row-long-name = The name is too long; the row is left out.
people-row-kind = "{ $text }" is no kind of person; taken over without it. Write employee, visitor or contractor.
people-row-help = "{ $text }" is neither yes nor no; taken over without it.
people-row-point = The site has no assembly point "{ $text }"; taken over without it.

cli-no-record = The book has no record "{ $id }".
cli-merge-other-scenario = The other log is of scenario "{ $id }", not of this one.
cli-merge-no-tap = The two events of the tap are not both observations. Give their numbers here and there.
cli-merge-refused = Event { $event } of the other log does not fit: { $reason } Nothing was changed.
cli-merge-done = { $entered } events entered; { $open ->
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
