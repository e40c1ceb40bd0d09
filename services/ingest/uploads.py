"""What a request may bring: JSON or one file, never more than the limit, and never a surprise."""

from collections.abc import AsyncIterator, Awaitable, Callable

from fastapi import Request, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from services.domain.errors import BadRecord
from services.domain.text import grouped
from services.ingest.reading import Row

MB = 1 << 20
MOST_RECORDS = 20_000  # in one JSON request; a file may hold any number
MOST_BRACES = 10 * MOST_RECORDS  # a record may hold others: places of 14 days
_FORM_ALLOWANCE = 64 << 10  # boundaries and headers around the file

Body = Callable[[Request], Awaitable[bytes]]
Upload = Callable[[Request], AsyncIterator[UploadFile]]


def json_within(limit: int) -> Body:
    """Reads the body of a request; raises BadRecord above the limit."""

    async def body(request: Request) -> bytes:
        whole = bytearray()
        async for chunk in request.stream():
            whole += chunk
            if len(whole) > limit:
                raise _too_large(limit)
        return bytes(whole)

    return body


def not_too_many(body: bytes) -> bytes:
    """The same bytes; raises BadRecord when reading it alone would fill the memory."""
    if body.count(b"{") > MOST_BRACES:
        raise _too_many_records()
    return body


def few_enough(rows: list[Row]) -> list[Row]:
    """The same rows; raises BadRecord when they are more than one request may bring: each gets an answer."""
    if len(rows) > MOST_RECORDS:
        raise _too_many_records()
    return rows


def file_within(limit: int) -> Upload:
    """A dependency: the uploaded file; raises BadRecord when there is none or it is too large.

    The length is asked for before the form is read: the form's parser would fill the disk first.
    """

    async def upload(request: Request) -> AsyncIterator[UploadFile]:
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > limit + _FORM_ALLOWANCE:
            raise _too_large(limit)
        try:
            form = await request.form(max_files=1, max_fields=20)
        except (HTTPException, MultiPartException, UnicodeDecodeError):
            raise _no_file() from None
        try:
            file = next((value for value in form.values() if not isinstance(value, str)), None)
            if file is None:
                raise _no_file()
            yield file  # type: ignore[misc]  # starlette's own class, of which FastAPI's is a child
        finally:
            await form.close()

    return upload


def _too_large(limit: int) -> BadRecord:
    return BadRecord(
        vi=f"Nội dung lớn hơn {limit // MB} MB hoặc không báo trước độ dài; hãy chia nhỏ rồi gửi lại.",
        en=f"The content is above {limit // MB} MB or does not tell its length; split it and send again.",
        code="too_large",
    )


def _no_file() -> BadRecord:
    return BadRecord(
        vi="Không có tệp trong biểu mẫu; gửi multipart/form-data với trường 'file'.",
        en="The form holds no file; send multipart/form-data with a field 'file'.",
        field="file",
        code="no_file",
    )


def _too_many_records() -> BadRecord:
    return BadRecord(
        vi=f"Hơn {grouped(MOST_RECORDS)} bản ghi trong một lần gửi; hãy chia nhỏ, hoặc gửi dạng tệp.",
        en=f"More than {MOST_RECORDS:,} records in one request; split it, or send a file.",
        code="too_many_records",
    )
