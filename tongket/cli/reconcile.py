"""`tongket reconcile`: our totals beside the published ones, over all moments."""

from __future__ import annotations

import json

import click

from tongket.cli.question import ask
from tongket.cli.shell import with_database


@click.command()
@click.argument("case")
@click.option("--event", help="Which event; needed only where the case has several.")
@click.option("--map", "on_map", metavar="DATE|as-it-was", help="The map of units; by default that of the last moment.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--differences", is_flag=True, help="Only totals that differ from their own complete list.")
@with_database
def reconcile(case: str, lang: str, as_json: bool, differences: bool, **words: str | None) -> None:
    """Compare every published total of CASE with ours, and say why where they differ.

    A published total whose moment has no complete list cannot be checked and is never counted as an error.
    """
    from tongket.core.phrasing.comparison import Status, compare, counted  # noqa: PLC0415 (after Django is set up)
    from tongket.flow.consolidation.queries import reconciliation  # noqa: PLC0415

    lines = compare(reconciliation(ask(case, **words)), lang)
    counts = counted(lines)
    shown = [line for line in lines if not differences or line.status is Status.DIFFERS]
    if as_json:
        text = {"case": case, **counts, "totals": [line.as_plain() for line in shown]}
        click.echo(json.dumps(text, ensure_ascii=False, indent=1))
        return
    for line in shown:
        click.echo("\t".join(line.as_text()))
    click.echo(
        f"{counts['with_complete_list']} published totals with a complete list: {counts['agree']} agree, "
        f"{counts['differ']} differ; {counts['no_complete_list']} with no complete list",
        err=True,
    )
