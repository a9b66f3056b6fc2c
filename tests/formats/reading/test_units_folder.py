"""Units of another country or body from a folder of tables: taken whole, or refused with every error."""

import lzma
from datetime import date
from fractions import Fraction

import pytest

from tongket.core.messages import InputRejected
from tongket.core.units.model import Act, Basis, Edge, Succession, Unit
from tongket.core.units.names import Alias
from tongket.formats.reading.units import read_units

GOOD = {
    "units.csv": """key,code,name,kind,level,start,end,act
vp,,Văn phòng,,office,,,
a,1,Phòng A,phòng,division,,2024-12-31,
b,2,Phòng B,phòng,division,2025-01-01,,12/QĐ
c,3,Phòng C,phòng,division,2025-01-01,,12/QĐ
""",
    "edges.csv": """unit,parent,start,end
a,vp,,2024-12-31
b,vp,2025-01-01,
c,vp,2025-01-01,
""",
    "successions.csv": """old,new,day,fraction,basis,act
a,b,2025-01-01,1/3,population,12/QĐ
a,c,2025-01-01,2/3,population,12/QĐ
""",
    "acts.csv": "number,day,effect,about,source\n12/QĐ,2024-12-20,2025-01-01,Chia phòng A,\n",
    "aliases.csv": "spelling,unit,parent,level\nPhòng Một,Phòng B,,division\n",
}


def folder(tmp_path, **changed):
    """The good folder with some tables changed (None: left out); names without .csv."""
    for name, text in (GOOD | {f"{table}.csv": text for table, text in changed.items()}).items():
        if text is not None:
            (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def errors(tmp_path, **changed):
    """What is said about a folder."""
    with pytest.raises(InputRejected) as raised:
        read_units(folder(tmp_path, **changed))
    return [str(message) for message in raised.value.messages]


def test_a_good_folder(tmp_path):
    rows = read_units(folder(tmp_path))
    assert (rows.root, rows.known_from) == ("vp", None)
    assert rows.units[1] == Unit("a", "1", "Phòng A", "phòng", "division", None, date(2024, 12, 31), None)
    assert rows.edges[0] == Edge("a", "vp", None, date(2024, 12, 31))
    assert rows.successions[0] == Succession("a", "b", date(2025, 1, 1), Fraction(1, 3), Basis.POPULATION, "12/QĐ")
    assert rows.acts == (Act("12/QĐ", date(2024, 12, 20), date(2025, 1, 1), "Chia phòng A"),)
    assert rows.aliases == (Alias("Phòng Một", "Phòng B", "", "division"),)


def test_packed_tables_and_parents_csv_and_a_first_day(tmp_path):
    rows = read_units(folder(tmp_path))
    packed = tmp_path / "packed"
    packed.mkdir()
    for name, text in GOOD.items():
        (packed / f"{name.replace('edges', 'parents')}.xz").write_bytes(lzma.compress(text.encode()))
    (packed / "about.json").write_text('{"root": "vp", "known_from": "2024-01-01"}', encoding="utf-8")
    again = read_units(packed)
    assert (again.units, again.edges, again.successions) == (rows.units, rows.edges, rows.successions)
    assert again.known_from == date(2024, 1, 1)


def test_the_same_content_has_the_same_digest(tmp_path):
    first = read_units(folder(tmp_path)).digest
    assert read_units(tmp_path).digest == first
    assert read_units(folder(tmp_path, aliases=None, acts=GOOD["acts.csv"] + "13/QĐ,2025-02-01,,,\n")).digest != first


def test_tables_that_may_be_absent(tmp_path):
    bare = {"units": "key,name,level\nx,X,office\n", "edges": "unit,parent\n"}
    rows = read_units(folder(tmp_path, **bare, successions=None, acts=None, aliases=None))
    assert (rows.root, len(rows.units), rows.successions) == ("x", 1, ())


def test_a_folder_without_its_tables(tmp_path):
    assert errors(tmp_path, units=None, edges=None, successions=None) == [
        f"edges.csv: the folder {tmp_path} has no edges.csv",
        f"units.csv: the folder {tmp_path} has no units.csv",
    ]


def test_every_error_is_told_at_once_with_its_line(tmp_path):
    units = GOOD["units.csv"] + "a,4,Phòng A,phòng,division,2025-05-01,2025-04-01,\n,,,,x,30/6/2025,,\n"
    edges = GOOD["edges.csv"] + "a,vb,,\nb,b,2026-01-01,\n"
    assert errors(tmp_path, units=units, edges=edges) == [
        "edges.csv:5: the parent “vb” is not in units.csv",
        "edges.csv:6: “b” stands under itself",
        "edges.csv:6: “b” stands under two parents at once, see line 3",
        "successions.csv:2: “a” is followed on 2025-01-01 but ends on 2025-04-01; expected 2024-12-31",
        "successions.csv:3: “a” is followed on 2025-01-01 but ends on 2025-04-01; expected 2024-12-31",
        "units.csv: one unit must stand above all others; without a parent: vp, ",
        "units.csv:6: it ends on 2025-04-01, before it starts on 2025-05-01",
        "units.csv:6: the key “a” is used twice, first in line 3",
        "units.csv:7: the column key is empty",
        "units.csv:7: the column name is empty",
        "units.csv:7: “30/6/2025” in the column start is no date; write it like 2025-07-01",
    ]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("1/3,population", "1/3,population", "successions.csv:3: the fractions of “a” add up to 2/3, not to 1"),
        ("1/3,population", ",", "successions.csv:3: some parts of “a” have a fraction and some have none"),
        ("1/2,", "1/2,equal", "successions.csv:2: the fraction 1/2 needs a basis: population, area, equal, by hand"),
        (
            "half,equal",
            "1/2,equal",
            "successions.csv:2: “half” is no fraction; write 1, 1/3 or 0.25, or leave it empty",
        ),
        (
            "1e-99999999,equal",
            "1/2,equal",
            "successions.csv:2: “1e-99999999” is no fraction; write 1, 1/3 or 0.25, or leave it empty",
        ),
        ("-1,equal", "1/2,equal", "successions.csv:2: the fraction -1 does not lie between 0 and 1"),
        (",area", ",", "successions.csv:2: the basis “area” does not fit the fraction “”; expected “none”"),
    ],
)
def test_shares_that_do_not_add_up_or_have_no_reason(tmp_path, first, second, said):
    text = f"old,new,day,fraction,basis,act\na,b,2025-01-01,{first},12/QĐ\na,c,2025-01-01,{second},12/QĐ\n"
    assert said in errors(tmp_path, successions=text)


