"""Released figures as charts. Each has its sentence and its table beside it on the page."""
