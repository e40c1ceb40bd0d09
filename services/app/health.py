"""Is the house alive, is it ready, how busy is it?"""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from services.app.checking import checks
from services.app.wiring import House
from services.domain.agencies import Agency
from services.domain.errors import NotAllowed
from services.ingest.receipts import totals
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
def metrics(tx: Look, caller: Caller) -> Response:
    """Prometheus text: receipts by outcome, events waiting, messages parked."""
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
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
