# Importing plans and the geometry of other programs.
