"""The same tables through Splink 4, prepared as well as one page allows: the alternative in the same run."""

import logging
from collections.abc import Sequence

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from services.domain.papers import phone_number
from services.linkage.names import words_in
from tests.linkage.stream import Stream

BLOCKS = (
    block_on("id"),
    block_on("phone"),
    block_on("name", "birth"),
    block_on("name", "year"),
    block_on("birth", "given"),
    block_on("birth", "family"),
    block_on("name", "month_day"),
)


def splink_pairs(tables: Stream) -> list[tuple[str, str, float]]:
    """Pairs with their probability, trained without labels as Splink's own guide says."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    linker = Linker([_frame(tables.a), _frame(tables.b)], _settings(), db_api=DuckDBAPI())
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("id"), block_on("phone")], recall=0.6)
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("birth"), block_on("name", "year"), block_on("phone")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    left, right = found["unique_id_l"], found["unique_id_r"]
    pairs = zip(left, right, found["match_probability"], strict=True)
    return [(x, y, p) if x.startswith("A") else (y, x, p) for x, y, p in pairs]


def one_to_one(pairs: Sequence[tuple[str, str, float]], least: float = 0.5) -> set[tuple[str, str]]:
    """The likeliest first, each row once: what Splink itself leaves to its user."""
    taken: set[str] = set()
    chosen = set()
    for a, b, p in sorted(pairs, key=lambda one: (-one[2], one[0], one[1])):
        if p >= least and a not in taken and b not in taken:
            taken.update((a, b))
            chosen.add((a, b))
    return chosen


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="unique_id",
        blocking_rules_to_generate_predictions=list(BLOCKS),
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison(
                "birth", input_is_string=True, datetime_metrics=["month", "year"], datetime_thresholds=[1, 1]
            ),
            cl.ExactMatch("sex"),
            cl.LevenshteinAtThresholds("id", 1),
            cl.LevenshteinAtThresholds("phone", 1),
        ],
    )


def _frame(rows: Sequence[dict[str, str]]) -> pd.DataFrame:
    names = [sorted(words_in(row["ho_ten"])) for row in rows]
    frame = pd.DataFrame(
        {
            "unique_id": [row["rec"] for row in rows],
            "name": [" ".join(words) for words in names],
            "given": [words_in(row["ho_ten"])[-1] for row in rows],
            "family": [words_in(row["ho_ten"])[0] for row in rows],
            "birth": [row["ngay_sinh"] for row in rows],
            "year": [row["ngay_sinh"][:4] for row in rows],
            "month_day": [row["ngay_sinh"][5:] for row in rows],
            "sex": [row["gioi_tinh"] for row in rows],
            "id": [row["so_giay_to"] or None for row in rows],
            "phone": [phone_number(row["dien_thoai"]) or None for row in rows],
        }
    )
    return frame.astype(object).where(frame.notna(), None)
