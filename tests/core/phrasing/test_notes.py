"""Every kind of note in one sentence, and where it hangs in a report."""

from datetime import date
from decimal import Decimal

import pytest

from tests.core.phrasing.examples import (
    BEFORE,
    DEAD,
    DEAD_MISSING,
    LIST,
    MISSING,
    OTHER,
    RICE,
    figure,
    published,
    row,
    statement,
    yagi,
)
from tests.core.phrasing.text import body, footnotes
from tongket.core.phrasing.context import Context, collect_sources, plain
from tongket.core.phrasing.notes import note_sentence
from tongket.core.phrasing.report import flash_report
from tongket.core.rollup.figures import Note, NoteKind

KINDS = {value for name, value in vars(NoteKind).items() if name.isupper()}


def note(kind: str, unit: str = "Yên Bái", *values: int, level: str = "province", **given: object) -> Note:
    return Note(kind, unit=unit, level=level, values=tuple(map(Decimal, values)), **given)  # type: ignore[arg-type]


EXAMPLES = [
    (
        note(NoteKind.CONTRADICTION, "Yên Bái", 40, 37, as_of=BEFORE, readings=("exact", "exact"), sources=(OTHER,)),
        "Số người chết của Yên Bái, 11 giờ ngày 11/9: các nguồn nêu khác nhau; tính 40 người, không tính 37 người.",
        "Dead, Yên Bái, 11:00 on 11 September: sources differ; 40 persons counted, 37 persons not counted.",
    ),
    (
        note(NoteKind.CONTRADICTION, "Yên Bái", 40, 37, 30, readings=("exact", "exact", "about")),
        "Số người chết của Yên Bái, 13 giờ 30 phút ngày 11/9: các nguồn nêu khác nhau; tính 40 người, "
        "không tính 37 người và khoảng 30 người.",
        "Dead, Yên Bái, 13:30 on 11 September: sources differ; 40 persons counted, "
        "37 persons and about 30 persons not counted.",
    ),
    (
        note(NoteKind.CONTRADICTION, "Yên Bái", 40, 40),
        "Số người chết của Yên Bái, 13 giờ 30 phút ngày 11/9: nhiều nguồn cùng nêu 40 người; chỉ tính một lần.",
        "Dead, Yên Bái, 13:30 on 11 September: several sources give 40 persons; counted once.",
    ),
    (
        note(NoteKind.SET_ASIDE, "Yên Bái", 37, as_of=BEFORE, readings=("exact",)),
        "Số người chết của Yên Bái, 11 giờ ngày 11/9: danh sách đầy đủ chỉ nêu số chung; không tính 37 người.",
        "Dead, Yên Bái, 11:00 on 11 September: the complete list gives the sum only; 37 persons not counted.",
    ),
    (
        note(NoteKind.UNSPLIT, "Hà Giang", 1),
        "Hà Giang: nguồn chỉ nêu số chung, 1 người chưa phân tách.",
        "Hà Giang: the source gives the sum only; 1 person not broken down.",
    ),
    (
        note(NoteKind.FROM_CHILDREN, "Quảng Ninh", 100, level="district"),
        "Số người chết của Quảng Ninh được cộng từ báo cáo của các huyện, vì Quảng Ninh chưa có số chung.",
        "Dead, Quảng Ninh: added up from reports of its districts, as Quảng Ninh has no figure of its own.",
    ),
    (
        note(NoteKind.CHILDREN_DIFFER, "Lào Cai", 155, 154),
        "Số người chết của Lào Cai là 155 người, tổng của các đơn vị bên dưới là 154 người; báo cáo tính số "
        "của Lào Cai.",
        "Dead, Lào Cai: its own figure is 155 persons, the units below it add up to 154 persons; its own figure is "
        "counted.",
    ),
    (
        note(NoteKind.OUTSIDE, "Quân khu ba", 1, level="other"),
        "Quân khu ba không thuộc địa phương nào: 1 người được tính vào tổng số và ghi riêng.",
        "Quân khu ba belongs to no locality: 1 person counted in the total and shown separately.",
    ),
    (
        note(NoteKind.FORMER_UNIT, "Tiên Yên", 5, level="district"),
        "Tiên Yên (cấp huyện) không còn trên bản đồ hành chính được chọn: 5 người được tính vào đơn vị cấp trên.",
        "Tiên Yên (district) no longer exists on the chosen map: 5 persons counted in the unit above it.",
    ),
    (
        note(NoteKind.NOT_COMPARABLE, "Tân Phượng", 9, level="commune"),
        "Số người chết của Tân Phượng (cấp xã): 9 người không quy đổi được sang bản đồ hành chính được chọn.",
        "Dead, Tân Phượng (commune): 9 persons cannot be converted to the chosen map.",
    ),
    (
        note(NoteKind.NO_LIST, ""),
        "Số người chết: chưa có số liệu của địa phương nào.",
        "Dead: no locality has reported.",
    ),
    (
        note(NoteKind.SMALL, "Phúc Khánh", level="commune"),
        "Số người chết của Phúc Khánh (cấp xã): dưới 5 người và không nguồn nào in số này nên không công khai.",
        "Dead in Phúc Khánh (commune): under 5 persons, and no source printed the number, so it is not made public.",
    ),
    (
        note(NoteKind.SUSPECT, "", 152),
        "Số người chết: nguồn nêu 152 người, nhưng danh sách của chính nguồn đó cho số khác.",
        "Dead: the source gives 152 persons, but its own list gives another figure.",
    ),
    (
        note(NoteKind.SUSPECT, "Yên Bái", 152),
        "Số người chết của Yên Bái: nguồn nêu 152 người, nhưng danh sách của chính nguồn đó cho số khác.",
        "Dead, Yên Bái: the source gives 152 persons, but its own list gives another figure.",
    ),
    (
        note(NoteKind.NEAREST_MAP, "", as_of="2024-09-11"),
        "Số liệu xếp theo bản đồ hành chính gần nhất hiện có, vì chưa có bản đồ của ngày 11/9/2024.",
        "Figures are shown on the nearest administrative map on record, there being none for 11 September 2024.",
    ),
    (
        note(NoteKind.NEAREST_MAP, ""),
        "Số liệu xếp theo bản đồ hành chính gần nhất hiện có.",
        "Figures are shown on the nearest administrative map on record.",
    ),
]


