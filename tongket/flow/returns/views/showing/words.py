"""Words for where a return stands, what was done upon it, and how early or late it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tongket.core.periods.punctuality import distance
from tongket.flow.returns.fields import Deed, Stage

_STAGES: dict[Stage, tuple[str, Promise]] = {
    Stage.NOT_BEGUN: ("○", gettext_lazy("not begun")),
    Stage.DRAFT: ("◔", gettext_lazy("being filled in")),
    Stage.RETURNED: ("↩", gettext_lazy("sent back to be mended")),
    Stage.SUBMITTED: ("◑", gettext_lazy("waits for the head of the unit")),
    Stage.APPROVED: ("◕", gettext_lazy("waits for the secretary")),
    Stage.ACCEPTED: ("●", gettext_lazy("accepted")),
}
_REOPENED = ("↩", gettext_lazy("reopened to be mended"))
_DEEDS: dict[Deed, Promise] = {
    Deed.SUBMIT: gettext_lazy("Submitted"),
    Deed.APPROVE: gettext_lazy("Approved"),
    Deed.SEND_BACK: gettext_lazy("Sent back"),
    Deed.ACCEPT: gettext_lazy("Accepted"),
    Deed.REOPEN: gettext_lazy("Reopened"),
}


@dataclass(frozen=True, slots=True)
class State:
    """Where a return stands: a sign, and the same in words; `name` is for style sheets and addresses."""

    name: str
    sign: str
    words: str


def state(stage: Stage, *, reopened: bool = False) -> State:
    """Where a return of that stage stands."""
    sign, words = _REOPENED if reopened and stage is Stage.RETURNED else _STAGES[stage]
    return State(stage.value, sign, str(words))


def deed_word(deed: Deed) -> str:
    """What was done."""
    return str(_DEEDS[deed])


def came(at: datetime, due: datetime) -> str:
    """How early or late a return came: "2 days early", "in time", "3 hours late"."""
    away = distance(at, due, ZoneInfo(settings.TIME_ZONE))
    if away.late:
        return _late(away.days, away.hours)
    return ngettext("%(n)d day early", "%(n)d days early", away.days) % {"n": away.days} if away.days else _("in time")


def to_come(at: datetime, due: datetime) -> str:
    """How much time there is still: "due in 2 days", "due today", "3 days overdue"."""
    away = distance(at, due, ZoneInfo(settings.TIME_ZONE))
    if away.late and away.days:
        return ngettext("%(n)d day overdue", "%(n)d days overdue", away.days) % {"n": away.days}
    if away.late:
        return ngettext("%(n)d hour overdue", "%(n)d hours overdue", away.hours) % {"n": away.hours}
    if away.days == 0:
        return _("due today")
    return ngettext("due in %(n)d day", "due in %(n)d days", away.days) % {"n": away.days}


def _late(days: int, hours: int) -> str:
    if days:
        return ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}
    return ngettext("%(n)d hour late", "%(n)d hours late", hours) % {"n": hours}
