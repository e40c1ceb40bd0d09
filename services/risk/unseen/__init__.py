"""One model for the four sources: infectious people who come in unseen, and the outbreaks they start."""
