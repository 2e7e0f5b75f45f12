"""Invented returns that look like North East London in 2018. No child in them exists."""
