"""Ours: without this file Python would find the package of the same name that ciw installs."""
