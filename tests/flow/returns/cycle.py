"""A small reporting cycle, for tests: a committee in Lào Cai, its monthly form, and a round that three communes owe.

The rows are made directly, as they stand after the actions that make them; tests of those actions make their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction

from tests.flow.organisation.people import load_small_country, person
from tongket.core.forms.model import Entry, FormContent, Narrative, Part, Rule, RuleKind, Section
from tongket.core.forms.plain import form_as_json
from tongket.core.rollup.asking.model import Asked
from tongket.core.rollup.model import Indicator, Kind, OverTime, OverUnits
from tongket.flow.organisation.actors import Actor, Role
from tongket.flow.organisation.models import Account, Committee
from tongket.flow.organisation.queries.access import actor_of
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Form, FormVersion, Obligation, Regime, Round

DAY = date(2026, 11, 16)
AT = datetime(2026, 11, 16, 2, tzinfo=UTC)  # nine in the morning in Lào Cai
DUE = datetime(2026, 11, 19, 10, tzinfo=UTC)  # five in the afternoon
COMMUNES = ("pk25", "vp25", "yb25")


def indicator(id: str, name: str, measure: str, **more) -> Indicator:
    """An indicator of the small form."""
    words = {"household": ("hộ", "households"), "person": ("người", "persons"), "%": ("%", "%")}[measure]
    return Indicator(id, {"vi": name, "en": name}, measure, {"vi": words[0], "en": words[1]}, **more)


POOR = indicator("poor", "Hộ nghèo", "household", kind=Kind.STOCK)
HOUSEHOLDS = indicator("households", "Tổng số hộ", "household", kind=Kind.STOCK)
TRAINED = indicator("trained", "Người được tập huấn", "person", kind=Kind.FLOW, over_time=OverTime.SUM)
ACCOUNTS = indicator("accounts", "Tài khoản dịch vụ công, luỹ kế từ đầu năm", "person", kind=Kind.CUMULATIVE)
RATE = indicator(
    "rate",
    "Tỷ lệ hộ nghèo",
    "%",
    decimals=1,
    kind=Kind.FORMULA,
    over_units=OverUnits.NONE,
    formula="poor / households * 100",
)

CONTENT = FormContent(
    sections=(
        Section("social", "Đời sống", entries=(Entry(Asked(HOUSEHOLDS)), Entry(Asked(POOR)), Entry(Asked(RATE)))),
        Section(
            "digital",
            "Chuyển đổi số",
            entries=(
                Entry(Asked(TRAINED, {"sex": ("female", "male")})),
                Entry(Asked(ACCOUNTS), required=False),
            ),
            narratives=(
                Narrative("done", "Kết quả nổi bật", Part.RESULTS, "Nêu việc đã làm trong kỳ."),
                Narrative("weak", "Khó khăn, vướng mắc", Part.SHORTCOMINGS, required=True),
                Narrative("next", "Nhiệm vụ kỳ tới", Part.DIRECTIONS),
                Narrative("ask", "Kiến nghị", Part.PROPOSALS),
            ),
        ),
    ),
    rules=(
        Rule(RuleKind.AT_MOST, "poor", ("households",)),
        Rule(RuleKind.NOT_BELOW_LAST, "accounts"),
        Rule(RuleKind.CHANGE, "households", most=Fraction(10), blocking=False),
    ),
)


@dataclass
class Cycle:
    """The rows of the cycle, and the people in it."""

    committee: Committee
    form: Form
    regime: Regime
    round: Round
    owed: dict[str, Obligation]
    accounts: dict[str, Account]

    def actor(self, name: str, day: date = DAY) -> Actor:
        """One of the people: official, head (both of pk25), neighbour (official of vp25), secretary, chair, auditor."""
        return actor_of(self.accounts[name], day)


def monthly() -> Cycle:
    """The round of November 2026 (15 October to 14 November), due on 19 November at five, nothing filled in yet."""
    load_small_country()
    committee = Committee.objects.create(
        name="Ban Chỉ đạo chuyển đổi số tỉnh", field="Chuyển đổi số", unit_id="lc25", start=date(2025, 8, 1),
        decision="12/QĐ-UBND",
    )  # fmt: skip
    form = Form.objects.create(committee=committee, name="Báo cáo tháng", version=1)
    version = FormVersion.objects.create(
        form=form, number=1, content=form_as_json(CONTENT), by="account:thu", at=AT, issued=AT
    )
    regime = Regime.objects.create(
        committee=committee, form=form, title="Báo cáo tháng về chuyển đổi số", basis="Kế hoạch 15/KH-UBND",
        recipient="Văn phòng Ban Chỉ đạo tỉnh", means="Trên hệ thống", span="month", calendar="legal",
        reporters={"under": "lc25", "levels": ["commune"], "except": []},
        deadlines={"commune": {"working_days": 4, "time": "17:00"}}, start=date(2025, 8, 1),
    )  # fmt: skip
    round_ = Round.objects.create(
        regime=regime, period="2026-11", form_version=version, first_day=date(2026, 10, 15),
        cut_off=date(2026, 11, 14), opened=AT,
    )  # fmt: skip
    owed = {
        unit: Obligation.objects.create(round=round_, unit_id=unit, due=DUE, stage=Stage.NOT_BEGUN) for unit in COMMUNES
    }
    people = {
        "official": person("lan", (Role.OFFICIAL, "pk25")),
        "head": person("minh", (Role.UNIT_HEAD, "pk25")),
        "neighbour": person("hoa", (Role.OFFICIAL, "vp25")),
        "secretary": person("thu", (Role.SECRETARY, "lc25")),
        "chair": person("binh", (Role.CHAIR, "lc25")),
        "auditor": person("kiem", (Role.AUDITOR, "lc25")),
        "administrator": person("quan", (Role.ADMINISTRATOR, "lc25")),
    }
    return Cycle(committee, form, regime, round_, owed, people)
