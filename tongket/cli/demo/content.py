"""What the demonstration's committee asks each month. Names, figures and texts are made up."""

from __future__ import annotations

from fractions import Fraction

from tongket.core.forms.model import Entry, FormContent, Narrative, Part, Rule, RuleKind, Section
from tongket.core.rollup.asking.model import Asked
from tongket.core.rollup.model import Indicator, Kind, OverTime, OverUnits

_WORDS = {
    "file": ("hồ sơ", "files"),
    "village": ("thôn, tổ dân phố", "villages"),
    "team": ("tổ", "teams"),
    "person": ("người", "persons"),
    "account": ("tài khoản", "accounts"),
    "million_dong": ("triệu đồng", "million dong"),
    "%": ("%", "%"),
}


def _indicator(id: str, vi: str, en: str, measure: str, kind: Kind, formula: str = "") -> Indicator:
    return Indicator(
        id, {"vi": vi, "en": en}, measure, dict(zip(("vi", "en"), _WORDS[measure], strict=True)),
        decimals=1 if measure in {"%", "million_dong"} else 0, kind=kind,
        over_units=OverUnits.NONE if kind is Kind.FORMULA else OverUnits.SUM,  # a rate is computed anew, never added
        over_time=OverTime.SUM if kind is Kind.FLOW else OverTime.LAST, formula=formula,
    )  # fmt: skip


RECEIVED = _indicator("received", "Hồ sơ tiếp nhận trong kỳ", "Files received", "file", Kind.FLOW)
ONLINE = _indicator("online", "Trong đó: nộp trực tuyến", "Of which submitted online", "file", Kind.FLOW)
SETTLED = _indicator("settled", "Hồ sơ đã giải quyết trong kỳ", "Files settled", "file", Kind.FLOW)
IN_TIME = _indicator("settled_in_time", "Trong đó: đúng hạn", "Of which in time", "file", Kind.FLOW)
ONLINE_RATE = _indicator(
    "online_rate", "Tỷ lệ hồ sơ nộp trực tuyến", "Share submitted online", "%", Kind.FORMULA,
    "online / received * 100",
)  # fmt: skip
IN_TIME_RATE = _indicator(
    "in_time_rate", "Tỷ lệ giải quyết đúng hạn", "Share settled in time", "%", Kind.FORMULA,
    "settled_in_time / settled * 100",
)  # fmt: skip
VILLAGES = _indicator("villages", "Tổng số thôn, tổ dân phố", "Villages", "village", Kind.STOCK)
COVERED = _indicator("covered", "Trong đó: có sóng 4G trở lên", "Of which with 4G or better", "village", Kind.STOCK)
TEAMS = _indicator("teams", "Tổ công nghệ số cộng đồng", "Community digital teams", "team", Kind.STOCK)
TRAINED = _indicator("trained", "Người được tập huấn kỹ năng số", "Persons trained", "person", Kind.FLOW)
ACCOUNTS = _indicator(
    "accounts", "Tài khoản định danh điện tử kích hoạt, luỹ kế từ đầu năm", "Identity accounts since January",
    "account", Kind.CUMULATIVE,
)  # fmt: skip
SPENT = _indicator("spent", "Kinh phí thực hiện trong kỳ", "Spent in the period", "million_dong", Kind.FLOW)

LIBRARY = (RECEIVED, ONLINE, SETTLED, IN_TIME, ONLINE_RATE, IN_TIME_RATE, VILLAGES, COVERED, TEAMS, TRAINED, ACCOUNTS)

CONTENT = FormContent(
    sections=(
        Section(
            "services",
            "Giải quyết thủ tục hành chính",
            "Số liệu lấy từ hệ thống thông tin giải quyết thủ tục hành chính, chốt ngày 14.",
            tuple(Entry(Asked(each)) for each in (RECEIVED, ONLINE, ONLINE_RATE, SETTLED, IN_TIME, IN_TIME_RATE)),
            (Narrative("done", "Kết quả nổi bật trong kỳ", Part.RESULTS, "Mỗi ý một dòng, bắt đầu bằng dấu gạch."),),
        ),
        Section(
            "capacity",
            "Hạ tầng và nhân lực số",
            "",
            (
                Entry(Asked(VILLAGES)),
                Entry(Asked(COVERED)),
                Entry(Asked(TEAMS)),
                Entry(Asked(TRAINED, {"giới": ("nữ", "nam")})),
                Entry(Asked(ACCOUNTS)),
                Entry(Asked(SPENT), required=False),
            ),
            (
                Narrative("weak", "Tồn tại, hạn chế và nguyên nhân", Part.SHORTCOMINGS, required=True),
                Narrative("next", "Nhiệm vụ kỳ tới", Part.DIRECTIONS),
                Narrative("ask", "Đề xuất, kiến nghị", Part.PROPOSALS),
            ),
        ),
    ),
    rules=(
        Rule(RuleKind.AT_MOST, "online", ("received",)),
        Rule(RuleKind.AT_MOST, "settled_in_time", ("settled",)),
        Rule(RuleKind.AT_MOST, "covered", ("villages",)),
        Rule(RuleKind.NOT_BELOW_LAST, "accounts"),
        Rule(RuleKind.CHANGE, "villages", most=Fraction(10), blocking=False),
        Rule(RuleKind.RANGE, "spent", least=Fraction(0), most=Fraction(100_000), blocking=False),
    ),
)

DONE = (
    "- Duy trì trực hỗ trợ người dân nộp hồ sơ trực tuyến tại bộ phận một cửa vào sáng thứ Hai và thứ Năm.",
    "- Ra mắt điểm hỗ trợ dịch vụ công tại nhà văn hoá thôn.",
    "- Số hoá xong hồ sơ đất đai của hai thôn vùng cao.",
    "- Tổ công nghệ số cộng đồng đến từng hộ hướng dẫn cài đặt tài khoản định danh.",
)
WEAK = (
    "- Một số thôn vùng cao sóng yếu, người dân khó nộp hồ sơ trực tuyến. Nguyên nhân: trạm phát sóng ở xa.",
    "- Cán bộ bộ phận một cửa kiêm nhiệm nhiều việc, xử lý hồ sơ trực tuyến có lúc còn chậm.",
    "- Người cao tuổi chưa quen dùng điện thoại thông minh, cần người hướng dẫn tại chỗ.",
)
NEXT = (
    "- Mở thêm một lớp tập huấn kỹ năng số cho trưởng thôn.",
    "- Rà soát, chuẩn hoá dữ liệu dân cư trước ngày 10 hằng tháng.",
    "- Vận động hộ kinh doanh dùng thanh toán không tiền mặt.",
)
ASK = (
    "- Đề nghị tỉnh bố trí kinh phí lắp thêm trạm phát sóng tại các thôn còn trắng sóng.",
    "- Đề nghị cấp bổ sung máy quét cho bộ phận một cửa.",
    "",
)
