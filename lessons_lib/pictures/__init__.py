"""Pictures of calculus, one file each: its fields, what stands still, what moves, and one sentence."""
