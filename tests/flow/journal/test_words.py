"""Whatever the journal can be told has a word in the reader's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

import tongket
from tongket.flow.journal.words import FACTS, KINDS, VERBS
from tongket.flow.returns.fields import Deed
from tongket.flow.returns.views.designing.draft import _MOVES, _STEPS

SOURCES = [path for folder in ("flow", "cli") for path in (Path(tongket.__file__).parent / folder).rglob("*.py")]


def calls(*names: str) -> Iterator[ast.Call]:
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names:
                yield node


def constants(node: ast.expr) -> set[str]:
    """The strings that an argument can be."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) | constants(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def written(keyword: str) -> set[str]:
    """The values that calls of `record` and its like give to a keyword."""
    given = (node.value for call in calls("record", "note", "_set") for node in call.keywords if node.arg == keyword)
    return set().union(*map(constants, given))


def test_every_verb_has_a_word():
    first = (call.args[0] for call in calls("_record", "Edit", "_write_down") if call.args)
    verbs = written("verb").union(*map(constants, first))
    steps = {f"move {step}" if step in _MOVES else step for step in _STEPS}
    assert {"fill in", "submit"} <= verbs | set(Deed), "the search finds what it is for"
    assert sorted((verbs | set(Deed) | steps) - set(VERBS)) == []


def test_every_kind_has_a_word():
    kinds = written("kind")
    assert "obligation" in kinds, "the search finds what it is for"
    assert sorted(kinds - set(KINDS)) == []


@pytest.mark.parametrize("word", [*VERBS, *KINDS, *FACTS])
def test_every_word_is_in_vietnamese(word):
    with override("vi"):
        assert gettext(word) != word
