"""Reads a province's own outlines: any vector file, matched to the register, cleaned. Needs [gis]."""
