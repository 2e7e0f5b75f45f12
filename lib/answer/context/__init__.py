"""Published figures beside the returns."""
