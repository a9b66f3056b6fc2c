"""Sheets of the library: an indicator that units fill in, and one that is computed of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.core.forms.definitions import (
    OVER_TIME,
    Made,
    Pasted,
    categories_of,
    formula_of,
    measure_of,
    rows_pasted,
)
from tongket.core.forms.model import Entry, WrongForm
from tongket.core.rollup.asking.model import Asked
from tongket.core.rollup.model import Indicator, Kind, OverTime, OverUnits
from tongket.core.rollup.query import WrongQuery
from tongket.core.text import fold
from tongket.flow.organisation.fields import Line, Lines
from tongket.flow.returns.forms.designing import lines

SEX = {"sex": ("female", "male")}
KINDS = {
    Kind.STOCK: _("State at the cut-off day: poor households that there are now"),
    Kind.FLOW: _("What happened in the period: people trained in the month"),
    Kind.CUMULATIVE: _("Cumulative, from the beginning to the cut-off day: accounts opened since January"),
}
OVER_UNITS = {
    OverUnits.SUM: _("Added up: the province is the sum of its communes"),
    OverUnits.MEAN: _("The mean of the units"),
    OverUnits.MAX: _("The largest of the units"),
    OverUnits.MIN: _("The smallest of the units"),
    OverUnits.NONE: _("Not consolidated: only shown for each unit"),
}
OVER_TIMES = {
    "": _("As usual for this kind: the last state, the sum of what happened, the last cumulative figure"),
    OverTime.SUM: _("The sum of the periods"),
    OverTime.LAST: _("The last period"),
    OverTime.MEAN: _("The mean of the periods"),
    OverTime.MAX: _("The largest of the periods"),
    OverTime.MIN: _("The smallest of the periods"),
}
MADE = {
    Made.SHARE: _("Percentage: the first in percent of the second"),
    Made.QUOTIENT: _("Quotient: the first divided by the second"),
    Made.SUM: _("Sum of all that are chosen"),
    Made.DIFFERENCE: _("Difference: the first less the others"),
}
DECIMALS = [(number, str(number)) for number in range(5)]
MOST_PARTS = 6
LONGEST_NAME, LONGEST_MEASURE = 200, 40


class IndicatorForm(forms.Form):
    """An indicator of the library."""

    name = Line(label=_("Name of the indicator"), max_length=200, help_text=_("For example: Number of poor households"))
    measure = Line(
        label=_("Unit of measure"), max_length=40, widget=forms.TextInput({"list": "measures", "autocomplete": "off"}),
        help_text=_("For example: person, household, %, million dong"),
    )  # fmt: skip
    decimals = forms.TypedChoiceField(label=_("Decimals"), coerce=int, choices=DECIMALS)
    kind = forms.ChoiceField(
        label=_("What the figure tells"), widget=forms.RadioSelect, choices=[(k.value, v) for k, v in KINDS.items()]
    )
    restarts = forms.BooleanField(
        label=_("A cumulative figure begins again each January"), required=False, initial=True
    )
    over_units = forms.ChoiceField(
        label=_("How the units are consolidated"), choices=[(k.value, v) for k, v in OVER_UNITS.items()]
    )
    over_time = forms.ChoiceField(
        label=_("How months become a quarter or a year"), required=False, choices=list(OVER_TIMES.items())
    )
    by_sex = forms.BooleanField(label=_("Broken down by sex: female, male"), required=False)
    category = Line(
        label=_("Broken down by something else"), max_length=60, required=False,
        help_text=_("For example: age group. May stay empty."),
    )  # fmt: skip
    values = Line(
        label=_("Its values, with commas"), max_length=400, required=False,
        help_text=_("For example: under 16, 16 to 60, over 60. The total is made by itself."),
    )  # fmt: skip
    meaning = Lines(
        label=_("How it is counted"), max_length=2000, required=False, widget=lines(),
        help_text=_("So that every unit counts the same. May stay empty."),
    )  # fmt: skip

    def __init__(self, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        """`fixed`: figures were reported under it perhaps, so that what they mean stays as it is."""
        super().__init__(*args, **kwargs)
        if fixed:
            for name in ("measure", "decimals", "kind"):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """The entry that it makes, under "entry"."""
        said = super().clean() or {}
        if self.errors:
            return said
        try:
            categories = categories_of(said["category"], said["values"])
        except WrongForm:
            self.add_error(
                "values", gettext("Give the breakdown a name and at least two values, without the signs ; = [ ]")
            )
            return said
        kind = Kind(said["kind"])
        measure, words = measure_of(said["measure"])
        over_time = OverTime(said["over_time"]) if said["over_time"] else OVER_TIME[kind]
        indicator = Indicator(
            "", {"vi": said["name"]}, measure, words, said["decimals"], kind, OverUnits(said["over_units"]), over_time
        )
        try:
            asked = Asked(indicator, {**(SEX if said["by_sex"] else {}), **categories}, 0, said["restarts"])
        except WrongQuery:
            self.add_error("over_units", gettext("What is broken down has to be added up: choose “added up”."))
            return said
        return {**said, "entry": Entry(asked)}

    @staticmethod
    def of(entry: Entry, meaning: str) -> dict[str, Any]:
        """What to show of an indicator that is there."""
        indicator, categories = entry.indicator, dict(entry.asked.categories)
        by_sex = categories.pop("sex", None) is not None
        other = next(iter(categories.items()), ("", ()))
        usual = OVER_TIME.get(indicator.kind) is indicator.over_time
        return {
            "name": indicator.name("vi"), "measure": indicator.unit_words.get("vi") or indicator.unit_of_measure,
            "decimals": indicator.decimals, "kind": indicator.kind.value, "restarts": entry.asked.restarts,
            "over_units": indicator.over_units.value, "over_time": "" if usual else indicator.over_time.value,
            "by_sex": by_sex, "category": other[0], "values": ", ".join(other[1]), "meaning": meaning,
        }  # fmt: skip


class AskNewForm(IndicatorForm):
    """An indicator that is made while a form is designed."""

    not_negative = forms.BooleanField(
        label=_("Cannot be under 0"), required=False, initial=True, help_text=_("Adds a rule to the form.")
    )


class PasteForm(forms.Form):
    """Many indicators at once: two columns copied from Excel."""

    rows = forms.CharField(
        label=_("Rows copied from Excel"), max_length=50_000, strip=False, widget=lines(12),
        help_text=_("Two columns: the name of the indicator and its unit of measure. A column of numbers before them is"
                    " left out. Those that the library has are taken from there."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("What the figures tell"), widget=forms.RadioSelect, choices=[(k.value, v) for k, v in KINDS.items()]
    )

    def __init__(self, *args: Any, known: Mapping[str, Entry], **kwargs: Any) -> None:
        """`known`: the entries of the library by their folded names."""
        super().__init__(*args, **kwargs)
        self.known = known

    def clean(self) -> dict[str, Any]:
        """Under "entries" the entries in order, those without a key new to the library."""
        said = super().clean() or {}
        if self.errors:
            return said
        kind = Kind(said["kind"])
        entries: dict[str, Entry] = {}
        for row in rows_pasted(said["rows"]):
            entry = self._entry(row, kind)
            if entry is not None:
                entries.setdefault(fold(row.name), entry)
        if not entries and not self.errors:
            self.add_error("rows", gettext("There is no row with a name and a unit of measure."))
        return {**said, "entries": list(entries.values())}

    def _entry(self, row: Pasted, kind: Kind) -> Entry | None:
        where = {"line": row.line, "name": row.name}
        known = self.known.get(fold(row.name))
        if known is not None:
            if row.measure and measure_of(row.measure)[0] != known.indicator.unit_of_measure:
                text = gettext("Line %(line)s: the library has “%(name)s” in another unit of measure.") % where
                self.add_error("rows", text)
            return known
        if not row.measure or len(row.name) > LONGEST_NAME or len(row.measure) > LONGEST_MEASURE:
            text = gettext("Line %(line)s: “%(name)s” has no unit of measure, or one of the two is too long.")
            self.add_error("rows", text % {**where, "name": row.name[:40]})
            return None
        measure, words = measure_of(row.measure)
        return Entry(Asked(Indicator("", {"vi": row.name}, measure, words, 0, kind, over_time=OVER_TIME[kind])))


class ComputedForm(forms.Form):
    """An indicator that is computed of others; a rate is computed anew at every level, never added up."""

    name = Line(label=_("Name of the indicator"), max_length=200, help_text=_("For example: Share of poor households"))
    made = forms.ChoiceField(
        label=_("How it is computed"), widget=forms.RadioSelect, choices=[(k.value, v) for k, v in MADE.items()]
    )
    measure = Line(
        label=_("Unit of measure"), max_length=40, required=False,
        widget=forms.TextInput({"list": "measures", "autocomplete": "off"}),
        help_text=_("A percentage is in %; a sum has the measure of its parts. Then it may stay empty."),
    )  # fmt: skip
    decimals = forms.TypedChoiceField(label=_("Decimals"), coerce=int, choices=DECIMALS, initial=1)
    meaning = Lines(label=_("How it is counted"), max_length=2000, required=False, widget=lines())

    def __init__(self, *args: Any, cells: Mapping[str, Indicator], names: Iterable[tuple[str, str]], **kwargs: Any):
        """`cells` are those of the form by key, `names` what they are called."""
        super().__init__(*args, **kwargs)
        self.cells = cells
        ordinals = (_("First indicator"), _("Second indicator"), _("Third"), _("Fourth"), _("Fifth"), _("Sixth"))
        for number, label in enumerate(ordinals, start=1):
            self.fields[f"part{number}"] = forms.ChoiceField(
                label=label, required=number <= 2, choices=[("", "–"), *names]
            )
        self.order_fields(
            ["name", "made", *(f"part{number}" for number in range(1, MOST_PARTS + 1)), "measure", "decimals"]
        )

    def clean(self) -> dict[str, Any]:
        """The entry that it makes, under "entry"."""
        said = super().clean() or {}
        if self.errors:
            return said
        parts = [part for number in range(1, MOST_PARTS + 1) if (part := said[f"part{number}"])]
        made = Made(said["made"])
        try:
            formula = formula_of(made, parts)
        except WrongForm:
            self.add_error(
                "part2", gettext("A percentage or a quotient has exactly two indicators: leave the others out.")
            )
            return said
        adding = made in (Made.SUM, Made.DIFFERENCE)
        if adding and len({self.cells[part].unit_of_measure for part in parts}) > 1:
            self.add_error("part2", gettext("Only figures of one unit of measure can be added or taken off."))
            return said
        like = self.cells[parts[0]]
        measure, words = (
            measure_of(said["measure"] or "%")
            if said["measure"] or made is Made.SHARE
            else (like.unit_of_measure, dict(like.unit_words)) if adding else ("", {})
        )  # fmt: skip
        indicator = Indicator(
            "", {"vi": said["name"]}, measure, words, said["decimals"], Kind.FORMULA, OverUnits.NONE, OverTime.LAST,
            formula,
        )  # fmt: skip
        return {**said, "entry": Entry(Asked(indicator))}


def kept_measure(entry: Entry, before: Entry) -> Entry:
    """The entry with the unit of measure of the one before, which a person may have known under another word."""
    old = before.indicator
    same = replace(
        entry.indicator, unit_of_measure=old.unit_of_measure, unit_words=old.unit_words, decimals=old.decimals,
        kind=old.kind,
    )  # fmt: skip
    return replace(entry, asked=replace(entry.asked, indicator=same))
