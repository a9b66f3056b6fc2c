"""Who stands behind a figure: how many units reported, how many had none, and whose figures are older."""

from __future__ import annotations

from tongket.core.phrasing.context import Context
from tongket.core.phrasing.groups import is_losses
from tongket.core.phrasing.moments import LocalMoment
from tongket.core.phrasing.phrases import upper_first
from tongket.core.phrasing.shares import change, shares
from tongket.core.rollup.figures import Figure
from tongket.core.rollup.model import State


def units_word(context: Context, count: int) -> str:
    """What the units right below the reporting one are called: "tỉnh, thành phố" under a country."""
    level = "country" if context.statement.unit_level == "country" else "other"
    return context.say(f"units_{level}_one" if count == 1 else f"units_{level}")


def field_of(context: Context) -> str:
    """ "losses" for a disaster, "other" for any other field: some phrases differ."""
    return "losses" if is_losses([figure.indicator for figure in context.statement.figures]) else "other"


def coverage(context: Context, figure: Figure) -> str:
    """ "Có 15/63 tỉnh, thành phố báo cáo; 48 tỉnh, thành phố còn lại không có thiệt hại theo danh sách đầy đủ." """
    if not figure.units_expected:
        return ""
    told = [
        context.say(
            "reported",
            reported=figure.units_reported,
            expected=figure.units_expected,
            units=units_word(context, figure.units_expected),
        )
    ]
    if figure.units_zero_by_list:
        rest = figure.units_reported + figure.units_zero_by_list == figure.units_expected
        told.append(
            context.say(
                f"zero_{'rest' if rest else 'by_list'}_{field_of(context)}",
                count=figure.units_zero_by_list,
                units=units_word(context, figure.units_zero_by_list),
            )
        )
    older = _older(context, figure)
    return upper_first("; ".join([*told, older] if older else told)) + "."


def reported_anything(context: Context) -> int:
    """How many units of the chosen map stand behind any figure of the statement."""
    keys = {
        contributor.under_key or contributor.under
        for figure in context.statement.figures
        for contributor in figure.contributors
        if contributor.under is not None and contributor.state is not State.ZERO_BY_LIST
    }
    return max([len(keys), *(figure.units_reported for figure in context.statement.figures)])


def carried_over(context: Context, figure: Figure) -> tuple[LocalMoment, LocalMoment] | None:
    """The oldest and the newest moment of a figure that nobody has reported anew; None where somebody has."""
    moments = [context.local(c.as_of) for c in figure.contributors if c.value]
    return (min(moments), max(moments)) if moments and max(moments) < context.at else None


def _older(context: Context, figure: Figure) -> str:
    """Units whose figure was carried over from an earlier moment, and the oldest of those."""
    if not change(figure) and carried_over(context, figure):
        return ""  # told beside the total
    count = 0
    oldest = context.at
    for share in shares(figure):
        moments = [context.local(c.as_of) for c in share.contributors if c.value]
        if moments and min(moments) < context.at:
            count, oldest = count + 1, min(oldest, *moments)
    if not count:
        return ""
    localities = context.say("localities_one" if count == 1 else "localities")
    return context.say("older", count=count, localities=localities, moment=context.words(oldest))