@pytest.mark.parametrize(("told", "vi", "en"), EXAMPLES, ids=lambda value: getattr(value, "kind", ""))
def test_a_note_in_both_languages(told: Note, vi: str, en: str) -> None:
    assert note_sentence(plain(yagi(), "vi"), figure(DEAD), told) == vi
    assert note_sentence(plain(yagi(), "en"), figure(DEAD), told) == en


def test_no_kind_is_without_an_example() -> None:
    assert {told.kind for told, _, _ in EXAMPLES} == KINDS


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown kind of note 'rumour'"):
        note_sentence(plain(yagi(), "vi"), figure(DEAD), note("rumour"))


def test_a_sum_that_is_not_split_names_its_parts() -> None:
    told = note_sentence(
        plain(yagi(), "vi"), figure(DEAD_MISSING), note(NoteKind.UNSPLIT, "Hà Giang", 1), parts=yagi().figures[:2]
    )
    assert told == "Hà Giang: nguồn chỉ nêu số chung, 1 người chưa phân tách thành chết và mất tích."


def test_sources_are_cited_by_their_number() -> None:
    context = Context(yagi(), "vi", collect_sources(yagi()))
    told = note_sentence(context, figure(DEAD), note(NoteKind.OUTSIDE, "Quân khu ba", 1, sources=(OTHER, LIST)))
    assert told.endswith("ghi riêng (nguồn [1, 2]).")


def lines(*figures: object) -> tuple[list[str], list[str]]:
    report = flash_report(statement(*figures), lang="vi", made_on=date(2024, 9, 11))  # type: ignore[arg-type]
    return body(report), footnotes(report)


DIFFERS = note(NoteKind.CHILDREN_DIFFER, "Yên Bái", 40, 38)


