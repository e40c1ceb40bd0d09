"""An epidemic for the scenario year: who infects whom, what becomes known of it, and the truth beside."""
