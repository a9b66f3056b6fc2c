"""The catalogue says what the sources say, in Vietnamese, and is compiled."""

import importlib.util
from pathlib import Path

import polib
import pytest

from tests.repository.tree import ROOT


@pytest.fixture(scope="module")
def translations():
    spec = importlib.util.spec_from_file_location("translations", ROOT / "scripts/translations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def entry(text: str, translated: str, **more) -> polib.POEntry:
    return polib.POEntry(msgid=text, msgstr=translated, **more)


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.extend(entries)
    return made


def test_the_catalogue_of_the_project_is_true(translations):
    kept = polib.pofile(str(translations.CATALOGUE))
    compiled = translations.CATALOGUE.with_suffix(".mo").read_bytes()
    assert translations.problems(kept, translations.gather(), compiled) == []


def test_texts_are_found_in_templates(translations):
    source = (
        '{% load i18n %}{% block a %}{% if x %}{% translate "One" %}{% endif %}{% endblock %}'
        "{% blocktranslate count n=n %}{{ n }} unit{% plural %}{{ n }} units{% endblocktranslate %}"
    )
    assert list(translations.of_template(source)) == [(None, "One", ""), (None, "%(n)s unit", "%(n)s units")]


def test_texts_are_found_in_code(translations):
    source = 'label = _("One")\nother = pgettext("a paper", "Return")\nskipped = _(variable)\n'
    assert list(translations.of_code(source)) == [(None, "One", ""), ("a paper", "Return", "")]


@pytest.mark.parametrize(
    ("entries", "found", "said"),
    [
        ([], {(None, "One", ""): ["a.html"]}, ["missing: 'One' (a.html)"]),
        ([entry("One", "Một")], {}, ["unused: 'One'"]),
        ([entry("One", "")], {(None, "One", ""): ["a.html"]}, ["not translated: 'One'"]),
        ([entry("One", "Một", flags=["fuzzy"])], {(None, "One", ""): ["a.html"]}, ["not translated: 'One'"]),
        (
            [entry("%(n)s units", "%(m)s đơn vị")],
            {(None, "%(n)s units", ""): ["a.html"]},
            ["other placeholders: '%(n)s units'"],
        ),
        (
            [entry("One", "Một")],
            {(None, "One", ""): ["a.html"]},
            ["django.mo is not compiled from django.po: run make translations"],
        ),
    ],
)
def test_what_is_wrong_is_said(translations, entries, found, said):
    assert translations.problems(catalogue(*entries), found, b"older") == said


def test_translations_survive_a_new_gathering(translations):
    before = catalogue(entry("One", "Một"), entry("Gone", "Mất"))
    after = translations.merge(before, {(None, "Two", ""): ["b.html"], (None, "One", ""): ["a.html"]})
    assert [(e.msgid, e.msgstr) for e in after] == [("One", "Một"), ("Two", "")]


def test_the_catalogue_is_where_django_looks():
    from django.conf import settings

    assert Path(settings.LOCALE_PATHS[0], "vi", "LC_MESSAGES", "django.mo").is_file()
