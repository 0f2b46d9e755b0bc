"""Lesson 04: Hessians."""
