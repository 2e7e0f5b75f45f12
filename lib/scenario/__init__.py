"""Who could have had a block bed, and the proof that nobody could do better."""
