"""What holds for every report, whatever the statement."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.phrasing.strategies import statements
from tests.core.phrasing.text import parse, references, tables, texts
from tongket.core.pages.model import Document, Paragraph
from tongket.core.phrasing.groups import items
from tongket.core.phrasing.numbers import number, rounded
from tongket.core.phrasing.report import flash_report
from tongket.core.phrasing.sentences import figure_sentence
from tongket.core.phrasing.shares import shares
from tongket.core.rollup.figures import Statement
from tongket.core.rollup.model import OverUnits

LANGUAGES = st.sampled_from(["vi", "en"])
checked = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def made(told: Statement, lang: str) -> Document:
    return flash_report(told, lang=lang, made_on=date(2024, 9, 11), place="Hà Nội")


@checked
@given(statements(), LANGUAGES)
def test_text_is_clean(told: Statement, lang: str) -> None:
    for text in texts(made(told, lang)):
        assert text == unicodedata.normalize("NFC", text)
        assert "None" not in text
        assert "{" not in text
        assert not re.search(r"  | ,| \.|,,|;;|\(\)", text.replace(" |  | ", " | | ")), text


@checked
@given(statements(), LANGUAGES)
def test_footnotes_are_referred_to_once_and_in_order(told: Statement, lang: str) -> None:
    report = made(told, lang)
    assert references(report) == [note.number for note in report.footnotes]
    assert [note.number for note in report.footnotes] == list(range(1, len(report.footnotes) + 1))


@checked
@given(statements(), LANGUAGES)
def test_every_printed_number_of_a_table_is_the_number_behind_it(told: Statement, lang: str) -> None:
    for table in tables(made(told, lang)):
        for row in table.rows:
            assert len(row) == len(table.columns)
            for cell in row:
                if cell.number is not None and cell.text != "-":
                    assert parse(cell.text, lang) == cell.number
                elif cell.text == "-":
                    assert cell.number == 0


@checked
@given(statements(), LANGUAGES)
def test_a_table_adds_up_to_its_total(told: Statement, lang: str) -> None:
    by_title = {figure.indicator.name(lang): figure for figure in told.figures}
    for table in tables(made(told, lang)):
        for place, column in enumerate(table.columns):
            figure = by_title.get(re.sub(r" \([^)]*\)$", "", column.title))
            if table.total_rows and figure and figure.indicator.over_units is OverUnits.SUM:
                total, *rest = (row[place].number or Decimal(0) for row in table.rows)
                assert total == sum(rest)


@checked
@given(statements())
def test_totals_and_units_of_a_sentence_read_back(told: Statement) -> None:
    for item in items(told.figures):
        figure, decimals = item.figure, item.figure.indicator.decimals
        if figure.value is None:
            continue
        sentence = figure_sentence(told, figure.indicator.id, "vi")
        name = figure.indicator.name("vi")
        assert parse(sentence.removeprefix(f"{name}: "), "vi") == rounded(figure.value, decimals)
        named = [share for share in shares(figure) if share.value and share.name != told.unit]
        if len(named) > 1:
            for share in named:
                assert re.search(
                    rf"{re.escape(share.name)} (trên |gần |khoảng )?{re.escape(number(share.value, 'vi', decimals))}",
                    sentence,
                ), share.name


@checked
@given(statements(), LANGUAGES)
def test_every_indicator_is_told_or_named_as_missing(told: Statement, lang: str) -> None:
    report = made(told, lang)
    told_of = "\n".join("".join(r.text for r in b.runs) for b in report.body if isinstance(b, Paragraph)).lower()
    for item in items(told.figures):
        assert item.figure.indicator.name(lang).lower() in told_of


@checked
@given(statements(), LANGUAGES)
def test_every_source_is_listed_once(told: Statement, lang: str) -> None:
    cited = {
        source
        for figure in told.figures
        for source in (
            *(p.source for p in figure.published_all),
            *(s for c in figure.contributors for s in c.sources),
            *(s for n in figure.notes for s in n.sources),
        )
    }
    listed = [row[1].text for table in tables(made(told, lang)) if table.name == "sources" for row in table.rows]
    assert sorted(listed) == sorted(cited)


@checked
@given(statements(), LANGUAGES)
def test_the_same_statement_gives_the_same_report(told: Statement, lang: str) -> None:
    assert made(told, lang) == made(told, lang)
