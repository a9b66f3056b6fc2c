"""Units with history, as the core knows them (`tongket.core.units.model`): rows only, no rules."""

from django.db import models
from django.db.models import F, Q

from tongket.core.units.model import Basis

BASES = [(basis.value, basis.value) for basis in Basis]


def _dates_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")), name=name
    )


class Administration(models.Model):
    """A country or body with its own tree of units; `digest` tells one load from the next.

    `known_from` is the first day whose map is recorded.
    """

    root_key = models.CharField(max_length=100, primary_key=True)
    known_from = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.root_key


class Unit(models.Model):
    """A body between two dates. `folded` serves the search, `sort_text` the Vietnamese order."""

    key = models.CharField(max_length=100, primary_key=True)
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="units")
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=60)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    act = models.CharField(max_length=100, blank=True)
    folded = models.CharField(max_length=300)
    sort_text = models.CharField(max_length=700)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(name="") & ~Q(level="") & ~Q(folded="") & ~Q(sort_text=""),
                name="unit_has_key_name_level",
            ),
            _dates_in_order("unit_dates_in_order"),
        )
        indexes = (
            models.Index(fields=("administration", "level", "sort_text"), name="unit_by_level"),
            models.Index(fields=("folded",), name="unit_by_folded_name"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()


class UnitParent(models.Model):
    """`unit` stood under `parent` from `start` to `end`, both days included."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="children")
    start = models.DateField(null=True)
    end = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="unit_not_under_itself"),
            _dates_in_order("unit_parent_dates_in_order"),
            models.UniqueConstraint(fields=("unit", "start"), name="unit_parent_once"),
            models.UniqueConstraint(fields=("unit",), condition=Q(start__isnull=True), name="unit_parent_once_first"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}"


class Succession(models.Model):
    """On `day`, `old` became `new`, whole or in the part numerator/denominator; without one nobody has stated it.

    The conditions say "not null" aloud: to a database a condition that is unknown is not broken.
    """

    old = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="successors")
    new = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="predecessors")
    day = models.DateField()
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    basis = models.CharField(max_length=20, choices=BASES)
    act = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(old=F("new")), name="succession_not_to_itself"),
            models.UniqueConstraint(fields=("old", "new"), name="succession_once"),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(
                    numerator__isnull=False, denominator__isnull=False, numerator__gt=0, denominator__gte=F("numerator")
                ),
                name="succession_fraction_of_one",
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.NONE.value, numerator__isnull=True)
                | Q(basis=Basis.WHOLE.value, numerator__isnull=False, numerator=F("denominator"))
                | Q(
                    basis__in=[Basis.POPULATION.value, Basis.AREA.value, Basis.EQUAL.value, Basis.BY_HAND.value],
                    numerator__isnull=False,
                    numerator__lt=F("denominator"),
                ),
                name="succession_basis_fits_fraction",
            ),
        )

    def __str__(self) -> str:
        return f"{self.old_id} > {self.new_id}"


class Act(models.Model):
    """A legal act that changed units; it took effect on the day of the act or later."""

    administration = models.ForeignKey(Administration, on_delete=models.CASCADE, related_name="acts")
    number = models.CharField(max_length=100)
    day = models.DateField()
    effect = models.DateField()
    about = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("administration", "number"), name="act_once"),
            models.CheckConstraint(condition=~Q(number=""), name="act_has_number"),
            models.CheckConstraint(condition=Q(effect__gte=F("day")), name="act_effect_not_before_day"),
        )

    def __str__(self) -> str:
        return self.number


class UnitAlias(models.Model):
    """Another spelling of the name of a unit, everywhere or under one parent or at one level only."""

    administration = models.ForeignKey(Administration, on_delete=models.CASCADE, related_name="aliases")
    spelling = models.CharField(max_length=200)
    unit = models.CharField(max_length=200)
    parent = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(spelling="") & ~Q(unit=""), name="unit_alias_has_both_names"),
        )

    def __str__(self) -> str:
        return f"{self.spelling} = {self.unit}"
