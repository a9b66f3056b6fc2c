"""A neutral document written as docx, PDF, HTML, xlsx and JSON.

Importing this package loads none of the office libraries: a writer is imported when it first writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from tongket.core.pages.model import Document

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
        "html": "text/html; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "json": "application/json",
    }
)
"""Each format's name, which is also its file extension, and its media type."""

_MODULES = {"docx": "docx", "pdf": "pdf", "html": "html", "xlsx": "xlsx", "json": "plain"}


def write(document: Document, format: str) -> bytes:
    """The bytes of `document` in one of `FORMATS`: the same for the same document.

    Raises KeyError for an unknown format, ValueError for a document whose footnotes or tables do not fit together.
    """
    if format not in _MODULES:
        raise KeyError(format)
    module = import_module(f"{__name__}.{_MODULES[format]}")
    return cast(Callable[[Document], bytes], module.write)(document)
