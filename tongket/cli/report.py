"""`tongket report`: the figures of a moment as an official report, or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tongket.cli.question import ask, deliver
from tongket.cli.shell import fail, with_database

if TYPE_CHECKING:
    from tongket.core.rollup.combine.statement import Question

FORMATS = ("docx", "pdf", "html", "xlsx", "json")


@click.command()
@click.argument("case")
@click.option("--as-of", required=True, metavar="T", help="A moment of the case, an ISO time, or a date (its end).")
@click.option("--event", help="Which event; needed only where the case has several.")
@click.option("--map", "on_map", metavar="DATE|as-it-was", help="The map of units; by default that of T.")
@click.option("--unit", metavar="NAME", help="By default the country.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="By default from the name of the file.")
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON to standard output.")
@click.option("-o", "--output", metavar="FILE", help="Where to write; - is standard output.")
@click.option("--engine", type=click.Choice(["matrix", "reference"]), default="matrix", show_default=True)
@click.option("--date", "made_on", type=click.DateTime(["%Y-%m-%d"]), help="Date of the paper; by default that of T.")
@click.option("--number", default="", help="Number and symbol, e.g. 'Số: 12/BC-PCTT'; left open by default.")
@click.option("--place", default="", help="Place of issue, e.g. 'Hà Nội'.")
@click.option("--superior", default="", help="The body above the issuer.")
@click.option("--issuer", default="", help="The issuing body; by default the case's publisher.")
@click.option("--signature", multiple=True, metavar="LINE", help="A line of the signature block; may be repeated.")
@click.option("--signer", default="", help="The name of the signer.")
@click.option("--recipient", "recipients", multiple=True, metavar="LINE", help="A line of recipients; may be repeated.")
@with_database
def report(case: str, lang: str, format_: str | None, as_json: bool, output: str | None, **words: Any) -> None:
    """Write the report of CASE as of T."""
    format_, output = _target(format_, output, as_json)
    question = ask(case, **{word: words.pop(word) for word in ("as_of", "event", "on_map", "unit", "engine")})
    deliver(_write(question, lang, format_, words), output)


def _target(format_: str | None, output: str | None, as_json: bool) -> tuple[str, str]:
    if as_json:
        if format_ not in (None, "json"):
            fail(f"--json and --format {format_} cannot both be meant")
        return "json", output or "-"
    if output is None:
        if format_ == "json":
            return "json", "-"
        fail("say where to write: -o FILE (- is standard output), or --json")
    suffix = output.rpartition(".")[2].lower()
    format_ = format_ or (suffix if suffix in FORMATS else None)
    if format_ is None:
        fail(f"say in which format: --format {'|'.join(FORMATS)}")
    return format_, output


def _write(question: Question, lang: str, format_: str, paper: dict[str, Any]) -> bytes:
    from tongket.flow.consolidation.queries import figures, report_charts  # noqa: PLC0415 (after Django is set up)

    statement = figures(question)
    if format_ == "json":
        from tongket.formats.writing.figures import figures_json  # noqa: PLC0415 (only the library that is needed)

        return figures_json(statement, lang)
    from tongket.core.phrasing.report import flash_report  # noqa: PLC0415
    from tongket.formats.writing import write  # noqa: PLC0415

    made_on = paper.pop("made_on")
    day = made_on.date() if made_on else question.as_of.day
    charts = report_charts(question, statement, lang)
    document = flash_report(statement, lang=lang, made_on=day, charts=charts, **paper)
    return write(document, format_)
