"""`tongket units`: how many units stand on a day, what became of one, and units of another country or body."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tongket.cli.shell import WRONG_CALL, fail, messages_option, now, reject, the_operator, with_database
from tongket.core.messages import InputRejected

if TYPE_CHECKING:
    from tongket.core.units.model import Share, Succession, Unit
    from tongket.core.units.names import NameBook
    from tongket.core.units.tree import Tree

F = TypeVar("F", bound=Callable[..., Any])
_MANY = 200  # same-named units: nobody reads the histories of more


def _which(command: F) -> F:
    """Options that every question about units has."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Answer as JSON."),
        click.option("--root", default="vn", show_default=True, help="Key of the administration's topmost unit."),
        click.option(
            "--on",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DATE",
            help="The day, like 2025-06-30.  [default: today]",
        ),
    ):
        command = option(command)
    return command


@click.group(invoke_without_command=True)
@_which
@click.pass_context
def units(ctx: click.Context, on: datetime | None, root: str, as_json: bool) -> None:
    """Count the units that stand on a day, by level and kind; or see the commands below."""
    if ctx.invoked_subcommand is None:
        _count(on, root, as_json)
        return
    given = {"on": on and on.strftime("%Y-%m-%d"), "root": root, "as_json": as_json}
    ctx.default_map = {"trace": {name: value for name, value in given.items() if value}}


