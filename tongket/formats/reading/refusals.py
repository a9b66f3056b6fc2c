"""Why a file is not read: a code, and what a person is told, Vietnamese first."""

from __future__ import annotations

import re

REASONS = {
    "empty": "tệp rỗng (the file is empty)",
    "missing": "không có tệp này hoặc không đọc được (no such file, or it cannot be read)",
    "too-big": "tệp quá lớn, tối đa {limit} MB (the file is too big; at most {limit} MB)",
    "unpacked": "tệp bung ra quá lớn (it unpacks to too much: more than {limit} MB)",
    "ratio": "tệp nén bất thường (it is packed {ratio} times: no ordinary document)",
    "entries": "tệp có quá nhiều thành phần (it holds too many parts: more than {limit})",
    "macros": "tệp có macro; hãy lưu lại thành .docx hoặc .xlsx (it carries macros; save it as .docx or .xlsx)",
    "entities": "tệp XML khai báo thực thể (its XML declares a document type or entities)",
    "encrypted": "tệp có mật khẩu; hãy bỏ mật khẩu rồi thử lại (it is encrypted; take the password off)",
    "pages": "tệp có quá nhiều trang, tối đa {limit} (it has too many pages; at most {limit})",
    "damaged": "tệp bị hỏng hoặc sai định dạng (the file is damaged)",
    "type": "không nhận ra loại tệp; đọc được docx, pdf, html, txt, md, xlsx, ảnh quét"
    " (this type of file is not read; docx, pdf, html, txt, md, xlsx and scans are)",
    "encoding": "{detail}",
    "limits": "đọc tệp quá lâu hoặc tốn quá nhiều bộ nhớ (reading took too long or too much memory)",
    "no-office": "tệp .doc/.rtf/.odt cần LibreOffice trên máy này, hoặc hãy lưu lại thành .docx"
    " (needs LibreOffice: apt-get install libreoffice-writer-nogui; or save it as .docx)",
    "no-ocr": "tệp là bản quét, cần ocrmypdf và Tesseract tiếng Việt trên máy này"
    " (a scan: needs apt-get install ocrmypdf tesseract-ocr-vie)",
    "not-a-return": "đây không phải tệp Excel tải từ trang báo cáo (this is not a workbook of the page of a return)",
    "kind": "chỉ nhận PDF, JPG, PNG, Word (.docx) và Excel (.xlsx) (only PDF, JPG, PNG, Word and Excel files are kept)",
    "no-text": "không tìm thấy chữ nào trong tệp (no text was found in it)",
}


_BOTH = re.compile(r"(?s)(.+) \((.+)\)\Z")


class Refused(ValueError):
    """A file that is not read. `code` is one of REASONS; the text says why and what to do."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(REASONS[code].format(**details))

    def told(self, lang: str) -> str:
        """The reason as a sentence of one language, for a page that is in it.

        >>> Refused("pages", limit=200).told("vi"), Refused("pages", limit=200).told("en")
        ('Tệp có quá nhiều trang, tối đa 200.', 'It has too many pages; at most 200.')
        """
        both = _BOTH.match(str(self))
        words = both[1 if lang == "vi" else 2] if both else str(self)
        return f"{words[:1].upper()}{words[1:].rstrip('.')}."
