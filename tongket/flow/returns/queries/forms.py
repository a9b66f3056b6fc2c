"""Reading forms: which there are, their versions, and the draft of the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tongket.core.forms.model import FormContent
from tongket.core.forms.plain import form_from_json
from tongket.core.forms.soundness import FormFault, form_faults
from tongket.core.forms.versions import changes, fillable, mapping_between
from tongket.flow.organisation.actors import Actor, NotYours, Role
from tongket.flow.organisation.models import Committee
from tongket.flow.organisation.queries import committees_within
from tongket.flow.returns.models import Form, FormVersion
from tongket.flow.returns.models.forms import COMMITTEE_READERS, committees_read_by
from tongket.flow.returns.queries.approving import keeps


@dataclass(frozen=True, slots=True)
class CommitteeKept:
    """A committee whose secretary the actor is."""

    id: int
    name: str
    unit: str
    root: str


@dataclass(frozen=True, slots=True)
class FormListed:
    """A form as a list shows it; `version` 0 where none was issued yet."""

    id: int
    name: str
    committee_id: int
    committee: str
    version: int
    draft: bool
    regimes: int


@dataclass(frozen=True, slots=True)
class VersionShown:
    """An issued version, and what it changed against the one before it, in words."""

    number: int
    issued: datetime
    content: FormContent
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormShown:
    """A form with its issued versions, the newest first."""

    id: int
    name: str
    committee_id: int
    committee: str
    versions: tuple[VersionShown, ...]
    draft: bool
    regimes: tuple[tuple[int, str], ...]
    kept_by_actor: bool


@dataclass(frozen=True, slots=True)
class DraftShown:
    """The draft of a version: what it asks, what is to be mended first, and what it changes.

    `before` is the issued version, None for the first; `mapping` says where its cells are proposed to go. `stamp`
    tells one state of the draft from the next.
    """

    form: int
    name: str
    committee: str
    root: str
    number: int
    content: FormContent
    can_undo: bool
    stamp: str
    faults: tuple[FormFault, ...]
    before: FormContent | None
    mapping: Mapping[str, str | None]


def committees_kept(actor: Actor) -> tuple[CommitteeKept, ...]:
    """Committees whose forms and regimes the actor makes, by name."""
    rows = committees_read_by(actor, *COMMITTEE_READERS).filter(committees_within(actor, Role.SECRETARY))
    return tuple(
        CommitteeKept(row.pk, row.name, row.unit_id, row.unit.administration_id)
        for row in rows.select_related("unit").order_by("name", "pk")
    )


def kept_committee(actor: Actor, id: int) -> Committee:
    """A committee whose secretary the actor is. Raises NotYours."""
    row = committees_read_by(actor, *COMMITTEE_READERS).select_related("unit").filter(pk=id).first()
    if row is None or not keeps(actor, row.unit_id, row.pk):
        raise NotYours(f"committee {id}")
    return row


def forms(actor: Actor) -> tuple[FormListed, ...]:
    """Forms of the committees that the actor works for or reads, by name."""
    rows = Form.objects.visible_to(actor).select_related("committee").prefetch_related("versions", "regimes")
    return tuple(
        FormListed(
            row.pk, row.name, row.committee_id, str(row.committee), row.version,
            any(version.issued is None for version in row.versions.all()), len(row.regimes.all()),
        )
        for row in rows
    )  # fmt: skip


def form(actor: Actor, id: int, lang: str) -> FormShown:
    """A form with its versions; what each changed is told in that language. Raises NotYours."""
    row = Form.objects.visible_to(actor).select_related("committee").filter(pk=id).first()
    if row is None:
        raise NotYours(f"form {id}")
    issued = [version for version in row.versions.all() if version.issued is not None]
    regimes = tuple(row.regimes.order_by("title").values_list("pk", "title"))
    return FormShown(
        row.pk, row.name, row.committee_id, str(row.committee), _versions(issued, lang),
        len(issued) < len(row.versions.all()), regimes, keeps(actor, row.committee.unit_id, row.committee_id),
    )  # fmt: skip


def draft(actor: Actor, id: int) -> DraftShown:
    """The draft of a form that the actor keeps. Raises NotYours where there is none."""
    row = kept_form(actor, id)
    found = row.versions.filter(issued__isnull=True).first()
    if found is None:
        raise NotYours(f"draft of form {id}")
    before = issued_content(row)
    content = form_from_json(found.content)
    return DraftShown(
        form=row.pk, name=row.name, committee=str(row.committee), root=row.committee.unit.administration_id,
        number=found.number, content=content, can_undo=found.undo is not None, stamp=found.at.isoformat(),
        faults=form_faults(content), before=before,
        mapping={} if before is None else mapping_between(before, content),
    )  # fmt: skip


def kept_form(actor: Actor, id: int) -> Form:
    """A form of a committee whose secretary the actor is. Raises NotYours."""
    row = Form.objects.visible_to(actor).select_related("committee__unit").filter(pk=id).first()
    if row is None or not keeps(actor, row.committee.unit_id, row.committee_id):
        raise NotYours(f"form {id}")
    return row


def issued_content(row: Form) -> FormContent | None:
    """What the version in use asks; None before the first is issued."""
    found = row.versions.filter(number=row.version, issued__isnull=False).first()
    return None if found is None else form_from_json(found.content)


def cells_to_place(draft: DraftShown) -> tuple[str, ...]:
    """Cells of the version in use that the draft does not ask under their keys: a person says where they go."""
    return tuple(key for key in fillable(draft.before) if key in draft.mapping) if draft.before else ()


def _versions(issued: list[FormVersion], lang: str) -> tuple[VersionShown, ...]:
    shown: list[VersionShown] = []
    before: FormContent | None = None
    for version in sorted(issued, key=lambda each: each.number):
        content = form_from_json(version.content)
        changed = changes(before, content, version.mapping, lang) if before is not None else ()
        shown.append(VersionShown(version.number, version.issued or version.at, content, changed))
        before = content
    return tuple(reversed(shown))
