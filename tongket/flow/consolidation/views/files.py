"""What a page of figures shows, as a file: which kinds there are, in which language, shown or saved."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from tongket.flow.organisation.actors import Request, lang_of
from tongket.formats.writing import FORMATS

DATA = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
_PAPERS = ("docx", "pdf", "xlsx", "html")
_SHOWN = ("json", "html")  # what a browser shows by itself; the others are saved


def known_kind(suffix: str) -> None:
    """Raises Http404 for a kind of file that there is not, before anything is added up for it."""
    if suffix not in DATA and suffix not in _PAPERS:
        raise Http404(suffix)


def language(request: Request) -> str:
    """The language that the address asks for (?lang=), else that of the page."""
    asked = request.GET.get("lang", "")
    return asked if asked in ("vi", "en") else lang_of()


def as_file(data: bytes, name: str, suffix: str) -> HttpResponse:
    """The answer: data under one's own eyes where a browser can, else a file of that name."""
    response = HttpResponse(data, content_type=DATA[suffix] if suffix in DATA else FORMATS[suffix])
    kind = "inline" if suffix in _SHOWN else "attachment"
    response.headers["Content-Disposition"] = f'{kind}; filename="{name}.{suffix}"'
    return response
