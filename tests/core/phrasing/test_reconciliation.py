"""Why our total and the published one differ."""

from dataclasses import replace
from decimal import Decimal

from tests.core.phrasing.examples import (
    DEAD,
    DEAD_MISSING,
    INJURED,
    LIST,
    MISSING,
    OTHER,
    figure,
    listed,
    people,
    published,
    row,
    statement,
    yagi,
)
from tongket.core.phrasing.reconciliation import explain, no_list
from tongket.core.rollup.figures import Figure, Note, NoteKind


def compared(ours: int, theirs: int, **given: object) -> Figure:
    return figure(INJURED, (row("Quảng Ninh", ours),), **{**listed(theirs, 1), **given})


def why(*figures: Figure, of: str, lang: str = "vi") -> str:
    told = statement(*figures)
    return explain(told.figure(of), lang, told)


def test_totals_that_agree() -> None:
    assert explain(yagi().figure("dead_missing"), "vi", yagi()) == "Khớp."
    assert explain(yagi().figure("dead_missing"), "en", yagi()) == "Agrees."


def test_without_a_complete_list_there_is_nothing_to_explain() -> None:
    assert explain(yagi().figure("houses_damaged"), "vi", yagi()) == "Không có danh sách đầy đủ." == no_list("vi")
    assert no_list("en") == "No complete list."


def test_without_local_figures() -> None:
    assert explain(yagi().figure("aquaculture_cages_lost"), "vi", yagi()) == "Chưa có số liệu của địa phương."


def test_a_person_moved_from_missing_to_dead_in_the_headline_only() -> None:
    dead, missing, both = people()
    told = (replace(dead, **listed(156), notes=()), replace(missing, **listed(140, 8)), both)
    expected = (
        "Tổng số người chết, mất tích khớp; số công bố đã chuyển 1 người từ “mất tích” sang “chết”, danh "
        "sách chưa chuyển."
    )
    assert why(*told, of="dead") == expected
    assert why(*told, of="missing") == expected
    assert why(*told, of="missing", lang="en") == (
        "The total of dead or missing agrees; the headline moved 1 person from “missing” to “dead”, the list did not."
    )
    assert why(told[0], told[1], replace(both, published=None, published_all=()), of="dead") == expected


def unsplit(dead_published: int, missing_published: int) -> tuple[Figure, Figure, Figure]:
    """18 dead, 6 missing, and one person in Hà Giang who is not split."""
    note = Note(NoteKind.UNSPLIT, unit="Hà Giang", level="province", values=(Decimal(1),))
    return (
        figure(DEAD, (row("Lào Cai", 18),), **listed(dead_published, 2)),
        figure(MISSING, (row("Lào Cai", 6),), **listed(missing_published, 2)),
        figure(
            DEAD_MISSING, (row("Lào Cai", 24), row("Hà Giang", 1)), **listed(25, 2), unsplit=Decimal(1), notes=(note,)
        ),
    )


def test_a_sum_that_is_not_split() -> None:
    assert why(*unsplit(19, 6), of="dead") == "Còn 1 người chưa phân tách (Hà Giang 1 người)."
    assert why(*unsplit(19, 6), of="dead", lang="en") == "1 person not broken down (Hà Giang 1 person)."


def test_what_is_not_split_explains_no_more_than_itself() -> None:
    dead, *others = unsplit(84, 6)
    other_page = replace(dead, published=published(84, source=OTHER))
    assert why(other_page, *others, of="dead") == ("Số công bố lấy từ nguồn khác với danh sách của các địa phương.")


def test_a_sum_that_is_not_split_and_a_person_moved() -> None:
    assert why(*unsplit(20, 5), of="dead") == (
        "Còn 1 người chưa phân tách (Hà Giang 1 người). Tổng số người chết, mất tích khớp; số công bố đã "
        "chuyển 1 người "
        "từ “mất tích” sang “chết”, danh sách chưa chuyển."
    )


def test_a_row_set_aside_that_would_close_the_difference() -> None:
    note = Note(
        NoteKind.CONTRADICTION, unit="Quảng Ninh", values=(Decimal(155), Decimal(158)), readings=("exact", "exact")
    )
    assert why(compared(155, 158, notes=(note,)), of="injured") == (
        "Khớp nếu Quảng Ninh tính 158 người thay cho 155 người."
    )
    assert why(compared(155, 157, notes=(note,)), of="injured") == "Chưa rõ nguyên nhân."


def test_a_published_total_that_leaves_out_a_body_outside_the_tree() -> None:
    rows = (row("Quảng Ninh", 3), row("Quân khu ba", 1, under=None, level="other"))
    assert why(figure(INJURED, rows, **listed(3, 1)), of="injured") == "Số công bố không gồm Quân khu ba (1 người)."


def test_a_total_of_another_page() -> None:
    assert why(compared(123, 127, published=published(127, source=OTHER)), of="injured") == (
        "Số công bố lấy từ nguồn khác với danh sách của các địa phương."
    )


def test_a_page_that_contradicts_itself() -> None:
    told = compared(149, 152, published=published(152, reading="as_printed_suspect"))
    assert why(told, of="injured") == "Nguồn của số công bố mâu thuẫn với danh sách của chính nguồn đó."


def test_an_unknown_reason_is_called_unknown() -> None:
    assert why(compared(149, 152, published=published(152, source=LIST)), of="injured") == "Chưa rõ nguyên nhân."
    assert why(compared(149, 152), of="injured", lang="en") == "Reason not known."
