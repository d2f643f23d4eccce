checkpoint-own-name = { $name }
checkpoint-alarm = 发出警报
checkpoint-alarm-confirmed = 警报确认
checkpoint-evacuation-order = 下达疏散指令
checkpoint-fire-reported = 报火警
checkpoint-first-attack = 扑救初起火灾
checkpoint-cleared = { $place } 清空
checkpoint-first-out = { $exit } 首人撤出
checkpoint-last-out = { $exit } 末人撤出
checkpoint-door-checked = 防火门 { $door } 检查
checkpoint-head-count = { $point } 清点人数
checkpoint-all-accounted-for = 全员到齐
checkpoint-all-clear = 解除警报

person-kind-employee = 员工
person-kind-visitor = 访客
person-kind-contractor = 外来施工人员

role-commander = 总指挥
role-evacuation-guide = 疏散引导员
role-fire-fighting = 灭火行动组
role-communications = 通讯联络组
role-security = 警戒组
role-first-aid = 安全防护救护组
role-observer = 观察员
role-evaluator = 评估员
role-everyone = 全体人员

fire-growth-slow = 慢速
fire-growth-medium = 中速
fire-growth-fast = 快速
fire-growth-ultra-fast = 超快速

pre-start-fire-brigade-told = 已告知消防救援机构
pre-start-alarm-company-told = 已告知消防报警联网单位
pre-start-neighbours-told = 已告知相邻单位和承租单位
pre-start-helpers-assigned = 行动不便人员已落实帮扶人
pre-start-processes-held = 炉窑、压机、反应设备已处于安全状态
pre-start-hot-work-stopped = 动火作业已停止
pre-start-stop-word-known = 全员知晓中止口令
pre-start-permit-signed = 审批手续已签字
pre-start-custom = 其他检查
