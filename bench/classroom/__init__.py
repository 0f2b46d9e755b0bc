"""How many students one machine holds: a class that drags, measured.

One Jupyter server with the lessons' own settings, a kernel for each student, and for each student what a
browser would send while a slider is dragged.
"""
