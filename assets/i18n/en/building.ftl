plan-area = { $area } m²
plan-people-area = { $people } people · { $area } m²
