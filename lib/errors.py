"""What can go wrong in a way that the person in front of the screen can mend.

Each message says what is wrong, where, and what to do. None holds a child's
identifier, a postcode or an address.
"""


class DashboardError(Exception):
    """Shown as it is, without a traceback."""


class ConfigurationError(DashboardError):
    """A file of settings (footprint, contract) cannot be used."""


class CrsError(DashboardError, ValueError):
    """Coordinates are in another system than the one measured in."""


class SourceError(DashboardError):
    """A file of `geodata/` is missing, changed, or not what it says."""


class ReturnsError(DashboardError):
    """Nothing in the folder of returns can be used."""


class DisclosureError(DashboardError):
    """Something would have been shown that has not been released."""


class MatchingError(DashboardError):
    """The beds cannot be given out exactly, so no figure is given."""
