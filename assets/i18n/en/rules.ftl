# Checks against building codes.
