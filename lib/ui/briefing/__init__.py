"""The Briefing page: what is put into a file, how it will look, and the file itself."""
