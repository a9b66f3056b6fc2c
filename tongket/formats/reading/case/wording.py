"""Every message about a case, in English and Vietnamese: what is wrong, and what to do."""

from __future__ import annotations

from tongket.core.messages import Message

MAX_MESSAGES = 10_000

# code -> English, Vietnamese
WORDS: dict[str, tuple[str, str]] = {
    "no_folder": ("there is no such file or folder", "không có tệp hoặc thư mục này"),
    "not_a_case": (
        "a case is a folder with datapackage.json, or an .xlsx workbook; make an empty one with: tongket case template",
        "vụ việc là một thư mục có datapackage.json hoặc một tệp .xlsx; tạo tệp mẫu: tongket case template",
    ),
    "missing_file": ("the file is missing", "thiếu tệp này"),
    "missing_sheet": ("the sheet '{sheet}' is missing", "thiếu trang tính '{sheet}'"),
    "empty_file": ("the file is empty", "tệp rỗng"),
    "no_rows": ("there is no row below the heading", "không có dòng nào dưới dòng tiêu đề"),
    "too_large": (
        "{size} MB is over the limit of {limit} MB; split the case",
        "{size} MB vượt giới hạn {limit} MB; hãy tách vụ việc",
    ),
    "too_many_rows": (
        "over {limit} rows; split the case into several events or periods",
        "trên {limit} dòng; hãy tách thành nhiều sự kiện hoặc kỳ",
    ),
    "bad_json": ("this is not valid JSON: {problem}", "tệp JSON không đúng: {problem}"),
    "bad_workbook": ("this is not a sound .xlsx workbook: {problem}", "tệp .xlsx không đọc được: {problem}"),
    "bad_csv": ("the row cannot be read: {problem}", "không đọc được dòng này: {problem}"),
    "bad_name": (
        "the name '{name}' may have only letters a-z, digits, '-', '_' and '.', and begins with a letter or digit",
        "tên '{name}' chỉ được có chữ thường a-z, chữ số, '-', '_' và '.', bắt đầu bằng chữ hoặc số",
    ),
    "bad_path": (
        "the resource path '{path}' must be a file inside the folder",
        "đường dẫn '{path}' phải là một tệp trong thư mục",
    ),
    "bad_timezone": (
        "'{zone}' is not a time zone; write e.g. Asia/Ho_Chi_Minh",
        "'{zone}' không phải múi giờ; ví dụ: Asia/Ho_Chi_Minh",
    ),
    "no_units": (
        "there are no units of '{country}' here; load them first with: tongket units load",
        "chưa có đơn vị hành chính của '{country}'; nạp trước bằng: tongket units load",
    ),
    "encoding": ("{problem}", "{problem}"),
    "missing_column": (
        "the column '{column}' is missing; the columns are {columns}",
        "thiếu cột '{column}'; các cột cần có: {columns}",
    ),
    "unknown_column": ("the column '{column}' is not known and is left out", "cột '{column}' không dùng đến, bỏ qua"),
    "double_column": ("the column '{column}' stands twice", "cột '{column}' có hai lần"),
    "columns": ("the row has {found} cells, the heading {expected}", "dòng có {found} ô, tiêu đề có {expected} ô"),
    "formula": (
        "the cell '{column}' holds a formula ({text}); write its value",
        "ô '{column}' là công thức ({text}); hãy ghi giá trị",
    ),
    "empty": ("'{column}' is empty", "ô '{column}' để trống"),
    "choice": (
        "'{text}' is not a {column}; write one of {choices}",
        "'{text}' không hợp lệ ở cột {column}; chọn: {choices}",
    ),
    "moment": ("{problem}", "thời điểm không đúng: {problem}"),
    "excel_moment": (
        "the time {text} has no zone; it is taken as {zone}",
        "thời điểm {text} không có múi giờ; hiểu là giờ {zone}",
    ),
    "number": (
        "'{text}' is not a number; write digits, with a point before decimals and nothing between thousands",
        "'{text}' không phải là số; chỉ ghi chữ số, dấu chấm trước phần thập phân, không tách hàng nghìn",
    ),
    "number_range": (
        "{text} is beyond what is counted exactly (15 digits)",
        "{text} vượt quá mức tính chính xác (15 chữ số)",
    ),
    "decimals": (
        "{text} has more decimals than '{indicator}' has ({decimals}); if the point parts thousands, leave it out",
        "{text} có nhiều chữ số thập phân hơn '{indicator}' cho phép ({decimals}); bỏ dấu tách hàng nghìn nếu có",
    ),
    "negative": ("{text} is negative; '{indicator}' is a count", "{text} là số âm; '{indicator}' không thể âm"),
    "unknown_indicator": (
        "there is no indicator '{indicator}' in this case",
        "vụ việc này không có chỉ tiêu '{indicator}'",
    ),
    "unit_of_measure": (
        "'{indicator}' is counted in '{expected}', not in '{found}'",
        "'{indicator}' tính bằng '{expected}', không phải '{found}'",
    ),
    "unknown_unit": ("there is no {level} '{unit}'{where} on {day}", "không có {level} '{unit}'{where} vào ngày {day}"),
    "wrong_date_unit": (
        "'{unit}' is not a {level} of {day}{where}; it stood at another time",
        "'{unit}' không phải {level}{where} vào ngày {day}; đơn vị này tồn tại vào thời gian khác",
    ),
    "ambiguous_unit": (
        "'{unit}' is the name of several units of level {level}{where}; add the column 'district' or 'code'",
        "'{unit}' là tên của nhiều đơn vị cấp {level}{where}; thêm cột 'district' hoặc 'code'",
    ),
    "unit_warning": ("{problem}", "{problem}"),
    "repeated": ("this row stands already in line {first}", "dòng này trùng với dòng {first}"),
    "no_indicators": ("there is no indicator", "không có chỉ tiêu nào"),
    "double_indicator": (
        "the indicator '{indicator}' stands already in line {first}",
        "chỉ tiêu '{indicator}' đã có ở dòng {first}",
    ),
    "bad_decimals": (
        "decimals must be a whole number from 0 to 9, not '{text}'",
        "decimals là số nguyên từ 0 đến 9, không phải '{text}'",
    ),
    "bad_formula": ("{problem}", "công thức không đúng: {problem}"),
    "alias_parent": (
        "the parent '{parent}' of the alias is no province",
        "'{parent}' trong bảng tên gọi khác không phải tỉnh, thành phố",
    ),
    "more": ("{count} more findings are not shown", "còn {count} lỗi nữa không hiển thị"),
}


