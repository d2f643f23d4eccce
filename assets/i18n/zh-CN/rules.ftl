# 按建筑规范检查。
rules-finding-at-most = { $name }：{ $what }为 { $measured }，不应大于 { $limit }
rules-finding-at-least = { $name }：{ $what }为 { $measured }，不应小于 { $limit }
rules-finding-must = { $name }：{ $what }
rules-yes = 是
rules-no = 否
rules-confidence-high = 通行数值
rules-confidence-medium = 请核对条文
rules-confidence-low = 推荐做法
rules-assists = Muster 仅辅助核查，不作合规认定：依据结论行事前请核对条文。
edit-waive = 豁免检查项
edit-error-no-reason = 请写明豁免理由和责任人。
cli-check-waived = 已豁免：{ $message } —— { $reason }（{ $by }，{ $since }）
edit-rule-pack = 选择规范
rules-pack = 规范
rules-pack-gb = GB 50016、GB 55037
rules-pack-nfpa = NFPA 101
rules-pack-ibc = IBC
rules-pack-adb = 英国 Approved Document B
rules-pack-broken = 规范文件无法读取
rules-checking = 正在检查……
rules-count = { $count ->
    [0] 符合规范
   *[other] { $count } 项不符合规范
}
rules-none = 未发现不符合该规范的内容。
rules-fix = 修正
rules-fix-hint = 修改模型以满足限值（{ $limit }），可撤销。
rules-waive = 豁免……
rules-waive-hint = 写明理由和责任人后豁免此项。
rules-waive-title = 豁免此项
rules-waive-confirm = 豁免
rules-unwaive = 撤回豁免
rules-reason = 理由
rules-by = 责任人
rules-waived-by = { $by } 于 { $since } 豁免：{ $reason }
checks-fold = 展开或收起清单
needs-count = 准备清单 { $met }/{ $all }
ready-predict = 预测所需
ready-drill = 演练所需
ready-check = 检查所需
need-spaces = 已绘制空间
need-exit = 已设置安全出口
need-fill-people = 按用途填入人数
need-fill-people-hint = 未录入人数的空间按其用途的常用人均面积填入（NFPA 101 表 7.3.1.2），在您确认或修改之前列为推测值。
need-people = 已设置空间人数（人数或人均面积）
need-no-errors = { $count ->
    [0] 图面没有错误
   *[other] 图面有 { $count } 处错误
}
need-scenario = 已有针对本建筑的演练方案
need-commander = 演练方案已指定总指挥
need-assembly-point = 已设置集合点
need-call-point = 已设置手动火灾报警按钮
need-responsible = { $count ->
    [0] 有人的空间均已指定责任人
   *[other] { $count } 个有人的空间未指定责任人
}
need-use = { $count ->
    [0] 所有空间均已指定用途
   *[other] { $count } 个空间未指定用途
}
need-capacity = { $count ->
    [0] 集合点容量均已填写
   *[other] { $count } 个集合点未填写容量
}
need-fire-lane = 已绘制消防车通道
need-stair = 各楼层之间已有楼梯连接
rules-assists-short = 辅助核查，不作认定
rules-finding-none = { $name }：{ $what }（{ $measured }）
rules-not-checked = 未核查：{ $what } – 未录入{ $missing }
rules-add = 从文件添加规范包…
rules-copy = 复制此规范包后修改
rules-copied = 规范包已复制到档案文件夹的 { $file }。修改后请重新读取。
rules-read-again = 重新读取规范包
rules-unreadable = 无法读取 { $file }：{ $reason }
dialog-rules = 添加规范包
fact-people = 人数
fact-people-how = 请录入各空间人数：选中空间，填写“疏散人数”。
fact-compartments = 防火分区
fact-compartments-how = 请为各空间填写防火分区名称：选中空间，填写“防火分区”。
fact-exit-signs = 疏散指示标志
fact-emergency-lights = 应急照明灯
fact-door-releases = 防火门释放装置
fact-equipment-how = 用“消防设施”工具（E）放到图上。
fact-assembly-capacity = 集合点可容纳人数
fact-assembly-capacity-how = 选中集合点，填写可容纳人数。
fact-fire-lanes = 消防车通道
fact-fire-lanes-how = 用“消防车通道”工具（L）绘制。
rules-count-unchecked = { $count } 条规范未核查
