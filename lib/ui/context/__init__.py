"""Sections of published figures."""
