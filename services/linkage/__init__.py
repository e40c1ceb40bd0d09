"""Which records are about the same person: compared field by field, explained, remembered, undone."""
