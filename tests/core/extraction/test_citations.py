"""Other documents that the text names, each once, with the date where it is given."""

from tests.core.extraction.reading import found


def cited(body: str) -> list[tuple[str | None, str | None]]:
    return [(c.number or c.name, c.date) for c in found(body).citations]


def test_numbers_of_the_state_the_party_and_the_assembly() -> None:
    body = (
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ; Nghị quyết số 57-NQ/TW ngày "
        "22/12/2024 của Bộ Chính trị; Công văn số 9151- CV/BTCTW ngày 29/7/2025; Luật Đất đai số 31/2024/QH15; "
        "Nghị quyết số 46/NQ-CP của Chính phủ ngày 08 tháng 3 năm 2025; Nghị quyết số 71/NQ -CP ngày 01/4/2025."
    )
    assert cited(body) == [
        ("30/2020/NĐ-CP", "2020-03-05"),
        ("57-NQ/TW", "2024-12-22"),
        ("9151-CV/BTCTW", "2025-07-29"),
        ("31/2024/QH15", None),
        ("46/NQ-CP", "2025-03-08"),
        ("71/NQ-CP", "2025-04-01"),
    ]


def test_a_document_is_cited_once_and_keeps_the_date_that_comes_later() -> None:
    body = "Thực hiện Quyết định số 142/QĐ-TTg; theo Quyết định số 142/QĐ-TTg ngày 02/02/2024 của Thủ tướng."
    assert cited(body) == [("142/QĐ-TTg", "2024-02-02")]


def test_laws_without_a_number_go_by_name() -> None:
    body = (
        "Căn cứ Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013; các quy định của Luật Viễn thông theo hướng mở."
    )
    assert cited(body) == [("Luật Phòng, chống thiên tai", "2013-06-19"), ("Luật Viễn thông", None)]


def test_what_looks_like_a_number_is_none() -> None:
    body = "Trực 24/24, mạng 5G/IoT, ngày 17/11/2025, quý I/2026, theo TCVN 14423:2025, Phụ lục số 1A."
    assert cited(body) == []


def test_the_documents_own_number_is_no_citation() -> None:
    assert cited("Chỉ thị số 15/CT-UBND này có hiệu lực từ ngày ký.") == []
