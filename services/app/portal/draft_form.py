"""What the form of a rehearsal sends: words, and files of a law."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from services.domain.errors import BadRecord

MB = 1 << 20
MOST_FILES = 20
MOST_BYTES = 2 * MB


@dataclass(frozen=True)
class DraftSent:
    """Words of the form, and files by their names."""

    words: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


async def draft_sent(request: Request) -> DraftSent:
    """A dependency: the form; raises BadRecord for what is none, or is above two megabytes."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > MOST_BYTES:
        raise _unreadable()
    try:
        async with request.form(max_files=MOST_FILES, max_fields=12, max_part_size=MB) as form:
            told = form.multi_items()
            words = {name: text[:100].strip() for name, text in told if isinstance(text, str)}
            sent = [one for _, one in told if isinstance(one, UploadFile) and one.filename]
            return DraftSent(words, {one.filename or "": await one.read() for one in sent})
    except (HTTPException, MultiPartException, UnicodeDecodeError):
        raise _unreadable() from None


def _unreadable() -> BadRecord:
    return BadRecord(
        vi="Biểu mẫu không đọc được hoặc lớn hơn 2 MB; hãy tải lại trang rồi gửi lại.",
        en="The form does not read, or is above 2 MB; reload the page and send it again.",
        code="unreadable_form",
    )
