"""Invented returns that look like North East London in March 2018."""
