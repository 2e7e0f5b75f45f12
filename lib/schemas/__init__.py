"""One declaration for each table that passes between layers."""
