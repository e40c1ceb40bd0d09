"""Invented declarations and the keys of a house, for tests of posts."""

from datetime import datetime, timedelta

from services.domain.events import new_id
from services.plumbing.privacy import Privacy
from services.policy.reader import load_jurisdiction
from services.posts.answering import Post
from services.posts.content import Content, Stay
from services.posts.keys import house_keys, paper_check

NOW = datetime.fromisoformat("2021-02-23T09:00:00+07:00")
PRIVACY = Privacy("a secret of the tests, long enough for anybody")
KEYS = house_keys(PRIVACY.key_for, [1])
OTHER_HOUSE = house_keys(Privacy("the secret of another house, just as long").key_for, [1])
QUANG_NINH = load_jurisdiction("quang-ninh")
PAPER = "030190001234"


def content(**changed: object) -> Content:
    """Somebody without signs from Thái Bình on the way to Hạ Long; declared an hour ago."""
    ref = str(changed.get("ref") or new_id())
    given: dict[str, object] = {
        "ref": ref,
        "declared_at": NOW - timedelta(hours=1),
        "valid_until": NOW + timedelta(hours=71),
        "origin": "34",
        "area": "193",
        "symptoms": False,
        "contact": False,
        "outbreak": False,
        "cases_at_origin": False,
        "stays": (Stay(area="34", days_before=0),),
        "paper": paper_check(KEYS.posts.paper or b"", ref, PAPER),
    }
    return Content(**given | changed)


def post_at(now: datetime = NOW) -> Post:
    """A post that holds this house's keys."""
    return Post(QUANG_NINH, KEYS.posts, now)