@with_database
def _count(on: datetime | None, root: str, as_json: bool) -> None:
    tree, day = _tree(root), _day(on)
    map_ = tree.on(day)
    kinds = {level: Counter(unit.kind for unit in map_.of_level(level) if unit.kind) for level in tree.levels}
    if map_.basis:
        click.echo(f"The map of {day} is not recorded: this is that of {tree.known_from} ({map_.basis}).", err=True)
    if as_json:
        answer = {
            "on": day.isoformat(),
            "root": root,
            "basis": map_.basis,
            "levels": {level: map_.count(level) for level in tree.levels},
            "kinds": {level: dict(found.most_common()) for level, found in kinds.items() if found},
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    click.echo(f"{tree.unit(root).full_name}, {day}")
    width = max(map(len, tree.levels))
    for level in tree.levels:
        by_kind = ", ".join(f"{count} {kind}" for kind, count in kinds[level].most_common())
        click.echo(f"  {level:<{width}} {map_.count(level):>6}  {by_kind}".rstrip())


@units.command()
@click.argument("name")
@click.option("--level", help="Only units of this level: province, district, commune …")
@_which
@with_database
def trace(name: str, level: str | None, on: datetime | None, root: str, as_json: bool) -> None:
    """Tell what a unit came from and what became of it, with dates and acts.

    NAME is a name as it is printed, or the key of a unit. With --on only units that stood on that day.
    """
    from tongket.flow.organisation import queries  # noqa: PLC0415 (after Django is set up)

    tree, book = _tree(root), queries.name_book(root)
    if level and level not in tree.levels:
        fail(f"there is no level “{level}”; there are: {', '.join(tree.levels)}")
    day = _day(on)
    found = [
        unit
        for unit in book.search(name)
        if (not level or unit.level == level) and (on is None or unit.key in tree.on(day))
    ]
    if not found:
        near = "; ".join(", ".join([unit.full_name, *_above(tree, unit)]) for unit in _alike(book, name, level))
        fail(f"no unit is called “{name}”" + (" on that day" if on else "") + (f"; near: {near}" if near else ""))
    if as_json:
        answer = {"name": name, "on": day.isoformat(), "units": [_history(tree, unit, day) for unit in found]}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    for unit in found[:_MANY]:
        for line in _story(tree, unit, day):
            click.echo(line)
    if len(found) > _MANY:
        click.echo(f"… and {len(found) - _MANY} more of that name: narrow by --level or --on.", err=True)


@units.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@messages_option
@with_database
def load(directory: Path, messages_as: str) -> None:
    """Load the units of another country or body from the tables in DIRECTORY.

    They are units.csv, edges.csv, successions.csv and acts.csv, in the shape of the shipped ones. The same
    tables again change nothing; changed ones replace what was loaded under the same root.
    """
    from tongket.flow.organisation import actions  # noqa: PLC0415 (after Django is set up)
    from tongket.formats.reading.units import read_units  # noqa: PLC0415

    try:
        rows = read_units(directory)
        changed = actions.load_units(rows=rows, by=the_operator(), at=now())
    except InputRejected as error:
        reject(error, messages_as)
    click.echo(f"{rows.root}: {len(rows.units)} units loaded" if changed else f"{rows.root}: unchanged")


def _alike(book: NameBook, name: str, level: str | None) -> list[Unit]:
    """Up to three units to offer: those of that name on other days or levels, else the nearest of each level."""
    same = book.search(name)
    if same:
        return list(same[:3])
    levels = [level] if level else book.tree.levels
    nearest = [book.near(name, [unit for unit in book.tree.units if unit.level == each]) for each in levels]
    return [unit for found in nearest for unit in (found if level else found[:1])][:3]


def _day(on: datetime | None) -> date:
    return on.date() if on else now().date()


def _tree(root: str) -> Tree:
    from tongket.flow.organisation import queries  # noqa: PLC0415 (after Django is set up)

    try:
        return queries.tree(root)
    except queries.UnknownRoot as error:
        fail(str(error), WRONG_CALL)


def _above(tree: Tree, unit: Unit) -> list[str]:
    """Full names of the units above it in its own time, the nearest first, without the root."""
    map_ = tree.on(unit.end or unit.start or date.max)
    return [each.full_name for each in map_.ancestors(unit.key)[:-1]]


def _history(tree: Tree, unit: Unit, day: date) -> dict[str, object]:
    """One unit as JSON."""
    found = tree.trace(unit.key)
    return {
        "key": unit.key,
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "level": unit.level,
        "above": _above(tree, unit),
        "start": unit.start.isoformat() if unit.start else None,
        "end": unit.end.isoformat() if unit.end else None,
        "act": unit.act,
        "earlier": [_step(tree, step) for step in found.earlier],
        "later": [_step(tree, step) for step in found.later],
        "counts_at": [
            {
                "key": share.new,
                "name": tree.unit(share.new).full_name if share.new else None,
                "fraction": _fraction(share),
                "basis": share.basis.value,
                "act": share.act,
            }
            for share in tree.shares(unit.key, day)
        ],
    }


def _step(tree: Tree, step: Succession) -> dict[str, object]:
    return {
        "day": step.day.isoformat(),
        "old": step.old,
        "old_name": tree.unit(step.old).full_name,
        "new": step.new,
        "new_name": tree.unit(step.new).full_name,
        "fraction": _fraction(step),
        "basis": step.basis.value,
        "act": step.act,
    }


def _fraction(row: Share | Succession) -> str | None:
    return None if row.fraction is None else str(row.fraction)


def _story(tree: Tree, unit: Unit, day: date) -> Iterable[str]:
    """One unit for a reader: who it is, what it came from, what it became."""
    found = tree.trace(unit.key)
    times = " ".join(
        filter(None, (f"from {unit.start}" if unit.start else "", f"until {unit.end}" if unit.end else ""))
    )
    code = f"code {unit.code}" if unit.code else ""
    yield ", ".join([unit.full_name, *_above(tree, unit)])
    yield "  " + ", ".join(filter(None, (unit.level, code, f"key {unit.key}", times)))
    for step in (*found.earlier, *found.later):
        yield f"  {step.day}  {_named(tree, step.old)} → {_named(tree, step.new)}{_how(step)}"
    if unit.end and not found.later and unit.end < day:
        for share in tree.shares(unit.key, day):
            where = f"counted at {_named(tree, share.new)} ({share.basis})" if share.new else "counted nowhere"
            yield f"  {unit.end}  ended without a successor: {where}"


def _named(tree: Tree, key: str) -> str:
    return tree.unit(key).full_name


def _how(step: Succession) -> str:
    how = (
        "in part, share not stated"
        if step.fraction is None
        else ""
        if step.fraction == 1
        else f"{step.fraction} by {step.basis}"
    )
    return "".join(f" ({text})" for text in (how, step.act) if text)
