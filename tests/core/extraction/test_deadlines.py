"""Deadlines resolve to dates, with the arithmetic; what is no date keeps its words."""

from datetime import date

import pytest

from tongket.core.extraction.deadlines import read_cell, read_due

DAY = date(2025, 11, 17)  # a Monday


@pytest.mark.parametrize(
    ("clause", "due"),
    [
        ("gửi báo cáo về Văn phòng Chính phủ trước 17 giờ ngày 27/11/2025 để tổng hợp", {"at": "2025-11-27T17:00"}),
        ("báo cáo trước 17h30 ngày 27/11/2025", {"at": "2025-11-27T17:30"}),
        ("báo cáo kết quả trước ngày 15 hằng tháng", {"every": "month", "by": "15"}),
        ("định kỳ trước ngày 30 tháng 11 hàng năm báo cáo", {"every": "year", "by": "30 tháng 11"}),
        ("báo cáo trước ngày 01/6 và 15/11 hằng năm", {"every": "year", "by": "01/6 và 15/11"}),
        ("theo Nghị quyết số 34/NQ-CP ngày 13/02/2025, xong trước 30/11/2025", {"at": "2025-11-30"}),
        ("trình trước ngày 20/11/2025, ban hành trước ngày 25/12/2025", {"at": "2025-12-25"}),
        ("hoàn thành trong quý IV/2025",
         {"at": "2025-12-31", "reckoning": "quý IV/2025: đến hết ngày 31/12/2025"}),
        ("hoàn thành trước quý I/2026",
         {"at": "2025-12-31", "reckoning": "quý I/2026: đến hết ngày 31/12/2025"}),
        ("hoàn thành trong tháng 02 năm 2028",
         {"at": "2028-02-29", "reckoning": "tháng 02 năm 2028: đến hết ngày 29/02/2028"}),
        ("gửi về Bộ Nội vụ trước ngày 26/11", {"at": "2025-11-26", "reckoning": "năm của văn bản: 2025"}),
        ("gửi về Bộ Nội vụ trước ngày 15/01", {"at": "2026-01-15", "reckoning": "năm của văn bản: 2026"}),
        ("chậm nhất sau 05 ngày làm việc kể từ ngày ký ban hành",
         {"at": "2025-11-24",
          "reckoning": "5 ngày làm việc (thứ hai đến thứ sáu, chưa trừ ngày lễ) sau ngày 17/11/2025"}),
        ("trong 10 ngày làm việc kể từ ngày nhận được hồ sơ",
         {"text": "trong 10 ngày làm việc kể từ ngày nhận được hồ sơ"}),
        ("để kịp báo cáo tại Kỳ họp thứ 10 của Quốc hội khóa XV.",
         {"text": "tại Kỳ họp thứ 10 của Quốc hội khóa XV"}),
        ("định hướng phát triển đến năm 2030", None),
        ("theo Quyết định số 12/QĐ-TTg ngày 05/01/2025", None),
        ("bố trí từ nguồn tiết kiệm chi hằng năm", None),
        ("thường xuyên kiểm tra, sớm nhất có thể", None),
        ("trước ngày 31/02/2026", None),
    ],
)  # fmt: skip
def test_a_clause_is_due_when_it_says(clause: str, due: dict[str, str] | None) -> None:
    read = read_due(clause, clause.lower(), 0, len(clause), DAY)
    assert (read.as_json() if read else None) == due


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("Quý III Năm 2026", {"at": "2026-09-30"}),
        ("Quí IV-2025", {"at": "2025-12-31"}),
        ("Hoàn thành trong năm 2025.", {"at": "2025-12-31"}),
        ("Tháng 12/2025", {"at": "2025-12-31"}),
        ("Quý IV/2025- Quý II/2026", {"text": "Quý IV/2025- Quý II/2026"}),
        ("Từ 01/7/2025", {"text": "Từ 01/7/2025"}),
        ("Giai đoạn 2026 - 2027", {"text": "Giai đoạn 2026 - 2027"}),
        ("Hàng năm", {"every": "year"}),
        ("Thường xuyên", {"text": "Thường xuyên"}),
        ("Thực hiện thường xuyên .", {"text": "thường xuyên"}),
        ("Trước ngày 20 hằng tháng", {"every": "month", "by": "20"}),
        ("…", None),
    ],
)
def test_a_cell_of_times_keeps_what_is_no_date(cell: str, due: dict[str, str] | None) -> None:
    read = read_cell(cell, cell.lower(), 0, len(cell), DAY)
    said = read.as_json() if read else None
    if said:
        said.pop("reckoning", None)
    assert said == due
