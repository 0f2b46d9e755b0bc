"""What only authors and builders run."""
