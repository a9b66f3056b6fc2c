"""What is wrong with an input, where, and what to do: one shape for every reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One finding about an input file. `line` counts from 1; 0 means the file as a whole.

    `level` is "error" (nothing is loaded) or "warning". `near` lists up to three candidates; `text` is English,
    `text_vi` Vietnamese where a reader gives both.
    """

    file: str
    line: int
    text: str
    level: str = "error"
    code: str = ""
    near: tuple[str, ...] = ()
    text_vi: str = ""

    def __str__(self) -> str:
        return self.say("en")

    def say(self, lang: str) -> str:
        """One line, `file:line: message`, in that language."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        text = (self.text_vi if lang == "vi" else "") or self.text
        mark = "" if self.level == "error" else "cảnh báo: " if lang == "vi" else f"{self.level}: "
        return f"{where}: {mark}{text}"

    def as_json(self) -> dict[str, object]:
        """A plain dictionary for `--messages json`."""
        return {
            "file": self.file,
            "line": self.line,
            "level": self.level,
            "code": self.code,
            "message": self.text,
            "message_vi": self.text_vi or self.text,
            "near": list(self.near),
        }


class InputRejected(Exception):
    """An input with errors: nothing was taken from it. Carries every message, not only the first."""

    def __init__(self, messages: tuple[Message, ...]) -> None:
        self.messages = messages
        super().__init__("\n".join(str(m) for m in messages))
