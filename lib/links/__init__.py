"""The address of every view: what may stand in it, how it is read and how it is written."""
