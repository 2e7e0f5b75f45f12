"""What each pack of pages says: views of the answers -> a briefing that any format can draw."""
