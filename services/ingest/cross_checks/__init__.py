"""What rows of several feeds say of one person, held against each other: warnings, never a refusal."""

from services.ingest.cross_checks.finding import cross_faults as cross_faults
