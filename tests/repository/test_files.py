"""What holds for every file: short, without traces of the machine it was written on, and every dependency explained."""

import re

import pytest

from tests.repository.tree import ROOT, kept_files

LONGEST = 400
TEXTS = {".py", ".md", ".html", ".css", ".toml", ".ini", ".txt", ".sh", ".po", ".json", ".csv", ""}
# Put together here, so that this file does not find itself.
OF_A_MACHINE = re.compile(
    "|".join(("/wor" + "k/", "/ro" + "ot/", "/ho" + r"me/\w+/", "/Us" + "ers/", "/tm" + "p/helper"))
)


def test_no_file_of_code_is_longer_than_a_person_reads_at_once():
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in kept_files()
        if path.suffix in {".py", ".html", ".css"} and "migrations" not in path.parts
    }
    assert {name: n for name, n in lengths.items() if n >= LONGEST} == {}


def test_no_path_of_the_machine_where_it_was_written():
    named = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in kept_files()
        if path.suffix in TEXTS and path.name != "uv.lock"
        if (found := OF_A_MACHINE.search(path.read_text(encoding="utf-8")))
    ]
    assert named == []


def dependency_lines():
    """The lines of pyproject.toml that name a package: a quoted requirement in a list."""
    inside = False
    for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines():
        if re.match(r"^(dependencies|test|build|\w+) = \[$", line):
            inside = True
        elif line == "]":
            inside = False
        elif inside and re.match(r'^    "[\w.\[\]-]+ ?[~=<>!]', line):
            yield line.strip()


@pytest.mark.parametrize("line", list(dependency_lines()))
def test_each_dependency_says_why_it_is_there(line):
    assert re.search(r'",\s+# \w+', line), f"add a comment that says why: {line}"


def test_the_dependencies_are_found_at_all():
    named = " ".join(dependency_lines())
    assert "django~=" in named and "pytest~=" in named
