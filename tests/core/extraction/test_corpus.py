"""Real directives of the shared corpus: the telegram that asks for a form, and the floor of what is read overall."""

import importlib.util
import json
from types import ModuleType

import pytest

from tests.shared import shared
from tongket.core.extraction.answer import as_json
from tongket.core.extraction.model import quote
from tongket.core.extraction.stages import extract
from tongket.formats.reading.document import read_file

TELEGRAM = "018_congdien_disaster-thong-ke-thiet-hai-nha"
PROVINCES = ["Đắk Lắk", "Khánh Hòa", "Gia Lai", "Lâm Đồng"]


def test_the_telegram_gives_its_provinces_indicators_recipients_and_hour() -> None:
    text = read_file(shared(f"corpus/texts/{TELEGRAM}.txt"))
    read = extract(text)
    duty, forwarding = read.duties
    assert list(duty.who) == [f"Ủy ban nhân dân tỉnh {name}" for name in PROVINCES]
    assert list(duty.to) == ["Văn phòng Chính phủ", "Bộ Tài chính", "Bộ Nông nghiệp và Môi trường"]
    assert duty.due is not None
    assert duty.due.at == "2025-11-27T17:00"
    assert forwarding.to == ("Thủ tướng Chính phủ",)
    asked = [(quote(text.plain, a.start, a.end).split(" cần")[0], a.unit_of_measure) for a in read.form]
    assert [unit for _, unit in asked] == ["hộ", "hộ", "đồng"]
    assert asked[0][0].startswith("Số hộ dân có nhà bị sập")
    first = read.assignments[0]
    assert list(first.lead) == list(duty.who)
    assert first.due is not None
    assert first.due.at == "2025-11-27T17:00"
    assert [quote(text.plain, a.start, a.end) for a in read.addressees][:2] == [
        "Chủ tịch Ủy ban nhân dân tỉnh Đắk Lắk",
        "Chủ tịch Ủy ban nhân dân tỉnh Khánh Hòa",
    ]
    assert quote(text.plain, read.recipients[0].start, read.recipients[0].end) == "Như trên"
    assert len(read.recipients) == 11


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared("score/score.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("group", "floor"),
    [
        ("identity", 0.95),
        ("citations", 0.90),
        ("assignments", 0.80),
        ("assignments.lead", 0.80),
        ("assignments.due", 0.80),
        ("report_duties", 0.70),
    ],
)
def test_all_labelled_documents_together_score_at_least_this(group: str, floor: float) -> None:
    scorer = _scorer()
    total = scorer.Tally()
    for label in sorted(shared("corpus/gold").glob("*.json")):
        text = read_file(shared(f"corpus/texts/{label.stem}.txt"))
        guess = json.loads(json.dumps(as_json(text, extract(text))))
        total.add(scorer.score(json.loads(label.read_text("utf-8")), guess))
    assert total.f1(group)[2] >= floor
