"""Official downloads: read, checked, and put in place of the present edition."""
