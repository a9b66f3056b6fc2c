"""A form as its pages show it: sections with what they ask, and rules as sentences."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.core.forms.model import Entry, FormContent, Narrative
from tongket.core.forms.wording import category_word, enumerated, rule_text
from tongket.core.rollup.model import Indicator
from tongket.flow.organisation.actors import lang_of
from tongket.flow.returns.forms.designing import PART_NAMES
from tongket.flow.returns.forms.library import KINDS


@dataclass(frozen=True, slots=True)
class CellShown:
    """A row as the unit will see it; `depth` is how far it is broken down."""

    name: str
    depth: int
    measure: str
    computed: bool
    required: bool


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An indicator of a form with its rows."""

    key: str
    name: str
    measure: str
    kind: str
    required: bool
    guidance: str
    formula: bool
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True)
class TextShown:
    """A text of a form, and the part of the report that it goes to."""

    key: str
    title: str
    part: str
    guidance: str
    required: bool
    longest: int


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section with what it asks."""

    key: str
    title: str
    guidance: str
    entries: tuple[EntryShown, ...]
    texts: tuple[TextShown, ...]


def outline(content: FormContent) -> list[SectionShown]:
    """The sections of a form in their order."""
    return [
        SectionShown(
            section.key, section.title, section.guidance, tuple(map(_entry, section.entries)),
            tuple(map(_text, section.narratives)),
        )
        for section in content.sections
    ]  # fmt: skip


def rules_of(content: FormContent) -> list[str]:
    """The rules as sentences, in their order."""
    return [rule_text(rule, content, lang_of()) for rule in content.rules]


def _entry(entry: Entry) -> EntryShown:
    indicator, lang = entry.indicator, lang_of()
    by = enumerated(tuple(category_word(name, lang) for name in entry.asked.categories), lang)
    kind = str(KINDS.get(indicator.kind, "")).partition(":")[0]
    return EntryShown(
        key=indicator.id, name=indicator.name(lang), measure=_measure(indicator), kind=f"{kind}; {by}" if by else kind,
        required=entry.required, guidance=entry.guidance, formula=bool(indicator.formula),
        cells=tuple(_cell(entry, cell) for cell in entry.asked.cells()),
    )  # fmt: skip


def _cell(entry: Entry, cell: Indicator) -> CellShown:
    lang, parts = lang_of(), cell.id.split(";")[1:]
    words = [category_word(part.partition("=")[2], lang) for part in parts]
    return CellShown(
        name=", ".join(words) if words else cell.name(lang), depth=len(parts), measure=_measure(cell),
        computed=bool(cell.formula), required=entry.required and not cell.formula,
    )  # fmt: skip


def _text(text: Narrative) -> TextShown:
    return TextShown(text.key, text.title, str(PART_NAMES[text.part]), text.guidance, text.required, text.longest)


def _measure(indicator: Indicator) -> str:
    return indicator.unit_words.get(lang_of()) or indicator.unit_words.get("vi") or indicator.unit_of_measure
