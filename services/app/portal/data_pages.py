"""How good our data is: age by kind, what came in, what was refused and why, where the sites differ."""

from fastapi import APIRouter, Response

from services.app.portal.asking import Asked, OnData
from services.app.portal.freshness import feed_ages
from services.app.portal.showing import show
from services.app.portal.tables_out import csv_answer
from services.app.portal.translations import _, translated
from services.app.received import feeds_seen_by, sees_receipts_of
from services.domain.errors import NotAllowed
from services.domain.receipts import Receipt
from services.ingest.listing import newest_by_feed, newest_receipts, sums
from services.ingest.published_lists import newest_publications
from services.ingest.receipts import as_receipt, problems_of
from services.plumbing.database import Transaction
from services.plumbing.parking import parked_messages
from services.plumbing.web import Look
from services.risk.reconciling import SENTENCES, reconciled_pairs
from services.risk.sites import compare_sites

RECEIPTS_SHOWN = 40

router = APIRouter(include_in_schema=False)


@router.get("/data")
def data_page(asked: OnData, tx: Look) -> Response:
    """The state of the data, as known at the moment asked about."""
    angle = asked.angle(tx)
    seen = feeds_seen_by(asked.viewer, asked.house.feeds)
    return show(
        asked,
        "data.html",
        feeds=feed_ages(tx, asked.house.feeds, angle),
        by_feed=newest_by_feed(tx, asked.as_of),
        known_feeds=asked.house.feeds,
        sums=sums(tx, asked.as_of),
        receipts=newest_receipts(tx, asked.as_of, seen, RECEIPTS_SHOWN),
        parked=[one for one in parked_messages(tx) if one.parked_at <= asked.as_of],
        lists=newest_publications(tx, asked.as_of, seen),
        sites=compare_sites(angle.survey.heard.counts),
        reconciled=reconciled_pairs(angle.survey.heard.counts),
        reasons=SENTENCES,
    )


@router.get("/receipts/{receipt_id}")
def receipt_page(asked: OnData, tx: Look, receipt_id: str) -> Response:
    """One receipt, with every problem in words."""
    receipt = _receipt(tx, asked, receipt_id)
    return show(asked, "receipt.html", receipt=receipt, known_feeds=asked.house.feeds)


@router.get("/receipts/{receipt_id}/problems.csv")
def problems_csv(asked: OnData, tx: Look, receipt_id: str) -> Response:
    """The problems as a file to send back to whoever filled in the sheet."""
    receipt = _receipt(tx, asked, receipt_id)
    heads = [translated(asked.language, word) for word in (_("Row"), _("Field"), _("Problem"), _("Code"))]
    rows = (
        (one.row, one.field, one.message_vi if asked.language == "vi" else one.message_en, one.code)
        for one in problems_of(tx, receipt.id)
    )
    return csv_answer(f"phendau-problems-{receipt.id}.csv", heads, rows)


def _receipt(tx: Transaction, asked: Asked, receipt_id: str) -> Receipt:
    receipt = as_receipt(tx, receipt_id)
    if not sees_receipts_of(asked.viewer, asked.house.feeds.get(receipt.feed)):
        raise NotAllowed(
            vi="Biên nhận này của đơn vị khác; hãy hỏi Ban Chỉ đạo.",
            en="This receipt is another agency's; ask the command centre.",
            code="not_your_receipt",
        )
    return receipt
