"""The map on paper: the same figures, forms and colours as on the screen, drawn by the server."""
