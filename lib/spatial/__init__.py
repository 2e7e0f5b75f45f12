"""Distance, membership and the four measures. EPSG:27700 throughout."""
