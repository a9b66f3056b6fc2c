"""Lists of bodies as directives print them."""

import pytest

from tests.core.extraction.reading import bodies


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Bộ trưởng các Bộ: Quốc phòng, Công an chỉ đạo lực lượng", ("Bộ Quốc phòng", "Bộ Công an")),
        (
            "Các Bộ: Y tế, Văn hóa, Thể thao và Du lịch theo chức năng chủ động",
            ("Bộ Y tế", "Bộ Văn hóa, Thể thao và Du lịch"),
        ),
        (
            "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố: Hà Tĩnh, Huế và Đà Nẵng khẩn trương",
            ("Ủy ban nhân dân tỉnh Hà Tĩnh", "Ủy ban nhân dân thành phố Huế", "Ủy ban nhân dân thành phố Đà Nẵng"),
        ),
        (
            "Chủ tịch UBND các tỉnh, thành phố từ Hà Tĩnh đến Khánh Hòa:",
            ("Ủy ban nhân dân các tỉnh, thành phố từ Hà Tĩnh đến Khánh Hòa",),
        ),
        (
            "Thủ trưởng các sở, ban, ngành tỉnh; Chủ tịch UBND các xã, phường",
            ("các sở, ban, ngành tỉnh", "Ủy ban nhân dân các xã, phường"),
        ),
        ("các Bộ, cơ quan liên quan và các địa phương:", ("các Bộ, cơ quan liên quan", "các địa phương")),
        ("Bộ trưởng, Thủ trưởng các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ khẩn trương",
         ("các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",)),
        ("Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc Sở Nội vụ", ("Văn phòng Ủy ban nhân dân tỉnh", "Sở Nội vụ")),
        ("Văn phòng Ban chỉ đạo phòng thủ dân sự quốc gia theo dõi sát diễn biến",
         ("Văn phòng Ban chỉ đạo phòng thủ dân sự quốc gia",)),
        ("UBND các xã, phường tổ chức triển khai", ("Ủy ban nhân dân các xã, phường",)),
        ("Báo và Phát thanh, Truyền hình Cần Thơ tuyên truyền", ("Báo và Phát thanh, Truyền hình Cần Thơ",)),
        ("Uỷ ban nhân dân Thành phố chỉ đạo", ("Uỷ ban nhân dân Thành phố",)),
        (
            "người đứng đầu các đơn vị sự nghiệp công lập trực thuộc Thành phố kiểm tra",
            ("các đơn vị sự nghiệp công lập trực thuộc Thành phố",),
        ),
        ("Công tác tuyên truyền được đẩy mạnh", ()),
        ("Tổ chức hội nghị tập huấn", ()),
        ("phòng, chống thiên tai", ()),
    ],
)  # fmt: skip
def test_a_list_is_read_to_its_end_and_no_further(printed: str, names: tuple[str, ...]) -> None:
    assert bodies(printed) == names


def test_a_city_is_one_only_from_its_year_on() -> None:
    assert bodies("UBND các tỉnh, thành phố: Huế, Hà Nội chỉ đạo", year=2024) == (
        "Ủy ban nhân dân tỉnh Huế",
        "Ủy ban nhân dân thành phố Hà Nội",
    )
