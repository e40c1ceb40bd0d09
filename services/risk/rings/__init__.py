"""Tighten outside, loosen inside under control: held levels, their evidence, the two rings, proposals."""
