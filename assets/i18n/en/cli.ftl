cli-no-sample = There is no sample “{ $name }”. The samples are: { $known }
cli-made-book = Made the drill book { $path }
cli-json = The result cannot be written as JSON: { $reason }
cli-check-summary = { $files } files read, { $errors } unreadable, { $findings } findings
