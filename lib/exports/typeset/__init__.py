"""Pages, pictures and drawings of a briefing, set by Typst: PDF, PNG and SVG."""
