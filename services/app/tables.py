"""Every table of every room, in one metadata: what migrations compare with."""

import services.alerts.tables
import services.app.meta
import services.ingest.tables
import services.linkage.tables
import services.plumbing.bus.embedded
import services.plumbing.consuming
import services.plumbing.positions
import services.posts.tables
import services.risk.tables
import services.risk.tables_counted
import services.risk.tables_held
import services.risk.tables_judged
import services.risk.tables_told
import services.tracing.tables_chains
import services.tracing.tables_deeds
import services.tracing.tables_lists
import services.tracing.tables_localities
import services.tracing.tables_rides
import services.tracing.tables_stays
import services.tracing.tables_visits
import services.tracing.tables_windows
import services.tracing.tables_work
from services.plumbing.database import Base

ROOMS = (
    services.plumbing.bus.embedded,
    services.plumbing.consuming,
    services.plumbing.positions,
    services.ingest.tables,
    services.risk.tables,
    services.risk.tables_counted,
    services.risk.tables_held,
    services.risk.tables_judged,
    services.risk.tables_told,
    services.alerts.tables,
    services.posts.tables,
    services.linkage.tables,
    services.tracing.tables_visits,
    services.tracing.tables_lists,
    services.tracing.tables_localities,
    services.tracing.tables_work,
    services.tracing.tables_windows,
    services.tracing.tables_chains,
    services.tracing.tables_deeds,
    services.tracing.tables_rides,
    services.tracing.tables_stays,
    services.app.meta,
)
"""Imported for their tables; named, so that a room cannot be forgotten silently."""

__all__ = ["ROOMS", "Base"]
