"""Who acts or reads. Every query and every action is given one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, the public, or the operator at the command line.

    `label` is what the journal writes. `reads_all` is true only of the operator, who holds the
    machine and could read the files anyway.
    """

    label: str
    account_id: int | None = None
    reads_all: bool = False


PUBLIC = Actor(label="public")


def operator(name: str) -> Actor:
    """The person at the command line of the machine, by their name there."""
    return Actor(label=f"operator:{name or 'unknown'}", reads_all=True)
