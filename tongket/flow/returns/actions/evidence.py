"""Files that back a cell: added to a return while it is with its unit, and taken away again."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tongket.core.text import squeeze
from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor, NotYours
from tongket.flow.returns.actions.filling import Refused
from tongket.flow.returns.models import Evidence
from tongket.flow.returns.queries.turns import held_to_fill, why_shut
from tongket.formats.kept import keep
from tongket.formats.reading.evidence import evidence_kind

FOLDER = "evidence"
MOST_FILES = 10  # at a cell
_LONGEST_NAME = 150
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f"<>|:*?\\/\u200b-\u200f\u202a-\u202e\u2066-\u2069]')


@transaction.atomic
def add_evidence(*, obligation: int, cell: str, name: str, data: bytes, by: Actor, at: datetime) -> int:
    """Keep a file for a cell; the number of its row.

    Raises NotYours; Refused("stage"), ("locked"), ("unknown") for a cell that the form does not ask, ("many"); and
    `formats.reading.refusals.Refused` where the file is not to be kept.
    """
    row = held_to_fill(by, obligation)
    if shut := why_shut(row):
        raise Refused(shut)
    if cell not in {each.id for _, _, each in row.round.form_version.asks.rows()}:
        raise Refused("unknown", (cell,))
    if row.evidence.filter(cell=cell, removed=False).count() >= MOST_FILES:
        raise Refused("many", (cell,))
    media_type, ending = evidence_kind(data)
    digest = keep(Path(settings.MEDIA_ROOT) / FOLDER, data)
    made = Evidence.objects.create(
        obligation=row, cell=cell, name=_file_name(name, ending), media_type=media_type, size=len(data),
        digest=digest, by=by.label, at=at,
    )  # fmt: skip
    told = {"unit": row.unit_id, "cell": cell, "name": made.name, "digest": digest}
    record(by=by.label, at=at, verb="add", kind="evidence", id=str(made.pk), data=told)
    return made.pk


@transaction.atomic
def remove_evidence(*, obligation: int, id: int, by: Actor, at: datetime) -> None:
    """From now on the file backs nothing new; it stays beside what was filed with it. Raises NotYours, Refused."""
    row = held_to_fill(by, obligation)
    if shut := why_shut(row):
        raise Refused(shut)
    found = row.evidence.filter(pk=id, removed=False).first()
    if found is None:
        raise NotYours(f"evidence {id}")
    found.removed, found.removed_at = True, at
    found.save(update_fields=["removed", "removed_at"])
    told = {"unit": row.unit_id, "cell": found.cell, "name": found.name, "digest": found.digest}
    record(by=by.label, at=at, verb="remove", kind="evidence", id=str(id), data=told)


def _file_name(name: str, ending: str) -> str:
    """The name without folders or signs that deceive, with the ending that its content has.

    >>> _file_name("C:\\\\ảnh\\u202egpj.exe", ".jpg"), _file_name("biên bản.PDF", ".pdf"), _file_name("", ".png")
    ('ảnhgpj.exe.jpg', 'biên bản.pdf', 'minh-chung.png')
    """
    last = re.split(r"[\\/]", name)[-1]
    stem = squeeze(_NOT_IN_NAMES.sub("", last)).strip(". ")
    for known in (ending, ".jpeg" if ending == ".jpg" else ending):
        stem = stem[: -len(known)] if stem.lower().endswith(known) else stem
    return f"{stem[:_LONGEST_NAME].strip('. ') or 'minh-chung'}{ending}"
