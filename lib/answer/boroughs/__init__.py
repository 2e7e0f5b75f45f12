"""The Boroughs page: which children live how far away, and what the boroughs have for them."""
