"""Reading the units: the tree with its history, the book of names, and rows for listings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from tongket.core.text import fold, sort_key
from tongket.core.units.finding import UnitNotFound, find_unit
from tongket.core.units.model import Basis, Edge, Succession, Unit
from tongket.core.units.names import Alias, NameBook
from tongket.core.units.tree import Tree
from tongket.flow.organisation import models
from tongket.flow.organisation.actors import Actor

VIETNAM = "vn"

# One tree and book per process and administration; the digest of the last load says whether they still hold.
_trees: dict[str, tuple[str, Tree]] = {}
_books: dict[str, tuple[str, NameBook]] = {}


class UnknownRoot(LookupError):
    """No administration of that key is loaded; the message names those that are."""


def units_visible_to(actor: Actor) -> QuerySet[models.Unit]:
    """Rows of units for listings. The units of an administration are public: everyone sees all."""
    return models.Unit.objects.all()


def roots() -> list[str]:
    """Keys of the administrations that are loaded."""
    return list(models.Administration.objects.order_by("root_key").values_list("root_key", flat=True))


def tree(root_key: str = VIETNAM) -> Tree:
    """The tree of an administration with its history; read again only after a new load.

    UnknownRoot where none of that key is loaded.
    """
    digest, known_from = _stamp(root_key)
    known = _trees.get(root_key)
    if known is None or known[0] != digest:
        known = _trees[root_key] = digest, _read(root_key, known_from)
    return known[1]


def name_book(root_key: str = VIETNAM, extra: Iterable[Alias] = ()) -> NameBook:
    """The names of an administration with its own aliases, and the `extra` ones of a case before them."""
    found, more = tree(root_key), tuple(extra)
    if more:
        return NameBook(found, (*more, *_aliases(root_key)))
    digest, _ = _stamp(root_key)
    known = _books.get(root_key)
    if known is None or known[0] != digest or known[1].tree is not found:
        known = _books[root_key] = digest, NameBook(found, _aliases(root_key))
    return known[1]


MOST_FOUND = 40


def search_units(words: str, root_key: str = VIETNAM) -> tuple[Unit, ...]:
    """Units of any date for what a person types, with or without accents, at most `MOST_FOUND`.

    Those that bear the name come first, then those whose names begin with it or hold it as a word; with none, names
    that look alike. Of each kind those that agree in accents first, then the higher levels, then the younger.
    """
    found, book = tree(root_key), name_book(root_key)
    depth = {level: number for number, level in enumerate(found.levels)}
    key, exact = fold(words), words.strip().lower()

    def rank(unit: Unit) -> tuple[object, ...]:
        return (exact not in unit.name.lower(), depth[unit.level], unit.end is not None, sort_key(unit.name), unit.key)

    named = list(book.search(words))
    if not key:
        return ()
    holding = [unit for unit in found.units if unit not in named and f" {key}" in f" {fold(unit.name)}"]
    if not named and not holding:
        named = [unit for level in found.levels for unit in book.near(words, _of_level(found, level))]
    return tuple([*sorted(named, key=rank), *sorted(holding, key=rank)][:MOST_FOUND])


def _of_level(found: Tree, level: str) -> list[Unit]:
    return [unit for unit in found.units if unit.level == level]


def unit_named(words: str, day: date) -> str:
    """The key of the unit that the words mean on the map of that day, in any administration. Raises UnitNotFound."""
    near: tuple[str, ...] = ()
    for root in roots():
        try:
            return find_unit(name_book(root), words, tree(root).on(day)).key
        except UnitNotFound as error:
            near += error.near
    raise UnitNotFound(f"no unit '{words}'", near[:3])


def line_of(unit: str, day: date) -> frozenset[str]:
    """Keys of the unit and of all units above it on the map of that day; empty where it does not stand there."""
    root = models.Unit.objects.filter(pk=unit).values_list("administration_id", flat=True).first()
    on = tree(root).on(day) if root else None
    if on is None or unit not in on:
        return frozenset()
    return frozenset((unit, *(above.key for above in on.ancestors(unit))))


def units_digest(root_key: str = VIETNAM) -> str:
    """What the load of an administration was made from: it changes with every unit and every alias."""
    return _stamp(root_key)[0]


def _stamp(root_key: str) -> tuple[str, date | None]:
    row = models.Administration.objects.filter(pk=root_key).values_list("digest", "known_from").first()
    if row is None:
        raise UnknownRoot(f"no units of “{root_key}” are loaded; there are: {', '.join(roots()) or 'none'}")
    return row


def _aliases(root_key: str) -> list[Alias]:
    rows = models.UnitAlias.objects.filter(administration=root_key).order_by("pk")
    return [Alias(*row) for row in rows.values_list("spelling", "unit", "parent", "level")]


def _read(root_key: str, known_from: date | None) -> Tree:
    """Three plain reads; objects of the core, not of the database, so that the tree can be kept."""
    units = models.Unit.objects.filter(administration=root_key).order_by("key")
    edges = models.UnitParent.objects.filter(unit__administration=root_key).order_by("pk")
    steps = models.Succession.objects.filter(old__administration=root_key).order_by("pk")
    return Tree(
        [
            Unit(key, code, name, kind, level, start, end, act or None)
            for key, code, name, kind, level, start, end, act in units.values_list(
                "key", "code", "name", "kind", "level", "start", "end", "act"
            )
        ],
        [Edge(*row) for row in edges.values_list("unit_id", "parent_id", "start", "end")],
        [
            Succession(old, new, day, _fraction(numerator, denominator), _BASES[basis], act or None)
            for old, new, day, numerator, denominator, basis, act in steps.values_list(
                "old_id", "new_id", "day", "numerator", "denominator", "basis", "act"
            )
        ],
        known_from,
    )


_BASES = {basis.value: basis for basis in Basis}
_WHOLE = Fraction(1)


def _fraction(numerator: int | None, denominator: int | None) -> Fraction | None:
    if numerator is None or denominator is None:
        return None
    return _WHOLE if numerator == denominator else Fraction(numerator, denominator)
