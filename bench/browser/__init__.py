"""How alive pictures feel in a real JupyterLab and Chromium: ours, a floor, and the usual ways, in one run.

Every contestant draws the same parabola with a secant and a tangent at about 700 by 450 points, and every
one is measured in the same way. After each display frame, in a task that runs when the frame is painted, the
page looks at the contestant's picture: a canvas or an image is copied at a quarter of its size, without
smoothing, and its pixels become one number. Plotly draws SVG, whose pixels a page may not read: there the
number is made from the paths that are drawn. A frame counts when this number has changed, so a picture that
is painted twice, or painted again as it was, counts once, and how it was painted does not matter. All times
end at such a change; all begin when the key or the move of the mouse reaches the page. Each look costs about
0.2 ms, for Plotly less.

In a drag, a mouse that never stands still is moved once for each display frame. The contestants take turns,
round after round, so that a slow minute of the machine meets all. All are served by the lessons' own server
settings, which send every contestant's messages at once.
"""
