"""Is this answer the expected one? Both are read and compared; nothing that was typed is executed."""
