"""From one version of a form to the next: where old cells go, and what changed, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from tongket.core.forms.model import Entry, FormContent
from tongket.core.forms.sentences import CHANGES
from tongket.core.forms.wording import cell_name, rule_text
from tongket.core.rollup.model import Indicator
from tongket.core.text import fold

Places = Mapping[str, str | None]  # for keys of the version before: the key here, None for what is no longer asked
_Answer = TypeVar("_Answer")


def map_cells(cells: Mapping[str, _Answer], mapping: Places) -> dict[str, _Answer]:
    """Cells of the version before under the keys of this one; a key that the mapping leaves out keeps its name.

    >>> map_cells({"poor": 7, "old": 3, "rich": 1}, {"old": "new", "rich": None})
    {'poor': 7, 'new': 3}
    """
    if not mapping:
        return dict(cells)
    named = ((mapping.get(key, key), cell) for key, cell in cells.items())
    return {key: cell for key, cell in named if key is not None}


def joined(first: Places, then: Places) -> dict[str, str | None]:
    """One mapping over two versions: what `first` and then `then` do.

    >>> joined({"a": "b"}, {"b": "c", "d": None})
    {'b': 'c', 'd': None, 'a': 'c'}
    """
    return {**then, **{key: None if new is None else then.get(new, new) for key, new in first.items()}}


def mapping_between(old: FormContent, new: FormContent) -> dict[str, str | None]:
    """A proposal for every cell of `old` that `new` does not ask under its key: the key there, or None.

    Proposed is a new cell that counts the same (see `same_count`) and bears the same name, accents and case aside.
    """
    before, after = fillable(old), fillable(new)
    free = [key for key in after if key not in before]
    found: dict[str, str | None] = {}
    for key in before:
        if key in after and same_count(before[key], after[key]):
            continue
        name = fold(cell_name(old, key, "vi"))
        place = next(
            (to for to in free if fold(cell_name(new, to, "vi")) == name and same_count(before[key], after[to])), None
        )
        found[key] = place
        if place is not None:
            free.remove(place)
    return found


@dataclass(frozen=True, slots=True)
class Fault:
    """Why old cells cannot go where a mapping sends them: "no_place", "two_in_one" or "not_same"."""

    kind: str
    old: str
    new: str = ""
    other: str = ""


def mapping_faults(mapping: Places, old: FormContent, new: FormContent) -> tuple[Fault, ...]:
    """All that is wrong with a mapping: a cell lost unsaid, two that would become one, a figure of another meaning."""
    before, after = fillable(old), fillable(new)
    taken: dict[str, str] = {}
    found = []
    for key in before:
        place = mapping.get(key, key)
        if place is None:
            continue
        if place not in after:
            found.append(Fault("no_place", key))
        elif place in taken:
            found.append(Fault("two_in_one", key, place, taken[place]))
        elif not same_count(before[key], after[place]):
            found.append(Fault("not_same", key, place))
        taken.setdefault(place, key)
    return tuple(found)


def fault_text(fault: Fault, old: FormContent, new: FormContent, lang: str) -> str:
    """What is wrong, and what to do."""
    return CHANGES[lang][fault.kind].format(
        old=cell_name(old, fault.old, lang),
        name=cell_name(new, fault.new, lang),
        other=cell_name(old, fault.other, lang),
    )


def same_count(one: Indicator, other: Indicator) -> bool:
    """Whether figures of one may stand under the other: the same unit of measure, decimals and kind."""
    return (one.unit_of_measure, one.decimals, one.kind) == (other.unit_of_measure, other.decimals, other.kind)


def fillable(content: FormContent) -> dict[str, Indicator]:
    """The cells that a unit fills in, by key, in the order of the form."""
    return {key: cell for key, cell in content.indicators.items() if not cell.formula}


def changes(old: FormContent, new: FormContent, mapping: Places, lang: str) -> tuple[str, ...]:
    """What the new version changes for those who fill it in, a sentence each; nothing where it asks the same."""
    told = [*_cells(old, new, mapping), *_entries(old, new), *_texts(old, new), *_rules(old, new, lang)]
    found = [
        CHANGES[lang][kind].format(
            old=cell_name(old, before, lang), name=cell_name(new, after, lang), rule=before or after
        )
        for kind, before, after in told
    ]
    before, after = _order(old), _order(new)
    turned = before != after and sorted(before) == sorted(after)
    return tuple(found) or ((CHANGES[lang]["order"],) if turned else ())


_Told = Iterator[tuple[str, str, str]]  # which sentence, the key or rule before, the key or rule now


def _cells(old: FormContent, new: FormContent, mapping: Places) -> _Told:
    before, after = fillable(old), fillable(new)
    arrived = {place for key in before if (place := mapping.get(key, key)) is not None}
    for key in before:
        place = mapping.get(key, key)
        if place is None or place not in after:
            yield "dropped", key, ""
        elif place != key and before[key].name("vi") != after[place].name("vi"):
            yield "kept_as", key, place
    for key in after:
        if key not in arrived:
            yield "added", "", key
    for key, cell in new.indicators.items():
        if cell.formula and key not in old.indicators:
            yield "added", "", key
    for key, cell in old.indicators.items():
        if cell.formula and key not in new.indicators:
            yield "dropped", key, ""


def _entries(old: FormContent, new: FormContent) -> _Told:
    before = {entry.indicator.id: (section.key, entry) for section in old.sections for entry in section.entries}
    for section in new.sections:
        for entry in section.entries:
            key = entry.indicator.id
            if key in before:
                at, was = before[key]
                yield from ((kind, key, key) for kind in _differences(was, entry))
                if at != section.key:
                    yield "moved", key, key


def _differences(was: Entry, now: Entry) -> Iterator[str]:
    one, other = was.indicator, now.indicator
    if dict(one.names) != dict(other.names):
        yield "renamed"
    if was.required != now.required:
        yield "now_required" if now.required else "now_free"
    if (was.guidance, one.note) != (now.guidance, other.note):
        yield "guidance"
    if one.formula != other.formula:
        yield "formula"
    if (one.over_units, one.over_time, one.weight, was.asked.restarts, was.asked.look_back) != (
        other.over_units, other.over_time, other.weight, now.asked.restarts, now.asked.look_back,
    ):  # fmt: skip
        yield "adds"


def _texts(old: FormContent, new: FormContent) -> _Told:
    before, after = ({text.key: text for text in content.narratives} for content in (old, new))
    yield from (("text_added", "", key) for key in after if key not in before)
    yield from (("text_dropped", key, "") for key in before if key not in after)
    yield from (("text_changed", key, key) for key in after if key in before and after[key] != before[key])


def _rules(old: FormContent, new: FormContent, lang: str) -> _Told:
    yield from (("rule_added", "", rule_text(rule, new, lang)) for rule in new.rules if rule not in old.rules)
    yield from (("rule_dropped", rule_text(rule, old, lang), "") for rule in old.rules if rule not in new.rules)


def _order(content: FormContent) -> list[str]:
    return [key for section in content.sections for key in (section.key, *(e.indicator.id for e in section.entries))]
