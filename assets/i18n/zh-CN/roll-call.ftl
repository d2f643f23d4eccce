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
roll-call-all-safe = 所列 { $count } 人全部安全
roll-call-hold = 按住一秒
roll-call-team-hint = 搜索部门后可以整队一次点名。
roll-call-not-called = 尚未点名
roll-call-tally = 未到 { $missing } · 请假 { $excused } · 尚未点名 { $open }
roll-call-empty = 没有可点名的人员
roll-call-empty-hint = 请在“演练方案›人员”中添加人员，或从表格导入，下一次演练即可点名。
roll-call-complete = 全员到齐
roll-call-complete-hint = 没有人未到，也没有人尚未点名。
roll-call-nobody-found = 没有找到
roll-call-nobody-found-hint = 姓名和部门中都没有这些字。

missing-list = 未到名单
missing-title = 未清点到的人员
missing-title-real = 真实险情：未清点到的人员
missing-sums = 应到 { $expected } 人，{ $unaccounted } 人未清点到，其中已点名未到 { $missing } 人
missing-nobody = 全员到齐
missing-column-found = 找到
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
people-import-title = 导入人员
people-import-take = 导入
people-import-step = 导入人员
people-import-changes = 新增 { $added } 人，更新 { $changed } 人，不变 { $same } 人
people-import-shifts = 新增班次：{ $shifts }
people-import-passed = 不导入的列：{ $columns }
people-import-more = 另有 { $count } 人
people-import-problems = { $count } 行需要核对
people-import-row = 第 { $row } 行：{ $what }
people-too-large = 文件过大，人员名单最多 { $rows } 行、32 MB。
people-unreadable = 名单无法读取：{ $reason }。请另存为 XLSX 或 UTF-8 编码的 CSV。
people-no-names = 前几行中没有“姓名”或“Name”列。请加上表头后重试。
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
