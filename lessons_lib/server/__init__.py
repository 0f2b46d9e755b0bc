"""What a Jupyter server is told when it serves the lessons."""
