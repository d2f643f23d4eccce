place-building = Building
command-new-book = New drill book…
command-open-book = Open drill book…
command-open-sample = Open the sample plant
command-undo = Undo
command-redo = Redo
command-go-building = Go to Building
command-palette = Find a command…
command-switch-language = Switch to Chinese / 切换为中文
command-switch-theme = Switch between light and dark
command-zoom-in = Make everything larger
command-zoom-out = Make everything smaller
command-zoom-reset = Normal size
command-full-screen = Full screen
command-quit = Close Muster
palette-title = Find a command
palette-hint = Type a part of its name
palette-nothing = No command has this in its name.
start-subtitle = Evacuation routes, predictions and timed drills
start-recent = Recent books
bar-saved = Saved
bar-saving = Saving…
bar-not-saved = Not saved
bar-read-only = Read-only
broken-count = { $count ->
    [one] One file of this book cannot be read. It is left as it is; everything else is open.
   *[other] { $count } files of this book cannot be read. They are left as they are; everything else is open.
}
broken-show = Show which
dialog-new-book = Choose an empty folder for the new drill book
dialog-open-book = Choose the folder of a drill book
sample-folder = Muster samples
save-kept-aside = Somebody else changed a file of this book meanwhile. Their version was kept as { $file }.
step-undone = Undone: { $what }
step-redone = Redone: { $what }
no-building-title = No building yet
no-building-hint = Open the sample plant to look around, or make a building.
window-failed = The window cannot be opened: { $reason }. Muster needs a display and a graphics driver (Vulkan, OpenGL, Metal or DirectX 12). These commands work without one: muster new, check, predict, sweep, rehearse, recover, compare.
