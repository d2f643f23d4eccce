# 路线
route-problem-no-space = 场所 { $id } 不存在。
route-problem-no-element = { $id } 不存在。
route-problem-closed = { $id } 无法通行。
route-problem-not-connected = 沿这些门和楼梯无法到达安全出口。
