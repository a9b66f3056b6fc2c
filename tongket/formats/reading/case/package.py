"""What a case says of itself: datapackage.json, or the sheet "case" of a workbook."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from tongket.core.text import nfc
from tongket.formats.reading.case.tables import Unreadable
from tongket.formats.reading.case.wording import Findings
from tongket.formats.reading.encodings import EncodingRefused, decode

FILE = "datapackage.json"
MAX_PACKAGE_BYTES = 1_000_000
_NAME = re.compile(r"[a-z0-9][-a-z0-9._]*", re.ASCII)
DEFAULT_COUNTRY, DEFAULT_ZONE = "VN", "Asia/Ho_Chi_Minh"


@dataclass(frozen=True, slots=True)
class Package:
    """Name, words of the title page, country and time zone; `paths` maps resource names to files of the folder."""

    name: str
    titles: tuple[tuple[str, str], ...]
    publisher: tuple[tuple[str, str], ...]
    country: str
    timezone: str
    paths: Mapping[str, str]

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of moments printed without one."""
        return ZoneInfo(self.timezone)


def read_package(folder: Path, findings: Findings) -> Package:
    """Read datapackage.json. Raises Unreadable where the rest cannot be read without it."""
    path = folder / FILE
    file = str(path)
    if not path.is_file():
        findings.error("missing_file", file)
        raise Unreadable
    if path.stat().st_size > MAX_PACKAGE_BYTES:
        findings.error("too_large", file, size=round(path.stat().st_size / 1e6), limit=1)
        raise Unreadable
    try:
        data = json.loads(decode(path.read_bytes()).text.removeprefix("\ufeff") or "null")
    except EncodingRefused as error:
        findings.error("encoding", file, problem=str(error))
        raise Unreadable from error
    except (ValueError, RecursionError) as error:
        findings.error("bad_json", file, getattr(error, "lineno", 0), problem=str(error))
        raise Unreadable from error
    if not isinstance(data, dict):
        findings.error("bad_json", file, problem="an object { … } is expected")
        raise Unreadable
    return package(data, file, findings, _paths(data, file, findings))


def package(data: Mapping[str, Any], file: str, findings: Findings, paths: Mapping[str, str]) -> Package:
    """Check the description of a case, wherever it was written."""
    name = nfc(str(data.get("name") or ""))
    if not _NAME.fullmatch(name):
        findings.error("bad_name", file, name=name)
    country = str(data.get("country") or DEFAULT_COUNTRY)
    zone = str(data.get("timezone") or DEFAULT_ZONE)
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        findings.error("bad_timezone", file, zone=zone)
        zone = DEFAULT_ZONE
    titles = by_language(data.get("titles")) or by_language(data.get("title"))
    return Package(name, titles or (("vi", name),), by_language(data.get("publisher")), country, zone, paths)


def by_language(words: object) -> tuple[tuple[str, str], ...]:
    """Words by language: from {"vi": …, "en": …}, or one text for every language."""
    if isinstance(words, dict):
        return tuple((str(lang), nfc(str(text))) for lang, text in sorted(words.items()) if text)
    return (("en", nfc(words)), ("vi", nfc(words))) if isinstance(words, str) and words else ()


def _paths(data: Mapping[str, Any], file: str, findings: Findings) -> dict[str, str]:
    """The files of the tables; a path that leaves the folder is refused."""
    found = {"values": "values.csv", "indicators": "indicators.csv", "aliases": "aliases.csv"}
    resources = data.get("resources")
    for resource in resources if isinstance(resources, list) else ():
        if not isinstance(resource, dict) or resource.get("name") not in found:
            continue
        path = resource.get("path")
        pure = PurePosixPath(path) if isinstance(path, str) and path else None
        if pure is None or pure.is_absolute() or ".." in pure.parts or ":" in str(path) or "\\" in str(path):
            findings.error("bad_path", file, path=path)
            raise Unreadable
        found[resource["name"]] = str(pure)
    return found
