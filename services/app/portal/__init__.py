"""Pages for people: overview, map, areas, alerts, data, law. `mount_portal` adds them to an application."""

from services.app.portal.failing import page_of_error, wants_page
from services.app.portal.mounting import mount_portal

__all__ = ["mount_portal", "page_of_error", "wants_page"]
