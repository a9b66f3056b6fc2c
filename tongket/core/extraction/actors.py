"""Who a clause charges: its subject, the body that it names after "giao" or "yêu cầu", and those who support.

Reads one clause of the working copy; adds leads and supports, and says whether the clause only introduces others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from tongket.core.extraction.bodies import Bodies, read_bodies
from tongket.core.extraction.flat import Flat

_ORDER = (
    r"(?:giao nhiệm vụ cho|giao trách nhiệm cho|giao cho|giao|phân công|đề nghị|kính đề nghị"
    r"|trân trọng đề nghị|yêu cầu|chỉ đạo, yêu cầu|lưu ý)"
)
_LEAD_IN = re.compile(
    r"(?:(?:đồng thời|ngoài ra|bên cạnh đó|trước mắt|trong đó|riêng|đặc biệt|cụ thể|riêng đối với|đối với)[ ,:]+)?"
    r"(?:(?:về|đối với|liên quan(?: đến| tới)?|nội dung) [^:;.]{2,160}[:] ?"
    r"|(?:trên cơ sở|căn cứ(?! kế hoạch này)|sau khi|khi|theo|từ|để|nhằm|hằng năm|hàng năm|định kỳ|trước ngày"
    r"|chậm nhất|trong|nếu|trường hợp|với|thời gian) [^;.:]{2,240}?, ?"
    r"|(?:thời gian tới|tới đây|hiện nay|hằng năm|hàng năm)[ ,]+)?"
)
_TOPICS = ("về ", "đối với ", "liên quan ", "nội dung ")  # "Về kiến nghị …: giao Bộ Tài chính …"
_GROUNDS = ("trên cơ sở", "căn cứ", "theo ", "sau khi", "từ ", "với ")
_ORDERS = re.compile(rf"(?:(?:[\w ,]{{0,60}}?(?:thống nhất|đồng ý)[^.;]{{0,80}}?; ?)?{_ORDER}(?: các đồng chí)?:? ?)")
_BREAK = re.compile(r"[,:;] (?:thì |nên |do vậy |do đó )?")
_NO_SUBJECT = re.compile(
    r"phối hợp|chỉ đạo|hỗ trợ|đề nghị|yêu cầu|của các|giữa|bao gồm|hướng dẫn|tham mưu"
    r"|đôn đốc|tổng hợp| gồm|như |với các"
)
_WHO_ORDERS = re.compile(
    r"(?:chính phủ|ubnd|nhân dân|tỉnh|thành phố|chỉ đạo|tiếp tục|trân trọng|xin|kính|và|ủy"
    r"|bộ \S+ \S+|bộ \S+|sở \S+ \S+|đồng thời|thì|long|hà|phớc|chính|bình|này|trên|nay|tới"
    r"|nhân|trưởng) $"
)
_TRIES = 8
_MOST = 60  # orders or supports looked at in one clause: more is no sentence
_ORDER_WORD = re.compile(rf"\b{_ORDER}:? ")
_SUPPORT = re.compile(
    r"\bphối hợp(?: (?:chặt chẽ|kịp thời|đồng bộ|hiệu quả|thường xuyên|tốt|trực tiếp|triển khai"
    r"|thực hiện)(?:, (?:chặt chẽ|hiệu quả|kịp thời))?)?"
    r"(?: cùng với| cùng| với)?:? |\b(?:cùng với|với sự phối hợp của|với sự tham gia của) "
)
_DONE_BY = re.compile(r"\bdo (?=[A-ZĐỦ])")
_LED = re.compile(r" ?(?:làm )?(?:cơ quan |đơn vị )?(?:chủ trì|làm đầu mối|đầu mối)")
_ROLE = re.compile(
    r"(?:(?:theo|căn cứ|trong phạm vi|bằng)(?: phạm vi)? (?:chức năng|thẩm quyền|nhiệm vụ|phân công|quyền hạn"
    r"|trách nhiệm)[^.;:]{0,110}?(?=(?:,? )?(?:chủ trì|chủ động|có trách|tổ chức|triển khai|phối hợp|theo dõi"
    r"|tập trung|$)))"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is charged, and where what they are to do begins."""

    lead: tuple[str, ...]
    start: int
    end: int
    follower: str
    ordered: bool  # named after an order ("giao", "yêu cầu"), not as a subject


def read_actor(flat: Flat, start: int, end: int, year: int) -> Actor | None:
    """Who the clause charges, where it says so at its beginning; None where it begins otherwise."""
    text, low = flat.text, flat.low
    if low.startswith(_TOPICS, start) and (colon := low.find(": ", start, min(end, start + 800))) > 0:
        return read_actor(flat, colon + 2, end, year) or _first_order(flat, colon + 2, end, year)
    actor = _at(flat, start, end, year)
    if actor and actor.follower == "comma" and low.startswith(", trên cơ sở", actor.end):
        actor = replace(actor, follower="verb")
    if actor is None:
        lead_in = _LEAD_IN.match(low, start, min(end, start + 420))
        if lead_in and lead_in.end() > start:
            actor = _at(flat, lead_in.end(), end, year)
            if low.startswith(_GROUNDS, start) and (actor is None or not _names_somebody(actor)):
                actor = _behind_grounds(flat, lead_in.end(), end, year)
    if actor is None or actor.follower not in {"verb", "other"}:
        return actor
    order = _ORDER_WORD.match(low, actor.end, min(end, actor.end + 40)) or _ORDER_WORD.match(
        low, min(actor.end + 1, end), end
    )
    if order:  # "Thủ tướng Chính phủ yêu cầu Bộ trưởng …": those behind the order are charged
        behind = read_bodies(text, low, order.end(), end, year)
        if behind and behind.follower in {"verb", "colon", "end", "comma"}:
            return Actor(behind.names, order.end(), behind.end, behind.follower, True)
        return None if text[order.end() - 2 : order.end()].strip().endswith(":") or behind is None else actor
    return actor


