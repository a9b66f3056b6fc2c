"""`tongket units` as a person calls it: answers on standard output, the rest on standard error, exit codes."""

import json
import os
import shutil
import subprocess
import sys

import pytest

# Answers one call after another in one process: starting Python for each would take most of the time.
WORKER = """
import json, sys
from click.testing import CliRunner
from tongket.cli import main
for line in sys.stdin:
    done = CliRunner().invoke(main, json.loads(line), catch_exceptions=False)
    print(json.dumps([done.exit_code, done.stdout, done.stderr]), flush=True)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A process with a data folder of its own, whose database the first call made."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    folder = tmp_path_factory.mktemp("units")
    with subprocess.Popen(
        [sys.executable, "-c", WORKER],
        env=kept | {"TONGKET_DATA": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert tongket(process, "units")[0] == 0
        yield process
        process.stdin.close()


def tongket(home, *arguments):
    """Exit code, standard output, standard error."""
    home.stdin.write(json.dumps(arguments) + "\n")
    home.stdin.flush()
    return tuple(json.loads(home.stdout.readline()))


def test_counts_as_json(home):
    code, out, _ = tongket(home, "units", "--on", "2025-07-01", "--json")
    assert code == 0
    assert json.loads(out) == {
        "on": "2025-07-01",
        "root": "vn",
        "basis": "",
        "levels": {"country": 1, "province": 34, "district": 0, "commune": 3321},
        "kinds": {
            "province": {"tỉnh": 28, "thành phố": 6},
            "commune": {"xã": 2621, "phường": 687, "đặc khu": 13},
        },
    }


def test_counts_as_text(home):
    code, out, _ = tongket(home, "units", "--on", "2025-06-30")
    assert code == 0
    assert out == (
        "Việt Nam, 2025-06-30\n"
        "  country       1\n"
        "  province     63  57 tỉnh, 6 thành phố\n"
        "  district    696  508 huyện, 87 thành phố, 52 thị xã, 49 quận\n"
        "  commune   10035  7692 xã, 1726 phường, 617 thị trấn\n"
    )


def test_today_is_a_day_too(home):
    code, out, _ = tongket(home, "units", "--json")
    assert code == 0
    assert json.loads(out)["levels"]["province"] == 34


def test_a_day_before_the_records_is_told_beside_the_answer(home):
    code, out, err = tongket(home, "units", "--on", "2024-09-11", "--json")
    assert code == 0
    assert json.loads(out)["basis"] == "nearest map"
    assert "The map of 2024-09-11 is not recorded: this is that of 2025-01-01 (nearest map)." in err


def test_trace_lists_all_of_that_name_with_what_became_of_them(home):
    code, out, _ = tongket(home, "units", "trace", "Yên Bái")
    assert code == 0
    assert out.startswith(
        "tỉnh Yên Bái\n"
        "  province, code 15, key vn-p15, until 2025-06-30\n"
        "  2025-07-01  tỉnh Yên Bái → tỉnh Lào Cai (202/2025/QH15)\n"
        "thành phố Yên Bái, tỉnh Yên Bái\n"
        "  district, code 132, key vn-d132, until 2025-06-30\n"
        "  2025-06-30  ended without a successor: counted at tỉnh Lào Cai (former unit)\n"
        "phường Yên Bái, tỉnh Lào Cai\n"
    )


def test_trace_of_a_divided_commune_as_json(home):
    code, out, _ = tongket(home, "units", "trace", "Xuân Đỉnh", "--on", "2025-06-30", "--json")
    assert code == 0
    (unit,) = json.loads(out)["units"]
    assert (unit["name"], unit["kind"], unit["above"]) == (
        "Xuân Đỉnh",
        "phường",
        ["quận Bắc Từ Liêm", "thành phố Hà Nội"],
    )
    assert [(step["new_name"], step["fraction"], step["basis"]) for step in unit["later"]] == [
        ("phường Phú Thượng", None, "none"),
        ("phường Đông Ngạc", None, "none"),
        ("phường Xuân Đỉnh", None, "none"),
    ]
    assert unit["counts_at"] == [
        {"key": unit["key"], "name": "phường Xuân Đỉnh", "fraction": "1", "basis": "whole", "act": None}
    ]


def test_options_may_stand_before_the_word_trace(home):
    first = tongket(home, "units", "--on", "2026-08-31", "--json", "trace", "Lào Cai", "--level", "province")
    second = tongket(home, "units", "trace", "Lào Cai", "--level", "province", "--on", "2026-08-31", "--json")
    assert first == second
    assert [unit["key"] for unit in json.loads(first[1])["units"]] == ["vn-p15-2025"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("trace", "Lao Kay"), "no unit is called “Lao Kay”; near: tỉnh Lào Cai; "),
        (("trace", "Yên Bái", "--on", "2025-07-01", "--level", "province"), "no unit is called “Yên Bái” on that day"),
        (("trace", "Yên Bái", "--level", "ward"), "there is no level “ward”; there are: country, province, district"),
        (("--on", "30/6/2025"), "'30/6/2025' does not match the format '%Y-%m-%d'"),
        (("--root", "la"), "no units of “la” are loaded; there are: "),
        (("load", "/nowhere"), "Directory '/nowhere' does not exist"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_why(home, arguments, said):
    code, out, err = tongket(home, "units", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_another_body_is_loaded_counted_and_loaded_again(home, tmp_path):
    (tmp_path / "units.csv").write_text("key,name,level\nbo,Bộ,ministry\nvp,Văn phòng,office\n", encoding="utf-8")
    (tmp_path / "edges.csv").write_text("unit,parent\nvp,bo\n", encoding="utf-8")
    assert tongket(home, "units", "load", str(tmp_path)) == (0, "bo: 2 units loaded\n", "")
    assert tongket(home, "units", "load", str(tmp_path)) == (0, "bo: unchanged\n", "")
    code, out, _ = tongket(home, "units", "--root", "bo")
    assert code == 0
    assert out.splitlines()[1:] == ["  ministry      1", "  office        1"]


def test_a_wrong_folder_ends_with_1_and_names_file_and_line(home, tmp_path):
    (tmp_path / "units.csv").write_text("key,name,level\na,A,x\na,B,x\n", encoding="utf-8")
    (tmp_path / "edges.csv").write_text("unit,parent\n", encoding="utf-8")
    code, out, err = tongket(home, "units", "load", str(tmp_path))
    assert (code, out) == (1, "")
    assert "units.csv:3: the key “a” is used twice, first in line 2" in err
    code, _, err = tongket(home, "units", "load", str(tmp_path), "--messages", "json")
    assert code == 1
    assert {"file": "units.csv", "line": 3}.items() <= json.loads(err)[0].items()


def test_the_shipped_folder_is_loaded_already(home, tmp_path):
    from tongket.formats.reading.units import SHIPPED

    copy = shutil.copytree(SHIPPED, tmp_path / "vietnam")
    assert tongket(home, "units", "load", str(copy)) == (0, "vn: unchanged\n", "")
