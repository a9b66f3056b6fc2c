"""Reporting duties: who is to report or send what to whom, until when.

Reads each assignment's clause; adds a duty for every recipient that "báo cáo", "gửi", "phản ánh" names, and for the
body that is to collect and pass on to the issuer.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import islice

from tongket.core.extraction.bodies import Bodies, read_bodies
from tongket.core.extraction.deadlines import read_due
from tongket.core.extraction.flat import Flat
from tongket.core.extraction.model import LIKELY, UNSURE, Assignment, Due, Duty, Found

_TELL = re.compile(r"\b(?:báo cáo|gửi|phản ánh|phản hồi|cung cấp (?:thông tin|số liệu))\b")
_NO_DUTY = re.compile(
    r"(?:các|theo|tại|của|nghe|xét|những|trong|về|chế độ|nội dung|hồ sơ|hoàn thiện|xây dựng|dự thảo|lập|mẫu|biểu"
    r"|số|bản|ý kiến|khi|việc|kịp|cho phép|đã|được|hoặc|có|từ|sau khi|trên cơ sở|quyết định|tiếp nhận|xử lý"
    r"|người|kênh|thông tin|là) $"
)
_TO = re.compile(r"(?:^|\s)(?:về|cho|đến|tới|gửi|với) (?=[^\W\d_])")
_BEFORE_TO = re.compile(
    r"(?:kết quả|tình hình|bằng văn bản|số liệu|đề xuất|định kỳ|chi tiết|cụ thể|đầy đủ|kịp thời|và|đề nghị"
    r"|giải trình|kiến nghị|ý kiến|xin ý kiến|tham mưu|đề xuất,?|,| )*(?:với |về |cho |lên |đến |tới |trình )?"
)
_CHAIN = re.compile(r"(?:để |và )?(?:tổng hợp|theo dõi|rà soát)[^.;]{0,120}?báo cáo(?: và đề xuất)?,? (?:trình )?")
_PERIODIC = re.compile(
    r"định kỳ[^.;]{0,60}báo cáo|báo cáo[^.;]{0,30}định kỳ|thực hiện (?:chế độ )?báo cáo"
    r"|báo cáo kết quả[^.;]{0,60}(?:hằng|hàng) (?:năm|quý|tháng)"
)
_CUT_OFF = re.compile(r"(?:tính đến|số liệu (?:tính )?đến|chốt số liệu)[^.;,]{3,50}")
_WHAT = re.compile(r"(?:kết quả|tình hình|số liệu|danh sách|tiến độ|những vấn đề|nội dung|khó khăn)[^.;]{3,160}")
_CHANNEL = re.compile(r"(?:\(?(?:qua|thông qua) )$")
_SLOT = re.compile(r"\s*(?:thời gian|thời hạn)[^:\n]{0,20}:")  # a line of its own below the clause
_REACH = 260
_MOST = 60  # words of reporting looked at in one clause


def read_duties(flat: Flat, assignments: list[Assignment], issuer: Found | None, day: date | None) -> tuple[Duty, ...]:
    """The duties of these clauses, in order; a duty said twice in one clause is given once."""
    found: list[Duty] = []
    year = day.year if day else 0
    for clause in assignments:
        if not clause.lead:
            continue
        found += _of(flat, clause, issuer, day, year)
    return tuple(found)


def _of(flat: Flat, clause: Assignment, issuer: Found | None, day: date | None, year: int) -> list[Duty]:
    found: list[Duty] = []
    seen: set[tuple[str, ...]] = set()
    passed = clause.start
    for match in islice(_TELL.finditer(flat.low, clause.start, clause.end), _MOST):
        if match.start() < passed or _NO_DUTY.search(flat.low, max(clause.start, match.start() - 20), match.start()):
            continue
        if (
            flat.text[match.start()].isupper()
            and match.start() > clause.start
            and match[0] == "báo cáo"
            and flat.text[match.start() - 2] not in ".;"
        ):
            continue  # "Báo cáo" as the name of a document
        to, end = _recipients(flat, match, clause.end, year)
        if not to:
            if (
                match[0] == "báo cáo"
                and _PERIODIC.search(flat.low, max(clause.start, match.start() - 60), min(clause.end, match.end() + 30))
                and not found
            ):
                found.append(_duty(flat, clause, (), match.start(), day, None, UNSURE))
            continue
        if set(to) <= set(clause.lead) or to in seen:
            continue
        seen.add(to)
        who = clause.lead
        found.append(_duty(flat, clause, to, match.start(), day, who, LIKELY))
        passed = end
        chain = _CHAIN.match(flat.low, _past(flat, end, clause.end), clause.end) or _CHAIN.search(
            flat.low, end, min(clause.end, end + 60)
        )
        if chain:
            last = read_bodies(flat.text, flat.low, chain.end(), clause.end, year)
            if last and len(to) == 1 and issuer and _same(last.names, issuer.value) and last.names not in seen:
                seen.add(last.names)
                found.append(Duty(to, last.names, chain.start(), last.end, None, None, None, UNSURE))
            passed = max(passed, chain.end())
    return found


def _past(flat: Flat, at: int, end: int) -> int:
    while at < end and flat.text[at] in " ,":
        at += 1
    return at


def _recipients(flat: Flat, match: re.Match[str], stop: int, year: int) -> tuple[tuple[str, ...], int]:
    """The bodies that are told: right behind the verb, or behind "về", "cho", "gửi" further on."""
    end = min(stop, match.end() + _REACH)
    sentence = re.compile(r"[.;](?= |$)|\n").search(flat.low, match.end(), end)
    end = sentence.start() if sentence else end
    start = match.end()
    skip = _BEFORE_TO.match(flat.low, _past(flat, start, end), end)
    at = skip.end() if skip else start
    if skip and skip[0].strip() == "và":
        return (), start  # "chịu trách nhiệm báo cáo và các đơn vị khác": these are not told
    if match[0] == "gửi" or match[0] == "báo cáo" or (skip and skip[0].rstrip().endswith(("về", "cho", "đến", "tới"))):
        bodies = read_bodies(flat.text, flat.low, at, end, year)
        if bodies and _telling(bodies):
            return _named(bodies), bodies.end
    for mark in _TO.finditer(flat.low, start, end):
        if _CHANNEL.search(flat.low, max(start, mark.end() - 12), mark.end()):
            continue
        bodies = read_bodies(flat.text, flat.low, mark.end(), end, year)
        if (
            bodies
            and _telling(bodies)
            and (
                bodies.names[0][0].isupper()
                or bodies.names[0].startswith(("các cơ quan", "cơ quan", "các bộ", "cấp", "các sở"))
            )
        ):
            return _named(bodies), bodies.end
    return (), start


def _telling(bodies: Bodies) -> bool:
    return bool(bodies.names) and len(bodies.names[0]) > 2


def _named(bodies: Bodies) -> tuple[str, ...]:
    return tuple(
        re.split(
            r" (?:trước|để|đối với|đối|kết quả|về|những|qua|thông qua|tình hình|các nội|phương án)\b", name, maxsplit=1
        )[0].strip(" ,./")
        for name in bodies.names
    )


def _duty(  # noqa: PLR0917 (a private helper of one pass)
    flat: Flat,
    clause: Assignment,
    to: tuple[str, ...],
    at: int,
    day: date | None,
    who: tuple[str, ...] | None,
    sure: float,
) -> Duty:
    """The duty told at `at`, with the time of its own sentence."""
    begin = max(flat.low.rfind(". ", clause.start, at) + 2, flat.low.rfind("; ", clause.start, at) + 2, clause.start)
    stop = re.compile(r"[.;](?= |$)").search(flat.low, at, clause.end)
    end = stop.start() if stop else clause.end
    due: Due | None = read_due(flat.text, flat.low, begin, end, day)
    if due is None and flat.low.startswith((". thời gian ", ". thời hạn "), end):
        due = clause.due  # "… gửi Bộ Tài chính. Thời hạn hoàn thành: …"
    if due is None and clause.due and (begin <= clause.due.start < end or _SLOT.match(flat.low, clause.end)):
        due = clause.due
    what = _WHAT.search(flat.low, at, end)
    cut = _CUT_OFF.search(flat.low, begin, end)
    return Duty(
        who or clause.lead,
        to,
        begin,
        end,
        due,
        flat.text[what.start() : what.end()].strip() if what else None,
        flat.text[cut.start() : cut.end()].strip() if cut else None,
        sure,
    )


def _same(names: tuple[str, ...], issuer: str) -> bool:
    """Whether the bodies are the issuer: "UBND Thành phố" in a paper of "Ủy ban nhân dân thành phố Hà Nội"."""
    return len(names) == 1 and issuer.lower().startswith(names[0].lower())
