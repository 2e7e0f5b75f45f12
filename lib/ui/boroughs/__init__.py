"""The Boroughs page: each view of the same children, with its sentence and its table."""
