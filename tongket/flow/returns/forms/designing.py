"""Sheets of the form designer: a form's name, its sections, texts, and what a form says of an indicator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.core.forms.model import Entry, Narrative, Part
from tongket.flow.organisation.fields import Line, Lines

PART_NAMES = {
    Part.RESULTS: _("I. Results"),
    Part.SHORTCOMINGS: _("II. Shortcomings and their causes"),
    Part.DIRECTIONS: _("III. Directions and tasks"),
    Part.PROPOSALS: _("IV. Proposals"),
}


def lines(rows: int = 3) -> forms.Textarea:
    """A field for a few lines of text."""
    return forms.Textarea({"rows": rows})


class NameForm(forms.Form):
    """What a form is called."""

    name = Line(
        label=_("Name of the form"),
        max_length=200,
        help_text=_("For example: Monthly report on digital transformation"),
    )


class NewForm(NameForm):
    """A new form, of one of the committees that the person works for."""

    committee = forms.TypedChoiceField(label=_("Committee"), coerce=int)
    field_order = ("committee", "name")

    def __init__(self, *args: Any, committees: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].choices = list(committees)  # type: ignore[attr-defined]


class SectionForm(forms.Form):
    """The heading of a section, and what those who fill it in should know."""

    title = Line(label=_("Heading of the section"), max_length=200)
    guidance = Lines(
        label=_("Guidance for the units"), max_length=2000, required=False, widget=lines(),
        help_text=_("Stands under the heading. May stay empty."),
    )  # fmt: skip


class NarrativeForm(forms.Form):
    """A text that is asked: its heading, where it goes in the report, and how long it may be."""

    title = Line(label=_("Heading of the text"), max_length=200, help_text=_("For example: Difficulties and obstacles"))
    part = forms.ChoiceField(
        label=_("Part of the consolidated report"),
        choices=[(part.value, name) for part, name in PART_NAMES.items()],
        help_text=_("What the units write here is put together in this part."),
    )
    guidance = Lines(
        label=_("Guidance for the units"), max_length=2000, required=False, widget=lines(),
        help_text=_("What to write, how much, with which examples. May stay empty."),
    )  # fmt: skip
    longest = forms.IntegerField(label=_("Longest length, in characters"), min_value=100, max_value=20000, initial=5000)
    required = forms.BooleanField(label=_("Must be written"), required=False)

    def narrative(self, key: str = "") -> Narrative:
        """The text as the form asks it."""
        said = self.cleaned_data
        return Narrative(key, said["title"], Part(said["part"]), said["guidance"], said["required"], said["longest"])

    @staticmethod
    def of(text: Narrative) -> dict[str, Any]:
        """What to show of a text that is there."""
        return {
            "title": text.title, "part": text.part.value, "guidance": text.guidance, "longest": text.longest,
            "required": text.required,
        }  # fmt: skip


class EntryForm(forms.Form):
    """What this form says of an indicator: whether it must be filled in, and guidance."""

    required = forms.BooleanField(
        label=_("Must be filled in"), required=False,
        help_text=_("A unit may always answer “nothing to report” or “not applicable”."),
    )  # fmt: skip
    guidance = Lines(
        label=_("Guidance for the units"), max_length=2000, required=False, widget=lines(),
        help_text=_("Stands under the name of the indicator. May stay empty."),
    )  # fmt: skip

    @staticmethod
    def of(entry: Entry) -> dict[str, Any]:
        """What to show of an indicator that is asked."""
        return {"required": entry.required, "guidance": entry.guidance}


class MappingForm(forms.Form):
    """Where the figures of cells go that a new version no longer asks under their name."""

    def __init__(
        self, *args: Any, cells: Iterable[tuple[str, str, str | None, list[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        """`cells`: key, name, proposed place, and the places that count the same, each with its name."""
        super().__init__(*args, **kwargs)
        self.keys: list[str] = []
        for number, (key, name, proposed, places) in enumerate(cells):
            self.keys.append(key)
            self.fields[f"cell{number}"] = forms.ChoiceField(
                label=name, required=False, initial=proposed or "", choices=[("", _("Not carried over")), *places]
            )

    def mapping(self) -> dict[str, str | None]:
        """For each of the cells its place, or None."""
        return {key: self.cleaned_data[f"cell{number}"] or None for number, key in enumerate(self.keys)}