def test_a_divided_unit_without_a_stated_share_is_taken(tmp_path):
    text = "old,new,day\na,b,2025-01-01\na,c,2025-01-01\n"
    steps = read_units(folder(tmp_path, successions=text)).successions
    assert [(step.fraction, step.basis) for step in steps] == [(None, Basis.NONE), (None, Basis.NONE)]


def test_a_single_successor_takes_all(tmp_path):
    text = "old,new,day\na,b,2025-01-01\n"
    assert errors(tmp_path, successions=text) == [
        "successions.csv:2: “a” has one successor: it went there whole, its fraction is 1"
    ]


def test_a_cycle_and_a_unit_beside_the_tree(tmp_path):
    units = "key,name,level\nr,R,office\na,A,x\nb,B,x\nc,C,x\nd,D,x\n"
    edges = "unit,parent,start\na,b,\nb,a,\nc,r,\nd,c,2025-01-01\n"
    assert errors(tmp_path, units=units, edges=edges, successions=None) == [
        "units.csv:3: “a” stands below itself from the beginning: a cycle",
        "units.csv:6: “d” stands under no unit from the beginning",
    ]


def test_two_topmost_units(tmp_path):
    units = "key,name,level\nr,R,office\ns,S,office\n"
    assert errors(tmp_path, units=units, edges="unit,parent\n", successions=None) == [
        "units.csv: one unit must stand above all others; without a parent: r, s"
    ]


def test_a_missing_column_a_short_row_and_an_empty_table(tmp_path):
    assert errors(tmp_path, units="key,name\nx,X\n", edges="", acts="number,day\n1,2025-01-01,x\n") == [
        "acts.csv:2: 3 cells where the header has 2",
        "edges.csv: the file is empty",
        "units.csv:1: the column level is missing; needed: key, name, level",
    ]


def test_a_misspelt_key_names_what_is_near(tmp_path):
    with pytest.raises(InputRejected) as raised:
        read_units(folder(tmp_path, edges=GOOD["edges.csv"] + "b,vpp,2030-01-01,\n"))
    assert raised.value.messages[0].near == ("vp",)


def test_a_cell_longer_than_the_database_keeps(tmp_path):
    units = GOOD["units.csv"].replace("Phòng B", "B" * 201)
    assert errors(tmp_path, units=units) == ["units.csv:4: the column name has 201 characters; at most 200"]


def test_a_first_day_that_is_no_date(tmp_path):
    (tmp_path / "about.json").write_text('{"known_from": "early"}', encoding="utf-8")
    assert errors(tmp_path) == ["about.json: known_from “early” is no date like 2025-01-01"]


def test_an_act_that_takes_effect_before_its_day(tmp_path):
    acts = "number,day,effect\n12/QĐ,2025-01-02,2025-01-01\n12/QĐ,2025-01-02,\n,,\n"
    assert errors(tmp_path, acts=acts) == [
        "acts.csv:2: it takes effect on 2025-01-01, before its day 2025-01-02",
        "acts.csv:3: the number “12/QĐ” is used twice",
        "acts.csv:4: no number",
        "acts.csv:4: the column day is empty",
    ]
