"""Where children in residential placements live, and what a block contract changes."""
