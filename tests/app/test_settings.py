"""Settings: read from the environment, refused in a sentence that never repeats a value."""

from pathlib import Path

import pytest

from services.app.settings import Settings, described, read_settings
from services.domain.errors import BadSetting

SECRET = "geheim-0123456789"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, _, _ in described():
        monkeypatch.delenv(name, raising=False)


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch):
    usual = read_settings()

    for name, _, _ in described():
        monkeypatch.setenv(name, "")

    assert read_settings() == usual
    assert read_settings().embedded
    assert read_settings().url() == "sqlite:///.phendau/house.db"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PHENDAU_LANG", SECRET),
        ("PHENDAU_PORT", SECRET),
        ("PHENDAU_PORT", "0"),
        ("PHENDAU_PORT", "65536"),
        ("PHENDAU_SMTP_PORT", SECRET),
        ("PHENDAU_SMTP_STARTTLS", SECRET),
        ("PHENDAU_LOG_LEVEL", SECRET),
        ("PHENDAU_DATABASE_URL", SECRET),
        ("PHENDAU_DATABASE_URL", f"mysql://root:{SECRET}@localhost/x"),
        ("PHENDAU_DATABASE_URL", f"postgresql://root:{SECRET}@localhost/x"),
    ],
)
def test_a_wrong_value_is_named_by_its_variable_and_never_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
):
    monkeypatch.setenv(name, value)

    with pytest.raises(BadSetting) as refused:
        read_settings()

    said = refused.value.sentence
    assert refused.value.field == name
    assert name in said.vi
    assert name in said.en
    assert SECRET not in said.vi + said.en + str(refused.value)


def test_what_is_given_by_hand_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PHENDAU_PORT", "9000")

    assert read_settings(port=None).port == 9000
    assert read_settings(port=9001).port == 9001


def test_secrets_do_not_show_when_settings_are_printed(tmp_path: Path):
    names = ("secret_key", "tokens", "webhook_secret", "smtp_password")

    settings = Settings(home=tmp_path, **dict.fromkeys(names, SECRET))

    assert SECRET not in repr(settings) + str(settings) + settings.model_dump_json()


def test_every_setting_has_a_sentence():
    assert all(name.startswith("PHENDAU_") and sentence.endswith(".") for name, _, sentence in described())
