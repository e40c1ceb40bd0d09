"""How results and methods of tests are written."""

from services.domain.records import LabMethod, SampleResult

RESULTS = {
    SampleResult.NEGATIVE: ("âm tính", "âm", "(-)", "neg", "không phát hiện", "not detected"),
    SampleResult.POSITIVE: ("dương tính", "dương", "(+)", "pos", "phát hiện", "detected"),
    SampleResult.INVALID: ("không hợp lệ", "không xác định", "nghi ngờ", "inconclusive", "indeterminate"),
    SampleResult.PENDING: ("chờ kết quả", "đang chờ", "chưa có", "chờ", "waiting"),
}
METHODS = {
    LabMethod.PCR: (
        "RT-PCR",
        "PCR",
        "realtime pcr",
        "real-time rt-pcr",
        "xét nghiệm pcr",
        "sinh học phân tử",
    ),
    LabMethod.ANTIGEN: ("kháng nguyên", "test nhanh", "test nhanh kháng nguyên", "rapid antigen", "ag"),
    LabMethod.ANTIBODY: ("kháng thể", "test kháng thể", "elisa", "ab"),
}
