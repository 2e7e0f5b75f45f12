"""The Block contract page: its controls, its result, its comparison."""
