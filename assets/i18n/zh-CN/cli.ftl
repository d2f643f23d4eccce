cli-no-sample = 没有名为“{ $name }”的示例。可用示例：{ $known }
cli-made-book = 已建立演练档案 { $path }
cli-json = 无法输出 JSON：{ $reason }
cli-check-summary = 读取 { $files } 个文件，{ $errors } 个无法读取，{ $findings } 条问题

cli-rehearse-speed = 速度必须为零或正数。
cli-rehearse-running = 有一次演练中断，仍保留在 { $path }。请先运行“muster recover”。
cli-rehearse-done = 预演已保存为记录 { $id }。
cli-no-scenario = 档案中没有演练方案“{ $id }”。现有：{ $known }
cli-no-building = 演练方案“{ $id }”的建筑“{ $building }”不在档案中。
cli-output = 无法输出：{ $reason }
cli-recover-nothing = 没有需要恢复的演练。
cli-recover-discarded = 已丢弃 { $path }。
cli-recover-torn = 有一条未写完整的记录（{ $bytes } 字节），已另存到 { $path }。
cli-recover-done = 已恢复 { $count } 条，保存为记录 { $id }。
cli-recover-empty = 演练 { $id } 在第一条记录保存之前就中断了，没有内容可恢复。
