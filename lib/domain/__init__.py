"""The nouns: codes, footprint, contract. Frozen values, no files, no clock."""
