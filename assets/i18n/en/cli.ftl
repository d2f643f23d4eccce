cli-no-sample = There is no sample “{ $name }”. The samples are: { $known }
cli-made-book = Made the drill book { $path }
cli-json = The result cannot be written as JSON: { $reason }
cli-check-summary = { $files ->
    [one] 1 file read
   *[other] { $files } files read
}, { $errors } unreadable, { $findings ->
    [one] 1 finding
   *[other] { $findings } findings
}

cli-rehearse-speed = The speed must be zero or a positive number.
cli-rehearse-running = A drill was cut off and is still in { $path }. Run “muster recover” first.
cli-rehearse-done = Rehearsal saved as record { $id }.
cli-no-scenario = The book has no scenario “{ $id }”. It has: { $known }
cli-no-building = The building “{ $building }” of the scenario “{ $id }” is not in the book.
cli-output = The output could not be written: { $reason }
cli-recover-nothing = There is no drill to recover.
cli-recover-discarded = Discarded { $path }.
cli-recover-torn = { $bytes ->
    [one] 1 byte of an event that was not completely written was kept
   *[other] { $bytes } bytes of an event that was not completely written were kept
} aside in { $path }.
cli-recover-done = Recovered { $count ->
    [one] 1 event
   *[other] { $count } events
} as record { $id }.
cli-recover-empty = The drill { $id } was cut off before its first event was saved; nothing was kept.
# predict, sweep
cli-crowd-total = { $people ->
    [one] 1 person, the last
   *[other] { $people } people, the last
} is out { $total } after the alarm (crowd model, seed { $seed }, without margin).
cli-crowd-runs = { $runs ->
    [one] One run
   *[other] Median of { $runs } runs
}; mean { $mean }, 5 % to 95 % of the runs { $low } to { $high }.
cli-crowd-stranded = { $space }: { $people ->
    [one] 1 person
   *[other] { $people } people
}, { $reason }
cli-crowd-no-way-out = no way leads out
cli-crowd-exit-closed = the last way out was closed while they walked
cli-crowd-held = they came no nearer to an exit for two minutes
cli-crowd-no-room = they do not fit into the space
cli-crowd-too-many = The crowd model takes at most { $most } people, the scenario has { $people }.
cli-predict-total = { $people ->
    [one] 1 person, the last
   *[other] { $people } people, the last
} is out { $total } after the alarm (hydraulic model, an ideal time without margin).
cli-predict-parts = The last begins to walk at { $start }; the rest is movement and queues.
cli-predict-stranded = { $people ->
    [one] 1 person has
   *[other] { $people } people have
} no way out.
cli-predict-no-fire = The scenario “{ $id }” assumes no fire. Give it a fire origin, or leave out --smoke.
cli-predict-exposed = { $people ->
    [one] 1 person walks in smoke and sees
   *[other] { $people } people walk in smoke: they see
} less than 10 m. A light model of one fire; it knows no sprinklers and no vents.
cli-predict-storey = Storey
cli-predict-clear = Cleared
cli-predict-exit = Exit
cli-predict-people = People
cli-predict-first = First out
cli-predict-last = Last out
cli-predict-bottleneck = Bottleneck
cli-predict-queue = Queue lasts
cli-predict-peak = Longest queue
cli-sweep-lost = Lost
cli-sweep-total = Last out
cli-sweep-delta = Longer by, s
cli-sweep-stranded = Without a way out
cli-sweep-exposed = More in smoke
cli-sweep-smoky = Smoke on the ways
cli-sweep-propped = { $door } propped open
cli-csv = The table cannot be written: { $reason }
cli-progress = { $done } of { $all }
cli-predict-fit = Fitted to { $drills ->
    [one] 1 past drill
   *[other] { $drills } past drills
}: pre-movement { $first } s to { $last } s, walking speed { $pace }; typical difference { $before } s before, { $after } s after.
cli-predict-no-storey = The building has no storey “{ $storey }”. Its storeys: { $known }.

cli-crowd-needs-help = they can't take a stair and nobody helps
cli-crowd-fetched = { $space }: helpers arrive at { $met }, out together at { $out }
cli-turned-back = { $back ->
    [one] 1 person turns
   *[other] { $back } people turn
} back before the smoke, { $through ->
    [one] 1 walks into
   *[other] { $through } walk into
} it because no other way leads out.
cli-assisted-short = { $space }: { $people ->
    [one] 1 person or helper is
   *[other] { $people } people or helpers are
} missing for those who are assisted.
cli-assume-flow = The hydraulic model knows one kind of people. Add --model crowd to say who walks and how.
cli-assume-pair = “{ $text }” is not NAME=NUMBER.
cli-assume-number = “{ $text }” needs a number that is not negative.
cli-assume-no-space = The building has no space “{ $id }”.
cli-assume-no-exit = The building has no exit “{ $id }”. Its exits: { $known }
cli-assume-no-kind = There is no kind of person “{ $word }”. The kinds: { $known }
cli-assume-assist = “{ $text }” is not SPACE:KIND:PEOPLE:HELPERS, with :SPACE behind it where the helpers come from elsewhere.
cli-predict-unsound = The plan has an error, so the prediction is wrong: { $problem }
