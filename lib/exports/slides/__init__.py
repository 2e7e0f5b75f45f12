"""A briefing as PowerPoint: all of it can be edited, and the map alone is a picture."""
