"""Units in the database: loaded whole and once, read back as the same tree, and no nonsense let in."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from tests.core.units.small import ACT, EDGES, REFORM, SUCCESSIONS, UNITS, part
from tongket.core.messages import InputRejected
from tongket.core.units.model import Act, Basis, Unit
from tongket.core.units.names import Alias
from tongket.flow.journal.models import Entry
from tongket.flow.organisation import models, queries
from tongket.flow.organisation.actions import load_shipped_units, load_units
from tongket.flow.organisation.actors import PUBLIC, operator
from tongket.formats.reading.units import UnitRows

pytestmark = pytest.mark.django_db
CLERK = operator("clerk")
AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
ROWS = UnitRows(
    "vn",
    date(2025, 1, 1),
    UNITS,
    EDGES,
    SUCCESSIONS,
    (Act(ACT, date(2025, 6, 12), REFORM),),
    (Alias("LC", "Lào Cai", "", "province"),),
    "one",
)


def load(rows=ROWS):
    """Load as the clerk does."""
    return load_units(rows=rows, by=CLERK, at=AT)


def test_what_was_loaded_is_read_back():
    assert load()
    tree = queries.tree()
    assert set(tree.units) == set(UNITS)
    assert set(tree.edges) == set(EDGES)
    assert set(tree.successions) == set(SUCCESSIONS)
    assert tree.known_from == date(2025, 1, 1)
    assert models.Act.objects.get().effect == REFORM


def test_shares_are_kept_exactly():
    stated = [step for step in SUCCESSIONS if step.old != "mt"]
    stated += [part("mt", "yb25", Fraction(1, 3), Basis.AREA), part("mt", "vp25", Fraction(2, 3), Basis.AREA)]
    load(replace(ROWS, successions=tuple(stated), digest="shares"))
    assert [share.fraction for share in queries.tree().shares("mt", REFORM)] == [Fraction(1, 3), Fraction(2, 3)]


def test_a_load_is_told_in_the_journal_and_the_same_again_is_not():
    assert load()
    assert not load()
    entry = Entry.objects.get()
    assert (entry.by, entry.verb, entry.object_kind, entry.object_id) == (
        "operator:clerk",
        "load_units",
        "administration",
        "vn",
    )
    assert json.loads(entry.data) == {"digest": "one", "successions": 6, "units": 13}


def test_the_tree_is_kept_until_the_next_load():
    load()
    first = queries.tree()
    assert queries.tree() is first
    assert queries.name_book() is queries.name_book()
    more = Unit("hg", "02", "Hà Giang", "tỉnh", "province")
    load(replace(ROWS, units=(*UNITS, more), digest="two"))
    assert queries.tree() is not first
    assert queries.name_book().resolve("Hà Giang", "province", REFORM).unit == more


def test_a_new_load_keeps_the_rows_of_units_and_drops_what_is_gone():
    load()
    renamed = tuple(replace(unit, name="Cao Bằng mới") if unit.key == "cb" else unit for unit in UNITS)
    fewer = tuple(unit for unit in renamed if unit.key != "xt")
    load(
        replace(
            ROWS,
            units=fewer,
            edges=tuple(edge for edge in EDGES if edge.unit != "xt"),
            successions=tuple(step for step in SUCCESSIONS if step.old != "xt"),
            digest="three",
        )
    )
    assert models.Unit.objects.get(key="cb").name == "Cao Bằng mới"
    assert not models.Unit.objects.filter(key="xt").exists()
    assert models.UnitParent.objects.count() == len(EDGES) - 1


def test_two_administrations_live_side_by_side_but_share_no_key():
    load()
    other = UnitRows("hq", None, (Unit("hq", "", "Bộ", "", "ministry"),), (), (), (), (), "hq1")
    assert load(other)
    assert queries.roots() == ["hq", "vn"]
    assert queries.tree("hq").on(REFORM).root.name == "Bộ"
    thief = UnitRows("x", None, (Unit("x", "", "X", "", "ministry"), UNITS[1]), (), (), (), (), "x1")
    with pytest.raises(InputRejected, match=r"units\.csv: the key “cb” belongs to a unit of “vn” already"):
        load(thief)
    assert queries.roots() == ["hq", "vn"]


def test_an_unknown_root_names_those_that_are_loaded():
    load()
    with pytest.raises(queries.UnknownRoot, match="no units of “la” are loaded; there are: vn"):
        queries.tree("la")


def test_the_book_of_names_has_the_aliases_and_those_of_a_case():
    load()
    assert queries.name_book().resolve("LC", "province", REFORM).unit.key == "lc25"
    mine = queries.name_book(extra=[Alias("Cao", "Cao Bằng")])
    assert mine.resolve("Cao", "province", REFORM).unit.key == "cb"
    assert mine.resolve("LC", "province", REFORM).unit.key == "lc25"


def test_units_are_listed_for_everyone_in_vietnamese_order():
    load()
    rows = queries.units_visible_to(PUBLIC).filter(level="commune").order_by("sort_text", "key")
    assert [row.name for row in rows] == [
        "Minh Tân", "Phúc Khánh", "Phúc Khánh", "Văn Phú", "Xuân Thượng", "Yên Bái",
    ]  # fmt: skip
    assert queries.units_visible_to(PUBLIC).filter(folded="yen bai").count() == 3


def test_a_tree_is_read_with_four_queries_and_asked_again_with_one(django_assert_num_queries):
    load()
    queries.units._trees.clear()
    with django_assert_num_queries(4):
        queries.tree()
    with django_assert_num_queries(1):
        queries.tree()


DAY, BEFORE = date(2025, 7, 1), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("constraint", "row"),
    [
        ("unit_dates_in_order", lambda: unit(start=DAY, end=BEFORE)),
        ("unit_has_key_name_level", lambda: unit(name="")),
        ("unit_has_key_name_level", lambda: unit(level="")),
        ("unit_not_under_itself", lambda: models.UnitParent(unit_id="cb", parent_id="cb")),
        ("unit_parent_dates_in_order", lambda: models.UnitParent(unit_id="cb", parent_id="lc", start=DAY, end=BEFORE)),
        ("succession_not_to_itself", lambda: step(new_id="cb")),
        ("succession_fraction_of_one", lambda: step(numerator=0, denominator=1, basis="area")),
        ("succession_fraction_of_one", lambda: step(numerator=3, denominator=2, basis="area")),
        ("succession_fraction_of_one", lambda: step(numerator=1, basis="area")),
        ("succession_basis_fits_fraction", lambda: step(numerator=1, denominator=2, basis="whole")),
        ("succession_basis_fits_fraction", lambda: step(numerator=1, denominator=1, basis="equal")),
        ("succession_basis_fits_fraction", lambda: step(basis="area")),
        ("succession_basis_fits_fraction", lambda: step(numerator=1, denominator=1, basis="former unit")),
        ("act_effect_not_before_day", lambda: models.Act(administration_id="vn", number="1", day=DAY, effect=BEFORE)),
        ("act_has_number", lambda: models.Act(administration_id="vn", number="", day=DAY, effect=DAY)),
        ("unit_alias_has_both_names", lambda: models.UnitAlias(administration_id="vn", spelling="x", unit="")),
    ],
)
def test_the_database_refuses_nonsense(constraint, row):
    load()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row().save(force_insert=True)


def unit(**changed):
    """A unit in order, but for what is changed."""
    fields = {"key": "k", "administration_id": "vn", "name": "N", "level": "l", "folded": "n", "sort_text": "1"}
    return models.Unit(**(fields | changed))


def step(**changed):
    """A succession in order, but for what is changed."""
    return models.Succession(**({"old_id": "cb", "new_id": "lc25", "day": DAY, "basis": "none"} | changed))


@pytest.mark.parametrize("twice", ["parent", "first parent", "succession", "act"])
def test_the_database_refuses_the_same_twice(twice):
    load()
    row = {
        "parent": lambda: models.UnitParent(unit_id="lc25", parent_id="cb", start=REFORM),
        "first parent": lambda: models.UnitParent(unit_id="cb", parent_id="lc"),
        "succession": lambda: models.Succession(old_id="lc", new_id="lc25", day=DAY, basis="none"),
        "act": lambda: models.Act(administration_id="vn", number=ACT, day=DAY, effect=DAY),
    }[twice]()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_shipped_units_load():
    assert load_shipped_units(by=CLERK, at=AT)
    assert queries.tree().on(date(2025, 7, 1)).count("commune") == 3_321
    assert queries.name_book().resolve("TP.HCM", "province", REFORM).unit.name == "Hồ Chí Minh"
    assert not load_shipped_units(by=CLERK, at=AT)
