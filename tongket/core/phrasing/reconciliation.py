"""Our total beside the published one: what explains a difference, in one sentence."""

from __future__ import annotations

from decimal import Decimal

from tongket.core.phrasing.context import Context, plain
from tongket.core.phrasing.groups import Item, items
from tongket.core.phrasing.notes import short_word
from tongket.core.phrasing.numbers import amount
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
        text = text or _moved(context, item) or _hidden(context, figure, item)
    if text:
        return text
    if figure.published and figure.published.reading == "as_printed_suspect":
        return context.say("why_suspect")
    return context.say("why_other_page" if _other_page(figure) else "why_unknown")


def _contradiction(context: Context, figure: Figure) -> str:
    """A row set aside that, counted in place of the other, would close the difference."""
    gap = difference(figure)
    for note in figure.notes:
        if note.kind != NoteKind.CONTRADICTION:
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
    """The sum agrees, but the headline counts some people in another part than the list does.

    What is not split may hide in the part that the list has less of; it is told first.
    """
    gaps = [(part, gap) for part in item.parts if (gap := difference(part))]
    less = [(part, gap) for part, gap in gaps if gap < 0]  # the headline has more of it than the list
    more = [(part, gap) for part, gap in gaps if gap > 0]
    adds_up = sum((gap for _, gap in gaps), Decimal(0)) == -item.figure.unsplit
    if difference(item.figure) or len(less) != 1 or len(more) != 1 or not adds_up:
        return ""
    (to, _), (from_, gap) = less[0], more[0]
    moved = context.say(
        "why_moved",
        whole=lower_first(item.figure.indicator.name(context.lang)),
        amount=amount(gap, from_.indicator, context.lang),
        from_=short_word(context, from_.indicator),
        to=short_word(context, to.indicator),
    )
    return f"{_unsplit(context, item)} {moved}".strip()


def _hidden(context: Context, figure: Figure, item: Item) -> str:
    """The part falls short by no more than what is not split."""
    gap = difference(figure) or Decimal(0)
    return _unsplit(context, item) if -item.figure.unsplit <= gap < 0 else ""


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
