"""Lists of bodies in running text: "Bộ trưởng các Bộ: Quốc phòng, Công an và các địa phương" -> three bodies.

A list is read word by word from its first word: where a body ends is told by the next verb, by punctuation and by
what begins another body. Office holders stand for their body; groups stay as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tongket.core.extraction import lexicon as lx
from tongket.core.extraction.enumerations import TRADES, Enumerations
from tongket.core.extraction.words import Words, is_verb, may_begin, pair_of, words_of

_GLANCE = 48  # characters that tell whether a body begins
_WINDOWS = (140, 420, 900)  # characters read at most: nearly all lists end within the first
_FIRST = frozenset(name.split()[0].rstrip(",") for name in (*lx.HEADS, *lx.HOLDERS, "các", "chánh"))
_NOUNS: dict[str, list[list[str]]] = {}  # by first word, the longest first
for _noun in sorted(lx.GROUP, key=len, reverse=True):
    _NOUNS.setdefault(_noun.split()[0], []).append(_noun.split())
_MARGIN = 12  # words that a reader looks ahead
_LONGEST = 26  # words of one body
_TIMES = frozenset(
    ["trước ngày", "trong tháng", "trong quý", "trong năm", "chậm nhất", "trước tháng", "trong ngày", "hằng tháng"]
)
# Names that go on behind a comma with a capital: "Báo và Phát thanh, Truyền hình Cần Thơ"
_JOINED = frozenset(
    ["báo", "hội", "liên", "trường", "viện", "trung", "ban", "cục", "chi", "vụ", "quỹ", "tổng", "ủy", "hội", "đài"]
)
# "tổ chức chính trị - xã hội nghề nghiệp" is one noun
_OF_ORGANISATIONS = frozenset(
    ["chính", "trị", "-", "xã", "hội", "nghề", "nghiệp", "kinh", "tế", "quốc", "đoàn", "thể", "quần", "chúng"]
)
# What surely begins the charge behind a long name
_BEGINS = frozenset(
    """có trách|chủ động|khẩn trương|chịu trách|tiếp tục|căn cứ|nghiêm túc|tập trung|thường xuyên|định kỳ
theo dõi|rà soát|báo cáo|xây dựng|kịp thời""".replace("\n", "|").split("|")
)
_NO_VERBS = frozenset(["và", "hoặc", "các", "cùng", "theo", "trên", "sau", "khi", "nếu", "hay", "tỉnh", "trước", "số"])
_OF_PLACES = ("Ủy ban nhân dân tỉnh ", "Ủy ban nhân dân thành phố ")
_SEATS = frozenset(["tỉnh ủy", "thành ủy", "hội đồng nhân dân"])
_NAMED = frozenset(["ban", "hội", "đoàn", "viện", "cục", "vụ", "phòng"])
# The first two of three words that name a body together; its third would else be taken for what the body is to do.
_THREES = frozenset(
    """ban chỉ|ban quản|nhà đầu|nhà cung|chủ đầu|tổ công|tổ giúp|viện kiểm|cơ quan|ban tổ|ban tuyên|tổ chức|đơn vị thực
