"""Made-up figures of a commune for a month: the same for the same commune and month, plausible beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from tongket.cli.demo import content
from tongket.core.periods.periods import Period


def _draw(*words: object) -> float:
    """A number from 0 to 1, always the same for the same words."""
    return int.from_bytes(sha256("|".join(map(str, words)).encode()).digest()[:6], "big") / 2**48


def values(unit: str, period: Period) -> dict[str, int]:
    """By cell key, an integer in units of the indicator's last decimal."""
    size = 0.4 + _draw(unit, "size")
    growth = 1 + 0.12 * (period.year - 2025)
    received = round(260 * size * (0.85 + 0.3 * _draw(unit, period, "received")))
    online = round(received * min(0.97, (0.55 + 0.3 * _draw(unit, "online")) * growth))
    settled = round(received * (0.9 + 0.1 * _draw(unit, period, "settled")))
    villages = 6 + round(16 * size)
    women, men = (round(14 * size * _draw(unit, period, sex)) for sex in ("nữ", "nam"))
    return {
        "received": received,
        "online": online,
        "settled": settled,
        "settled_in_time": round(settled * (0.93 + 0.07 * _draw(unit, period, "time"))),
        "villages": villages,
        "covered": villages - round(3 * _draw(unit, "covered")),
        "teams": villages,
        "trained;giới=nữ": women,
        "trained;giới=nam": men,
        "accounts": round(90 * size * growth) * period.last_month,
        "spent": round(450 * size * _draw(unit, period, "spent")),
    }


def turn(unit: str, period: Period) -> float:
    """When the commune reports among the others, from 0 to 1."""
    return _draw(unit, period, "turn")


def narratives(unit: str, period: Period) -> dict[str, str]:
    """By key, what the commune writes; some write nothing where nothing is required."""
    texts = {"done": content.DONE, "weak": content.WEAK, "next": content.NEXT, "ask": content.ASK}
    return {key: _one(choices, unit, period, key) for key, choices in texts.items()}


def _one(choices: Sequence[str], *words: object) -> str:
    return choices[int(_draw(*words) * len(choices))]
