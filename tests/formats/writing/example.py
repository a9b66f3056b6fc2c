"""A flash report as a department types it: the example that every writer is tested with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tongket.core.pages.model import (
    Annex,
    Cell,
    Column,
    Document,
    Footnote,
    Heading,
    Letterhead,
    Paragraph,
    Recipients,
    Run,
    Signature,
    Table,
)

DEAD_MISSING = {
    "Lào Cai": (53, 102),
    "Cao Bằng": (29, 23),
    "Yên Bái": (40, 4),
    "Quảng Ninh": (13, 0),
    "Phú Thọ": (1, 9),
    "Hòa Bình": (5, 0),
    "Lạng Sơn": (3, 0),
    "Tuyên Quang": (2, 1),
    "Hải Phòng": (2, 0),
    "Bắc Giang": (2, 0),
    "Hà Giang": (1, 1),
    "Vĩnh Phúc": (1, 1),
    "Hà Nội": (1, 0),
    "Hải Dương": (1, 0),
    "Lai Châu": (1, 0),
}
OTHERS = (
    "Thái Nguyên", "Bắc Kạn", "Sơn La", "Điện Biên", "Bắc Ninh", "Hưng Yên",
    "Hà Nam", "Nam Định", "Thái Bình", "Ninh Bình", "Thanh Hóa",
)  # fmt: skip
INDICATORS = (
    "Số người chết, mất tích", "Số người chết", "Số người mất tích", "Số người bị thương", "Nhà hư hỏng, tốc mái",
    "Nhà bị ngập", "Lúa bị ngập úng, thiệt hại (ha)", "Hoa màu bị ngập úng, thiệt hại (ha)",
    "Lồng bè thuỷ sản bị hư hỏng, cuốn trôi", "Cây xanh đô thị gãy đổ",
)  # fmt: skip
SOURCES = (
    "https://vneconomy.vn/phong-su-anh-quang-ninh-tan-hoang-sau-sieu-bao-yagi.htm",
    "https://kenhtina.com/hoaiphuong/thiet-hai-qua-nang-ne-sau-bao-yagi-14-nguoi-chet-176-nguoi-bi-thuong-3-279-ngoi-"
    "nha-hu-hong-nhieu-dia-phuong-dang-phai-doi-mat-voi-lu-ong-lu-quet-sat-lo-dat",
    "https://example.vn/tin?ngay=2024-09-11&gio=13%3A30",
)


def figure(value: int, *, bold: bool = False, note: int | None = None) -> Cell:
    """A figure as a Vietnamese paper prints it, with its number behind."""
    return Cell(f"{value:,}".replace(",", "."), Decimal(value), 0, bold=bold, note=note)


def said(text: str) -> Paragraph:
    """A paragraph in one style."""
    return Paragraph((Run(text),))


def by_unit() -> Table:
    """26 provinces and their total, ten indicators."""
    rows: list[tuple[Cell, ...]] = []
    sums = [0] * len(INDICATORS)
    for number, name in enumerate((*DEAD_MISSING, *OTHERS), start=1):
        dead, missing = DEAD_MISSING.get(name, (0, 0))
        more = [number * 7 % 41, number * 2357 % 24_000, number * 911 % 8_000, number * 3911 % 32_000]
        values = [dead + missing, dead, missing, *more, number * 797 % 6_000, number * 53 % 900, number * 1013 % 9_000]
        sums = [a + b for a, b in zip(sums, values, strict=True)]
        cells = [figure(v, note=2 if (name, i) == ("Phú Thọ", 2) else None) for i, v in enumerate(values)]
        rows.append((figure(number), Cell(name), *cells))
    total = (Cell(""), Cell("Tổng số"), *(figure(value, note=2 if i == 2 else None) for i, value in enumerate(sums)))
    columns = (Column("TT", 0.5, True), Column("Tỉnh, thành phố", 2.0), *(Column(i, 1.0, True) for i in INDICATORS))
    return Table(
        "thiet-hai", "Thiệt hại theo tỉnh, thành phố", columns, (total, *rows), 1,
        "Mười chỉ tiêu thiệt hại của 26 tỉnh, thành phố; hàng đầu là tổng số.",
    )  # fmt: skip


def sources() -> Table:
    """The pages that the figures were read on."""
    rows = tuple((figure(i), Cell("Báo điện tử"), Cell(url, link=url)) for i, url in enumerate(SOURCES, start=1))
    columns = (Column("TT", 0.4, True), Column("Nơi đăng", 1.2), Column("Địa chỉ", 5.0))
    return Table("nguon", "", columns, rows, summary="Các nguồn số liệu và địa chỉ của chúng.")


def flash_report() -> Document:
    """The report of 13:30 on 11 September 2024."""
    return Document(
        lang="vi",
        letterhead=Letterhead(
            superior="BỘ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",
            issuer="CỤC QUẢN LÝ ĐÊ ĐIỀU VÀ PHÒNG, CHỐNG THIÊN TAI",
            nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            motto="Độc lập - Tự do - Hạnh phúc",
            number="Số:        /BC-ĐĐ",
            place_and_date="Hà Nội, ngày 11 tháng 9 năm 2024",
        ),
        kind="BÁO CÁO NHANH",
        title="Tình hình thiệt hại do bão số 3 (Yagi) và mưa lũ sau bão, tính đến 13 giờ 30 phút ngày 11/9/2024",
        bases=(
            "Căn cứ Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013",
            "Theo báo cáo của các địa phương",
        ),
        body=(
            Heading(1, "I. TÌNH HÌNH THIỆT HẠI"),
            Heading(2, "1. Về người"),
            Paragraph(
                (
                    Run("Đến 13 giờ 30 phút ngày 11/9/2024, có "),
                    Run("296 người chết, mất tích", bold=True),
                    Run(" (155 người chết, 141 người mất tích", note=1),
                    Run("), tăng 69 người so với báo cáo trước. "),
                    Run("Trong đó: Lào Cai 155 (53 chết, 102 mất tích), Cao Bằng 52 (29 chết, 23 mất tích), "),
                    Run("Yên Bái 44 (40 chết, 4 mất tích), Quảng Ninh 13, Phú Thọ 10 (1 chết, 9 mất tích)."),
                )
            ),
            Paragraph((Run("Đã có "), Run("15 trong 26", italic=True), Run(" tỉnh báo cáo số liệu về người.")), "- "),
            Heading(2, "2. Về nhà ở, sản xuất nông nghiệp"),
            said("Số nhà hư hỏng, tốc mái do bão là 61.231; số nhà bị ngập là 18.240, giảm 1.127 so với kỳ trước."),
            Heading(3, "a) Trồng trọt"),
            said("Diện tích lúa bị ngập úng, thiệt hại là 159.238 ha; hoa màu là 31.745 ha; cây ăn quả là 7.258 ha."),
            Heading(3, "b) Thuỷ sản"),
            said("Có 1.582 lồng bè bị hư hỏng, cuốn trôi, chủ yếu tại Quảng Ninh và Hải Phòng."),
            Table(
                "nhanh", "Số người chết, mất tích so với báo cáo trước",
                (Column("Chỉ tiêu", 3.0), Column("Kỳ này", 1.0, True), Column("Kỳ trước", 1.0, True)),
                (
                    (Cell("Số người chết, mất tích", bold=True), figure(296, bold=True), figure(227, bold=True)),
                    (Cell("Trong đó: chết"), figure(155), figure(117)),
                    (Cell("Mất tích"), figure(141), figure(110)),
                ),
                summary="Ba hàng: tổng, số chết, số mất tích; hai cột kỳ này và kỳ trước.",
            ),
            Heading(1, "II. CÔNG TÁC CHỈ ĐẠO, KHẮC PHỤC HẬU QUẢ"),
            said(
                "Các địa phương tiếp tục tìm kiếm người mất tích, sơ tán dân khỏi khu vực nguy hiểm, bảo đảm lương "
                "thực, nước sạch và giao thông; Cục tổng hợp số liệu, báo cáo hằng ngày."
            ),
            said("Trên đây là báo cáo nhanh tình hình thiệt hại, Cục báo cáo Lãnh đạo Bộ xem xét, chỉ đạo./."),
        ),
        signature=Signature(("TL. Bộ trưởng", "Cục trưởng"), "Phạm Đức Luận"),
        recipients=Recipients(
            "Nơi nhận:",
            ("Như trên", "Bộ trưởng (để b/c);", "Ban Chỉ đạo quốc gia về phòng, chống thiên tai", "Lưu: VT, ĐĐ."),
        ),
        created=date(2024, 9, 11),
        annexes=(
            Annex(
                "Phụ lục I", "Bảng tổng hợp thiệt hại theo tỉnh, thành phố",
                "(Kèm theo Báo cáo nhanh ngày 11 tháng 9 năm 2024 của Cục Quản lý đê điều và Phòng, chống thiên tai)",
                (by_unit(),), landscape=True,
            ),
            Annex(
                "Phụ lục II", "Nguồn số liệu",
                "(Kèm theo Báo cáo nhanh ngày 11 tháng 9 năm 2024 của Cục Quản lý đê điều và Phòng, chống thiên tai)",
                (said("Số liệu được đọc trên các trang sau:"), sources()),
            ),
        ),
        footnotes=(
            Footnote(1, (Run("Tổng công bố khác tổng danh sách: "), Run("chênh lệch 1 người", bold=True), Run("."))),
            Footnote(2, (Run("Gồm vụ sập cầu Phong Châu; nguồn: "), Run("trang tin", link=SOURCES[0]), Run("."))),
        ),
    )  # fmt: skip


def long_report(rows: int = 700) -> Document:
    """The same with a table of as many rows as a country has districts."""
    table = by_unit()
    longer = tuple(table.rows[1 + i % 26] for i in range(rows))
    report = flash_report()
    annex = replace(report.annexes[0], blocks=(replace(table, rows=(table.rows[0], *longer)),))
    return replace(report, annexes=(annex, report.annexes[1]))
