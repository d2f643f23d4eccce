# First steps, the guided tour and help on terms.
