"""Making forms: a draft changed step by step, and issued as a version that is never edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tongket.core.forms import editing
from tongket.core.forms.model import FormContent
from tongket.core.forms.plain import form_as_json, form_from_json
from tongket.core.forms.soundness import form_faults
from tongket.core.forms.versions import Fault, fillable, mapping_between, mapping_faults
from tongket.core.text import squeeze
from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor, NotYours
from tongket.flow.returns.models import Form, FormVersion
from tongket.flow.returns.queries.forms import issued_content, kept_committee, kept_form


class Refused(Exception):
    """It contradicts what is there; `code` says what, `faults` what is to be mended.

    "name": the committee has a form of that name; "draft": there is a draft already; "faults": the form cannot be
    given to units yet; "mapping": old cells cannot go where they are sent; "used": a regime rests on the form.
    """

    def __init__(self, code: str, faults: tuple[Fault, ...] = ()) -> None:
        self.code, self.faults = code, faults
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of editing: a verb and what it is about, for the journal, and the change itself.

    `change` is given the draft and the keys of texts that earlier versions used.
    """

    verb: str
    about: str
    change: Callable[[FormContent, frozenset[str]], FormContent]


@transaction.atomic
def create_form(*, committee: int, name: str, by: Actor, at: datetime) -> int:
    """Begin a form with an empty draft; its number. Raises NotYours, Refused("name")."""
    row = kept_committee(by, committee)
    name = squeeze(name)
    if Form.objects.filter(committee=committee, name=name).exists():
        raise Refused("name")
    made = Form.objects.create(committee=row, name=name)
    FormVersion.objects.create(form=made, number=1, content=form_as_json(editing.EMPTY), by=by.label, at=at)
    _record("create", made, by, at, {"name": name, "committee": committee})
    return made.pk


@transaction.atomic
def rename_form(*, form: int, name: str, by: Actor, at: datetime) -> None:
    """Give a form another name. Raises NotYours, Refused("name")."""
    row = _held(form, by)
    name = squeeze(name)
    if Form.objects.filter(committee=row.committee_id, name=name).exclude(pk=form).exists():
        raise Refused("name")
    row.name = name
    row.save(update_fields=["name"])
    _record("rename", row, by, at, {"name": name})


@transaction.atomic
def begin_version(*, form: int, by: Actor, at: datetime) -> None:
    """Begin the draft of a new version with what the version in use asks. Raises NotYours, Refused("draft")."""
    row = _held(form, by)
    content = issued_content(row)
    if content is None or row.versions.filter(issued__isnull=True).exists():
        raise Refused("draft")
    number = row.version + 1
    FormVersion.objects.create(form=row, number=number, content=form_as_json(content), by=by.label, at=at)
    _record("begin version", row, by, at, {"number": number})


@transaction.atomic
def edit_draft(*, form: int, edit: Edit, by: Actor, at: datetime) -> FormContent:
    """Change the draft by one step, and keep what it was before so that the step can be undone.

    Raises NotYours where there is no draft, WrongForm where the step does not fit it.
    """
    row = _held(form, by)
    found = _draft(row)
    before = form_from_json(found.content)
    after = edit.change(before, _texts_used(row))
    if after != before:
        found.undo, found.content, found.by, found.at = found.content, form_as_json(after), by.label, at
        found.save()
        _record(edit.verb, row, by, at, {"version": found.number, "about": edit.about[:200]})
    return after


@transaction.atomic
def undo_edit(*, form: int, by: Actor, at: datetime) -> None:
    """Undo the last step of the draft; once more does it again. Raises NotYours where there is nothing to undo."""
    row = _held(form, by)
    found = _draft(row)
    if found.undo is None:
        raise NotYours(f"undo in form {form}")
    found.content, found.undo, found.by, found.at = found.undo, found.content, by.label, at
    found.save()
    _record("undo", row, by, at, {"version": found.number})


@transaction.atomic
def discard_draft(*, form: int, by: Actor, at: datetime) -> bool:
    """Throw the draft away, and the form itself where nothing of it was issued; whether the form is still there.

    Raises NotYours, Refused("used").
    """
    row = _held(form, by)
    found = _draft(row)
    _record("discard draft", row, by, at, {"version": found.number, "content": found.content})
    if row.version == 0 and row.regimes.exists():
        raise Refused("used")
    found.delete()
    if row.version == 0:
        row.delete()
        return False
    return True


@transaction.atomic
def issue_form(*, form: int, mapping: Mapping[str, str | None] | None = None, by: Actor, at: datetime) -> int:
    """Put the draft into use for rounds that are opened from now on; the number of the version.

    `mapping` says where cells of the version before go, by default as `mapping_between` proposes. Raises NotYours,
    Refused.
    """
    row = _held(form, by)
    found = _draft(row)
    content, before = form_from_json(found.content), issued_content(row)
    if form_faults(content):
        raise Refused("faults")
    places = _places(before, content, mapping)
    found.mapping, found.undo, found.issued, found.by, found.at = places, None, at, by.label, at
    found.save()
    row.version = found.number
    row.save(update_fields=["version"])
    _record("issue", row, by, at, {"version": found.number, "mapping": places})
    return found.number


def _places(
    before: FormContent | None, content: FormContent, mapping: Mapping[str, str | None] | None
) -> dict[str, str | None]:
    """Only what changes its place, for cells that the version before had."""
    if before is None:
        return {}
    wanted = mapping_between(before, content) | dict(mapping or {})
    places = {key: wanted[key] for key in fillable(before) if key in wanted and wanted[key] != key}
    if faults := mapping_faults(places, before, content):
        raise Refused("mapping", faults)
    return places


def _held(id: int, by: Actor) -> Form:
    seen = kept_form(by, id)
    row = Form.objects.select_for_update().get(pk=id)
    row.committee = seen.committee
    return row


def _draft(row: Form) -> FormVersion:
    found = row.versions.select_for_update().filter(issued__isnull=True).first()
    if found is None:
        raise NotYours(f"draft of form {row.pk}")
    return found


def _texts_used(row: Form) -> frozenset[str]:
    contents = row.versions.filter(issued__isnull=False).values_list("content", flat=True)
    return frozenset(text.key for content in contents for text in form_from_json(content).narratives)


def _record(verb: str, row: Form, by: Actor, at: datetime, data: dict[str, Any]) -> None:
    record(by=by.label, at=at, verb=verb, kind="form", id=str(row.pk), data=data)
