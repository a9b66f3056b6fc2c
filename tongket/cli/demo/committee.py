"""The demonstration's committee with its members, people, library, form and regime, made by the actions of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tongket.cli.demo import content
from tongket.cli.demo.people import PASSWORD, PEOPLE
from tongket.core.forms.duty import Reporters, Terms
from tongket.core.forms.model import Entry
from tongket.core.periods.deadlines import OnDate
from tongket.core.periods.orders import Order
from tongket.core.periods.periods import Calendar, Period, Span
from tongket.core.rollup.asking.model import Asked
from tongket.flow.organisation.actions import access
from tongket.flow.organisation.actions import committees as organisation
from tongket.flow.organisation.actors import Actor, Seat
from tongket.flow.organisation.queries import VIETNAM, unit_named
from tongket.flow.returns.actions import forms, library, regimes

MEMBERS = (
    ("Lý Văn Một", "Phó Chủ tịch UBND tỉnh", Seat.HEAD),
    ("Hoàng Thị Hai", "Giám đốc Sở Khoa học và Công nghệ", Seat.STANDING_DEPUTY),
    ("Giàng A Ba", "Chánh Văn phòng UBND tỉnh", Seat.MEMBER),
    ("Trần Thị Bốn", "Phó Giám đốc Sở Nội vụ", Seat.MEMBER),
)


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the regime, the units of people by sign-in name, and the sign-ins as a page lists them.

    `never`: communes that did not report in the months before.
    """

    regime: int
    units: dict[str, str]
    sign_ins: list[dict[str, str]]
    never: tuple[str, ...]


def set_up(name: str, start: date, *, due: int, by: Actor, at: datetime) -> Made:
    """Everything up to the regime; returns are due on that day of the month."""
    province = unit_named("Lào Cai", at.date())
    committee = organisation.set_up_committee(
        name=name, field="Chuyển đổi số", unit=province, parent=None, start=start, decision="1234/QĐ-UBND", by=by, at=at
    )
    for full_name, post, seat in MEMBERS:
        organisation.seat_member(
            committee=committee, full_name=full_name, post=post, seat=seat, start=start, decision="1234/QĐ-UBND",
            by=by, at=at,
        )  # fmt: skip
    units = {person.username: unit_named(person.unit, at.date()) for person in PEOPLE}
    for person in PEOPLE:
        invited = access.invite(
            full_name=person.full_name, role=person.role, unit=units[person.username],
            committee=committee if person.of_committee else None, by=by, at=at,
        )  # fmt: skip
        access.accept_invitation(
            secret=invited.secret, username=person.username, password=PASSWORD, day=at.date(), by=by, at=at
        )
    regime = _regime(committee, province, start, due, by, at)
    never = (unit_named("Chế Tạo, Lào Cai", at.date()), unit_named("Tà Xi Láng, Lào Cai", at.date()))
    sign_ins = [
        {"username": p.username, "password": PASSWORD, "who": p.full_name, "role": p.role.value} for p in PEOPLE
    ]
    return Made(regime, units, sign_ins, never)


def open_round(regime: int, period: Period, *, by: Actor, at: datetime) -> int:
    """Ask for a month; the number of the round."""
    return regimes.open_round(regime=regime, period=str(period), by=by, at=at)


def _regime(committee: int, province: str, start: date, due: int, by: Actor, at: datetime) -> int:
    for indicator in content.LIBRARY:
        library.add_indicator(administration=VIETNAM, entry=Entry(Asked(indicator)), meaning="", by=by, at=at)
    form = forms.create_form(committee=committee, name="Báo cáo tháng về chuyển đổi số", by=by, at=at)
    whole = forms.Edit("fill in", "", lambda _draft, _used: content.CONTENT)
    forms.edit_draft(form=form, edit=whole, by=by, at=at)
    forms.issue_form(form=form, by=by, at=at)
    terms = Terms(
        title="Báo cáo tháng về chuyển đổi số",
        basis="Kế hoạch 56/KH-UBND của UBND tỉnh (minh hoạ)",
        recipient="Văn phòng Ban Chỉ đạo tỉnh",
        means="Gửi trên hệ thống Tổng Kết",
        span=Span.MONTH,
        calendar=Calendar.LEGAL,
        reporters=Reporters(province, ("commune",)),
        start=start,
        orders={"commune": Order(OnDate(due))},
        content="Kết quả giải quyết thủ tục hành chính, hạ tầng và nhân lực số.",
        process="Cán bộ xã nhập, Chủ tịch UBND xã duyệt, thư ký Ban Chỉ đạo tiếp nhận.",
    )
    return regimes.set_up_regime(committee=committee, form=form, terms=terms, by=by, at=at)
