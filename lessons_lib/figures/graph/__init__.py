"""The graph of a computation: values forward, tangents forward, adjoints backward."""

from lessons_lib.figures.graph._layers import Layers, layered
from lessons_lib.figures.graph._picture import BIGGEST, SHEET, Graph, graph_axes, readable

__all__ = ["BIGGEST", "SHEET", "Graph", "Layers", "graph_axes", "layered", "readable"]
