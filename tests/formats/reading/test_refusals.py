"""Every reason for which a file is refused, told before a parser sees it where that can be."""

import io
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.reading import directive
from tests.formats.reading.test_document import package
from tongket.formats.reading import checks
from tongket.formats.reading.document import read_document, read_file
from tongket.formats.reading.refusals import REASONS, Refused
from tongket.formats.reading.tools import can_scan
from tongket.formats.reading.worker import parse

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _pdf(**options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _flagged() -> bytes:
    """A zip whose only entry says that it is encrypted."""
    data = bytearray(package({"word/document.xml": "<a/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


_ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="x">&b;</w:document>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (package({"word/document.xml": "<a/>", "word/vbaProject.bin": "x"}), "macros"),
        (_OLE + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (_flagged(), "encrypted"),
        (_pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "encrypted"),
        (package({"word/document.xml": _ENTITY}), "entities"),
        (package({"word/document.xml": "<broken"}), "damaged"),
        (directive.as_docx()[:4000], "damaged"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (package({"a.txt": "x"}), "type"),
        (_OLE, "type"),
        (b"<?xml version='1.0'?><a/>", "type"),
        ("Crème brûlée à la carte, déjà vu".encode("latin-1"), "encoding"),
        (bytes(range(256)) * 4, "encoding"),
        (b" \n \n", "no-text"),
    ],
)
def test_a_file_is_refused_for_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_document(data)
    assert refused.value.code == code


def test_a_word_file_that_unpacks_to_a_gigabyte_is_refused_in_a_blink_and_little_memory() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made,
        made.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(1_000):
            part.write(bytes(1_000_000))
    bomb = out.getvalue()
    assert len(bomb) < 1_100_000
    script = (
        "import pathlib, re, sys, time\n"
        "from tongket.formats.reading.document import read_document\n"
        "from tongket.formats.reading.refusals import Refused\n"
        "try:\n    read_document(sys.stdin.buffer.read())\n"
        "except Refused as refused:\n"
        "    status = pathlib.Path('/proc/self/status').read_text()\n"
        "    print(refused.code, re.search(r'VmHWM:\\s+(\\d+) kB', status)[1], time.process_time())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], input=bomb, capture_output=True, check=True)
    code, kilobytes, seconds = done.stdout.split()
    assert float(seconds) < 10, "of the processor"
    assert code == b"unpacked"
    assert int(kilobytes) < 100_000


def test_a_package_that_lies_about_its_size_is_damaged() -> None:
    data = bytearray(package({"word/document.xml": "<a>" + "x" * 50_000 + "</a>"}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    with pytest.raises(Refused) as refused:
        read_document(bytes(data))
    assert refused.value.code == "damaged"


def test_ratio_entries_and_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "SMALL", 100_000)
    with pytest.raises(Refused, match="packed"):
        checks.inspect(package({"word/document.xml": "x" * 2_000_000}))
    monkeypatch.setattr(checks, "MAX_ENTRIES", 3)
    with pytest.raises(Refused, match="more than 3"):
        checks.inspect(package({f"{n}.xml": "x" for n in range(4)}))
    monkeypatch.setattr(checks, "MAX_FILE", 10)
    with pytest.raises(Refused, match="too big"):
        checks.inspect(b"x" * 11)


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongket.formats.reading.pdf.MAX_PAGES", 0)
    with pytest.raises(Refused, match="too many pages"):
        parse("pdf", _pdf())


@pytest.mark.skipif(can_scan(), reason="this machine can read scans")
def test_a_scan_is_never_skipped_in_silence() -> None:
    for scan in (directive.as_scan(), _pdf()):
        with pytest.raises(Refused, match="apt-get install ocrmypdf tesseract-ocr-vie"):
            read_document(scan)


@pytest.mark.skipif(bool(shutil.which("soffice")), reason="LibreOffice is installed")
@pytest.mark.parametrize("data", [b"{\\rtf1 a}", _OLE + "WordDocument".encode("utf-16-le")])
def test_old_word_files_need_libreoffice_and_say_so(data: bytes) -> None:
    with pytest.raises(Refused, match=r"save it as \.docx"):
        read_document(data)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_file(tmp_path / "absent.docx")
    assert refused.value.code == "missing"


def test_every_reason_is_told_in_both_languages() -> None:
    assert all("(" in reason or reason == "{detail}" for reason in REASONS.values())


def _parsed(kind: str, data: bytes) -> None:
    try:
        text = parse(kind, data)
    except Refused:
        return
    assert all(0 <= block.start < block.end <= len(text.plain) for block in text.blocks)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([directive.as_docx(), directive.as_pdf()]), st.data())
def test_mutated_and_cut_files_are_read_or_refused(whole: bytes, data: st.DataObject) -> None:
    broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 6))):
        if broken:
            broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        kind = checks.inspect(bytes(broken))
    except Refused:
        return
    if kind in (checks.Type.DOCX, checks.Type.PDF):
        _parsed(kind, bytes(broken))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_html_is_read(text: str) -> None:
    _parsed("html", f"<html><body><table><tr><td>{text}".encode("utf-8", "replace"))
