"""Who sees what: the public, an agency, an agency of one district; and how to sign in."""

import pytest

PUBLIC_ONLY = [
    "/areas",
    "/areas/07030",
    "/areas.csv",
    "/alerts",
    "/data",
    "/law",
    "/maps/command",
    "/maps/police",
]


@pytest.mark.parametrize("page", PUBLIC_ONLY)
def test_the_public_is_refused_what_is_not_public(filled, browse, page):
    answer = browse(filled, guarded=True).get(page)

    assert answer.status_code == 403
    assert "đăng nhập" in answer.text or "công khai" in answer.text


def test_the_public_sees_levels_and_orders_but_no_counts(filled, browse):
    client = browse(filled, guarded=True)

    page, chart = client.get("/").text, client.get("/maps/public").text

    for text in (page, chart):
        assert "Hoành Bồ" in text
        assert "11 ca F0" not in text
        assert "Vụ việc biên giới" not in text
        assert "20 F1" not in text
    assert "Cảnh báo mới nhất" not in page
    assert client.get("/map").status_code == 200


def test_an_agency_sees_its_own_map_and_the_public_one(filled, browse):
    client = browse(filled, "police-token-00001")

    assert client.get("/maps/police").status_code == 200
    assert client.get("/maps/public").status_code == 200
    assert client.get("/maps/military").status_code == 403
    assert client.get("/maps/nobody").status_code == 404


def test_an_agency_of_one_district_sees_scores_of_that_district_only(filled, browse):
    client = browse(filled, "health-205-token-1")

    rows = client.get("/api/areas", headers={"accept": "application/json"}).json()

    scored = {row["area"] for row in rows if row["source_reasons"]}
    assert "07069" in scored
    assert "06712" not in scored
    assert all(row["level_name"] for row in rows)


def test_signing_in_leaves_a_cookie_that_scripts_and_other_sites_cannot_use(filled, browse):
    client = browse(filled, guarded=True)
    client.get("/sign-in")
    word = client.cookies["phendau_form"]

    answer = client.post(
        "/sign-in", data={"token": "police-token-00001", "form_word": word}, follow_redirects=False
    )

    cookie = answer.headers["set-cookie"].lower()
    assert answer.status_code == 303
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/alerts").status_code == 200


def test_a_wrong_token_is_told_and_not_repeated(filled, browse):
    client = browse(filled, guarded=True)
    client.get("/sign-in")

    answer = client.post(
        "/sign-in", data={"token": "no-such-token-at-all", "form_word": client.cookies["phendau_form"]}
    )

    assert answer.status_code == 403
    assert "Mã này không đúng" in answer.text
    assert "no-such-token-at-all" not in answer.text


def test_a_form_from_another_site_signs_nobody_in(filled, browse):
    answer = browse(filled, guarded=True).post(
        "/sign-in", data={"token": "police-token-00001", "form_word": "x"}
    )

    assert answer.status_code == 403


def test_signing_out_forgets_the_token(filled, browse):
    client = browse(filled, guarded=True)
    client.get("/sign-in")
    word = client.cookies["phendau_form"]
    client.post("/sign-in", data={"token": "police-token-00001", "form_word": word})

    client.post("/sign-out", data={"form_word": word})

    assert client.get("/alerts").status_code == 403
