"""What an officer should look at in consignments of goods."""

from services.domain.records import Consignment
from services.domain.records.goods import COLD_FROM
from services.ingest.columns import Check, Reading, Values
from services.ingest.faults import Fault, fault_in


def origin_is_known(record: Consignment, values: Values, reading: Reading) -> Fault | None:
    """Of an origin that nobody knows by that name, nobody can say whether it has the epidemic."""
    if record.origin is None:
        return fault_in(
            "origin",
            "unknown_origin",
            "không nhận ra nước hoặc địa phương; lô hàng được giữ nhưng không tính là từ vùng có dịch.",
            "is no country or area we know; the lot is kept and not counted as from an epidemic area.",
        )
    return None


def temperature_fits_the_chain(record: Consignment, values: Values, reading: Reading) -> Fault | None:
    """A cold chain is cold."""
    if record.cold_chain and record.celsius is not None and record.celsius > COLD_FROM:
        return fault_in(
            "temperature",
            "not_cold",
            f"trên {COLD_FROM:g} °C nhưng khai là hàng đông lạnh; hãy kiểm tra.",
            f"is above {COLD_FROM:g} °C in a cold chain; check it.",
        )
    return None


def sample_was_told(record: Consignment, values: Values, reading: Reading) -> Fault | None:
    """A result without a sample."""
    if values["sampled"] is False and record.surface_result is not None:
        return fault_in(
            "sampled",
            "result_without_sample",
            "ghi chưa lấy mẫu nhưng có kết quả; được đọc là đã lấy mẫu.",
            "says no sample, and there is a result; read as sampled.",
        )
    return None


GOODS_FLAGS: tuple[Check, ...] = (origin_is_known, temperature_fits_the_chain, sample_was_told)
