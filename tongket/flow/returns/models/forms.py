"""The library of indicators that committees share, and forms with their versions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tongket.core.forms.model import FormContent
from tongket.core.forms.plain import form_from_json
from tongket.flow.organisation.actors import Actor, Role
from tongket.flow.organisation.models import Administration, Committee
from tongket.flow.organisation.queries import of_units

# Those who work for a committee or look at its work, at the committee's unit or above it.
COMMITTEE_READERS = (Role.SECRETARY, Role.MEMBER, Role.CHAIR, Role.AUDITOR)
# Those who answer for units: their own and all below.
REPORTERS = (Role.OFFICIAL, Role.UNIT_HEAD)


def committees_read_by(actor: Actor, *roles: Role) -> models.QuerySet[Committee]:
    """Committees at, or below, the units at which the actor holds one of the roles, and those it holds one for."""
    return Committee.objects.filter(of_units(actor, *roles) | Q(pk__in=actor.committees_of(*roles)))


class LibraryQuerySet(models.QuerySet["LibraryIndicator"]):
    """The one way to reach the library."""

    def visible_to(self, actor: Actor) -> LibraryQuerySet:
        """Indicators of the administrations in which the actor works for a committee or reads one."""
        if actor.reads_all:
            return self
        by_unit = Q(administration__units__in=actor.units_of(*COMMITTEE_READERS))
        of_committees = Committee.objects.filter(pk__in=actor.committees_of(*COMMITTEE_READERS))
        own = self.filter(by_unit | Q(administration__in=of_committees.values("unit__administration")))
        return self.filter(pk__in=own.values("pk"))


class LibraryIndicator(models.Model):
    """An indicator defined once for all committees of an administration; forms take a copy of it as it is.

    `definition` is an entry of a form as plain values (see `tongket.core.forms.plain`), `meaning` says how it is
    counted. A retired one is no longer offered.
    """

    administration = models.ForeignKey(Administration, models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60)
    definition: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    meaning = models.TextField(blank=True)
    retired = models.BooleanField(default=False)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = LibraryQuerySet.as_manager()

    class Meta:
        ordering = ("key",)
        constraints = (
            models.UniqueConstraint(fields=("administration", "key"), name="library_indicator_once"),
            models.CheckConstraint(condition=~Q(key=""), name="library_indicator_has_key"),
        )

    def __str__(self) -> str:
        return self.key


class FormQuerySet(models.QuerySet["Form"]):
    """The one way to reach a form."""

    def visible_to(self, actor: Actor) -> FormQuerySet:
        """Forms of the committees that the actor works for or reads."""
        return self.filter(committee__in=committees_read_by(actor, *COMMITTEE_READERS))


class Form(models.Model):
    """A form of a committee; `version` is the number of the version in use, 0 before the first is issued."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=0)

    objects = FormQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("committee", "name"), name="form_once_in_a_committee"),
            models.CheckConstraint(condition=~Q(name=""), name="form_has_name"),
        )

    def __str__(self) -> str:
        return self.name


class FormVersion(models.Model):
    """One version of a form: a draft until it is issued, never edited afterwards.

    `content` is as in `tongket.core.forms.plain`; `mapping` says for cell keys of the version before what they are
    called in this one, null where they are no longer asked; a key left out keeps its name. `undo` is the content of a
    draft before its last change.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    mapping: models.JSONField[dict[str, str | None], dict[str, str | None]] = models.JSONField(default=dict)
    undo: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    issued = models.DateTimeField(null=True)

    class Meta:
        ordering = ("form", "number")
        constraints = (
            models.UniqueConstraint(fields=("form", "number"), name="form_version_once_in_a_form"),
            models.CheckConstraint(condition=Q(number__gte=1), name="form_version_counts_from_1"),
            models.UniqueConstraint(
                fields=("form",), condition=Q(issued__isnull=True), name="form_has_one_draft_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.form}, version {self.number}"

    @property
    def asks(self) -> FormContent:
        """The content as values; read once in a process, for every save asks for it. Raises WrongForm."""
        known = _read.get(self.pk)
        if known is None or known[0] != self.content:  # a draft was changed, or a backup counts anew
            if len(_read) >= _KEPT:
                _read.clear()
            known = _read[self.pk] = self.content, form_from_json(self.content)
        return known[1]


_KEPT = 100  # contents of versions
_read: dict[int, tuple[dict[str, Any], FormContent]] = {}
