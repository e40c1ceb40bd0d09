"""What the map says about an area, a place and an incident: plain sentences, in one language."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from maps.view import Place as Marker
from services.app.angles import Row, named
from services.app.portal.formats import age_text, moment_text, number_text
from services.app.portal.layers import INCIDENT, LAYERS
from services.app.portal.translations import _, translated
from services.domain.base import Language
from services.domain.labels import INCIDENTS, SOURCES
from services.policy.places import Place
from services.policy.reader import Jurisdiction
from services.risk.heard import Incident

FAR_OFF_KM = 1.0
"""From here on a reader is told that the position is approximate."""


def area_lines(row: Row, sources: Sequence[str], zone: ZoneInfo, language: Language) -> tuple[str, ...]:
    """Order and suggestion, reasons, the sources this reader works on, legal basis, age of the data."""
    lines = [*_orders(row, zone, language), *row["reasons"]]
    lines += _scores(row, sources, language)
    lines.append(f"{translated(language, _('Legal basis'))}: {row['cite_text']}")
    if row["inside"]:
        lines.append(f"{translated(language, _('Data age'))}: {age_text(row['data_age_hours'], language)}")
    return tuple(lines)


def place_marker(place: Place, moment: datetime, language: Language) -> Marker:
    """A gate, a checkpoint, a hospital: its kind, whether it worked then, how sure its position is."""
    layer = LAYERS[place.kind]
    lines = [layer.name.said_in(language)]
    if not place.works_at(moment):
        lines.append(translated(language, _("Not working at this moment")))
    if place.accuracy_km >= FAR_OFF_KM:
        about = translated(language, _("Position approximate, to about %(km)s km"))
        lines.append(about % {"km": number_text(place.accuracy_km, language)})
    name = place.name if language == "vi" else place.name_en
    return Marker(layer.symbol, name, place.latitude, place.longitude, tuple(lines))


def incident_marker(incident: Incident, jurisdiction: Jurisdiction, language: Language) -> Marker | None:
    """At the centre of the area where it happened: never a nearer place, and never who."""
    area = jurisdiction.areas.get(incident.area)
    if area is None or area.latitude is None or area.longitude is None:
        return None
    people = translated(language, _("%(number)s people")) % {"number": number_text(incident.people, language)}
    when = moment_text(incident.happened_at, jurisdiction.zone, language)
    where = named(area, language)
    name = f"{INCIDENT.name.said_in(language)}: {INCIDENTS[incident.kind].said_in(language)}"
    return Marker(INCIDENT.symbol, name, area.latitude, area.longitude, (where, when, people))


def _orders(row: Row, zone: ZoneInfo, language: Language) -> Iterable[str]:
    order = row["order"]
    if order:
        since = moment_text(order["since"], zone, language)
        word = translated(language, _("since %(moment)s")) % {"moment": since}
        yield f"{order['state_name']} ({order['number']}), {word}"
        if row["suggested"] != row["level"]:
            suggestion = translated(language, _("Numbers alone suggest"))
            yield f"{suggestion}: {row['suggested'] or '–'} – {row['suggested_name']}"
    for part in row["parts"]:
        yield f"{part['state_name']}: {part['part']} ({part['number']})"


def _scores(row: Row, sources: Sequence[str], language: Language) -> Iterable[str]:
    for source in sources:
        score = row["sources"][source]
        if score:
            yield f"{source} {SOURCES[source].said_in(language)}: {number_text(score, language)}/100"
