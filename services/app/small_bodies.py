"""What a request may bring where no records are taken in: forms and questions are small."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.domain.errors import BadRecord

LIMIT = 64 << 10
TAKES_MORE = "/api/intake/"
"""Doors with limits of their own."""


class SmallBodies:
    """Refuses to read on beyond the limit: half a million fields would cost seconds before any is known."""

    def __init__(self, app: ASGIApp) -> None:
        """`app`: what answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; reading beyond the limit raises BadRecord inside the route that reads."""
        if scope["type"] != "http" or scope["path"].startswith(TAKES_MORE):
            await self._app(scope, receive, send)
            return
        read = 0

        async def receive_little() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > LIMIT:
                raise BadRecord(
                    vi=f"Nội dung lớn hơn {LIMIT >> 10} KB; trang này chỉ nhận biểu mẫu ngắn.",
                    en=f"The content is above {LIMIT >> 10} KB; only short forms are taken here.",
                    code="too_large",
                )
            return message

        await self._app(scope, receive_little, send)
