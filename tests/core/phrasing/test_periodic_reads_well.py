"""Sentences of the periodic report that a reader would stumble over."""

from dataclasses import replace

import pytest

from tests.core.phrasing.periods import FORM, PAPER, PK, POOR, local, month
from tests.core.phrasing.text import block_lines, body
from tests.core.units.small import TREE
from tongket.core.forms.consolidated import Told, Words
from tongket.core.forms.model import Entry, FormContent, Section
from tongket.core.phrasing.periodic.narratives import told_blocks
from tongket.core.phrasing.periodic.report import periodic_report
from tongket.core.phrasing.periodic.words import coverage
from tongket.core.rollup.asking.model import Asked

NARRATIVE = FORM.sections[0].narratives[0]
UNITS = tuple(TREE.unit(key) for key in ("pk25", "vp25", "yb25", "lc25"))


def lines(text: str, count: int) -> list[str]:
    told = Told(NARRATIVE, (Words(text, UNITS[:count]),))
    return [line for block in told_blocks(told, "vi") for line in block_lines(block)]


def test_what_many_units_wrote_is_read_before_their_names():
    assert lines("- Thiếu máy tính.", 4) == [
        "- Thiếu máy tính (xã Phúc Khánh, phường Văn Phú, phường Yên Bái, tỉnh Lào Cai)."
    ]
    assert lines("- Thiếu máy tính.", 3) == ["- Xã Phúc Khánh, phường Văn Phú, phường Yên Bái: Thiếu máy tính."]
    assert lines("- Thiếu máy.\n- Thiếu người.", 4) == [
        "- Xã Phúc Khánh, phường Văn Phú, phường Yên Bái, tỉnh Lào Cai:", "+ Thiếu máy.", "+ Thiếu người."
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("vi", "en", "lang", "sentence"),
    [
        ("Trong đó: hộ dân tộc thiểu số", "Of which minority", "vi", "+ Hộ dân tộc thiểu số: 60 hộ[1]."),
        ("Trong đó: hộ dân tộc thiểu số", "Of which minority", "en", "+ Minority: 60 households[1]."),
    ],
)
def test_an_indicator_named_as_a_part_is_told_as_a_part_without_saying_so_twice(vi, en, lang, sentence):
    named = replace(POOR, names={"vi": vi, "en": en})
    of = month(
        months={"2026-11": {"pk25": PK}},
        form=FormContent((Section("social", "Đời sống", entries=(Entry(Asked(named)),)),)),
    )
    assert sentence in body(periodic_report(of, PAPER, local=local, lang=lang))


def test_a_report_of_one_unit_does_not_count_it():
    of = month(months={"2026-11": {"pk25": PK}}).coverage
    alone = replace(of, returns=of.returns[:1])
    assert coverage(alone, "vi") == ("Báo cáo của xã Phúc Khánh đã được tổng hợp, tất cả đúng hạn.",)
