"""Geodata with provenance: registry, boundaries, postcodes, published figures."""
