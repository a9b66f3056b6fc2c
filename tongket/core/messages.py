"""What is wrong with an input, where, and what to do: one shape for every reader."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One finding about an input file. `line` counts from 1; 0 means the file as a whole.

    `level` is "error" (nothing is loaded) or "warning". `near` lists up to three candidates.
    """

    file: str
    line: int
    text: str
    level: str = "error"
    code: str = ""
    near: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {'' if self.level == 'error' else self.level + ': '}{self.text}"

    def as_json(self) -> dict[str, object]:
        """A plain dictionary for `--messages json`."""
        return {**asdict(self), "near": list(self.near)}


class InputRejected(Exception):
    """An input with errors: nothing was taken from it. Carries every message, not only the first."""

    def __init__(self, messages: tuple[Message, ...]) -> None:
        self.messages = messages
        super().__init__("\n".join(str(m) for m in messages))
