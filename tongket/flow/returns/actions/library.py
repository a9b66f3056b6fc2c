"""Adding to the library of indicators, changing what is there for future forms, and no longer offering it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from tongket.core.forms.definitions import key_of_name
from tongket.core.forms.model import Entry
from tongket.core.forms.plain import entry_as_json, entry_from_json
from tongket.core.forms.versions import same_count
from tongket.core.text import fold, in_lines, squeeze
from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor, NotYours
from tongket.flow.returns.models import LibraryIndicator
from tongket.flow.returns.queries.library import administrations_kept, kept_indicator


class Refused(Exception):
    """It contradicts what is there; `code` says what.

    "name": the library has an indicator of this name; "count": the unit of measure, decimals and kind of one that
    stands are not changed, since figures reported so far would mean something else.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@transaction.atomic
def add_indicator(*, administration: str, entry: Entry, meaning: str, by: Actor, at: datetime) -> int:
    """Define an indicator for all committees of an administration; its number.

    One without a key gets one from its name. Raises NotYours for whoever is no secretary there, Refused("name").
    """
    if not by.reads_all and administration not in administrations_kept(by):
        raise NotYours(f"library of {administration}")
    rows = LibraryIndicator.objects.filter(administration=administration)
    name = squeeze(entry.indicator.name("vi"))
    _refuse_twice(rows, name)
    key = entry.indicator.id or key_of_name(name, set(rows.values_list("key", flat=True)))
    named = _named(entry, key, name)
    made = LibraryIndicator.objects.create(
        administration_id=administration, key=key, definition=entry_as_json(named), meaning=in_lines(meaning),
        by=by.label, at=at,
    )  # fmt: skip
    _record("add", made, by, at, {"key": key, "name": name})
    return made.pk


@transaction.atomic
def add_indicators(*, administration: str, entries: Sequence[Entry], by: Actor, at: datetime) -> tuple[int, ...]:
    """Define several, all or none; their numbers. Raises NotYours, Refused("name")."""
    made = tuple(
        add_indicator(administration=administration, entry=entry, meaning="", by=by, at=at) for entry in entries
    )
    data = {"indicators": list(made)}
    record(by=by.label, at=at, verb="add several", kind="library", id=administration, data=data)
    return made


@transaction.atomic
def change_indicator(*, indicator: int, entry: Entry, meaning: str, by: Actor, at: datetime) -> None:
    """Define an indicator anew for forms that take it from now on; forms that have it keep it as it was.

    Raises NotYours, Refused.
    """
    row = _held(indicator, by)
    before = entry_from_json(row.definition)
    name = squeeze(entry.indicator.name("vi"))
    if not same_count(before.indicator, entry.indicator):
        raise Refused("count")
    _refuse_twice(LibraryIndicator.objects.filter(administration=row.administration_id).exclude(pk=row.pk), name)
    row.definition, row.meaning = entry_as_json(_named(entry, row.key, name)), in_lines(meaning)
    row.by, row.at = by.label, at
    row.save()
    _record("change", row, by, at, {"key": row.key, "name": name})


@transaction.atomic
def retire_indicator(*, indicator: int, retired: bool = True, by: Actor, at: datetime) -> None:
    """No longer offer an indicator to forms, or with `retired` false offer it again. Raises NotYours."""
    row = _held(indicator, by)
    if row.retired != retired:
        row.retired = retired
        row.save(update_fields=["retired"])
        _record("retire" if retired else "offer again", row, by, at, {"key": row.key})


def _held(id: int, by: Actor) -> LibraryIndicator:
    kept_indicator(by, id)
    return LibraryIndicator.objects.select_for_update().get(pk=id)


def _named(entry: Entry, key: str, name: str) -> Entry:
    names = {**entry.indicator.names, "vi": name}
    return replace(entry, asked=replace(entry.asked, indicator=replace(entry.indicator, id=key, names=names)))


def _refuse_twice(rows: Any, name: str) -> None:
    names = (row.definition["indicator"]["names"]["vi"] for row in rows.filter(retired=False))
    if fold(name) in map(fold, names):
        raise Refused("name")


def _record(verb: str, row: LibraryIndicator, by: Actor, at: datetime, data: dict[str, Any]) -> None:
    record(by=by.label, at=at, verb=verb, kind="indicator", id=str(row.pk), data=data)
