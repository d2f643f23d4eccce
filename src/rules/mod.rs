//! What the code demands of a building: rule packs as data, and findings with their clause.
