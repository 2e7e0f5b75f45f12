"""Closer to Home: where children in residential care live, and how many could live nearer."""

from lib.ui import frame

frame.navigation().run()
