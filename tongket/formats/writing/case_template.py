"""An empty case as an Excel workbook, for people who type: every column explained, choices as lists."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from tongket.core.rollup.combine.rows import LEVELS, ListKind, Reading
from tongket.core.rollup.model import Kind, OverTime, OverUnits

ROWS = 5_000  # rows that get lists of choices; more may be typed
_CASE = (
    ("name", "", "Tên ngắn không dấu: a-z, 0-9, - (bắt buộc)"),
    ("title_vi", "", "Tên vụ việc bằng tiếng Việt"),
    ("title_en", "", "Tên vụ việc bằng tiếng Anh (nếu có)"),
    ("country", "VN", "Mã quốc gia của bộ đơn vị hành chính"),
    ("timezone", "Asia/Ho_Chi_Minh", "Múi giờ của các thời điểm"),
    ("publisher_vi", "", "Cơ quan ban hành báo cáo"),
    ("publisher_en", "", "Tên cơ quan bằng tiếng Anh (nếu có)"),
)
_INDICATORS = (
    ("order", "Thứ tự trong báo cáo", None),
    ("indicator", "Mã chỉ tiêu không dấu, ví dụ dead", None),
    ("name_vi", "Tên chỉ tiêu", None),
    ("name_en", "Tên tiếng Anh", None),
    ("unit_of_measure", "Mã đơn vị tính, phải giống cột cùng tên ở trang values", None),
    ("unit_vi", "Đơn vị tính in trong báo cáo", None),
    ("unit_en", "Đơn vị tính tiếng Anh", None),
    ("decimals", "Số chữ số thập phân, 0 nếu là số đếm", None),
    ("kind", "cumulative: luỹ kế; stock: tại thời điểm; flow: trong kỳ; formula: tính ra", tuple(Kind)),
    ("over_units", "Cách cộng theo đơn vị", tuple(OverUnits)),
    ("over_time", "Cách cộng theo thời gian", tuple(OverTime)),
    ("formula", "Công thức nếu kind là formula, ví dụ dead + missing", None),
    ("note", "Ghi chú", None),
)
_VALUES = (
    ("as_of", "Thời điểm: 2024-09-11 hoặc 2024-09-11T13:30:00+07:00", None),
    ("event", "Mã sự kiện, ví dụ yagi_2024", None),
    ("unit_level", "Cấp: country, province, district, commune; other: ngoài hệ thống", LEVELS),
    ("unit", "Tên đơn vị như văn bản ghi", None),
    ("parent", "Tỉnh, thành phố của huyện hoặc xã", None),
    ("indicator", "Mã chỉ tiêu", None),
    ("value", "Giá trị: chỉ chữ số, dấu chấm trước phần thập phân", None),
    ("unit_of_measure", "Mã đơn vị tính", None),
    ("reading", "Cách đọc số; để trống là exact", tuple(Reading)),
    ("list", "complete: danh sách đủ mọi đơn vị có số; partial: một phần; total: số tổng; single: lẻ", tuple(ListKind)),
    ("source", "Nguồn: số văn bản hoặc địa chỉ trang", None),
    ("district", "Huyện, nếu trùng tên", None),
    ("code", "Mã đơn vị hành chính, nếu trùng tên", None),
)
_ALIASES = (
    ("spelling", "Cách viết khác", None),
    ("unit", "Tên đơn vị", None),
    ("parent", "Tỉnh, thành phố", None),
)


def case_template() -> bytes:
    """The workbook; the same bytes every time."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": "Tổng Kết: vụ việc", "created": datetime(2000, 1, 1)})  # noqa: DTZ001 (naive by format)
        head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
        text = book.add_format({"num_format": "@"})
        case = book.add_worksheet("case")
        case.set_column(0, 0, 16, text)
        case.set_column(1, 1, 48, text)
        case.set_column(2, 2, 60)
        for column, title in enumerate(("field", "value", "note")):
            case.write_string(0, column, title, head)
        for row, (field, value, note) in enumerate(_CASE, start=1):
            case.write_string(row, 0, field, head)
            case.write_string(row, 1, value, text)
            case.write_string(row, 2, note)
        for name, columns in (("indicators", _INDICATORS), ("values", _VALUES), ("aliases", _ALIASES)):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, (title, note, choices) in enumerate(columns):
                sheet.set_column(place, place, max(12, len(title) + 2), text)
                sheet.write_string(0, place, title, head)
                sheet.write_comment(0, place, note)
                if choices:
                    sheet.data_validation(
                        1, place, ROWS, place, {"validate": "list", "source": [str(c) for c in choices]}
                    )
    return buffer.getvalue()
