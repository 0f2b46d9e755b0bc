"""The share of minima among random symmetric matrices, counted and exact, and where eigenvalues lie."""

from lessons_lib.figures.random_hessians._ensemble import Sample, exact_share, sample
from lessons_lib.figures.random_hessians._picture import RandomHessians

__all__ = ["RandomHessians", "Sample", "exact_share", "sample"]
