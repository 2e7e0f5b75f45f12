"""The guided tour: its page, and the strip above each of its views."""
