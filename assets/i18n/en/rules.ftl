# Checks against building codes.
rules-finding-at-most = { $name }: { $what } – { $measured }, at most { $limit }
rules-finding-at-least = { $name }: { $what } – { $measured }, at least { $limit }
rules-finding-must = { $name }: { $what }
rules-yes = yes
rules-no = no
rules-confidence-high = Well known
rules-confidence-medium = Read the clause
rules-confidence-low = Good practice
rules-assists = Muster assists with checks and does not certify: read the clause before you rely on a finding.
edit-waive = Accept a finding
edit-error-no-reason = Say why the finding is accepted, and who says so.
cli-check-waived = accepted: { $message } – { $reason } ({ $by }, { $since })
edit-rule-pack = Choose a rule pack
rules-pack = Rule pack
rules-pack-gb = GB 50016, GB 55037
rules-pack-nfpa = NFPA 101
rules-pack-ibc = IBC
rules-pack-adb = UK Approved Document B
rules-pack-broken = Rule pack can't be read
rules-checking = Checking…
rules-count = { $count ->
    [0] Rules kept
    [one] 1 rule finding
   *[other] { $count } rule findings
}
rules-none = Nothing breaks a rule of this pack.
rules-fix = Fix
rules-fix-hint = Changes the model to meet the limit ({ $limit }). Undo takes it back.
rules-waive = Waive…
rules-waive-hint = Accept this finding, with a reason and a name.
rules-waive-title = Accept this finding
rules-waive-confirm = Accept
rules-unwaive = Take back
rules-reason = Reason
rules-by = Name
rules-waived-by = Accepted by { $by } on { $since }: { $reason }
checks-fold = Show or hide the lists
needs-count = Checklist { $met }/{ $all }
ready-predict = to predict
ready-drill = to drill
ready-check = to check
need-spaces = Spaces are drawn
need-exit = There is an exit
need-fill-people = Fill in people by use
need-fill-people-hint = Spaces without a number get the area per person that is usual for their use (NFPA 101, table 7.3.1.2). They are listed as guesses until you confirm or change them.
need-people = People are in the spaces: give their number or the area per person
need-no-errors = { $count ->
    [0] The drawing has no errors
    [one] The drawing has 1 error
   *[other] The drawing has { $count } errors
}
need-scenario = There is a scenario for this building
need-commander = A scenario names its commander
need-assembly-point = There is an assembly point
need-call-point = There is a manual call point
need-responsible = { $count ->
    [0] Every space with people has somebody responsible
    [one] 1 space with people has nobody responsible
   *[other] { $count } spaces with people have nobody responsible
}
need-use = { $count ->
    [0] Every space has a use
    [one] 1 space has no use yet
   *[other] { $count } spaces have no use yet
}
need-capacity = { $count ->
    [0] The capacity of the assembly points is known
    [one] The capacity of 1 assembly point is not known
   *[other] The capacity of { $count } assembly points is not known
}
need-fire-lane = The fire-engine lane is drawn
need-stair = Stairs join the storeys
rules-assists-short = Assists, does not certify
rules-finding-none = { $name }: { $what } ({ $measured })
rules-not-checked = Not checked: { $what } – { $missing } not entered
rules-add = Add a pack from a file…
rules-copy = Copy this pack to change it
rules-copied = The pack was copied to { $file } in the book's folder. Change it there, then read it again.
rules-read-again = Read the pack again
rules-unreadable = { $file } can't be read: { $reason }
dialog-rules = Add a rule pack
fact-people = people
fact-people-how = Enter how many people are in the spaces: select a space, then Occupant load.
fact-compartments = fire compartments
fact-compartments-how = Give each space the name of its fire compartment: select spaces, then Fire compartment.
fact-exit-signs = exit signs
fact-emergency-lights = emergency lights
fact-door-releases = fire-door releases
fact-equipment-how = Put it on the plan with the tool Safety equipment (E).
fact-assembly-capacity = capacity of an assembly point
fact-assembly-capacity-how = Select the assembly point and enter how many people it takes.
fact-fire-lanes = fire-engine lanes
fact-fire-lanes-how = Draw the lane with the tool Fire-engine lane (L).
rules-count-unchecked = { $count ->
    [one] 1 rule not checked
   *[other] { $count } rules not checked
}
