"""People have one stable pseudonym in a house, and their identity opens with its key only."""

import base64
import multiprocessing
import stat
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from services.domain.errors import BadSetting
from services.plumbing.privacy import Privacy, _derived, house_secret

OURS = Privacy("a" * 32)
THEIRS = Privacy("b" * 32)


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_a_pseudonym_is_stable_and_says_nothing(identifying: list[str]) -> None:
    name = OURS.pseudonym(*identifying)

    assert name == Privacy("a" * 32).pseudonym(*identifying)
    assert name.startswith("p") and name.isalnum() and len(name) == 25


def test_two_houses_give_one_person_two_pseudonyms() -> None:
    assert OURS.pseudonym("nguyen van an", "1990-01-01") != THEIRS.pseudonym("nguyen van an", "1990-01-01")


def test_where_one_part_ends_and_the_next_begins_matters() -> None:
    assert OURS.pseudonym("an", "binh") != OURS.pseudonym("anbinh", "") != OURS.pseudonym("", "anbinh")


def test_the_key_of_names_does_not_open_identity() -> None:
    sealed = OURS.seal(b"identity")
    key_of_names = _derived("a" * 32, b"pseudonym")

    with pytest.raises(InvalidTag):
        AESGCM(key_of_names).decrypt(sealed[1:13], sealed[13:], sealed[:1])


def test_what_a_house_of_before_sealed_still_opens() -> None:
    key = base64.urlsafe_b64encode(_derived("a" * 32, b"identity"))

    assert OURS.open(Fernet(key).encrypt("Nguyễn Văn Mẫu".encode())) == "Nguyễn Văn Mẫu".encode()


@given(st.binary())
def test_what_was_sealed_as_text_opens(plain: bytes) -> None:
    key = base64.urlsafe_b64encode(_derived("a" * 32, b"identity"))

    assert OURS.open_text(OURS.seal_text(plain)) == plain
    assert OURS.open_text(Fernet(key).encrypt(plain).decode()) == plain


@given(st.binary())
def test_what_was_sealed_opens_and_cannot_be_read_before(plain: bytes) -> None:
    sealed = OURS.seal(plain)

    assert OURS.open(sealed) == plain
    assert len(plain) < 4 or plain not in sealed


SPOILT = {"theirs": THEIRS.seal(b"identity"), "cut": OURS.seal(b"identity")[:-5] + b"AAAA=", "empty": b""}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_what_another_house_sealed_or_somebody_changed_does_not_open(spoilt: bytes) -> None:
    with pytest.raises(BadSetting, match="PHENDAU_SECRET_KEY is not the key it was sealed with") as raised:
        OURS.open(spoilt)

    assert raised.value.field == "PHENDAU_SECRET_KEY"


def test_a_short_secret_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadSetting, match="at least 32 random characters"):
        Privacy("short")


def test_the_house_makes_its_key_once_for_its_owner_only(tmp_path: Path) -> None:
    home = tmp_path / "new" / "house"
    first = house_secret(home)

    assert house_secret(home) == first and len(first) >= 32
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600
    assert [file.name for file in home.iterdir()] == ["secret.key"]


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(4) as pool:
        keys = pool.map(house_secret, [tmp_path / "house"] * 16)

    assert len(set(keys)) == 1
