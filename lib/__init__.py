"""Where North East London's children in residential placements live, and what a contract changes."""
