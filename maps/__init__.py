"""Draws areas: outlines, colours, labels, a slider over days. Knows nothing of services."""
