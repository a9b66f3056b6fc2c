"""Reading the library of indicators, and what a unit has said about one of them under another regime."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tongket.core.forms.cells import Cell, cells_from_json
from tongket.core.forms.model import Entry
from tongket.core.forms.plain import entry_from_json
from tongket.core.forms.versions import fillable, same_count
from tongket.core.rollup.model import Kind
from tongket.core.text import fold, sort_key
from tongket.flow.organisation.actors import Actor, NotYours, Role
from tongket.flow.organisation.models import Committee, Unit
from tongket.flow.returns.models import Filing, LibraryIndicator, Obligation


@dataclass(frozen=True, slots=True)
class LibraryListed:
    """An indicator of the library: the entry that forms take, and how it is counted."""

    id: int
    administration: str
    entry: Entry
    meaning: str
    retired: bool

    @property
    def name(self) -> str:
        """Its Vietnamese name."""
        return self.entry.indicator.name("vi")


@dataclass(frozen=True, slots=True)
class Given:
    """What a unit said elsewhere for the same period, and where."""

    cell: Cell
    where: str


def administrations_kept(actor: Actor) -> tuple[str, ...]:
    """Keys of the administrations to whose library the actor may add: where they are secretary of any committee."""
    units = Unit.objects.filter(pk__in=actor.units_of(Role.SECRETARY)).values_list("administration", flat=True)
    committees = Committee.objects.filter(pk__in=actor.committees_of(Role.SECRETARY))
    return tuple(sorted({*units, *committees.values_list("unit__administration", flat=True)}))


def library(
    actor: Actor, words: str = "", *, administration: str = "", retired: bool = False
) -> tuple[LibraryListed, ...]:
    """Indicators by name; those whose name, meaning or key holds all the words, accents aside."""
    rows = LibraryIndicator.objects.visible_to(actor)
    if administration:
        rows = rows.filter(administration=administration)
    if not retired:
        rows = rows.filter(retired=False)
    wanted = fold(words).split()
    found = [listed for row in rows if _holds(listed := _listed(row), wanted)]
    return tuple(sorted(found, key=lambda each: (sort_key(each.name), each.id)))


def indicator(actor: Actor, id: int) -> LibraryListed:
    """An indicator of the library. Raises NotYours."""
    row = LibraryIndicator.objects.visible_to(actor).filter(pk=id).first()
    if row is None:
        raise NotYours(f"indicator {id}")
    return _listed(row)


def kept_indicator(actor: Actor, id: int) -> LibraryIndicator:
    """An indicator of a library that the actor keeps. Raises NotYours."""
    row = LibraryIndicator.objects.visible_to(actor).filter(pk=id).first()
    if row is None or not (actor.reads_all or row.administration_id in administrations_kept(actor)):
        raise NotYours(f"indicator {id}")
    return row


def given_elsewhere(actor: Actor, obligation: int) -> Mapping[str, Given]:
    """By cell key, what the unit of an obligation filed for the same period under another regime.

    The same is what counts the same and closes on the same day; a flow also has to begin on the same day. The newest
    filing that was accepted is taken, else the newest one. Raises NotYours.
    """
    row = Obligation.objects.visible_to(actor).select_related("round__form_version").filter(pk=obligation).first()
    if row is None:
        raise NotYours(f"obligation {obligation}")
    asked = fillable(row.round.form_version.asks)
    others = Obligation.objects.visible_to(actor).filter(
        unit=row.unit_id, round__cut_off=row.round.cut_off, filed__gt=0
    )
    others = others.exclude(round__regime=row.round.regime_id).select_related("round__regime")
    found: dict[str, Given] = {}
    for other in others.order_by("round__regime__title", "pk"):
        filing = Filing.objects.select_related("form_version").get(
            obligation=other, number=other.accepted or other.filed
        )
        told = fillable(filing.form_version.asks)
        same_days = other.round.first_day == row.round.first_day
        for key, cell in cells_from_json(filing.cells).items():
            fits = key in asked and key in told and same_count(asked[key], told[key])
            if fits and (same_days or asked[key].kind is not Kind.FLOW):
                found.setdefault(key, Given(cell, other.round.regime.title))
    return found


def _listed(row: LibraryIndicator) -> LibraryListed:
    return LibraryListed(row.pk, row.administration_id, entry_from_json(row.definition), row.meaning, row.retired)


def _holds(listed: LibraryListed, wanted: list[str]) -> bool:
    text = fold(f"{listed.name} {listed.meaning} {listed.entry.indicator.id}")
    return all(word in text for word in wanted)
