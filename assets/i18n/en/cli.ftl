cli-no-sample = There is no sample “{ $name }”. The samples are: { $known }
cli-made-book = Made the drill book { $path }
cli-json = The result cannot be written as JSON: { $reason }
cli-check-summary = { $files } files read, { $errors } unreadable, { $findings } findings

cli-rehearse-speed = The speed must be zero or a positive number.
cli-rehearse-running = A drill was cut off and is still in { $path }. Run “muster recover” first.
cli-rehearse-done = Rehearsal saved as record { $id }.
cli-no-scenario = The book has no scenario “{ $id }”. It has: { $known }
cli-no-building = The building “{ $building }” of the scenario “{ $id }” is not in the book.
cli-output = The output could not be written: { $reason }
cli-recover-nothing = There is no drill to recover.
cli-recover-discarded = Discarded { $path }.
cli-recover-torn = { $bytes } bytes of an event that was not completely written were kept aside in { $path }.
cli-recover-done = Recovered { $count ->
    [one] 1 event
   *[other] { $count } events
} as record { $id }.
cli-recover-empty = The drill { $id } was cut off before its first event was saved; nothing was kept.
