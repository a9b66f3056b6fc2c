"""What a person typed, from an ordinary form or from the script of the page, as changes of a return."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import BadRequest

from tongket.core.forms.cells import Cell, cells_from_json
from tongket.core.forms.merging import Change
from tongket.core.forms.model import FormContent, Narrative
from tongket.core.forms.narratives import TooLong, read_narrative
from tongket.core.forms.numbers import WrongAnswer, read_answer
from tongket.core.rollup.model import Indicator
from tongket.flow.returns.actions.filling import LONGEST_WORDS

# What Python says to JSON that the page never sends: of another shape, too deep, or with numbers beyond measure.
_WRONG = (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError)


@dataclass(frozen=True, slots=True)
class Said:
    """One row as it was typed."""

    text: str
    comment: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """Changes that can be saved; what cannot be read, by key with the reason; and all rows and texts as typed.

    `by`: the account at whose page it was typed, where that is known.
    """

    changes: dict[str, Change[Cell | None]] = field(default_factory=dict)
    narratives: dict[str, Change[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Said] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    by: int | None = None


def from_script(content: FormContent, body: bytes, lang: str) -> Typed:
    """{"by", "lang", "cells": {key: {"was", "text", "comment", "explanation"}}, "narratives": {key: {"was", "now"}}}.

    "by" is the number of the account that the page was given to; a page of an older release does not say it.
    Raises BadRequest for anything else.
    """
    try:
        sent = json.loads(body)
        lang = "en" if sent.get("lang", lang) == "en" else "vi"
        typed, asked = Typed(by=sent.get("by")), _asked(content)
        for key, item in sent["cells"].items():
            said = Said(*(str(item.get(name, "")) for name in ("text", "comment", "explanation")))
            _row(typed, key, said, _cell(item["was"]), asked[key], lang)
        texts = {text.key: text for text in content.narratives}
        for key, item in sent["narratives"].items():
            _text(typed, texts[key], str(item["now"]), str(item["was"]), lang)
    except _WRONG as wrong:
        raise BadRequest("not what the page sends") from wrong
    return typed


def from_form(content: FormContent, data: Mapping[str, str], filled: Mapping[str, str] | None = None) -> Typed:
    """The fields of the page: c:key, m:key (comment), e:key (explanation), n:key (text), and what they were based on.

    Only what differs becomes a change. `filled`: what a button fills into cells that are empty. Raises BadRequest.
    """
    lang = "en" if data.get("lang") == "en" else "vi"
    typed = Typed()
    try:
        base = json.loads(data.get("base", ""))
        for _section, _entry, cell in content.rows():
            if not cell.formula and f"c:{cell.id}" in data:
                said = Said(*(data.get(f"{name}:{cell.id}", "") for name in "cme"))
                if not said.text.strip():
                    said = replace(said, text=(filled or {}).get(cell.id, ""))
                _row(typed, cell.id, said, _cell(base["cells"].get(cell.id)), cell, lang)
        for text in content.narratives:
            if f"n:{text.key}" in data:
                _text(typed, text, data[f"n:{text.key}"], str(base["narratives"].get(text.key, "")), lang)
    except _WRONG as wrong:
        raise BadRequest("not what the page sends") from wrong
    for key in [key for key, change in typed.changes.items() if change.now == change.was]:
        del typed.changes[key]
    for key in [key for key, text in typed.narratives.items() if text.now == text.was]:
        del typed.narratives[key]
    return typed


def _cell(data: Any) -> Cell | None:
    return None if data is None else cells_from_json({"": data})[""]


def _asked(content: FormContent) -> dict[str, Indicator]:
    return {cell.id: cell for _section, _entry, cell in content.rows() if not cell.formula}


def _row(typed: Typed, key: str, said: Said, was: Cell | None, indicator: Indicator, lang: str) -> None:
    typed.rows[key] = said
    try:
        cell = read_answer(said.text, indicator, lang)
        words = {"comment": said.comment.strip(), "explanation": said.explanation.strip()}
        if max(map(len, words.values())) > LONGEST_WORDS:
            raise TooLong(max(map(len, words.values())), LONGEST_WORDS)
        if cell is None and any(words.values()):
            # The answer was deleted, or is to come.
            cell = Cell(comment=words["comment"], explanation=words["explanation"])
        typed.changes[key] = Change(was, cell and cell.saying(**words))
    except (WrongAnswer, TooLong) as wrong:
        typed.refused[key] = wrong.say(lang)


def _text(typed: Typed, asked: Narrative, now: str, was: str, lang: str) -> None:
    typed.texts[asked.key] = now
    try:
        typed.narratives[asked.key] = Change(was, read_narrative(now, asked))
    except TooLong as wrong:
        typed.refused[asked.key] = wrong.say(lang)
