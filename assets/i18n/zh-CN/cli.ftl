cli-no-sample = 没有名为“{ $name }”的示例。可用示例：{ $known }
cli-made-book = 已建立演练档案 { $path }
cli-json = 无法输出 JSON：{ $reason }
cli-check-summary = 读取 { $files } 个文件，{ $errors } 个无法读取，{ $findings } 条问题