cơ sở|ban thường""".replace("\n", "|").split("|")
)


@dataclass(frozen=True, slots=True)
class Bodies:
    """A list of bodies, the place where it ends, and the word behind it."""

    names: tuple[str, ...]
    start: int
    end: int
    follower: str  # "verb", "colon", "end" (of the block or sentence), "comma", "other"
    holder: bool = False  # whether the list named office holders


def read_bodies(text: str, low: str, start: int, end: int, year: int = 0) -> Bodies | None:
    """The list of bodies that begins at `start`; None where none begins there. `year` tells cities from provinces."""
    gap = low.find(" ", start, end)
    if low[start : end if gap < 0 else gap].rstrip(",;:.()") not in _FIRST:
        return None
    glance = words_of(text, low, start, min(end, start + _GLANCE))
    if not glance.lows or not may_begin(glance, 0):
        return None
    for window in _WINDOWS:
        stop = min(end, start + window)
        reader = _Reader(words_of(text, low, start, stop), text, start, year)
        found = reader.read()
        if stop == end or reader.i + _MARGIN < len(reader.lows):
            break
    return found


class _Reader(Enumerations):
    """Reads one list. `i` is the next word; names are collected as printed."""

    def __init__(self, words: Words, text: str, start: int, year: int) -> None:
        super().__init__(words, text, start, year)
        self.holder = False
        self.known = False  # whether the last name is one whose end is sure: what follows is a verb, known or not

    def read(self) -> Bodies | None:
        last = self.i
        while self.i < len(self.lows):
            before = self.i
            if not self._one():
                self.i = before
                break
            last = self.i
            if not self._next_item():
                break
        if not self.names:
            return None
        last = self._singled_out(last)
        names = tuple(dict.fromkeys(_shared_places(self.names)))
        return Bodies(names, self.start, self._place_of(last), self._follower(), self.holder)

    def _singled_out(self, last: int) -> int:
        """The place behind ", nhất là các tỉnh: A, B", which picks out some of those named and adds nobody."""
        at = last + (self._low(last) == ",")
        if pair_of(self.words, at) == "nhất là":
            at += 2
        elif pair_of(self.words, at) == "đặc biệt" and self._low(at + 2) == "là":
            at += 3
        else:
            return last
        kept, self.names = self.names, []
        self.i = at
        while self._one():
            last = self.i
            if not self._next_item():
                break
        self.names = kept
        self.i = last
        return last

    # one item -----------------------------------------------------------------------------------------------

    def _one(self) -> bool:  # noqa: PLR0911 (one form of a body a return)
        """One body or one group, or the office that stands for it."""
        self._skip_holder()
        if not may_begin(self.words, self.i):
            return False
        start = self.i
        word = self._low(self.i)
        self.known = True
        if (
            self.holder
            and pair_of(self.words, start) == "cơ quan"
            and self._low(start - 2) == "thủ"
            and "bộ" in self.lows[:start]
        ):
            self.i = start  # "Bộ trưởng, Thủ trưởng cơ quan ngang bộ": the ministries are meant too
            return self._name(start) and self._keep(start, "các Bộ, ")
        if word == "các" and self._low(self.i + 1) in {"bộ", "sở"} and self._many_fields():
            return True
        if word == "các" and self._low(self.i + 1) in {"tập", "tổng"} and self._many_firms():
            return True
        if word in {"bộ", "sở"} and (size := self._field(self.i + 1)):
            self.i += 1 + size
            self._tail()
            return self._keep(start)
        if self._many_places():
            return True
        self.known = False
        if not self._name(start):
            return False
        return self._keep(start)

    def _skip_holder(self) -> None:
        """Steps over "Bộ trưởng", "Chủ tịch", "các đồng chí": the body behind them is meant."""
        while self.i < len(self.lows):
            step = 0
            if pair_of(self.words, self.i) in lx.HOLDERS or pair_of(self.words, self.i) == "chánh văn":
                step = 2
            elif self.lows[self.i : self.i + 3] in (["các", "đồng", "chí"], ["người", "đứng", "đầu"]):
                step = 3
            if not step:
                return
            at = self.i + step
            pair = pair_of(self.words, self.i)
            if pair == "chánh văn" and self._low(self.i + 2) == "phòng":
                step = 1  # "Chánh Văn phòng X" stands for "Văn phòng X"
                at = self.i + 1
            while self._low(at) in {",", "và"} and pair_of(self.words, at + 1) in lx.HOLDERS:
                at += 3  # "Bộ trưởng, Thủ trưởng các bộ"
            if not may_begin(self.words, at):
                return
            self.i = at
            self.holder = True

    def _name(self, start: int) -> bool:  # noqa: PLR0912, PLR0915 (one case a branch, as the grammar has them)
        """Any other body or group: on to the next verb, or to what parts it from the next body."""
        only_nouns = True  # so far nothing but nouns of a group: the next noun goes on with it
        at = start
        if self._low(at) == "các":
            at += 1
        while at < len(self.lows) and at - start < _LONGEST:
            low = self.lows[at]
            if low == "(":
                at = self._close(at)
                continue
            if low in {";", ":", ".", ")"}:
                break
            if low in {",", "và", "hoặc"} or low == "/":
                nxt = at + 1
                if low == "," and self._low(nxt) == "và":
                    nxt += 1
                noun = self._noun(nxt)
                if noun and (only_nouns or self._said(start, at, nxt)):
                    at = nxt + noun
                    continue
                if self._goes_on(nxt, start):
                    at = nxt
                    continue
                break
            pair = pair_of(self.words, at)
            if (noun := self._noun(at)) > 2:
                at += noun
                continue
            if pair == "thống nhất":
                break
            if at > start and pair in {"được giao", "được phân"} and (stop := self._charged(at)):
                at = stop
                break
            if pair in _THREES and not (at > start and pair == "tổ chức" and is_verb(self.words, at)):
                at += 2 if pair in {"cơ quan", "tổ chức", "cơ sở"} else 3
                at = self._of_organisations(at) if pair == "tổ chức" else at
                only_nouns = only_nouns and pair in lx.GROUP
                continue
            if low in TRADES and at > start and (size := self._of_trade(at)):
                at += size
                only_nouns = False
                continue
            verb = at > start and self.texts[at][0].islower() and is_verb(self.words, at)
            if verb:
                break
            if at > start and (self._timed(at) or (low in {"theo", "trên"} and self._low(at + 1) != "địa")):
                break
            if at > start and low in lx.NOT_ACTING and low not in {"của", "tại", "về", "từ", "không"}:
                break
            if noun:
                at += noun
                continue
            if low not in {"các", "toàn", "thể", "ủy", "ban", "nhân", "dân", "ubnd", "hđnd"}:
                only_nouns = False
            at += 1
        if at == start:
            return False
        self.i = at
        return True

    def _charged(self, i: int) -> int:
        """Where "các đơn vị được giao thực hiện nhiệm vụ …" ends and what they are to do begins; 0 if nowhere near."""
        for at in range(i + 2, min(i + 22, len(self.lows))):
            if self._low(at) in {".", ";", ":"}:
                return 0
            if pair_of(self.words, at) in _BEGINS or self._low(at) == "lập":
                return at
        return 0

    def _said(self, start: int, at: int, i: int) -> bool:
        """Whether the noun stands in the name already: "các khu công nghệ cao và khu công nghiệp"."""
        return self._low(i) in {"khu", "cụm"} and "khu" in self.lows[start:at]

    def _goes_on(self, i: int, start: int) -> bool:
        """Whether the name goes on behind "và" or a comma: "Nông nghiệp và Môi trường", "Phát thanh, Truyền hình"."""
        if may_begin(self.words, i) or i >= len(self.lows):
            return False
        if self._capital(i):
            return self._low(i - 1) != "," or self._low(start) in _JOINED
        return (
            self._low(i - 1) == "và"
            and self._capital(start)
            and not is_verb(self.words, i)
            and self._low(i) not in lx.NOT_ACTING
        )

    def _tail(self) -> None:
        """ "Sở Y tế tỉnh", "Sở Tài chính thành phố Hà Nội", "Sở Nội vụ (Ban Thi đua)": the rest of the name."""
        if self._low(self.i) == "(":
            shut = self._close(self.i)
            if shut < len(self.lows):
                self.i = shut
        at = self.i
        if pair_of(self.words, at) == "thành phố":
            at += 2
        elif self._low(at) in {"tỉnh", "tp"}:
            at += 1
        else:
            return
        self.i = at + self._place(at)

    def _noun(self, i: int) -> int:
        """Words of a noun of which groups are made, from here: the longest that fits."""
        for words in _NOUNS.get(self._low(i), ()):
            size = len(words)
            if self.lows[i : i + size] != words:
                continue
            if size == 1 and words[0] in {"bộ", "sở"} and self._field(i + 1):
                return 0
            if size == 1 and words[0] in _NAMED and self._capital(i + 1):
                return 0
            if size == 2 and i and self._capital(i) and words[0] in {"ủy", "hội", "ngân", "tập", "trung"}:
                return 0
            return self._of_organisations(i + size) - i if words[0] == "tổ" else size
        return 0

    def _of_organisations(self, i: int) -> int:
        """The place behind "chính trị - xã hội" and the like, which go with "tổ chức"."""
        while self._low(i) in _OF_ORGANISATIONS:
            i += 1
        return i

    def _timed(self, i: int) -> bool:
        """Whether a time begins here: "trước ngày …", "trong tháng …", "chậm nhất …"."""
        return pair_of(self.words, i) in _TIMES

    def _close(self, i: int) -> int:
        """The word behind the bracket that opens here, at most 40 words on."""
        for at in range(i, min(i + 40, len(self.lows))):
            if self.texts[at] == ")":
                return at + 1
        return len(self.lows)

    # between items ------------------------------------------------------------------------------------------

    def _next_item(self) -> bool:
        """Steps over ", ", "; ", "và" where another body begins behind it."""
        at = self.i
        if self._low(at) in {",", ";"}:
            at += 1
        if self._low(at) in {"và", "cùng", "với", "hoặc"}:
            at += 1
        if at == self.i and not (self._low(at) == "các" and self._low(at + 1) in {"tỉnh", "bộ", "sở"}):
            return False
        if is_verb(self.words, at) and not self._noun(at):
            return False
        if may_begin(self.words, at):
            self.i = at
            return True
        return False

    def _follower(self) -> str:  # noqa: PLR0911 (one kind of follower a return)
        if self.i >= len(self.lows):
            return "end"
        low = self._low(self.i)
        if low == ":":
            return "colon"
        if low in {".", ")", ";"}:
            return "end"
        if low == ",":
            grounds = pair_of(self.words, self.i + 1) == "trên cơ"
            return "verb" if is_verb(self.words, self.i + 1) and not grounds else "comma"
        if is_verb(self.words, self.i) or self._timed(self.i):
            return "verb"
        if low in lx.NOT_ACTING:
            return "not"
        return "verb" if self.known and low.isalpha() and low not in _NO_VERBS else "other"

    def _keep(self, start: int, prefix: str = "") -> bool:
        end = self.i
        name = prefix + self._say(start, end).strip(" ,;.")
        if "(" in name:
            name = re.sub(r" ?\([^()]*\)?", "", name)
        low = name.lower()
        if low.startswith(("các ", "bộ, ", "sở, ")) and not name.isupper():
            name = ("c" if low.startswith("các ") else name[0]) + name[1:]
        name = name.removesuffix(" được phân công").removesuffix(" được giao")
        if not name or name.lower() in {"các", "cơ quan", "đơn vị"} or " nào" in name:
            return False
        self.names.append(_unfold(name))
        return True


def _shared_places(names: list[str]) -> list[str]:
    """ "Bí thư Tỉnh ủy và Chủ tịch UBND các tỉnh: A, B": the places named once stand behind both."""
    places = [name.removeprefix("Ủy ban nhân dân ") for name in names if name.startswith(_OF_PLACES)]
    if not places or not any(name.lower() in _SEATS for name in names):
        return names
    spread: list[str] = []
    for name in names:
        seat = name.lower()
        if seat == "tỉnh ủy":
            spread += [f"Tỉnh ủy {place[5:]}" for place in places if place.startswith("tỉnh ")]
        elif seat == "thành ủy":
            spread += [f"Thành ủy {place[10:]}" for place in places if place.startswith("thành phố ")]
        elif seat == "hội đồng nhân dân":
            spread += [f"Hội đồng nhân dân {place}" for place in places]
        else:
            spread.append(name)
    return spread


def _unfold(name: str) -> str:
    """Writes out the two abbreviations that every document uses, where they begin the name."""
    if name.startswith("UBND"):
        return "Ủy ban nhân dân" + name[4:]
    if name.startswith("HĐND"):
        return "Hội đồng nhân dân" + name[4:]
    return name
