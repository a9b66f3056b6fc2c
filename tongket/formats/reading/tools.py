"""Programs that reading uses where they are installed: LibreOffice, ocrmypdf, Tesseract with Vietnamese."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tongket.formats.reading.refusals import Refused

_PATIENCE = 600  # seconds for a whole scan or conversion


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that may be missing: what it is for, where it was found ("" if not), and how to get it."""

    name: str
    purpose: str
    found: str
    advice: str


def optional_tools() -> tuple[Tool, ...]:
    """Every optional program with its state, for `tongket doctor`."""
    office = shutil.which("soffice") or shutil.which("libreoffice") or ""
    ocr = shutil.which("ocrmypdf") or ""
    language = "vie" if "vie" in languages() else ""
    return (
        Tool("LibreOffice", "doc, rtf, odt", office, "apt-get install libreoffice-writer-nogui"),
        Tool("ocrmypdf", "bản quét (scans)", ocr, "apt-get install ocrmypdf"),
        Tool(
            "Tesseract vie",
            "chữ Việt trong bản quét (Vietnamese in scans)",
            language,
            "apt-get install tesseract-ocr-vie",
        ),
    )


@cache
def languages() -> tuple[str, ...]:
    """The languages that Tesseract knows here; none where it is not installed."""
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        return ()
    listed = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603 (found on PATH)
    return tuple(line.strip() for line in (listed.stdout + listed.stderr).splitlines() if line.strip().isalpha())


def can_scan() -> bool:
    """Whether a scan can be read here."""
    return bool(shutil.which("ocrmypdf")) and "vie" in languages()


def recognise(data: bytes, suffix: str) -> bytes:
    """A scan or image as a PDF with text. Raises `Refused` where the programs are missing or fail."""
    program = shutil.which("ocrmypdf")
    if program is None or "vie" not in languages():
        raise Refused("no-ocr")
    with tempfile.TemporaryDirectory(prefix="tongket-") as folder:
        source, target = Path(folder) / f"scan{suffix}", Path(folder) / "text.pdf"
        source.write_bytes(data)
        options = ["-l", "vie", "--output-type", "pdf", "--quiet", "--jobs", "1"]
        options += ["--image-dpi", "300"] if suffix != ".pdf" else ["--force-ocr"]
        _run([program, *options, str(source), str(target)], folder)
        if not target.exists():
            raise Refused("damaged")
        return target.read_bytes()


def to_docx(data: bytes) -> bytes:
    """A doc, rtf or odt as docx, by LibreOffice. Raises `Refused` where it is missing or fails."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Refused("no-office")
    with tempfile.TemporaryDirectory(prefix="tongket-") as folder:
        source = Path(folder) / ("source.rtf" if data.startswith(b"{\\rtf") else "source.doc")
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        _run([program, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(source)], folder)
        target = Path(folder) / "source.docx"
        if not target.exists():
            raise Refused("damaged")
        return target.read_bytes()


def _run(command: list[str], folder: str) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 (no shell; found on PATH)
    except subprocess.TimeoutExpired:
        raise Refused("limits") from None
    if done.returncode not in (0, 4, 10):  # 4 and 10: ocrmypdf made a file but is not content with it
        raise Refused("damaged")
