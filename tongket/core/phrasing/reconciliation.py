"""Our total beside the published one: what explains a difference, in one sentence."""

from __future__ import annotations

from decimal import Decimal

from tongket.core.phrasing.context import Context, plain
from tongket.core.phrasing.groups import Item, items
from tongket.core.phrasing.numbers import amount, signed, signed_amount
from tongket.core.phrasing.phrases import join, lower_first, say
from tongket.core.phrasing.shares import difference, shares
from tongket.core.rollup.figures import Figure, NoteKind, Statement


def no_list(lang: str) -> str:
    """What stands in place of a difference where no complete list was published: nothing can be compared."""
    return say(lang, "why_no_list")


def explain(figure: Figure, lang: str, statement: Statement) -> str:
    """Why our total and the published one differ, or that they agree; one sentence.

    `statement` is where the figure stands: dead and missing are explained by each other.
    """
    return explain_in(plain(statement, lang), figure)


def explain_in(context: Context, figure: Figure) -> str:
    """As `explain`, inside a report."""
    if figure.value is None:
        return context.say("why_no_rows")
    if not figure.complete_list:
        return no_list(context.lang)
    return _why(context, figure) if difference(figure) else context.say("why_agrees")


def _why(context: Context, figure: Figure) -> str:
    item = next(i for i in items(context.statement.figures) if figure in (i.figure, *i.parts))
    text = _contradiction(context, figure) or _outside(context, figure)
    if figure is not item.figure:
        text = text or _moved(context, item) or _unsplit(context, item)
    if text:
        return text
    if figure.published and figure.published.reading == "as_printed_suspect":
        return context.say("why_suspect")
    return context.say("why_other_page" if _other_page(figure) else "why_unknown")


def _contradiction(context: Context, figure: Figure) -> str:
    """A row set aside that, counted in place of the other, would close the difference."""
    gap = difference(figure)
    for note in figure.notes:
        if note.kind != NoteKind.CONTRADICTION or not note.values:
            continue
        counted, *others = note.values
        for other in others:
            if counted - other == gap:
                return context.say(
                    "why_contradiction",
                    unit=note.unit,
                    other=amount(other, figure.indicator, context.lang),
                    counted=amount(counted, figure.indicator, context.lang),
                )
    return ""


def _outside(context: Context, figure: Figure) -> str:
    """Bodies outside the tree that together are the difference."""
    outside = [share for share in shares(figure) if share.outside and share.value]
    if not outside or sum((s.value for s in outside), Decimal(0)) != difference(figure):
        return ""
    names = [f"{s.name} ({amount(s.value, figure.indicator, context.lang)})" for s in outside]
    return context.say("why_outside", units=join(context.lang, names))


def _moved(context: Context, item: Item) -> str:
    """The sum agrees, one part is short by what the other has too much: the headline moved people between them."""
    gaps = [(part, difference(part)) for part in item.parts]
    changed = [(part, gap) for part, gap in gaps if gap]
    if difference(item.figure) != 0 or len(changed) != 2 or sum((gap for _, gap in changed), Decimal(0)):
        return ""
    more = next(part for part, gap in changed if gap < 0)  # the headline has more of it than the list
    less = next(part for part, gap in changed if gap > 0)
    return context.say(
        "why_moved",
        whole=item.figure.indicator.name(context.lang),
        changes=join(
            context.lang,
            [
                context.say(
                    "why_moved_part",
                    name=lower_first(part.indicator.name(context.lang)),
                    amount=signed_amount(gap, part.indicator, context.lang),
                    number=signed(gap, context.lang, part.indicator.decimals),
                )
                for part, gap in changed
            ],
        ),
        amount=amount(next(gap for _, gap in changed if gap > 0), more.indicator, context.lang),
        from_=lower_first(less.indicator.name(context.lang)),
        to=lower_first(more.indicator.name(context.lang)),
    )


def _unsplit(context: Context, item: Item) -> str:
    """Units whose sum is not split into the parts."""
    if item.figure.unsplit <= 0:
        return ""
    indicator = item.figure.indicator
    units = [
        f"{note.unit} {amount(note.values[0], indicator, context.lang)}"
        for note in item.figure.notes
        if note.kind == NoteKind.UNSPLIT and note.values
    ]
    return context.say(
        "why_unsplit",
        amount=amount(item.figure.unsplit, indicator, context.lang),
        units=context.say("why_unsplit_units", units=", ".join(units)) if units else "",
    )


def _other_page(figure: Figure) -> bool:
    """Whether none of the units' figures comes from the page that printed the total."""
    listed = {source for contributor in figure.contributors for source in contributor.sources}
    return figure.published is not None and bool(listed) and figure.published.source not in listed
