"""One directive, made up for the tests, as Word, PDF and scan: what stands on the page is the same."""

import io
import json
import struct
import zlib

import docx
import pypdfium2
import typst
from docx.document import Document
from docx.table import Table

from tongket.formats.writing.pdf import _fonts

ISSUER = ("ỦY BAN NHÂN DÂN", "TỈNH BÌNH AN")
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
NUMBER = "Số: 15/CT-UBND"
DATED = "Bình An, ngày 09 tháng 3 năm 2026"
KIND = "CHỈ THỊ"
TITLE = "Về việc tăng cường quản lý bến bãi trên địa bàn tỉnh"
BODY = (
    "Thực hiện Quyết định số 77/QĐ-TTg ngày 05 tháng 01 năm 2026 của Thủ tướng Chính phủ, Chủ tịch Ủy ban nhân dân "
    "tỉnh yêu cầu các cơ quan, đơn vị thực hiện các nhiệm vụ sau:",
    "1. Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập danh mục bến bãi cần nâng cấp, xong trước ngày 30/6/2026.",
    "2. Ủy ban nhân dân các xã, phường báo cáo kết quả rà soát về Sở Xây dựng trước ngày 20 hằng tháng.",
)
TABLE = (
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"),
    ("1", "Xây dựng quy chế quản lý bến", "Sở Tư pháp", "Sở Xây dựng", "Tháng 6/2026"),
    ("2", "Tập huấn nghiệp vụ cho chủ bến", "Sở Nội vụ", "Công an tỉnh", "Tháng 9/2026"),
)
RECIPIENTS = ("Nơi nhận:", "- Như trên;", "- Lưu: Văn thư.")
SIGNED = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Bình")


def as_docx() -> bytes:
    """The page as a secretary types it in Word: letterhead and foot in tables without rules."""
    document = docx.Document()
    _two(document, (*ISSUER, NUMBER), (*NATION, DATED))
    for text in (KIND, TITLE, *BODY):
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=len(TABLE[0]))
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("")
    _two(document, RECIPIENTS, SIGNED)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _two(document: Document, left: tuple[str, ...], right: tuple[str, ...]) -> Table:
    table = document.add_table(rows=1, cols=2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        cell.text = "\n".join(lines)
    return table


_TYPST = """
#let page-data = json(bytes(sys.inputs.page))
#set page(paper: "a4", margin: (left: 30mm, right: 15mm, top: 20mm, bottom: 20mm), numbering: "1")
#set text(font: "Tinos", size: 13pt, lang: "vi")
#set par(justify: true, first-line-indent: (amount: 10mm, all: true), spacing: 10pt)
#let two(left, right) = grid(columns: (45%, 55%), column-gutter: 4mm,
  align(center, stack(spacing: 7pt, ..left.map(t => [#t]))), align(center, stack(spacing: 7pt, ..right.map(t => [#t]))))
#two(page-data.head.at(0), page-data.head.at(1))
#v(4mm)
#align(center)[*#page-data.kind*]
#align(center)[*#page-data.title*]
#for text in page-data.body [#par(text)]
#table(columns: (10mm, 1fr, 30mm, 30mm, 28mm), ..page-data.table.flatten().map(t => [#t]))
#v(4mm)
#grid(columns: (50%, 50%), stack(spacing: 7pt, ..page-data.foot.at(0).map(t => [#t])),
  align(center, stack(spacing: 9pt, ..page-data.foot.at(1).map(t => [#t]))))
"""


def as_pdf() -> bytes:
    """The page as PDF with text."""
    data = {
        "head": [[*ISSUER, NUMBER], [*NATION, DATED]],
        "kind": KIND,
        "title": TITLE,
        "body": BODY,
        "table": TABLE,
        "foot": [RECIPIENTS, SIGNED],
    }
    made = typst.compile(
        _TYPST.encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"page": json.dumps(data, ensure_ascii=False)},
        format="pdf",
    )
    assert isinstance(made, bytes)
    return made


def as_scan() -> bytes:
    """The page as a picture, 300 dots an inch: PNG without any text."""
    document = pypdfium2.PdfDocument(as_pdf())
    bitmap = document[0].render(scale=300 / 72, grayscale=True)
    rows = bitmap.to_numpy().reshape(bitmap.height, bitmap.width)
    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    header = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n"
    for name, body in chunks:
        png += struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return png
