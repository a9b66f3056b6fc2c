"""What the documents promise exists: commands, make targets, links."""

import re

import pytest

from tests.repository.tree import ROOT, kept_files
from tongket.cli.main import COMMANDS

DOCUMENTS = [path for path in kept_files() if path.suffix == ".md"]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
IDS = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]


def code_of(path) -> str:
    """What stands as code in a document: blocks and words between backquotes."""
    text = path.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL) + re.findall(r"`([^`\n]+)`", text))


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_make_targets_that_are_named_exist(path):
    assert set(re.findall(r"\bmake ([a-z-]+)", code_of(path))) - TARGETS == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_commands_that_are_named_exist(path):
    assert (
        set(re.findall(r"^\s*(?:\.venv/bin/)?tongket ([a-z]+)", code_of(path), re.MULTILINE)) - COMMANDS.keys() == set()
    )


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_links_lead_somewhere(path):
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    broken = [t for t in targets if not t.startswith(("http:", "https:", "mailto:")) and not (path.parent / t).exists()]
    assert broken == []


def test_the_readme_names_the_two_commands():
    code = code_of(ROOT / "README.md")
    assert "make demo" in code and "make test" in code


def test_every_target_has_its_line_in_the_help():
    explained = set(re.findall(r"^([a-z-]+):.*## \S", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert TARGETS - explained == set()
