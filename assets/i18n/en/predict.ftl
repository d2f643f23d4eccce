# Routes
route-problem-no-space = The space { $id } does not exist.
route-problem-no-element = { $id } does not exist.
route-problem-closed = { $id } cannot be passed.
route-problem-not-connected = No way leads along these doors and stairs to an exit.
