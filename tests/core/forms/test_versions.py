"""A new version of a form: where the old cells go, what is refused, and what the units are told."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.flow.returns.cycle import ACCOUNTS, CONTENT, HOUSEHOLDS, POOR, RATE, TRAINED, indicator
from tongket.core.forms.model import Entry, FormContent, Narrative, Rule, RuleKind, Section
from tongket.core.forms.versions import changes, fault_text, joined, map_cells, mapping_between, mapping_faults
from tongket.core.rollup.asking.model import Asked
from tongket.core.rollup.model import Kind

NEW_POOR = replace(POOR, id="poor_2026", names={"vi": "Hộ nghèo", "en": "Poor households"})
NEAR_POOR = indicator("near_poor", "Hộ cận nghèo", "household", kind=Kind.STOCK)


def form(*asked: Asked, texts: tuple[Narrative, ...] = (), rules: tuple[Rule, ...] = ()) -> FormContent:
    return FormContent((Section("all", "Số liệu", entries=tuple(map(Entry, asked)), narratives=texts),), rules)


def test_a_cell_of_the_same_name_and_measure_is_proposed():
    old, new = form(Asked(POOR), Asked(ACCOUNTS)), form(Asked(NEW_POOR), Asked(HOUSEHOLDS))
    assert mapping_between(old, new) == {"poor": "poor_2026", "accounts": None}
    assert changes(old, form(Asked(NEW_POOR), Asked(ACCOUNTS)), {"poor": "poor_2026"}, "vi") == ()


def test_another_unit_of_measure_under_the_same_name_is_not():
    old, new = form(Asked(POOR)), form(Asked(replace(NEW_POOR, unit_of_measure="person")))
    assert mapping_between(old, new) == {"poor": None}
    (fault,) = mapping_faults({"poor": "poor_2026"}, old, new)
    assert fault_text(fault, old, new, "vi") == (
        "Số của Hộ nghèo không đặt được vào Hộ nghèo: khác đơn vị tính, số chữ số thập phân hoặc loại số liệu."
    )


def test_nothing_is_lost_unsaid_and_two_do_not_become_one():
    old, new = form(Asked(POOR), Asked(NEAR_POOR)), form(Asked(NEW_POOR))
    said = [
        fault_text(fault, old, new, "vi")
        for mapping in ({"poor": "poor_2026"}, {"poor": "poor_2026", "near_poor": "poor_2026"})
        for fault in mapping_faults(mapping, old, new)
    ]
    assert said == [
        "Hộ cận nghèo không có chỗ trong bản mới: chọn nơi chuyển đến, hoặc chọn không chuyển.",
        "Hộ cận nghèo và Hộ nghèo không thể cùng chuyển vào Hộ nghèo: chọn nơi khác cho một trong hai.",
    ]
    assert mapping_faults({"poor": "poor_2026", "near_poor": None}, old, new) == ()


def test_what_a_version_changes_is_told():
    old = form(
        Asked(POOR), Asked(HOUSEHOLDS), Asked(RATE), Asked(ACCOUNTS),
        texts=(Narrative("weak", "Khó khăn"),), rules=(Rule(RuleKind.NOT_BELOW_LAST, "accounts"),),
    )  # fmt: skip
    asked = (
        Entry(Asked(replace(NEW_POOR, names={"vi": "Hộ nghèo, đa chiều"}))),
        Entry(Asked(replace(HOUSEHOLDS, names={"vi": "Số hộ dân"})), required=False),
        Entry(Asked(TRAINED, {"sex": ("female", "male")})),
    )
    new = FormContent(
        (Section("all", "Số liệu", entries=asked, narratives=(Narrative("next", "Kỳ tới"),)),),
        (Rule(RuleKind.RANGE, "households", least=Fraction(1)),),
    )
    assert changes(old, new, {"poor": "poor_2026", "accounts": None}, "vi") == (
        "Hộ nghèo nay là Hộ nghèo, đa chiều; số đã báo cáo được chuyển sang.",
        "Bỏ: Tài khoản dịch vụ công, luỹ kế từ đầu năm; số đã báo cáo vẫn được lưu, không dùng tiếp.",
        "Thêm: Người được tập huấn, nữ.",
        "Thêm: Người được tập huấn, nam.",
        "Thêm: Người được tập huấn.",
        "Bỏ: Tỷ lệ hộ nghèo; số đã báo cáo vẫn được lưu, không dùng tiếp.",
        "Đổi tên: Tổng số hộ thành Số hộ dân.",
        "Không còn bắt buộc: Số hộ dân.",
        "Thêm mục lời văn: Kỳ tới.",
        "Bỏ mục lời văn: Khó khăn.",
        "Thêm quy tắc: Số hộ dân không nhỏ hơn 1 hộ; sai thì không gửi được.",
        "Bỏ quy tắc: Tài khoản dịch vụ công, luỹ kế từ đầu năm không nhỏ hơn số của kỳ trước; sai thì không gửi được.",
    )


def test_the_same_form_changes_nothing_and_another_order_is_told():
    assert changes(CONTENT, CONTENT, {}, "vi") == ()
    turned = replace(CONTENT, sections=CONTENT.sections[::-1])
    assert changes(CONTENT, turned, {}, "vi") == ("Đổi thứ tự.",)


ids = st.sampled_from(["a", "b", "c", "d", "e"])
some = st.builds(
    lambda id, name, kind: Asked(indicator(id, name, "person", kind=kind)),
    ids, st.sampled_from(["Hộ nghèo", "hộ ngheo", "Người"]), st.sampled_from([Kind.STOCK, Kind.FLOW]),
)  # fmt: skip
forms = st.lists(some, max_size=5, unique_by=lambda asked: asked.indicator.id).map(lambda each: form(*each))
places = st.dictionaries(ids, st.none() | ids)


@given(forms, forms)
def test_what_is_proposed_is_never_refused_and_leaves_nothing_unsaid(old, new):
    mapping = mapping_between(old, new)
    assert mapping_faults(mapping, old, new) == ()
    cells = dict.fromkeys(old.indicators, 1)
    assert set(map_cells(cells, mapping)) <= set(new.indicators)
    assert all(text for lang in ("vi", "en") for text in changes(old, new, mapping, lang))


def sends_each_elsewhere(mapping, cells) -> bool:
    kept = [place for key in cells if (place := mapping.get(key, key)) is not None]
    return len(set(kept)) == len(kept)


@given(st.dictionaries(ids, st.integers()), places, places)
def test_two_versions_at_once_are_one_after_the_other(cells, first, then):
    assume(sends_each_elsewhere(first, cells) and sends_each_elsewhere(then, map_cells(cells, first)))
    assert map_cells(cells, joined(first, then)) == map_cells(map_cells(cells, first), then)
