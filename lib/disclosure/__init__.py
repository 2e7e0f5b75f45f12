"""The only door to anything that is shown or exported."""
