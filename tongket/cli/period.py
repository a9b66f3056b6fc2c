"""`tongket period`: the consolidated figures of a round as an official report, or for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tongket.cli.question import deliver
from tongket.cli.shell import fail, now, the_operator, with_database

if TYPE_CHECKING:
    from tongket.flow.consolidation.queries import PeriodQuestion

FORMATS = ("docx", "pdf", "html", "xlsx", "json", "csv")


@click.command()
@click.argument("regime")
@click.argument("period")
@click.option("--unit", metavar="KEY", help="One unit on the map; by default all that report.")
@click.option("--map", "on_map", metavar="DATE", help="The map of units; by default that of the cut-off.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="By default from the name of the file, else JSON."
)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - is standard output.")
@click.option("--date", "made_on", type=click.DateTime(["%Y-%m-%d"]), help="Date of the paper; today by default.")
@click.option("--number", default="", help="Number and symbol, e.g. 'Số: 12/BC-BCĐ'; left open by default.")
@click.option("--place", default="", help="Place of issue; by default the name of the committee's unit.")
@click.option("--explain", metavar="INDICATOR", help="Tell how the figure of one indicator came about, as text.")
@click.option("--engine", type=click.Choice(["matrix", "reference"]), default="matrix", show_default=True)
@with_database
def period(regime: str, period: str, explain: str | None, format_: str | None, output: str, **words: Any) -> None:
    """Write the report of REGIME (its title or number) for PERIOD (2026-11, 2026-Q4 …)."""
    from tongket.flow.consolidation.queries import WrongQuestion, ask_period  # noqa: PLC0415 (after Django is set up)
    from tongket.flow.organisation.actors import NotYours  # noqa: PLC0415
    from tongket.flow.returns.queries import round_of, rounds_listed  # noqa: PLC0415

    asked = {name: words.pop(name) for name in ("unit", "on_map", "engine")}
    try:
        question = ask_period(the_operator(), round_of(the_operator(), regime, period).id, **asked)
        data = _told(question, explain, words) if explain else _written(question, _format(format_, output), words)
    except NotYours:
        known = dict.fromkeys(f"'{title}' {of}" for _, _, title, of, _ in rounds_listed(the_operator()))
        fail(f"there is no round of '{regime}' for '{period}'; there are: {', '.join(known) or 'none'}")
    except WrongQuestion as error:
        fail(str(error))
    deliver(data, output)


def _format(format_: str | None, output: str) -> str:
    suffix = output.rpartition(".")[2].lower()
    return format_ or (suffix if suffix in FORMATS else "json")


def _written(question: PeriodQuestion, format_: str, words: dict[str, Any]) -> bytes:
    from tongket.flow.consolidation import queries  # noqa: PLC0415 (after Django is set up)

    found, lang = queries.period_figures(the_operator(), question), words["lang"]
    if format_ in ("json", "csv"):
        from tongket.formats.writing.periods import period_csv, period_json  # noqa: PLC0415 (only what is needed)

        return (period_json if format_ == "json" else period_csv)(found, lang)
    from dataclasses import replace  # noqa: PLC0415

    from tongket.core.phrasing.periodic.report import periodic_report  # noqa: PLC0415
    from tongket.formats.writing import write  # noqa: PLC0415

    made_on = words["made_on"].date() if words["made_on"] else now().date()
    paper = replace(queries.paper(question, made_on), number=words["number"], place=words["place"])
    return write(periodic_report(found, paper, local=queries.local_day, lang=lang), format_)


def _told(question: PeriodQuestion, key: str, words: dict[str, Any]) -> bytes:
    from tongket.core.phrasing.periodic.origins import as_text, told  # noqa: PLC0415 (only what is needed)
    from tongket.flow.consolidation.queries import figure_origin  # noqa: PLC0415

    found = figure_origin(the_operator(), question, key)
    origin = told(found.origin, found.figures, question.tree, words["lang"])
    return ("\n".join(as_text(origin)) + "\n").encode()
