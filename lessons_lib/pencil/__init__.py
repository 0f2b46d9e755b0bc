"""The drawing engine: paper, pen and words of a picture, kept and moved from state to state."""
