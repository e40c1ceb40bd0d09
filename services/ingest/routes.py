"""The HTTP door: JSON and file upload in, receipts out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, StreamingResponse

from services.domain.agencies import Agency
from services.domain.base import Word
from services.domain.errors import NotAllowed
from services.domain.receipts import Receipt
from services.domain.viewers import Viewer
from services.ingest.columns import Reading
from services.ingest.error_files import error_csv, error_rows, note_opened
from services.ingest.feed import Feed
from services.ingest.feeds import FEEDS, Feeds, feed_named
from services.ingest.files import MAX_BYTES, receive_file, refused_whole
from services.ingest.group_commit import GroupCommit
from services.ingest.json_files import records_in
from services.ingest.receipts import as_receipt, receipt_row
from services.ingest.schemas import row_schema
from services.ingest.uploads import MB, few_enough, file_within, json_within, not_too_many
from services.plumbing.awaiting import answered
from services.plumbing.database import Database
from services.plumbing.privacy import Privacy
from services.plumbing.web import Caller, Data, Look, Now
from services.policy.sight import Sight, Subject, may_see

MAX_JSON = 5 * MB
AT_ONCE = 64 << 10  # bytes decoded between two other requests; more goes to a thread
_FILE_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
            }
        },
    }
}


class ColumnSaid(Word):
    """A column as senders are told of it."""

    name: str
    title_vi: str
    title_en: str
    also: tuple[str, ...]
    required: bool
    personal: bool


class FeedSaid(Word):
    """A feed as senders are told of it."""

    name: str
    title_vi: str
    title_en: str
    columns: tuple[ColumnSaid, ...]
    sample: str


def said(feed: Feed) -> FeedSaid:
    """What a sender needs to know of a feed."""
    columns = (
        ColumnSaid(
            name=one.name,
            title_vi=one.title.vi,
            title_en=one.title.en,
            also=one.aliases,
            required=one.required,
            personal=one.personal,
        )
        for one in feed.sent_columns
    )
    return FeedSaid(
        name=feed.name,
        title_vi=feed.title.vi,
        title_en=feed.title.en,
        columns=tuple(columns),
        sample=feed.sample,
    )


def intake_routes(
    feeds: Feeds = FEEDS, *, json_limit: int = MAX_JSON, file_limit: int = MAX_BYTES
) -> APIRouter:
    """The room's routes; the limits are bytes of one request."""
    router = APIRouter(prefix="/api", tags=["intake"])
    json_body, upload = json_within(json_limit), Depends(file_within(file_limit))

    @router.post("/intake/{feed}", status_code=202, response_model=Receipt)
    async def receive_json(feed: str, request: Request, caller: Caller) -> Response:
        """Answered after the commit: whoever has a receipt need not send again."""
        wanted = _allowed(feeds, feed, caller)
        body = await json_body(request)
        text = not_too_many(body)
        rows = records_in(text) if len(body) < AT_ONCE else await run_in_threadpool(records_in, text)
        group: GroupCommit = request.app.state.group_commit
        receipt = await answered(group.receive(wanted, few_enough(rows), caller.enterprise))
        # Written here: a Receipt is a Word, and the framework would check it a second time.
        return Response(receipt.model_dump_json(), 202, media_type="application/json")

    @router.post("/intake/{feed}/file", status_code=202, response_model=Receipt, openapi_extra=_FILE_FORM)
    def receive_upload(
        feed: str, request: Request, data: Data, now: Now, caller: Caller, file: Annotated[UploadFile, upload]
    ) -> Response:
        receipt = receive_file(
            data,
            _allowed(feeds, feed, caller),
            file.file,
            name=file.filename or "upload",
            reading_of=lambda learned_at: _reading(request, caller, learned_at),
            learned_at=now,
            door="http",
            limit=file_limit,
        )
        return JSONResponse(receipt.model_dump(mode="json"), 422 if refused_whole(receipt) else 202)

    router.include_router(_answers(feeds))
    return router


def _answers(feeds: Feeds) -> APIRouter:
    router = APIRouter()

    @router.get("/feeds")
    def all_feeds() -> list[FeedSaid]:
        return [said(feed) for feed in feeds.values()]

    @router.get("/schemas/{feed}.json")
    def schema(feed: str) -> dict[str, Any]:
        """JSON Schema 2020-12 of one row as senders send it."""
        return row_schema(feed_named(feeds, feed))

    @router.get("/receipts/{receipt_id}")
    def one_receipt(receipt_id: str, tx: Look, caller: Caller) -> Receipt:
        return _own(feeds, as_receipt(tx, receipt_id), caller)

    @router.get("/receipts/{receipt_id}/errors.csv", response_class=StreamingResponse)
    def errors(receipt_id: str, request: Request, data: Data, now: Now, caller: Caller) -> Response:
        """The rows that were refused, as they were sent, each with its reasons: mend and send it again."""
        with data.transaction() as tx:
            _may_take_away(feeds, receipt_row(tx, receipt_id), caller)
            note_opened(tx, receipt_id, caller, "http")
        privacy = _reading(request, caller, now).privacy
        headers = {"content-disposition": 'attachment; filename="errors.csv"', "cache-control": "no-store"}
        lines = _error_lines(data, privacy, receipt_id)
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)

    return router


def _error_lines(data: Database, privacy: Privacy, receipt: str) -> Iterator[str]:
    with data.reading() as tx:
        yield from error_csv(error_rows(tx, privacy, receipt))


def _may_take_away(feeds: Feeds, receipt: Mapping[str, Any], caller: Viewer) -> None:
    """What was sent names people: for its sender's agency and the command, an enterprise's own only."""
    _allowed(feeds, receipt["feed"], caller)
    enterprise = receipt["enterprise"]
    senders = (caller.agency, None)
    subjects = (Subject(kind=Sight.RECEIPT, agency=one, enterprise=enterprise) for one in senders)
    if not any(may_see(caller, subject) for subject in subjects):
        raise NotAllowed(
            vi="Tệp lỗi có tên người; chỉ đơn vị đã gửi được tải. Hãy dùng tài khoản đã gửi.",
            en="The error file names people; only its sender may take it. Use the account that sent it.",
            code="not_your_receipt",
        )


def _own(feeds: Feeds, receipt: Receipt, caller: Viewer) -> Receipt:
    """A receipt for those who may send its feed: it names rows and fields, never what a person wrote."""
    _allowed(feeds, receipt.feed, caller)
    return receipt


def _allowed(feeds: Feeds, name: str, caller: Viewer) -> Feed:
    feed = feed_named(feeds, name)
    if caller.agency is not Agency.COMMAND and caller.agency not in feed.senders:
        raise NotAllowed(
            vi=f"Tài khoản này không được gửi nguồn '{name}'; hãy liên hệ Ban Chỉ đạo.",
            en=f"This account may not send feed '{name}'; ask the command centre.",
            field="feed",
            code="not_a_sender",
        )
    return feed


def _reading(request: Request, caller: Viewer, learned_at: datetime) -> Reading:
    reading: Reading = request.app.state.reading(learned_at)
    return replace(reading, enterprise=caller.enterprise)
