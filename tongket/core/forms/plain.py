"""A form as plain values, the way a version keeps it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from tongket.core.forms.model import Entry, FormContent, Narrative, Part, Rule, RuleKind, Section
from tongket.core.rollup.asking.model import Asked
from tongket.core.rollup.model import Indicator, Kind, OverTime, OverUnits


def form_as_json(content: FormContent) -> dict[str, Any]:
    """All of a form's content."""
    return {
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "guidance": section.guidance,
                "entries": [entry_as_json(entry) for entry in section.entries],
                "narratives": [asdict(text) | {"part": text.part.value} for text in section.narratives],
            }
            for section in content.sections
        ],
        "rules": [_rule_as_json(rule) for rule in content.rules],
    }


def form_from_json(data: Mapping[str, Any]) -> FormContent:
    """The content that a version keeps. Raises WrongForm where it contradicts itself."""
    return FormContent(
        tuple(
            Section(
                section["key"],
                section["title"],
                section["guidance"],
                tuple(entry_from_json(entry) for entry in section["entries"]),
                tuple(Narrative(**(text | {"part": Part(text["part"])})) for text in section["narratives"]),
            )
            for section in data["sections"]
        ),
        tuple(_rule_from_json(rule) for rule in data["rules"]),
    )


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """An indicator as a form asks it."""
    asked = entry.asked
    return {
        "indicator": indicator_as_json(asked.indicator),
        "categories": {name: list(values) for name, values in asked.categories.items()},
        "look_back": asked.look_back,
        "restarts": asked.restarts,
        "required": entry.required,
        "guidance": entry.guidance,
    }


def entry_from_json(data: Mapping[str, Any]) -> Entry:
    """The indicator as a form asks it."""
    categories = {name: tuple(values) for name, values in data["categories"].items()}
    asked = Asked(indicator_from_json(data["indicator"]), categories, data["look_back"], data["restarts"])
    return Entry(asked, data["required"], data["guidance"])


def indicator_as_json(indicator: Indicator) -> dict[str, Any]:
    """An indicator as a form keeps it."""
    return {**asdict(indicator), "names": dict(indicator.names), "unit_words": dict(indicator.unit_words)}


def indicator_from_json(data: Mapping[str, Any]) -> Indicator:
    """The indicator that a form keeps."""
    return Indicator(
        **{
            **data,
            "kind": Kind(data["kind"]),
            "over_units": OverUnits(data["over_units"]),
            "over_time": OverTime(data["over_time"]),
        }
    )


def _rule_as_json(rule: Rule) -> dict[str, Any]:
    return {
        "kind": rule.kind.value,
        "indicator": rule.indicator,
        "others": list(rule.others),
        "least": None if rule.least is None else str(rule.least),
        "most": None if rule.most is None else str(rule.most),
        "blocking": rule.blocking,
    }


def _rule_from_json(data: Mapping[str, Any]) -> Rule:
    return Rule(
        RuleKind(data["kind"]),
        data["indicator"],
        tuple(data["others"]),
        None if data["least"] is None else Fraction(data["least"]),
        None if data["most"] is None else Fraction(data["most"]),
        data["blocking"],
    )