def test_a_note_on_a_unit_hangs_at_that_unit() -> None:
    text, notes = lines(
        figure(
            DEAD, (row("Lào Cai", 53), row("Yên Bái", 40)), notes=(note(NoteKind.CHILDREN_DIFFER, "Yên Bái", 40, 38),)
        )
    )
    assert "trong đó: Lào Cai 53 người, Yên Bái 40[1]. Có" in "".join(text)
    assert notes == [
        "[1] Số người chết của Yên Bái là 40 người, tổng của các đơn vị bên dưới là 38 người; "
        "báo cáo tính số của Yên Bái."
    ]


def test_a_note_on_a_district_hangs_at_its_province() -> None:
    told = note(NoteKind.CONTRADICTION, "Bảo Yên", 20, 21, level="district")
    rows = (row("Bảo Yên", 20, under="Lào Cai", level="district"), row("Hà Nội", 1))
    text, notes = lines(figure(DEAD, rows, notes=(told, note(NoteKind.FROM_CHILDREN, "Lào Cai", 20, level="district"))))
    assert "Lào Cai 20 người[1], Hà Nội 1." in "".join(text)
    assert notes == [
        "[1] Số người chết của Bảo Yên (cấp huyện), 13 giờ 30 phút ngày 11/9: các nguồn nêu khác nhau; tính 20 người, "
        "không tính 21 người. Số người chết của Lào Cai được cộng từ báo cáo của các huyện, vì Lào Cai chưa "
        "có số chung."
    ]


def test_a_note_on_a_unit_without_a_value_hangs_at_the_total() -> None:
    text, notes = lines(
        figure(DEAD, (row("Hà Nội", 1), row("Huế", 0)), notes=(note(NoteKind.CONTRADICTION, "Huế", 0, 2),))
    )
    assert "- Số người chết: 1 người[1], tất cả tại Hà Nội." in "".join(text)
    assert notes[0].startswith("[1] Số người chết của Huế, 13 giờ 30 phút ngày 11/9: các nguồn nêu khác nhau")


def test_a_body_outside_the_tree_that_adds_nothing_needs_no_note() -> None:
    _, notes = lines(
        figure(DEAD, (row("Hà Nội", 1),), notes=(note(NoteKind.OUTSIDE, "Quân khu ba", 0, level="other"),))
    )
    assert notes == []


def test_readings_that_a_reader_must_know() -> None:
    rows = (
        row("Phú Thọ", 9, reading="sum_of_parts"),
        row("Hà Nội", 2, reading="single_case"),
        row("Huế", 1, reading="as_printed_suspect"),
    )
    text, notes = lines(figure(MISSING, rows))
    assert "Phú Thọ 9 người[1], Hà Nội 2[2], Huế 1[3]." in "".join(text)
    assert notes == [
        "[1] Số người mất tích của Phú Thọ: nguồn chỉ nêu từng phần, số này là tổng các phần.",
        "[2] Số người mất tích của Hà Nội: số của một vụ việc.",
        "[3] Số người mất tích của Huế: nguồn in 1 người, trái với danh sách của chính nguồn đó.",
    ]


def test_a_suspect_published_total_is_marked() -> None:
    text, notes = lines(figure(RICE, published=published(48632, reading="as_printed_suspect")))
    assert "Lúa bị ngập úng, thiệt hại: chưa có số liệu của địa phương; số công bố: 48.632 ha[1]." in "".join(text)
    assert notes == [
        "[1] Lúa bị ngập úng, thiệt hại: nguồn nêu 48.632 ha, nhưng danh sách của chính nguồn đó cho số khác "
        "(nguồn [1])."
    ]


def test_former_units_behind_a_figure_are_named() -> None:
    _, notes = lines(figure(DEAD, (row("Lào Cai", 53), row("Yên Bái", 40, under="Lào Cai"), row("Hà Nội", 1))))
    assert notes == ["[1] Lào Cai gồm số của Lào Cai 53 người và Yên Bái 40 người."]


def test_a_value_that_has_no_place_on_the_map_is_told_instead_of_a_total() -> None:
    told = note(NoteKind.NOT_COMPARABLE, "Tân Phượng", 9, level="commune")
    text, notes = lines(figure(DEAD, notes=(told,)))
    assert "- Số người chết: không có số so sánh được trên bản đồ hành chính được chọn[1]." in text
    assert notes == [
        "[1] Số người chết của Tân Phượng (cấp xã): 9 người không quy đổi được sang bản đồ hành chính được chọn."
    ]
