"""Derivatives worked out rule by rule, and the rule that a wrong answer broke."""
