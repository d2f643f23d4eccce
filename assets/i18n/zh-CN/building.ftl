plan-area = { $area } m²
plan-people-area = { $people } 人 · { $area } m²
