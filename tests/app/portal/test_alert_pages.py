"""The ledger on a page: filters, steps by form, and no step without our own form."""

import re

import pytest


@pytest.fixture
def police(working, browse):
    return browse(working, "police-token-00001")


def _first_alert(client) -> str:
    return re.search(r'href="/alerts/([0-9a-f-]{36})"', client.get("/alerts").text)[1]


def _send(client, alert: str, step: str, **form: str):
    client.get("/alerts")
    return client.post(f"/alerts/{alert}/{step}", data={"form_word": client.cookies["phendau_form"], **form})


def test_an_alert_goes_from_new_to_closed_by_forms_alone(police):
    alert = _first_alert(police)

    accepted = _send(police, alert, "ack")
    closed = _send(police, alert, "close", note="Đã truy vết xong")

    assert "Đã tiếp nhận" in accepted.text
    assert "Đã đóng" in closed.text
    assert "Đã truy vết xong" in closed.text
    assert alert not in police.get("/alerts").text
    assert alert in police.get("/alerts", params={"state": "closed"}).text


def test_an_alert_is_handed_over(police, working, browse):
    alert = _first_alert(police)

    answer = _send(police, alert, "handover", to_agency="health")

    assert "Y tế" in answer.text
    assert "hiện do Y tế giữ" in browse(working, "command-token-0001").get(f"/alerts/{alert}").text


def test_a_step_that_does_not_fit_is_told(police):
    alert = _first_alert(police)

    answer = _send(police, alert, "close", note="vội")

    assert answer.status_code == 409
    assert "tiếp nhận" in answer.text


@pytest.mark.parametrize(("step", "form"), [("close", {"note": "  "}), ("handover", {"to_agency": "nobody"})])
def test_a_form_filled_in_wrongly_is_told(police, step, form):
    alert = _first_alert(police)
    _send(police, alert, "ack")

    assert _send(police, alert, step, **form).status_code == 422


@pytest.mark.parametrize("word", ["", "guessed"])
def test_a_form_of_another_site_does_nothing(police, word):
    alert = _first_alert(police)

    answer = police.post(f"/alerts/{alert}/ack", data={"form_word": word})

    assert answer.status_code == 403
    assert "Đã tiếp nhận" not in police.get(f"/alerts/{alert}").text


def test_an_agency_sees_its_own_alerts_only(police):
    text = police.get("/alerts", params={"state": "all"}).text

    assert "gửi Công an" in text
    assert "gửi Quân sự" not in text


def test_the_past_offers_no_step(filled, browse):
    text = browse(filled).get("/alerts", params={"as_of": "2021-02-08T17:59", "state": "all"}).text

    assert 'method="post"' not in text
