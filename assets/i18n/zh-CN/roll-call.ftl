presence-safe = 安全
presence-missing = 未到
presence-excused = 请假

roll-call-title = 点名
roll-call-search = 搜索人员
roll-call-unaccounted = 未清点
roll-call-all = 全部
roll-call-called-at = 点名地点
roll-call-anywhere = 不限集合点
roll-call-no-point = 未分配集合点
roll-call-all-safe = 按住：未点名的 { $count } 人安全
roll-call-hold = 按住一秒
roll-call-team-hint = 搜索部门后可以整队一次点名。
roll-call-not-called = 尚未点名
roll-call-tally = 未到 { $missing } · 请假 { $excused } · 尚未点名 { $open }
roll-call-empty = 没有可点名的人员
roll-call-empty-hint = 请在“演练方案›人员”中添加人员，或从表格导入，下一次演练即可点名。
roll-call-complete = 全员到齐
roll-call-complete-hint = 所有人都已点到或请假。
roll-call-nobody-found = 没有找到
roll-call-nobody-found-hint = 没有姓名或部门包含所输入的文字。

missing-list = 未到名单
missing-title = 未清点到的人员
missing-title-real = 真实险情：未清点到的人员
missing-sums = 应到 { $expected } 人，{ $unaccounted } 人未清点到，其中已点名未到 { $missing } 人
missing-nobody = 全员到齐
missing-column-found = 已找到
missing-column-state = 状态
missing-print = 打印
missing-close = 关闭

people-column-name = 姓名
people-column-department = 部门
people-column-shift = 班次
people-column-kind = 类别
people-column-help = 行动不便
people-column-point = 集合点

people-import = 从表格导入…
people-import-title = 导入人员名单
people-import-take = 导入
people-import-other = 选择其他文件…
people-import-nobody = 表中没有人员，只有表头。
people-import-more-problems = 另有 { $count } 处
people-empty = 文件是空的。
people-no-table = 该文件不是 XLSX，也不是 CSV 文本。请在表格软件中另存为 XLSX 后重试。
people-damaged = 表格文件已损坏：{ $reason }。请重新另存为 XLSX 后重试。
people-import-step = 导入人员名单
people-import-changes = 新增 { $added } 人，更新 { $changed } 人，不变 { $same } 人
people-import-shifts = 新增班次：{ $shifts }
people-import-passed = 不导入的列：{ $columns }
people-import-more = 另有 { $count } 人
people-import-problems = { $count } 行需要核对
people-import-row = 第 { $row } 行：{ $what }
people-too-large = 文件过大，人员名单最多 { $rows } 行、32 MB。
people-no-names = 前几行中没有“姓名”或“Name”列，只有：{ $found }。请加上表头后重试。
people-row-without-name = 没有姓名，该行未导入。
people-row-long-name = 姓名过长，该行未导入。
people-row-kind = 类别“{ $text }”无法识别，未导入该项。请填写员工、访客或外来施工人员。
people-row-help = “{ $text }”不是“是”或“否”，未导入该项。
people-row-point = 厂区没有集合点“{ $text }”，未导入该项。

cli-no-record = 档案中没有记录“{ $id }”。
cli-merge-other-scenario = 另一份日志属于演练方案“{ $id }”，与本记录不同。
cli-merge-no-tap = 用于对时的两条事件并非都是观察记录，请给出两边的编号。
cli-merge-refused = 另一份日志的第 { $event } 条无法合并：{ $reason } 未作任何更改。
cli-merge-done = 已补录 { $entered } 条；{ $open ->
    [0] 没有保留本方的冲突
   *[other] { $open } 处冲突保留本方记录，如要采用对方，请在 --theirs 后写明其编号
}。
merge-new = 新增
merge-same = 相同
merge-ours = 保留本方
merge-theirs = 采用对方
merge-source = 第二观察员

check-entered-since = { $name } 签字后又补录了 { $count } 条。
check-changed-since = 记录与 { $name } 签字时不一致：签字后被更改。

bar-reading = 正在读取演练记录：{ $done } / { $all }
cli-pseudonymised = 已写出不含姓名的记录：{ $path }

merging-other = 第二观察员
merging-begin = 合并另一份日志…
merging-begin-hint = 同一次演练中另一名观察员的记录、运行日志或整个档案
merging-title = 合并另一份日志
merging-no-log = 该档案中没有 { $date } 本演练方案的日志。请直接选择记录或日志文件。
merging-ours = 本方
merging-theirs = 对方
merging-theirs-too = 对方一并计入
merging-nobody = 未署名
merging-events = { $count } 条事件
merging-align = 对时
merging-start = 同一次警报开始
merging-tap = 双方都记下的同一时刻
merging-wall = 双方时钟都准确
merging-hand = 手动
merging-by = 对方警报滞后
merging-pick = 请选择
merging-offset-none = 对方时间不作调整。
merging-offset = 对方时间调整 { $offset } 秒。
merging-no-tap = 请选出双方日志中的同一时刻，例如双方都记下的一次击掌。
merging-nothing-common = 双方没有共同记录的检查点，无法核对对时结果。
merging-apart = 双方都记录的检查点有 { $count } 个，相差 { $apart } 秒（中位数）。
merging-conflicts = { $count } 处冲突：请选择以哪一方为准
merging-all-ours = 全部保留本方
merging-all-theirs = 全部采用对方
merging-counted = { $exit }：计 { $people } 人
merging-open = 还有 { $count } 处未选择
merging-nothing = 没有可补录的内容
merging-save = 存入记录
merging-new = { $count ->
    [0] 对方没有其他独有的记录
   *[other] 仅对方看到：{ $count } 项
}
merging-same = { $count ->
    [0] 没有双方相同的记录。
   *[other] 双方相同的 { $count } 条只保留一条。
}
merging-preview = 记录将有的变化
merging-people-at = { $exit }人数
merging-people-out = 已疏散人数
merging-missing = 未到人数
merging-door-checks = 防火门检查
merging-notes = 备注
merging-same-figures = 其余 { $count } 项不变。
merging-signed = 本记录已签字。签字将显示其后又有补录。
merging-kept = 对方的条目作为补录加入并注明来源；被替换的条目保留在记录中，标为已撤销。
merging-done = 已向记录补录 { $entered } 条。
absence-no-way-out = 无路可出
absence-at-work = 仍在岗位
absence-helping = 正在帮助他人
absence-other-point = 在其他集合点
absence-left-site = 已离开厂区
roll-call-by-officer = 由我点名
roll-call-by-officer-hint = 预演中人员到达后自动点名。接手后，已到达的人员会标出，由您逐一点名。
roll-call-here = 已到达
roll-call-why = 原因？
