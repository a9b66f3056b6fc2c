"""The sheet of a regime: the fields of Nghị định 09/2019/NĐ-CP, and for each level when its units are due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.core.forms.duty import Reporters, Terms
from tongket.core.periods.deadlines import AfterCutOff, OnDate
from tongket.core.periods.orders import END_OF_OFFICE, Order
from tongket.core.periods.periods import Calendar, Span
from tongket.flow.organisation.fields import Line, Lines
from tongket.flow.organisation.forms.days import day_input
from tongket.flow.returns.forms.designing import lines

LEVEL_NAMES = {
    "country": _("the country"),
    "province": _("provinces and cities"),
    "district": _("districts"),
    "commune": _("communes, wards and special zones"),
}
SPAN_NAMES = {
    Span.MONTH: _("Every month"),
    Span.QUARTER: _("Every quarter"),
    Span.HALF_YEAR: _("Every half-year"),
    Span.NINE_MONTHS: _("For the first nine months of a year"),
    Span.YEAR: _("Every year"),
}
CALENDAR_NAMES = {
    Calendar.LEGAL: _("The 14th, as periodic reports (Nghị định 09/2019/NĐ-CP, article 12)"),
    Calendar.STATISTICAL: _("The last day of a month, as statistical reports"),
}
AFTER, DAY, DATE = "after", "day", "date"
_HOW = [
    (AFTER, _("so many working days after the cut-off")),
    (DAY, _("the first such day of a month after the cut-off")),
    (DATE, _("the first such date after the cut-off")),
]


def level_name(level: str) -> str:
    """What a level of units is called; its own word where the administration is another."""
    return str(LEVEL_NAMES.get(level, level))


class FormChoice(forms.Form):
    """Which form a new regime asks for."""

    form = forms.TypedChoiceField(label=_("Form that is asked for"), coerce=int)

    def __init__(self, *args: Any, offered: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = list(offered)  # type: ignore[attr-defined]


class RegimeForm(forms.Form):
    """All that a regime says, but for its form."""

    title = Line(label=_("Title of the report"), max_length=300)
    basis = Line(
        label=_("Ordered by"), max_length=300, help_text=_("Number and symbol of the document that asks for it")
    )
    content = Lines(
        label=_("What is reported"), max_length=5000, required=False, widget=lines(),
        help_text=_("In a few words: the fields of work that the report covers."),
    )  # fmt: skip
    recipient = Line(label=_("To whom"), max_length=300)
    means = Line(label=_("How it is sent"), max_length=300)
    process = Lines(
        label=_("How it is handled"), max_length=5000, required=False, widget=lines(),
        help_text=_("Who draws it up, who approves it, who consolidates it."),
    )  # fmt: skip
    head_approves = forms.BooleanField(
        label=_("The head of the unit approves a return before it reaches the committee"), required=False, initial=True
    )
    span = forms.ChoiceField(label=_("How often"), choices=[(k.value, v) for k, v in SPAN_NAMES.items()])
    calendar = forms.ChoiceField(
        label=_("Figures close on"), choices=[(k.value, v) for k, v in CALENDAR_NAMES.items()],
        widget=forms.RadioSelect, initial=Calendar.LEGAL.value,
    )  # fmt: skip
    start = forms.DateField(
        label=_("In force from"), widget=day_input(),
        help_text=_("Periods that close before this day are not asked for."),
    )  # fmt: skip
    under = forms.CharField(label=_("Units that report: within"), max_length=200)
    levels = forms.MultipleChoiceField(label=_("Which units there"), widget=forms.CheckboxSelectMultiple)
    excepted = forms.CharField(
        label=_("Units that do not report"), max_length=5000, required=False, widget=lines(2),
        help_text=_("One name a line. May stay empty."),
    )  # fmt: skip

    def __init__(self, *args: Any, levels: Mapping[str, int], fixed: bool = False, **kwargs: Any) -> None:
        """`levels` that there are at the unit today, with their number of units; `fixed`: a round was opened."""
        super().__init__(*args, **kwargs)
        self.offered = tuple(levels)
        self.fields["levels"].choices = [  # type: ignore[attr-defined]
            (level, f"{level_name(level)} ({count})") for level, count in levels.items()
        ]
        for number, level in enumerate(self.offered):
            self._add_order(number, level)
        if fixed:
            self.fields["span"].disabled = self.fields["calendar"].disabled = True

    def _add_order(self, number: int, level: str) -> None:
        small = forms.NumberInput({"inputmode": "numeric"})
        self.fields[f"how{number}"] = forms.ChoiceField(label=_("Deadline"), choices=_HOW, initial=AFTER)
        self.fields[f"days{number}"] = forms.IntegerField(
            label=_("Working days"), min_value=1, max_value=60, required=False, initial=3, widget=small
        )
        self.fields[f"day{number}"] = forms.IntegerField(
            label=_("Day"), min_value=1, max_value=31, required=False, widget=small
        )
        self.fields[f"month{number}"] = forms.IntegerField(
            label=_("Month"), min_value=1, max_value=12, required=False, widget=small
        )
        self.fields[f"time{number}"] = forms.TimeField(
            label=_("Until"), initial=END_OF_OFFICE, widget=forms.TimeInput({"type": "time"}, "%H:%M")
        )

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields that are not of one level's deadline."""
        return [self[name] for name in self.base_fields]

    @property
    def of_levels(self) -> list[tuple[str, list[forms.BoundField]]]:
        """By level its name, and the fields of its deadline."""
        names = ("how", "days", "day", "month", "time")
        return [
            (level_name(level), [self[f"{name}{number}"] for name in names])
            for number, level in enumerate(self.offered)
        ]

    def clean(self) -> dict[str, Any]:
        """The orders by level, under "orders"."""
        said = super().clean() or {}
        orders: dict[str, Order] = {}
        for number, level in enumerate(self.offered):
            if level in said.get("levels", ()):
                order = self._order(number, said)
                if order is not None:
                    orders[level] = order
        return {**said, "orders": orders}

    def _order(self, number: int, said: Mapping[str, Any]) -> Order | None:
        how, until = said.get(f"how{number}"), said.get(f"time{number}") or END_OF_OFFICE
        needed = {AFTER: ("days",), DAY: ("day",), DATE: ("day", "month")}.get(str(how), ())
        left = [name for name in needed if said.get(f"{name}{number}") is None]
        for name in left:
            if f"{name}{number}" not in self.errors:
                self.add_error(f"{name}{number}", gettext("Needed for this kind of deadline."))
        if left or not needed:
            return None
        if how == AFTER:
            return Order(AfterCutOff(said[f"days{number}"]), until)
        return Order(OnDate(said[f"day{number}"], said[f"month{number}"] if how == DATE else None), until)

    def terms(self, under: str, excepted: tuple[str, ...]) -> Terms:
        """What it says; the units by their keys."""
        said = self.cleaned_data
        return Terms(
            title=said["title"], basis=said["basis"], recipient=said["recipient"], means=said["means"],
            span=Span(said["span"]), calendar=Calendar(said["calendar"]),
            reporters=Reporters(under, tuple(said["levels"]), excepted), start=said["start"], orders=said["orders"],
            content=said["content"], process=said["process"], head_approves=said["head_approves"],
        )  # fmt: skip

    @staticmethod
    def of(terms: Terms, levels: Iterable[str], under: str, excepted: Iterable[str]) -> dict[str, Any]:
        """What to show of a regime that is there; units by their names."""
        shown: dict[str, Any] = {
            "title": terms.title, "basis": terms.basis, "recipient": terms.recipient, "means": terms.means,
            "content": terms.content, "process": terms.process, "head_approves": terms.head_approves,
            "span": terms.span.value, "calendar": terms.calendar.value, "start": terms.start, "under": under,
            "levels": list(terms.reporters.levels), "excepted": "\n".join(excepted),
        }  # fmt: skip
        for number, level in enumerate(levels):
            if level in terms.orders:
                shown |= _shown(number, terms.orders[level])
        return shown


def _shown(number: int, order: Order) -> dict[str, int | str | time | None]:
    rule = order.rule
    if isinstance(rule, AfterCutOff):
        said: dict[str, int | str | time | None] = {f"how{number}": AFTER, f"days{number}": rule.working_days}
    else:
        how = DAY if rule.month is None else DATE
        said = {f"how{number}": how, f"day{number}": rule.day, f"month{number}": rule.month}
    return said | {f"time{number}": order.until}


class EndRegimeForm(forms.Form):
    """After which day no period is asked for any more."""

    day = forms.DateField(label=_("The last day on which a period may close"), widget=day_input())
