"""One word for many bodies: "các Bộ: Quốc phòng, Công an", "Ủy ban nhân dân các tỉnh: A, B và C"."""

from __future__ import annotations

from tongket.core.extraction import lexicon as lx
from tongket.core.extraction.words import Cursor, Words, is_verb, may_begin, pair_of

_STOPS = frozenset(",;:.()")
_ENDS_FIRM = frozenset([*_STOPS, "và", "theo", "để", "cùng"])
TRADES = frozenset(["quản", "cung", "chi"])  # first words of what a body is for
_MANAGED = frozenset(["nhà", "cấp", "ngành", "chuyên", "trực"])  # behind "cơ quan quản lý"
_OPENERS = ("ubnd", "hđnd")
_FIELDS: dict[str, list[str]] = {}  # by first word, the longest first
for _field in lx.FIELDS:
    _FIELDS.setdefault(_field.split()[0].rstrip(","), []).append(_field)


class Enumerations(Cursor):
    """Reads lists that name fields of ministries, or places; the names found are collected."""

    def __init__(self, words: Words, text: str, start: int, year: int) -> None:
        super().__init__(words, text, start)
        self.year = year
        self.names: list[str] = []

    def _field(self, i: int) -> int:
        """How many words from here make the field of a ministry or department; 0 where none does."""
        if i >= len(self.lows):
            return 0
        if self.lows[i] not in _FIELDS:
            return 0
        here = " ".join(self.lows[i : i + 9]).replace(" ,", ",").replace(" - ", " - ")
        for name in _FIELDS.get(self.lows[i], ()):
            if here.startswith(name) and (len(here) == len(name) or not here[len(name)].isalnum()):
                count = 0
                length = 0
                while length < len(name):
                    gap = 0 if self.lows[i + count] == "," or count == 0 else 1
                    length += len(self.lows[i + count]) + gap
                    count += 1
                return count
        return 0

    def _many_fields(self) -> bool:
        """ "các Bộ: Quốc phòng, Công an", "các Sở Tài chính, Nội vụ": a body for each field."""
        head = self.texts[self.i + 1]
        at = self.i + 2
        if self._low(at) == ":":
            at += 1
        if not self._field(at):
            return False
        prefix = head[0].upper() + head[1:]
        while True:
            if self._low(at) == head.lower():
                at += 1
            size = self._field(at)
            if not size:
                break
            self.names.append(f"{prefix} {self._say(at, at + size)}")
            at += size
            self.i = at
            if self._low(at) in {",", "và", ";"}:
                at += 1
                if self._low(at) == "và":
                    at += 1
        return True

    def _many_places(self) -> bool:  # noqa: PLR0912, PLR0915 (one case a branch, as the grammar has them)
        """ "Ủy ban nhân dân các tỉnh, thành phố: A, B và C": a body for each place named."""
        at = self.i
        low = self._low
        if low(at) in _OPENERS:
            head, at = ("Ủy ban nhân dân" if low(at) == "ubnd" else "Hội đồng nhân dân"), at + 1
        elif pair_of(self.words, at) in {"ủy ban", "hội đồng"} and pair_of(self.words, at + 2) == "nhân dân":
            head, at = ("Ủy ban nhân dân" if low(at) == "ủy" else "Hội đồng nhân dân"), at + 4
        elif low(at) == "công" and low(at + 1) == "an":
            head, at = "Công an", at + 2
        elif low(at) == "các":
            head = ""
        else:
            return False
        if low(at) == "các":
            at += 1
        kinds: list[str] = []
        while True:
            if pair_of(self.words, at) in {"thành phố", "đặc khu", "thị xã", "thị trấn"}:
                kinds.append(pair_of(self.words, at))
                at += 2
            elif low(at) in {"tỉnh", "xã", "phường", "huyện", "quận"}:
                kinds.append(low(at))
                at += 1
            else:
                break
            if low(at) == "," or low(at) == "và" or low(at) == "/":
                at += 1
        if not kinds:
            return False
        mark = at
        while mark < len(self.lows) and mark < at + 5 and low(mark) in {"trực", "thuộc", "trung", "ương", "trên"}:
            mark += 1
        if low(mark) == ":":
            mark += 1
        elif mark != at or low(at - 1) in {",", "và"}:
            return False
        names: list[tuple[str, int]] = []
        while mark < len(self.lows):
            begin = mark
            own = ""
            if pair_of(self.words, mark) in {"thành phố", "đặc khu"}:
                own, mark = pair_of(self.words, mark), mark + 2
            elif low(mark) in {"tỉnh", "xã", "phường", "tp"}:
                own, mark = low(mark), mark + 1
            size = self._place(mark)
            if not size:
                mark = begin
                break
            name = self._say(mark, mark + size)
            mark += size
            names.append((f"{head} {own or self._kind_of(name, kinds)} {name}".strip(), mark))
            if low(mark) in {",", ";"} and (self._another_place(mark + 1) or low(mark + 1) == "và"):
                mark += 1
            if low(mark) == "và" and self._another_place(mark + 1):
                mark += 1
            elif low(mark - 1) not in {",", ";"}:
                break
        if not names:
            return False
        self.names.extend(name for name, _ in names)
        self.i = names[-1][1]
        return True

    def _another_place(self, i: int) -> bool:
        """Whether a place of the list begins here: "Huế", "thành phố Huế", "tỉnh Gia Lai"."""
        if pair_of(self.words, i) in {"thành phố", "đặc khu"}:
            return bool(self._place(i + 2))
        if self._low(i) in {"tỉnh", "xã", "phường", "tp"} and not self._capital(i):
            return bool(self._place(i + 1))
        return bool(self._place(i))

    def _many_firms(self) -> bool:
        """ "các Tập đoàn: Điện lực Việt Nam, Viettel": a body for each firm named."""
        at = self.i + 1
        size = 3 if self._low(at) == "tổng" else 2
        head = self._say(at, at + size)
        if head.lower() not in {"tập đoàn", "tổng công ty"}:
            return False
        at += size
        if self._low(at) == ":":
            at += 1
        names: list[str] = []
        while self._capital(at) and not may_begin(self.words, at):
            begin = at
            at += 1
            while at < len(self.lows) and self._low(at) not in _ENDS_FIRM:
                if not self._capital(at) and is_verb(self.words, at):
                    break
                at += 1
            names.append(f"{head[0].upper()}{head[1:]} {self._say(begin, at)}")
            self.i = at
            if self._low(at) in {",", "và", ";"}:
                at += 1
        self.names.extend(names)
        return bool(names)

    def _of_trade(self, i: int) -> int:
        """Words that tell what a body is for: "cơ quan quản lý nhà nước", "tổ chức cung cấp dịch vụ viễn thông"."""
        if self._low(i - 1) not in {"quan", "vị", "chức", "nghiệp", "sở"}:
            return 0
        pair = pair_of(self.words, i)
        if pair == "quản lý" and self._low(i + 2) in _MANAGED:
            return 4 if pair_of(self.words, i + 2) in {"cấp trên", "cấp dưới"} else 2
        if pair in {"cung cấp", "cung ứng", "chi trả"} and pair_of(self.words, i + 2) == "dịch vụ":
            behind = pair_of(self.words, i + 4)
            named = behind in {"chi trả", "thanh toán"} and pair != "chi trả"
            return 6 if named or (behind not in lx.VERBS and behind.replace(" ", "").isalpha()) else 4
        return 0

    def _place(self, i: int) -> int:
        """Words of a proper name of a place from here: each with a capital, at most four."""
        count = 0
        while count < 4 and self._capital(i + count) and self.texts[i + count] not in _STOPS:
            if count and self._low(i + count) in {"ubnd", "hđnd", "ủy", "bộ", "sở"}:
                break
            count += 1
            if self._low(i + count) == "-" and self._capital(i + count + 1):
                count += 1
        return count

    def _kind_of(self, name: str, kinds: list[str]) -> str:
        """Which of the kinds a place in the list is of: "các tỉnh, thành phố: Hà Tĩnh, Huế"."""
        if "tỉnh" in kinds and "thành phố" in kinds:
            since = lx.CITIES.get(name.lower())
            return "thành phố" if since is not None and (not self.year or self.year >= since) else "tỉnh"
        return kinds[0]
