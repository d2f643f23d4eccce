checkpoint-own-name = { $name }
checkpoint-alarm = Alarm raised
checkpoint-alarm-confirmed = Alarm confirmed
checkpoint-evacuation-order = Evacuation order
checkpoint-fire-reported = Fire reported
checkpoint-first-attack = First attack on the fire
checkpoint-cleared = { $place } cleared
checkpoint-first-out = First person out of { $exit }
checkpoint-last-out = Last person out of { $exit }
checkpoint-door-checked = Fire door { $door } checked
checkpoint-head-count = Head count at { $point }
checkpoint-all-accounted-for = All accounted for
checkpoint-all-clear = All clear

person-kind-employee = Employee
person-kind-visitor = Visitor
person-kind-contractor = Contractor

role-commander = Incident commander
role-evacuation-guide = Evacuation guide
role-fire-fighting = Fire-fighting team
role-communications = Communications team
role-security = Security team
role-first-aid = First-aid team
role-observer = Observer
role-evaluator = Evaluator
role-everyone = Everyone

fire-growth-slow = Slow
fire-growth-medium = Medium
fire-growth-fast = Fast
fire-growth-ultra-fast = Ultra-fast

pre-start-fire-brigade-told = Fire brigade told
pre-start-alarm-company-told = Alarm company told
pre-start-neighbours-told = Neighbours and tenants told
pre-start-helpers-assigned = Helpers assigned to people with reduced mobility
pre-start-processes-held = Furnaces, presses and reactors in a safe hold
pre-start-hot-work-stopped = Hot work stopped
pre-start-stop-word-known = Everybody knows the stop word
pre-start-permit-signed = Permit signed
pre-start-custom = Other check
