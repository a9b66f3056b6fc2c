"""Statements to write reports from: Typhoon Yagi at 13:30 on 11 September 2024, and a case of another field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from tongket.core.rollup.figures import Contributor, Figure, Note, NoteKind, Published, Statement
from tongket.core.rollup.model import Indicator, Kind, OverUnits, State

AS_OF = "2024-09-11T13:30:00+07:00"
BEFORE = "2024-09-11T11:00:00+07:00"
LIST = "https://ngaynay.vn/da-ghi-nhan-296-nguoi-chet-mat-tich-do-bao-so-3-va-mua-lu-post150851.html"
OTHER = "https://vietnamnet.vn/thu-tuong-loi-bun-tham-hoi-dan-dong-vien-cac-luc-luong-cuu-ho-tai-yen-bai-2321347.html"

PERSON = {"vi": "người", "en": "persons"}
HA = {"vi": "ha", "en": "ha"}
DEAD = Indicator("dead", {"vi": "Số người chết", "en": "Dead"}, "person", PERSON, order=1)
MISSING = Indicator("missing", {"vi": "Số người mất tích", "en": "Missing"}, "person", PERSON, kind=Kind.STOCK, order=2)
DEAD_MISSING = Indicator(
    "dead_missing",
    {"vi": "Số người chết, mất tích", "en": "Dead or missing"},
    "person",
    PERSON,
    kind=Kind.FORMULA,
    formula="dead + missing",
    order=3,
)
INJURED = Indicator("injured", {"vi": "Số người bị thương", "en": "Injured"}, "person", PERSON, order=4)
HOUSES_DAMAGED = Indicator(
    "houses_damaged",
    {"vi": "Nhà hư hỏng, tốc mái", "en": "Houses damaged or unroofed"},
    "house",
    {"vi": "nhà", "en": "houses"},
    order=13,
)
RICE = Indicator(
    "rice_flooded_damaged_ha",
    {"vi": "Lúa bị ngập úng, thiệt hại", "en": "Rice flooded or damaged"},
    "ha",
    HA,
    decimals=2,
    order=22,
)
CAGES = Indicator(
    "aquaculture_cages_lost",
    {"vi": "Lồng bè nuôi trồng thuỷ sản bị hư hỏng, cuốn trôi", "en": "Aquaculture cages lost or damaged"},
    "cage",
    {"vi": "lồng, bè", "en": "cages"},
    order=31,
)
ECONOMIC_LOSS = Indicator(
    "economic_loss_bn_vnd",
    {"vi": "Ước thiệt hại về kinh tế", "en": "Estimated economic loss"},
    "billion VND",
    {"vi": "tỷ đồng", "en": "billion VND"},
    decimals=3,
    order=42,
)

# What the page of 13:30 prints for each province: dead, missing.
PROVINCES: Mapping[str, tuple[int, int]] = {
    "Lào Cai": (53, 102),
    "Cao Bằng": (29, 23),
    "Yên Bái": (40, 4),
    "Quảng Ninh": (13, 0),
    "Hải Phòng": (2, 0),
    "Hải Dương": (1, 0),
    "Hà Nội": (1, 0),
    "Hòa Bình": (5, 0),
    "Lạng Sơn": (3, 0),
    "Bắc Giang": (2, 0),
    "Tuyên Quang": (2, 1),
    "Hà Giang": (1, 1),
    "Lai Châu": (1, 0),
    "Vĩnh Phúc": (1, 1),
    "Phú Thọ": (1, 9),
}


def row(
    unit: str,
    value: object,
    *,
    under: str | None = "",
    level: str = "province",
    as_of: str = AS_OF,
    reading: str = "exact",
    source: str = LIST,
) -> Contributor:
    """A return that counts; its unit is where it counts unless `under` says another (None: outside the tree)."""
    where = unit if under == "" else under
    return Contributor(unit, level, where, Decimal(str(value)), as_of, State.REPORTED, reading, (source,))


def figure(indicator: Indicator, rows: tuple[Contributor, ...] = (), **given: object) -> Figure:
    """A figure whose value is the sum of its rows, of 63 provinces, unless said otherwise."""
    total = sum((r.value for r in rows), Decimal(0)) if rows else None
    units = len({r.under for r in rows} - {None})
    made = Figure(indicator, value=total, contributors=rows, units_reported=units, units_expected=63)
    return replace(made, **given)  # type: ignore[arg-type]


def published(value: object, *, reading: str = "exact", source: str = LIST) -> Published:
    """A total that a page prints."""
    return Published(Decimal(str(value)), reading, source)


def statement(*figures: Figure, as_of: str = AS_OF, **given: object) -> Statement:
    """A statement of those figures for Viet Nam in the case of Typhoon Yagi."""
    made = Statement(
        case="yagi",
        event="yagi_2024",
        as_of=as_of,
        map="2024-09-11",
        unit="Việt Nam",
        unit_level="country",
        figures=figures,
        timezone="Asia/Ho_Chi_Minh",
        titles=(("vi", "Bão số 3 (Yagi), tháng 9 năm 2024"), ("en", "Typhoon Yagi, September 2024")),
        publisher=(
            ("vi", "Cục Quản lý đê điều và Phòng, chống thiên tai"),
            ("en", "Department of Dyke Management and Disaster Prevention"),
        ),
    )
    return replace(made, **given)  # type: ignore[arg-type]


def before(value: int, as_of: str = BEFORE) -> dict[str, object]:
    """Our figure in the report before."""
    return {"previous": Decimal(value), "previous_as_of": as_of}


def listed(total: int, reported: int = 15) -> dict[str, object]:
    """A complete list of `reported` provinces, with its published total."""
    told = published(total)
    return {
        "published": told,
        "published_all": (told,),
        "units_reported": reported,
        "units_zero_by_list": 63 - reported,
        "complete_list": True,
    }


def people() -> tuple[Figure, Figure, Figure]:
    """Dead, missing, and both, as the page of 13:30 on 11 September 2024 gives them."""
    dead = tuple(row(name, d) for name, (d, _) in PROVINCES.items())
    missing = tuple(
        row(name, m, reading="sum_of_parts" if name == "Phú Thọ" else "exact")
        for name, (_, m) in PROVINCES.items()
        if m
    )
    both = tuple(row(name, d + m) for name, (d, m) in PROVINCES.items())
    contradiction = Note(
        NoteKind.CONTRADICTION,
        unit="Yên Bái",
        level="province",
        as_of=AS_OF,
        values=(Decimal(40), Decimal(37)),
        readings=("exact", "exact"),
        sources=(OTHER,),
    )
    return (
        figure(DEAD, dead, **before(149), **listed(155), notes=(contradiction,)),
        figure(MISSING, missing, **before(140), **listed(141, 8)),
        figure(DEAD_MISSING, both, **before(289), **listed(296)),
    )


def yagi() -> Statement:
    """A small real statement: people with a complete list, houses and rice without one, cages and losses unknown."""
    houses = (row("Quảng Ninh", 70600, reading="nearly", as_of="2024-09-11T09:00:00+07:00", source=OTHER),)
    rice = (
        row("Tuyên Quang", "1378.83", as_of="2024-09-09", source=OTHER),
        row("Yên Bái", 2618, as_of="2024-09-10T06:00:00+07:00", source=OTHER),
    )
    return statement(
        *people(),
        figure(HOUSES_DAMAGED, houses, published=published(101300, reading="over")),
        figure(RICE, rice, previous=Decimal("3996.83"), previous_as_of=BEFORE),
        figure(CAGES, published=published(1600, reading="over")),
        figure(ECONOMIC_LOSS),
    )


# A case of another field: administrative reform in the wards of a province.
FILES = Indicator(
    "files_received", {"vi": "Số hồ sơ tiếp nhận", "en": "Files received"}, "file", {"vi": "hồ sơ", "en": "files"}
)
ON_TIME = Indicator(
    "files_on_time_rate",
    {"vi": "Tỷ lệ hồ sơ giải quyết đúng hạn", "en": "Files settled in time"},
    "percent",
    {"vi": "%", "en": "%"},
    decimals=1,
    kind=Kind.FORMULA,
    over_units=OverUnits.NONE,
)


def reform() -> Statement:
    """Files of three wards in the first half of 2025; their rate does not add up."""
    wards = (("Tân Bình", 1250, "98.5"), ("An Phú", 1250, "91"), ("Đông Hòa", 310, "100"))
    files = tuple(row(name, number, level="commune", as_of="2025-06-14") for name, number, _ in wards)
    rates = tuple(row(name, rate, level="commune", as_of="2025-06-14") for name, _, rate in wards)
    return statement(
        figure(FILES, files, units_expected=4, previous=Decimal(2900), previous_as_of="2025-05-14"),
        figure(ON_TIME, rates, value=Decimal("95.26"), units_expected=4),
        as_of="2025-06-14",
        case="cchc",
        map="2025-06-14",
        unit="Dĩ An",
        unit_level="district",
        titles=(
            ("vi", "Cải cách hành chính 6 tháng đầu năm 2025"),
            ("en", "Administrative reform, first half of 2025"),
        ),
        publisher=(),
    )
