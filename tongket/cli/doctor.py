"""`tongket doctor`: what works on this machine, what is missing, and what to do about it."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import resources

import click

from tongket.cli.shell import DONE, WRONG_DATA, now, set_up_django

_LEAST_FREE = 200 * 1_000_000
_FONTS = tuple(f"Tinos-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic"))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `advice` says what to do where it is not ok."""

    name: str
    ok: bool
    found: str
    advice: str = ""
    required: bool = True


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
def doctor(as_json: bool) -> None:
    """Tell what works on this machine and what is missing; 1 where something needed is wrong."""
    set_up_django()
    findings = list(_examine())
    well = all(finding.ok for finding in findings if finding.required)
    if as_json:
        answer = {"ok": well, "findings": [asdict(finding) for finding in findings]}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(_line(finding))
    raise SystemExit(DONE if well else WRONG_DATA)


def _line(finding: Finding) -> str:
    state = "ok" if finding.ok else "WRONG" if finding.required else "missing"
    advice = "" if finding.ok else f" → {finding.advice}"
    return f"{state:8} {finding.name:16} {finding.found}{advice}"


def _examine() -> Iterator[Finding]:
    """All findings, in the order in which one rests on another."""
    yield _python()
    folder = _data_folder()
    yield folder
    if folder.ok:
        yield _free_space()
        database = _database()
        yield database
        if database.ok:
            yield _migrations()
            yield _units()
    yield _fonts()
    yield _tool("LibreOffice", "soffice", "libreoffice-writer", "shows a docx as pages")
    yield _tesseract()
    yield _tool("OCRmyPDF", "ocrmypdf", "ocrmypdf", "reads scans")


def _python() -> Finding:
    ok = sys.version_info >= (3, 11)
    return Finding("Python", ok, platform.python_version(), "install Python 3.11 or later, then make install")


def _data_folder() -> Finding:
    from django.conf import settings  # noqa: PLC0415 (after Django is set up)

    try:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.DATA):
            pass
    except OSError as error:
        advice = "make it writable, or name another folder with TONGKET_DATA"
        return Finding("data folder", False, f"{settings.DATA}: {error.strerror}", advice)
    return Finding("data folder", True, f"{settings.DATA}")


def _free_space() -> Finding:
    from django.conf import settings  # noqa: PLC0415 (after Django is set up)

    free = shutil.disk_usage(settings.DATA).free
    return Finding("free space", free >= _LEAST_FREE, f"{free / 1e9:.1f} GB", "make room, 200 MB at the least")


def _database() -> Finding:
    from django.db import Error, connection, transaction  # noqa: PLC0415 (after Django is set up)

    name = f"{connection.display_name} {connection.settings_dict['NAME']}"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE tongket_doctor (number integer)")
            transaction.set_rollback(True)
    except Error as error:
        return Finding(
            "database", False, f"{name}: {' '.join(str(error).split())}", "check DATABASE_URL and its rights"
        )
    return Finding("database", True, f"{name}, can be written")


def _migrations() -> Finding:
    from tongket.cli import database, snapshot  # noqa: PLC0415 (after Django is set up)

    try:
        if database.is_empty():
            return Finding("migrations", True, "new: the tables are made on first use")
        applied, pending = len(snapshot.applied_migrations()), len(database.pending_migrations())
    except snapshot.StateUnknown as error:
        return Finding("migrations", False, str(error), "install the newer program")
    return Finding("migrations", not pending, f"{applied} applied, {pending} pending", "run: tongket migrate")


def _units() -> Finding:
    from tongket.cli import database  # noqa: PLC0415 (after Django is set up)
    from tongket.flow.organisation import queries  # noqa: PLC0415

    if database.is_empty() or database.pending_migrations():
        return Finding("units", True, "loaded when the tables are made")
    try:
        today = queries.tree().on(now().date())
    except queries.UnknownRoot as error:
        return Finding("units", False, str(error), "restore a backup, or set up anew with another TONGKET_DATA")
    return Finding("units", True, f"{today.count('province')} provinces, {today.count('commune')} communes today")


def _fonts() -> Finding:
    folder = resources.files("tongket.formats.writing") / "fonts"
    lacking = [name for name in _FONTS if not (folder / name).is_file()]
    found = f"{', '.join(lacking)} not found" if lacking else f"Tinos in {len(_FONTS)} styles"
    return Finding("fonts", not lacking, found, "the installation is not whole: run make install again")


def _tool(name: str, command: str, package: str, use: str) -> Finding:
    path = shutil.which(command)
    return Finding(name, path is not None, path or f"not found ({use})", _install(package), required=False)


def _tesseract() -> Finding:
    found = _tool("Tesseract", "tesseract", "tesseract-ocr-vie", "reads scans")
    if not found.ok:
        return found
    listed = subprocess.run([found.found, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603
    if "vie" in listed.stdout.split():
        return Finding(found.name, True, f"{found.found}, with Vietnamese", required=False)
    return Finding(found.name, False, "without Vietnamese", _install("tesseract-ocr-vie"), required=False)


def _install(package: str) -> str:
    return f"apt-get install -y {package}"
