"""Is the house alive, is it ready, how busy is it?"""

from contextlib import suppress

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from services.app.checking import checks
from services.app.wiring import House
from services.domain.agencies import Agency
from services.domain.errors import NotAllowed, Unavailable
from services.ingest.receipts import totals
from services.plumbing.lag import behind
from services.plumbing.parking import parked_messages
from services.plumbing.relay import outbox_size
from services.plumbing.web import Caller, Look

router = APIRouter(tags=["health"])


@router.get("/health/live")
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@router.get("/health/ready")
def ready(request: Request) -> Response:
    """Database, log and law are in order; 503 with what is not, otherwise. No detail beyond yes and no."""
    house: House = request.app.state.house
    found = {check.name: check.ok for check in checks(house) if check.needed}
    return JSONResponse({"ready": all(found.values()), "checks": found}, 200 if all(found.values()) else 503)


@router.get("/metrics")
def metrics(request: Request, tx: Look, caller: Caller) -> Response:
    """Prometheus text: receipts by outcome, events waiting, messages parked, how far consumers are behind."""
    if caller.agency is Agency.PUBLIC:
        raise NotAllowed(
            vi="Số liệu vận hành cần mã truy cập; gửi kèm 'Authorization: Bearer …'.",
            en="Operating numbers need a token; send 'Authorization: Bearer …'.",
        )
    registry = CollectorRegistry()
    rows = Gauge("phendau_rows", "Rows taken in, by outcome", ["outcome"], registry=registry)
    for outcome, count in totals(tx).items():
        rows.labels(outcome=outcome.value).set(count)
    Gauge("phendau_outbox", "Events waiting to be published", registry=registry).set(outbox_size(tx))
    Gauge("phendau_parked", "Messages set aside", registry=registry).set(len(parked_messages(tx)))
    _measure_lag(request.app.state.house, registry)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _measure_lag(house: House, registry: CollectorRegistry) -> None:
    lag = Gauge("phendau_behind", "Messages a consumer has not handled yet", ["consumer"], registry=registry)
    with suppress(Unavailable):  # the other numbers are worth having while the log is away
        for name, consumer in house.consumers.items():
            lag.labels(consumer=name).set(behind(house.database, house.log, consumer))
