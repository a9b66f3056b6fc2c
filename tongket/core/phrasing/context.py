"""What a report carries from sentence to sentence: its language, its numbered sources and its footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tongket.core.pages.model import Footnote, Run
from tongket.core.phrasing.moments import LocalMoment, local_moment, moment_words
from tongket.core.phrasing.phrases import check_language, say
from tongket.core.rollup.figures import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Sources:
    """Addresses in the order in which the report first needs them, numbered from 1."""

    addresses: tuple[str, ...] = ()

    def numbers(self, addresses: Iterable[str]) -> tuple[int, ...]:
        """Numbers of those addresses, each once, in falling age of their first use; unnumbered ones are left out."""
        wanted = set(addresses)
        return tuple(n for n, address in enumerate(self.addresses, start=1) if address in wanted)


@dataclass(slots=True)
class Footnotes:
    """Footnotes in the order in which the text reaches them: the one thing here that grows."""

    found: list[Footnote] = field(default_factory=list)

    def add(self, sentences: Iterable[str]) -> int | None:
        """A new footnote of these sentences, each once; None where there is nothing to say."""
        text = " ".join(dict.fromkeys(s for s in sentences if s))
        if not text:
            return None
        self.found.append(Footnote(len(self.found) + 1, (Run(text),)))
        return len(self.found)


@dataclass(frozen=True, slots=True)
class Context:
    """The statement that is being told, the language, and what has been cited and noted so far.

    `annexes` are the labels that the body refers to, by name ("units", "reconciliation", "sources").
    """

    statement: Statement
    lang: str
    sources: Sources = field(default_factory=Sources)
    footnotes: Footnotes = field(default_factory=Footnotes)
    annexes: tuple[tuple[str, str], ...] = ()

    def say(self, key: str, **values: object) -> str:
        """The phrase in the report's language."""
        return say(self.lang, key, **values)

    def annex(self, name: str) -> str | None:
        """The label of an annex, None where the report has none of that name."""
        return dict(self.annexes).get(name)

    def moment(self, as_of: str, *, full: bool = False) -> str:
        """A moment of the case in words; without its year where it is the report's own, unless `full`."""
        return self.words(self.local(as_of), full=full)

    def words(self, at: LocalMoment, *, full: bool = False) -> str:
        """As `moment`, for a moment that was read already."""
        return moment_words(at, self.lang, beside=None if full else self.at)

    def local(self, as_of: str) -> LocalMoment:
        """A moment of the case on the clocks of its country."""
        return local_moment(as_of, self.statement.timezone)

    @property
    def at(self) -> LocalMoment:
        """The moment of the report."""
        return self.local(self.statement.as_of)

    def refs(self, addresses: Iterable[str]) -> str:
        """ " (nguồn [3, 5])", or nothing where none of them is numbered."""
        numbers = self.sources.numbers(addresses)
        return self.say("ref", numbers=", ".join(map(str, numbers))) if numbers else ""


def plain(statement: Statement, lang: str) -> Context:
    """A context for sentences outside a report: no numbered sources, no annexes."""
    return Context(statement, check_language(lang))


def collect_sources(statement: Statement) -> Sources:
    """Every address that the statement cites: published totals, contributors and notes, figure by figure."""
    return Sources(tuple(dict.fromkeys(address for address in _addresses(statement) if address)))


def _addresses(statement: Statement) -> Iterator[str]:
    for figure in statement.figures:
        yield from (p.source for p in (figure.published, *figure.published_all) if p)
        for contributor in figure.contributors:
            yield from contributor.sources
        for note in figure.notes:
            yield from note.sources
    for note in statement.notes:
        yield from note.sources
