"""The questions about a block contract: what it would do, what it costs, who brings what."""
