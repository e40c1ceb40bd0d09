"""What lies behind a number: the single records that it was counted from, as known then."""
