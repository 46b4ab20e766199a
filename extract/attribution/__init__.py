"""How attributions are found: quotation marks, cues, sources, names."""
