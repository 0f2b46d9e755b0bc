"""What can stand in the way of a site."""


class SiteError(Exception):
    """One sentence: what stands in the way, and its remedy."""
