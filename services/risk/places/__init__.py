"""Concrete places where people gather: how risky each is, why, and when it is to be visited again."""