def _names_somebody(actor: Actor) -> bool:
    """Whether the first body is named, or a group with its "các": else it goes on with a list before the comma."""
    first = actor.lead[0]
    return first[0].isupper() or first.startswith(("các ", "bộ, ngành", "thành phố ", "tỉnh "))


def _behind_grounds(flat: Flat, start: int, end: int, year: int) -> Actor | None:
    """ "Trên cơ sở đề nghị của các Bộ, cơ quan liên quan, Bộ Tài chính …": the first subject behind a comma."""
    for mark in islice(_BREAK.finditer(flat.low, start, min(end, start + 400)), _TRIES):
        actor = _at(flat, mark.end(), end, year)
        if actor and actor.follower == "verb" and _names_somebody(actor):
            return actor
    return None


def _first_order(flat: Flat, start: int, end: int, year: int) -> Actor | None:
    found = find_order(flat, start, end, year)
    return found[0] if found else None


def find_subject(flat: Flat, start: int, end: int, year: int) -> Actor | None:
    """A subject behind a clause of circumstance: "Để …, …, các địa phương phải …"; not one of those that support."""
    for mark in islice(_BREAK.finditer(flat.low, start, min(end, start + 600)), _TRIES):
        if _NO_SUBJECT.search(flat.low, start, mark.start()):
            return None
        if flat.text.rfind("(", start, mark.start()) > flat.text.rfind(")", start, mark.start()):
            continue  # what brackets name is an example, and charged with nothing
        bodies = read_bodies(flat.text, flat.low, mark.end(), end, year)
        if (
            bodies
            and _follower(flat, bodies, end) == "verb"
            and (not bodies.names[0].islower() or bodies.names[0].startswith("các "))
        ):
            return Actor(bodies.names, mark.end(), bodies.end, "verb", False)
    return None


def find_order(flat: Flat, start: int, end: int, year: int) -> tuple[Actor, int] | None:
    """The first order inside a sentence ("… đề nghị các bộ khẩn trương …"), and where its word stands."""
    if not low_has(flat, start, end, "giao ", "đề nghị", "yêu cầu", "phân công", "lưu ý"):
        return None
    for match in islice(_ORDER_WORD.finditer(flat.low, start, end), _MOST):
        before = flat.low[max(start, match.start() - 5) : match.start()].strip()
        if match.start() > start and not (
            before[-1:] in ",;:-" or _WHO_ORDERS.search(flat.low, max(start, match.start() - 24), match.start())
        ):
            continue
        bodies = read_bodies(flat.text, flat.low, match.end(), end, year)
        if bodies and bodies.follower == "verb":
            return Actor(bodies.names, match.end(), bodies.end, bodies.follower, True), match.start()
    return None


def low_has(flat: Flat, start: int, end: int, *words: str) -> bool:
    """Whether one of the words stands in the stretch: a cheap look before a pattern."""
    return any(flat.low.find(word, start, end) >= 0 for word in words)


def _at(flat: Flat, start: int, end: int, year: int) -> Actor | None:
    """Bodies right here, or right behind an order."""
    ordered = False
    if order := _ORDERS.match(flat.low, start, min(end, start + 200)):
        start = order.end()
        ordered = True
    bodies = read_bodies(flat.text, flat.low, start, end, year)
    if bodies is None:
        return None
    return Actor(bodies.names, start, bodies.end, _follower(flat, bodies, end), ordered)


def _follower(flat: Flat, bodies: Bodies, end: int) -> str:
    """What stands behind the bodies, seen past a phrase of competence and brackets."""
    if bodies.follower in {"other", "comma"}:
        at = bodies.end
        while at < end and flat.text[at] in " ,":
            at += 1
        if _ROLE.match(flat.low, at, end):
            return "verb"
        if at >= end:
            return "end"
    return bodies.follower


def read_support(flat: Flat, start: int, end: int, year: int) -> tuple[str, ...]:
    """The bodies that the clause names after "phối hợp với" and the like, in order."""
    found: dict[str, None] = {}
    if not low_has(flat, start, end, "phối hợp", "cùng với", "tham gia của"):
        return ()
    for match in islice(_SUPPORT.finditer(flat.low, start, end), _MOST):
        said = match[0].strip()
        if flat.low[max(start, match.start() - 8) : match.start()].endswith(
            ("sự ", "công tác ", "quy chế ")
        ) and not said.startswith("với"):
            continue
        bodies = read_bodies(flat.text, flat.low, match.end(), end, year)
        if bodies is None:
            continue
        bare = said in {"phối hợp"}
        if bare and bodies.names[0][0].islower() and not bodies.names[0].startswith(("các", "đơn vị", "cơ quan")):
            continue
        found.update(dict.fromkeys(_cut(name) for name in bodies.names))
    return tuple(name for name in found if name)


def _cut(name: str) -> str:
    """The body's name before what is done with it ("… trong việc …")."""
    return re.split(r" (?:trong việc|trong công tác|để|trong quá trình|nhằm)\b", name, maxsplit=1)[0].strip(" ,")


def led_by(flat: Flat, start: int, end: int, year: int) -> tuple[str, ...]:
    """ "phối hợp với … do Bộ A chủ trì": the bodies that lead where the subject does not."""
    if not low_has(flat, start, end, "chủ trì", "đầu mối"):
        return ()
    for match in islice(_DONE_BY.finditer(flat.text, start, end), _MOST):
        bodies = read_bodies(flat.text, flat.low, match.end(), end, year)
        if bodies and _LED.match(flat.low, bodies.end, end):
            return bodies.names
    return ()
