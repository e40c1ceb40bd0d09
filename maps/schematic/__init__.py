"""Builds schematic outlines from facts: centres, areas, a border line and a public coastline."""
