"""A draft of a form, changed step by step: every step gives a new form that holds together, or says why not.

What is taken out takes with it the rules that speak of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from tongket.core.forms.model import Entry, FormContent, Narrative, Rule, Section, WrongForm

Item = Entry | Narrative
_Any = TypeVar("_Any")
_KINDS = ("entries", "narratives")

EMPTY = FormContent(())


class NotThere(WrongForm):
    """What is to be changed is not in the form, or not any more."""


def with_section(content: FormContent, title: str, guidance: str = "") -> FormContent:
    """One more section at the end, under a key of its own."""
    key = _free("section", _keys(content))
    return _sections(content, (*content.sections, Section(key, title, guidance)))


def with_changed_section(content: FormContent, key: str, title: str, guidance: str) -> FormContent:
    """A section under another title. Raises NotThere."""
    return _in_section(content, key, lambda section: replace(section, title=title, guidance=guidance))


def without_section(content: FormContent, key: str) -> FormContent:
    """The form without that section and all that it asks. Raises NotThere."""
    gone = section_of(content, key)
    kept = tuple(section for section in content.sections if section is not gone)
    return _sections(content, kept)


def with_entries(content: FormContent, section: str, entries: Iterable[Entry]) -> FormContent:
    """Indicators asked at the end of a section; one that the form asks already stays where it is. Raises NotThere."""
    known = {entry.indicator.id for entry in content.entries}
    more = tuple(entry for entry in entries if entry.indicator.id not in known)
    return _in_section(content, section, lambda found: replace(found, entries=(*found.entries, *more)))


def with_changed_entry(content: FormContent, entry: Entry) -> FormContent:
    """That indicator asked as `entry` says; rules about cells that are gone go too. Raises NotThere."""
    at = section_asking(content, entry.indicator.id)
    changed = tuple(entry if each.indicator.id == entry.indicator.id else each for each in at.entries)
    return _in_section(content, at.key, lambda found: replace(found, entries=changed))


def without_entry(content: FormContent, indicator: str) -> FormContent:
    """The form without that indicator. Raises NotThere."""
    at = section_asking(content, indicator)
    kept = tuple(each for each in at.entries if each.indicator.id != indicator)
    return _in_section(content, at.key, lambda found: replace(found, entries=kept))


def with_narrative(
    content: FormContent, section: str, narrative: Narrative, *, used: Iterable[str] = ()
) -> FormContent:
    """A text asked at the end of a section. Raises NotThere.

    Where it has no key it is given one that neither this form nor an earlier version (`used`) ever had: under another
    text's key units would find what they wrote about something else.
    """
    named = narrative if narrative.key else replace(narrative, key=_free("text", (*_keys(content), *used)))
    return _in_section(content, section, lambda found: replace(found, narratives=(*found.narratives, named)))


def with_changed_narrative(content: FormContent, narrative: Narrative) -> FormContent:
    """The text of that key as it is given. Raises NotThere."""
    at = _section_telling(content, narrative.key)
    changed = tuple(narrative if each.key == narrative.key else each for each in at.narratives)
    return _in_section(content, at.key, lambda found: replace(found, narratives=changed))


def without_narrative(content: FormContent, key: str) -> FormContent:
    """The form without that text. Raises NotThere."""
    at = _section_telling(content, key)
    kept = tuple(each for each in at.narratives if each.key != key)
    return _in_section(content, at.key, lambda found: replace(found, narratives=kept))


def with_rule(content: FormContent, rule: Rule) -> FormContent:
    """One more rule; the same again changes nothing. Raises WrongForm where it speaks of what is not asked."""
    return content if rule in content.rules else replace(content, rules=(*content.rules, rule))


def without_rule(content: FormContent, number: int) -> FormContent:
    """The form without the rule of that number, counted from 1. Raises NotThere."""
    if not 1 <= number <= len(content.rules):
        raise NotThere(f"there is no rule {number}")
    return replace(content, rules=content.rules[: number - 1] + content.rules[number:])


def moved(content: FormContent, key: str, by: int) -> FormContent:
    """A section, indicator or text so many places down among its own kind, up where `by` is negative.

    An indicator or text at the end of its section goes on to the next one. At the end of the form nothing changes.
    Raises NotThere.
    """
    if key in (section.key for section in content.sections):
        place = [section.key for section in content.sections].index(key)
        return _sections(content, _shifted(content.sections, place, by))
    for section in content.sections:
        for name in _KINDS:
            place = next((n for n, item in enumerate(_items(section, name)) if _key(item) == key), -1)
            if place >= 0:
                return _moved_within(content, section, name, place, by)
    raise NotThere(f"the form does not ask '{key}'")


def section_of(content: FormContent, key: str) -> Section:
    """The section of that key. Raises NotThere."""
    return _first((section for section in content.sections if section.key == key), key)


def section_asking(content: FormContent, indicator: str) -> Section:
    """The section that asks the indicator. Raises NotThere."""
    return _first(
        (each for each in content.sections if any(entry.indicator.id == indicator for entry in each.entries)), indicator
    )


def _section_telling(content: FormContent, key: str) -> Section:
    return _first((each for each in content.sections if any(text.key == key for text in each.narratives)), key)


def _first(found: Iterable[Section], key: str) -> Section:
    section = next(iter(found), None)
    if section is None:
        raise NotThere(f"the form does not ask '{key}'")
    return section


def _moved_within(content: FormContent, section: Section, name: str, place: int, by: int) -> FormContent:
    items = _items(section, name)
    if 0 <= place + by < len(items):
        return _in_section(content, section.key, lambda found: _with_items(found, name, _shifted(items, place, by)))
    sections = list(content.sections)
    here = sections.index(section)
    beside = here + (1 if by > 0 else -1)
    if not 0 <= beside < len(sections):
        return content
    there = _items(sections[beside], name)
    sections[here] = _with_items(section, name, items[:place] + items[place + 1 :])
    joined = (items[place], *there) if by > 0 else (*there, items[place])
    sections[beside] = _with_items(sections[beside], name, joined)
    return _sections(content, sections)


def _items(section: Section, name: str) -> tuple[Item, ...]:
    return section.entries if name == "entries" else section.narratives


def _with_items(section: Section, name: str, items: Iterable[Item]) -> Section:
    if name == "entries":
        return replace(section, entries=tuple(item for item in items if isinstance(item, Entry)))
    return replace(section, narratives=tuple(item for item in items if isinstance(item, Narrative)))


def _shifted(items: Sequence[_Any], place: int, by: int) -> tuple[_Any, ...]:
    to = min(max(place + by, 0), len(items) - 1)
    kept = [*items[:place], *items[place + 1 :]]
    return (*kept[:to], items[place], *kept[to:])


def _in_section(content: FormContent, key: str, change: Callable[[Section], Section]) -> FormContent:
    at = section_of(content, key)
    return _sections(content, [change(section) if section is at else section for section in content.sections])


def _sections(content: FormContent, sections: Iterable[Section]) -> FormContent:
    """Those sections with the rules that still speak of what is asked."""
    asked = FormContent(tuple(sections))
    known = set(asked.indicators)
    return replace(asked, rules=tuple(rule for rule in content.rules if {rule.indicator, *rule.others} <= known))


def _key(item: Item) -> str:
    return item.indicator.id if isinstance(item, Entry) else item.key


def _keys(content: FormContent) -> list[str]:
    items: list[Item] = [*content.entries, *content.narratives]
    return [*(section.key for section in content.sections), *(_key(item) for item in items)]


def _free(word: str, taken: Iterable[str]) -> str:
    """A key that nobody has; keys of indicators have no hyphen."""
    known = set(taken)
    number = 1
    while f"{word}-{number}" in known:
        number += 1
    return f"{word}-{number}"
