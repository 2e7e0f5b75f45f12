"""Bytes of a council's return to valid frames and findings, never silence."""
