"""What somebody who means harm could work out of the shared view."""
