"""Heads and feet of documents: state and Party layouts, columns flattened either way, what is missing stays null."""

import pytest

from tests.core.extraction.reading import found

FOOT = """Nơi nhận:
- Như trên;
- Lưu: VT.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Thị Bình
"""


def fields(head: str, foot: str = "") -> dict[str, str | None]:
    identity = found("Nội dung văn bản ở đây.\n\n" + foot, head).identity
    return {name: value.value if value else None for name, value in identity.fields()}


def test_a_paper_of_the_state() -> None:
    head = """ỦY BAN NHÂN DÂN
TỈNH BÌNH AN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 015/CT-UBND

Bình An, ngày 09 tháng 3 năm 2026

CHỈ THỊ

Về việc quản lý bến bãi

"""
    assert fields(head, FOOT) == {
        "number": "015/CT-UBND",
        "kind": "chỉ thị",
        "issuer": "Ủy ban nhân dân tỉnh Bình An",
        "place": "Bình An",
        "date": "2026-03-09",
        "title": "Về việc quản lý bến bãi",
        "signer": "Lê Thị Bình",
        "position": "Phó Chủ tịch",
        "capacity": "KT.",
    }


def test_the_right_column_first_and_a_superior_body() -> None:
    head = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Hà Nội, ngày 21 tháng 11 năm 2025

BỘ TÀI CHÍNH
CỤC QUẢN LÝ CÔNG SẢN

Số: 77/QLCS-TH
V/v rà soát tài sản dôi dư

Kính gửi: Các sở tài chính

"""
    read = fields(head)
    assert read["number"] == "77/QLCS-TH"
    assert read["kind"] == "công văn"
    assert read["place"] == "Hà Nội"
    assert read["title"] == "rà soát tài sản dôi dư"


def test_columns_flattened_line_by_line() -> None:
    head = """BỘ NỘI VỤ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
------- Độc lập - Tự do - Hạnh phúc

Số: 12/TB-BNV Hà Nội, ngày 03 tháng 02 năm 2026

THÔNG BÁO

Kết quả cuộc họp giao ban

"""
    read = fields(head)
    assert (read["issuer"], read["number"], read["place"], read["date"]) == (
        "Bộ Nội vụ",
        "12/TB-BNV",
        "Hà Nội",
        "2026-02-03",
    )


def test_a_paper_of_the_party() -> None:
    head = """TỈNH ỦY BÌNH AN
*
ĐẢNG CỘNG SẢN VIỆT NAM

Số 05-KL/TU

Bình An, ngày 12 tháng 01 năm 2026

KẾT LUẬN

của Ban Thường vụ Tỉnh ủy về công tác cán bộ

"""
    foot = """Nơi nhận:
- Như trên;
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Trần Văn An
"""
    read = fields(head, foot)
    assert (read["number"], read["kind"], read["issuer"]) == ("05-KL/TU", "kết luận", "Tỉnh ủy Bình An")
    assert (read["signer"], read["position"], read["capacity"]) == ("Trần Văn An", "Phó Bí thư", "TM.")


def test_a_missing_letterhead_gives_null_and_nothing_is_invented() -> None:
    read = fields("CÔNG ĐIỆN\n\nV/V ỨNG PHÓ MƯA LŨ\n\n")
    assert read["kind"] == "công điện"
    assert read["title"] == "V/V ỨNG PHÓ MƯA LŨ"
    assert [read[name] for name in ("number", "issuer", "place", "date", "signer", "position", "capacity")] == [
        None
    ] * 7


@pytest.mark.parametrize(
    ("block", "signer", "position", "capacity"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Bình", "Lê Bình", "Phó Chủ tịch", "TM. KT."),
        ("KT. BỘ TRƯỞNG, CHỦ NHIỆM\nPHÓ CHỦ NHIỆM\n\nLê Bình", "Lê Bình", "Phó Chủ nhiệm", "KT."),
        ("TL. BỘ TRƯỞNG\nCHÁNH VĂN PHÒNG\n\nLê Bình", "Lê Bình", "Chánh Văn phòng", "TL."),
        ("THỦ TƯỚNG\n(Đã ký)\n\nLê Văn Bình", "Lê Văn Bình", "Thủ tướng", None),
        ("Q. CHỦ TỊCH\n\nY Thanh Niê Kđăm", "Y Thanh Niê Kđăm", "Chủ tịch", "Q."),
        ("BỘ TRƯỞNG\n\nĐại tướng Lê Văn Bình", "Lê Văn Bình", "Bộ trưởng", None),
    ],
)
def test_who_signs_and_in_what_capacity(block: str, signer: str, position: str, capacity: str | None) -> None:
    read = fields("CHỈ THỊ\n\nVề một việc\n\n", f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\n{block}\n")
    assert (read["signer"], read["position"], read["capacity"]) == (signer, position, capacity)


@pytest.mark.parametrize("stamp", ["HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"])
def test_the_stamp_of_urgency(stamp: str) -> None:
    urgency = found("Nội dung.\n", f"{stamp}\n\nSố: 1/CĐ-UBND\n\nCÔNG ĐIỆN\n\nV/v ứng phó bão\n\n").urgency
    assert urgency is not None
    assert urgency.value == stamp.lower()
    assert found("Khẩn trương báo cáo.\n").urgency is None
