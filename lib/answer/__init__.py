"""The question answered: load, measure, match, release, say."""