class Findings:
    """Collects messages; an error means that nothing will be loaded."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.errors = 0
        self._left_out = 0

    def error(self, code: str, file: str, line: int = 0, near: tuple[str, ...] = (), **details: object) -> None:
        """Something that must be mended."""
        self.errors += 1
        self._add(code, file, line, "error", near, details)

    def warning(self, code: str, file: str, line: int = 0, near: tuple[str, ...] = (), **details: object) -> None:
        """Something that a person should know, and that does not stop the load."""
        self._add(code, file, line, "warning", near, details)

    def _add(
        self, code: str, file: str, line: int, level: str, near: tuple[str, ...], details: dict[str, object]
    ) -> None:
        if len(self.messages) >= MAX_MESSAGES:
            self._left_out += 1
            return
        english, vietnamese = (words.format(**details) for words in WORDS[code])
        if near:
            english += f"; near: {', '.join(near)}"
            vietnamese += f"; gần giống: {', '.join(near)}"
        self.messages.append(Message(file, line, english, level, code, near, vietnamese))

    def all(self) -> tuple[Message, ...]:
        """Every message in order of file and line; the last says how many were left out."""
        found = sorted(self.messages, key=lambda m: (m.file, m.line))
        if self._left_out:
            english, vietnamese = (words.format(count=self._left_out) for words in WORDS["more"])
            found.append(Message(found[-1].file, 0, english, "error", "more", (), vietnamese))
        return tuple(found)
