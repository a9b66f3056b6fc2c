"""A unit fills in its return: saving cell by cell, and submitting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tongket.core.forms.cells import Cell, Cells, cells_as_json, cells_from_json
from tongket.core.forms.merging import Change, merge
from tongket.core.forms.model import FormContent
from tongket.core.forms.narratives import TooLong, clean, read_narrative
from tongket.core.forms.numbers import MAX_DIGITS
from tongket.core.forms.rules import Problem, check
from tongket.core.periods.periods import parse_period
from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor
from tongket.flow.organisation.queries.people import names_of
from tongket.flow.returns.fields import Deed, Stage
from tongket.flow.returns.models import Draft, Filing, Obligation, Step
from tongket.flow.returns.queries.earlier import NOTHING, earlier
from tongket.flow.returns.queries.turns import held_to_fill, why_shut

LONGEST_WORDS = 2_000  # of a comment or an explanation


class Refused(Exception):
    """It cannot be done; `code` says why.

    "stage": the return is not with the unit; "locked": the round is closed; "unknown": the form asks no such cell;
    "long": a text is too long (`keys`); "range": a figure is too large (`keys`); "problems": something is missing,
    wrong, or to be explained (`problems`).
    """

    def __init__(self, code: str, keys: tuple[str, ...] = (), problems: tuple[Problem, ...] = ()) -> None:
        self.code, self.keys, self.problems = code, keys, problems
        super().__init__(f"{code} {' '.join(keys)}".strip())


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed a cell or text first: what stands there now, by whom (a label) and since when."""

    key: str
    theirs: Cell | str | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save: keys that stand as they were sent, and those where nothing was overwritten; and all that
    stands in the return now.
    """

    saved: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    cells: Cells
    narratives: Mapping[str, str]


@transaction.atomic
def save_cells(
    *,
    obligation: int,
    changes: Mapping[str, Change[Cell | None]],
    narratives: Mapping[str, Change[str]],
    by: Actor,
    at: datetime,
) -> Saved:
    """Keep what a person changed; each change says what it was based on, so that nobody's answer is overwritten unseen.

    Raises NotYours, or Refused: then nothing was saved.
    """
    row = _own_turn(obligation, by)
    content = row.round.form_version.asks
    changes, narratives = _checked(content, changes), _cleaned(content, narratives)
    draft = _draft(row, by, at)
    cells = merge(cells_from_json(draft.cells), changes, None)
    texts = merge(draft.narratives, narratives, "")
    changed = (*cells.changed, *texts.changed)
    conflicts = tuple(
        Conflict(key, merged.standing.get(key, empty), *_hand(draft, key))
        for merged, empty in ((cells, None), (texts, ""))
        for key in merged.conflicts
    )
    standing = {key: cell for key, cell in cells.standing.items() if cell is not None}
    if changed:
        draft.cells = cells_as_json(standing)
        draft.narratives = texts.standing
        draft.hands |= {key: {"by": by.label, "at": at.isoformat()} for key in changed}
        draft.by, draft.at = by.label, at
        draft.save()
        if row.stage == Stage.NOT_BEGUN:
            row.stage = Stage.DRAFT
            row.save(update_fields=["stage"])
        data = {"unit": row.unit_id, "round": row.round_id, "keys": sorted(changed)}
        record(by=by.label, at=at, verb="fill in", kind="obligation", id=str(row.pk), data=data)
    return Saved((*cells.saved, *texts.saved), conflicts, standing, texts.standing)


@transaction.atomic
def submit(*, obligation: int, by: Actor, at: datetime) -> int:
    """File what the draft says, as a revision that is never changed; its number.

    It waits for the head of the unit, or where the regime asks for none for the secretary. Raises NotYours, Refused.
    """
    row = _own_turn(obligation, by)
    version = row.round.form_version
    content, draft = version.asks, _draft(row, by, at)
    cells = cells_from_json(draft.cells)
    past = earlier(by, row.round, [row.unit_id]).get(row.unit_id, NOTHING)
    begins = parse_period(row.round.period).number == 1
    problems = check(
        content, cells, past.before, past.year_before, draft.narratives, submitting=True, year_begins=begins
    )
    if problems:
        raise Refused("problems", problems=problems)
    row.filed += 1
    row.stage = Stage.SUBMITTED if row.round.regime.head_approves else Stage.APPROVED
    late = at > row.due
    Filing.objects.create(
        obligation=row, number=row.filed, form_version=version, cells=cells_as_json(cells),
        narratives=draft.narratives, late=late, by=by.label, at=at,
    )  # fmt: skip
    row.save(update_fields=["filed", "stage"])
    name = names_of([by.label])[by.label]
    Step.objects.create(obligation=row, filing=row.filed, deed=Deed.SUBMIT, by=by.label, by_name=name, at=at)
    data = {"unit": row.unit_id, "period": row.round.period, "filing": row.filed, "late": late}
    record(by=by.label, at=at, verb=Deed.SUBMIT.value, kind="obligation", id=str(row.pk), data=data)
    return row.filed


def _own_turn(obligation: int, by: Actor) -> Obligation:
    row = held_to_fill(by, obligation)
    if shut := why_shut(row):
        raise Refused(shut)
    return row


def _draft(row: Obligation, by: Actor, at: datetime) -> Draft:
    """The draft, begun with what was filed last where there is none."""
    last = row.filings.filter(number=row.filed).first() if row.filed else None
    begun = {"cells": last.cells, "narratives": last.narratives} if last else {}
    return Draft.objects.get_or_create(obligation=row, defaults={"by": by.label, "at": at, **begun})[0]


def _checked(content: FormContent, changes: Mapping[str, Change[Cell | None]]) -> dict[str, Change[Cell | None]]:
    """The changes with clean words. Raises Refused."""
    fillable = {cell.id for _, _, cell in content.rows() if not cell.formula}
    if strange := tuple(key for key in changes if key not in fillable):
        raise Refused("unknown", strange)
    found = {key: Change(change.was, _in_clean_words(change.now)) for key, change in changes.items()}
    cells = {key: change.now for key, change in found.items() if change.now is not None}
    if long := tuple(k for k, cell in cells.items() if max(len(cell.comment), len(cell.explanation)) > LONGEST_WORDS):
        raise Refused("long", long)
    if large := tuple(key for key, cell in cells.items() if abs(cell.value or 0) >= 10**MAX_DIGITS):
        raise Refused("range", large)
    return found


def _in_clean_words(cell: Cell | None) -> Cell | None:
    return cell and cell.saying(comment=clean(cell.comment), explanation=clean(cell.explanation))


def _cleaned(content: FormContent, narratives: Mapping[str, Change[str]]) -> dict[str, Change[str]]:
    asked = {text.key: text for text in content.narratives}
    if strange := tuple(key for key in narratives if key not in asked):
        raise Refused("unknown", strange)
    found = {}
    for key, change in narratives.items():
        try:
            found[key] = Change(change.was, read_narrative(change.now, asked[key]))
        except TooLong:
            raise Refused("long", (key,)) from None
    return found


def _hand(draft: Draft, key: str) -> tuple[str, datetime]:
    hand = draft.hands.get(key)
    return (hand["by"], datetime.fromisoformat(hand["at"])) if hand else (draft.by, draft.at)
