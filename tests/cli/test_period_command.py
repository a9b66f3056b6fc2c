"""`tongket period`: the report of a round at the command line."""

import json

import pytest
from click.testing import CliRunner

from tests.flow.consolidation.rounds import earlier, two_of_three
from tests.flow.returns.cycle import Cycle, monthly
from tongket.cli.main import main

pytestmark = pytest.mark.django_db
TITLE = "Báo cáo tháng về chuyển đổi số"


@pytest.fixture
def cycle(monkeypatch) -> Cycle:
    made = monthly()
    two_of_three(made)
    return made


def called(*arguments: str):
    return CliRunner().invoke(main, ["period", *arguments])


def test_figures_as_json(cycle):
    done = called(TITLE, "2026-11")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["coverage"]["reported"], found["coverage"]["expected"]) == (2, 3)


def test_the_regime_by_its_number_and_the_report_as_a_file(cycle, tmp_path):
    target = tmp_path / "thang-11.docx"
    done = called(str(cycle.regime.pk), "2026-11", "-o", str(target), "--number", "Số: 12/BC-BCĐ")
    assert (done.exit_code, done.stdout) == (0, "")
    assert target.read_bytes().startswith(b"PK")


def test_how_a_figure_came_about(cycle):
    earlier(cycle, "2025-06", {"pk": {"poor": 40}, "xt": {"poor": 25}})
    done = called(TITLE, "2025-06", "--explain", "poor", "--map", "2026-11-14", "--unit", "pk25")
    assert done.stdout.splitlines() == [
        "Hộ nghèo của xã Phúc Khánh, tháng 6 năm 2025: 65 hộ.",
        "  Lấy số của tháng 6 năm 2025; cộng số của các đơn vị.",
        "  Có 1/1 đơn vị có số liệu.",
        "  Đơn vị đã thay đổi được chuyển nguyên vẹn sang bản đồ ngày 14/11/2026.",
        "  - Xã Phúc Khánh, tháng 6 năm 2025: 40 hộ",
        "      Từ ngày 01/7/2025, xã Phúc Khánh cũ nhập nguyên vẹn vào xã Phúc Khánh mới (1673/NQ-UBTVQH15).",
        "  - Xã Xuân Thượng, tháng 6 năm 2025: 25 hộ",
        "      Từ ngày 01/7/2025, xã Xuân Thượng nhập nguyên vẹn vào xã Phúc Khánh (1673/NQ-UBTVQH15).",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((TITLE, "2026-12"), "there is no round of"),
        (("Không có", "2026-11"), f"'{TITLE}' 2026-11"),
        ((TITLE, "2026-11", "--unit", "cb"), "no unit 'cb' reports in this round"),
        ((TITLE, "2026-11", "--explain", "rich"), "the form asks no 'rich'"),
    ],
)
def test_what_is_wrong_is_told_with_what_there_is(cycle, arguments, told):
    done = called(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr
