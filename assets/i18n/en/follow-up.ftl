# Marking sheet, corrective actions and the drill calendar.
