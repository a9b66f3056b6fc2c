"""A secretary designs a form and a regime on the pages, by plain forms, from nothing."""

from html import unescape

import pytest
from django.test import Client
from django.utils.html import strip_tags

from tests.flow.organisation.people import person
from tests.flow.returns.cycle import AT, monthly
from tongket.core.forms.plain import form_from_json
from tongket.flow.organisation.actors import Role
from tongket.flow.organisation.models import Committee
from tongket.flow.returns.actions import forms as actions
from tongket.flow.returns.models import Form, FormVersion, LibraryIndicator, Obligation, Regime, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return monthly()


@pytest.fixture
def client(cycle) -> Client:
    signed_in = Client()
    signed_in.force_login(cycle.accounts["secretary"])
    return signed_in


def text_of(response) -> str:
    return " ".join(unescape(strip_tags(response.content.decode().replace("<", " <"))).split())


def new_form(client, cycle) -> Form:
    client.post("/forms/new", {"committee": cycle.committee.pk, "name": "Báo cáo quý"})
    return Form.objects.get(name="Báo cáo quý")


POOR = {
    "name": "Số hộ nghèo", "measure": "hộ", "decimals": "0", "kind": "stock", "restarts": "on", "over_units": "sum",
    "over_time": "", "category": "", "values": "", "meaning": "Theo chuẩn đa chiều.", "not_negative": "on",
}  # fmt: skip


def test_a_form_is_designed_from_nothing(client, cycle):
    form = new_form(client, cycle)
    draft = f"/forms/{form.pk}/draft/"
    assert "Biểu chưa hỏi gì: thêm một phần" in text_of(client.get(draft))
    client.post(f"{draft}sections/new", {"title": "Đời sống", "guidance": ""})
    client.post(f"{draft}sections/section-1/indicator", POOR)
    more = POOR | {"name": "Tổng số hộ", "meaning": ""}
    client.post(f"{draft}sections/section-1/indicator", more)
    trained = POOR | {"name": "Người được tập huấn", "measure": "người", "kind": "flow", "by_sex": "on"}
    client.post(f"{draft}sections/section-1/indicator", trained)
    rate = {"name": "Tỷ lệ hộ nghèo", "made": "share", "part1": "so_ho_ngheo", "part2": "tong_so_ho", "decimals": "1"}
    client.post(f"{draft}sections/section-1/computed", rate)
    client.post(f"{draft}texts/section-1", {"title": "Khó khăn", "part": "shortcomings", "longest": "3000"})
    client.post(
        f"{draft}rules/new?kind=at_most", {"indicator": "so_ho_ngheo", "other": "tong_so_ho", "blocking": "block"}
    )
    shown = text_of(client.get(draft))
    for said in (
        "1. Đời sống",
        "Số hộ nghèo không nhiều hơn Tổng số hộ; sai thì không gửi được.",
        "Người được tập huấn, nữ không nhỏ hơn 0 người; sai thì không gửi được.",
        "Khó khăn lời văn · II. Tồn tại, hạn chế và nguyên nhân",
        "Tỷ lệ hộ nghèo % tự tính",
    ):
        assert said in shown, said
    content = form_from_json(FormVersion.objects.get(form=form).content)
    assert content.indicators["ty_le_ho_ngheo"].formula == "so_ho_ngheo ÷ tong_so_ho × 100"
    assert content.indicators["ty_le_ho_ngheo"].recomputed
    assert list(content.indicators)[2:5] == ["nguoi_duoc_tap_huan", "nguoi_duoc_tap_huan;sex=female",
                                             "nguoi_duoc_tap_huan;sex=male"]  # fmt: skip
    assert "Ban hành bản số 1" in text_of(client.get(f"{draft}issue"))
    stamp = FormVersion.objects.get(form=form).at.isoformat()
    assert client.post(f"{draft}issue", {"stamp": stamp}).status_code == 302
    assert "Nội dung bản số 1" in text_of(client.get(f"/forms/{form.pk}/"))


def test_up_down_out_and_back(client, cycle):
    form = new_form(client, cycle)
    draft = f"/forms/{form.pk}/draft/"
    for title in ("Một", "Hai"):
        client.post(f"{draft}sections/new", {"title": title})

    def titles() -> list[str]:
        return [section.title for section in form_from_json(FormVersion.objects.get(form=form).content).sections]

    moved = client.post(f"{draft}step", {"do": "up", "key": "section-2"})
    assert (titles(), moved["Location"]) == (["Hai", "Một"], f"{draft}#at-section-2")
    gone = client.post(f"{draft}step", {"do": "remove section", "key": "section-1"})
    assert titles() == ["Hai"]
    assert "Đã bỏ. Bấm “Hoàn tác” để lấy lại." in text_of(client.get(gone["Location"]))
    client.post(f"{draft}step", {"do": "undo"})
    assert titles() == ["Hai", "Một"]
    assert client.post(f"{draft}step", {"do": "explode", "key": "section-1"}).status_code == 404
    assert client.post(f"{draft}step", {"do": "remove section", "key": "section-9"}).status_code == 302


@pytest.mark.parametrize(
    ("kind", "values", "told"),
    [
        ("range", {"indicator": "poor"}, "Nhập mức thấp nhất, mức cao nhất, hoặc cả hai."),
        ("range", {"indicator": "poor", "least": "5", "most": "1.5"}, "chỉ tiêu này là số nguyên"),
        ("range", {"indicator": "poor", "least": "5", "most": "1"}, "Mức cao nhất nhỏ hơn mức thấp nhất."),
        (
            "at_most",
            {"indicator": "poor", "other": "poor"},
            "Không so một chỉ tiêu với chính nó: hãy chọn chỉ tiêu khác.",
        ),
        ("parts", {"indicator": "poor", "others": ["accounts"]}, "Hãy chọn ít nhất hai chỉ tiêu."),
        ("parts", {"indicator": "poor", "others": ["households", "households"]}, "Hãy chọn ít nhất hai chỉ tiêu."),
        ("parts", {"indicator": "poor", "others": ["households", "trained"]}, "Chỉ cộng, trừ được các số cùng đơn vị"),
        ("not_below_last", {"indicator": "poor"}, "Hãy chọn một mục trong danh sách: không có “poor”."),
        ("change", {"indicator": "poor", "most": "-5"}, "Nhập số không nhỏ hơn 0."),
    ],
)
def test_a_rule_that_cannot_be_says_why(client, cycle, kind, values, told):
    client.post(f"/forms/{cycle.form.pk}/version")
    answer = client.post(f"/forms/{cycle.form.pk}/draft/rules/new?kind={kind}", {"blocking": "block", **values})
    assert told in text_of(answer)


def test_a_computed_indicator_brings_its_parts_from_the_library(client, cycle):
    form = new_form(client, cycle)
    draft = f"/forms/{form.pk}/draft/"
    client.post(f"{draft}sections/new", {"title": "Một"})
    for more in (POOR, POOR | {"name": "Tổng số hộ"}):
        client.post(f"{draft}sections/section-1/indicator", more)
    rate = {"name": "Tỷ lệ hộ nghèo", "made": "share", "part1": "so_ho_ngheo", "part2": "tong_so_ho", "decimals": "1"}
    client.post(f"{draft}sections/section-1/computed", rate)
    client.post(f"{draft}step", {"do": "remove section", "key": "section-1"})
    client.post(f"{draft}sections/new", {"title": "Hai"})
    page = client.get(f"{draft}sections/section-1/pick?q=ty+le")
    assert "Tỷ lệ hộ nghèo" in text_of(page) and "Tổng số hộ" not in text_of(page)
    chosen = LibraryIndicator.objects.get(key="ty_le_ho_ngheo").pk
    client.post(f"{draft}sections/section-1/pick", {"indicator": [chosen]})
    content = form_from_json(FormVersion.objects.get(form=form).content)
    assert list(content.indicators) == ["so_ho_ngheo", "tong_so_ho", "ty_le_ho_ngheo"]


def test_where_old_figures_go_is_chosen_before_a_version_is_issued(client, cycle):
    client.post(f"/forms/{cycle.form.pk}/version")
    draft = f"/forms/{cycle.form.pk}/draft/"
    for key in ("rate", "poor"):
        client.post(f"{draft}step", {"do": "remove indicator", "key": key})
    client.post(f"{draft}sections/social/indicator", POOR)
    page = text_of(client.get(f"{draft}issue"))
    assert "Bỏ: Hộ nghèo; số đã báo cáo vẫn được lưu, không dùng tiếp." in page
    assert "Hộ nghèo Không chuyển Số hộ nghèo" in page
    stamp = FormVersion.objects.get(form=cycle.form, number=2).at.isoformat()
    stale = client.post(f"{draft}issue", {"stamp": "2026-01-01", "cell0": "so_ho_ngheo"})
    assert "Bản thảo vừa được người khác sửa: hãy xem lại một lần nữa." in text_of(stale)
    client.post(f"{draft}issue", {"stamp": stamp, "cell0": "so_ho_ngheo"})
    assert FormVersion.objects.get(form=cycle.form, number=2).mapping == {"poor": "so_ho_ngheo"}


QUARTERLY = {
    "title": "Báo cáo quý", "basis": "Kế hoạch 15/KH-UBND", "content": "", "recipient": "Văn phòng",
    "means": "Trên hệ thống", "process": "", "head_approves": "on", "span": "quarter", "calendar": "legal",
    "start": "2026-01-01", "under": "tỉnh Lào Cai", "levels": ["commune"], "excepted": "phường Văn Phú\n",
    "how0": "after", "days0": "3", "time0": "17:00", "how1": "after", "days1": "5", "time1": "17:00",
}  # fmt: skip


def test_a_regime_is_set_up_and_its_period_opened(client, cycle):
    sheet = text_of(client.get(f"/regimes/new?form={cycle.form.pk}"))
    assert "xã, phường, đặc khu (3)" in sheet
    assert client.post(f"/regimes/new?form={cycle.form.pk}", QUARTERLY).status_code == 302
    made = Regime.objects.get(title="Báo cáo quý")
    assert made.reporters == {"under": "lc25", "levels": ["commune"], "except": ["vp25"]}
    assert made.deadlines == {"commune": {"working_days": 5, "time": "17:00"}}
    page = text_of(client.get(f"/regimes/{made.pk}/?period=2026-Q3"))
    assert "Kỳ sẽ mở: quý III năm 2026" in page
    assert "Số liệu từ ngày 15/6/2026 đến ngày 14/9/2026. 2 đơn vị phải báo cáo." in page
    assert "Thứ Ba 15/9/2026: ngày làm việc thứ 1" in page
    client.post(f"/regimes/{made.pk}/open", {"period": "2026-Q3"})
    opened = Round.objects.get(regime=made)
    assert set(Obligation.objects.filter(round=opened).values_list("unit_id", flat=True)) == {"pk25", "yb25"}
    assert "Quý III năm 2026 14/9/2026 2 0 0" in text_of(client.get(f"/regimes/{made.pk}/"))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"excepted": "xã Không Có"}, "Không có đơn vị nào tên là “xã Không Có”."),
        ({"under": "Cao Bằng"}, "Trong phạm vi này không có đơn vị nào ở cấp đã chọn."),
        ({"days1": ""}, "Thời hạn loại này cần số này."),
        ({"title": "Báo cáo tháng về chuyển đổi số"}, "Ban chỉ đạo đã có chế độ báo cáo tên này."),
    ],
)
def test_a_regime_that_cannot_be_says_why(client, cycle, values, told):
    answer = client.post(f"/regimes/new?form={cycle.form.pk}", QUARTERLY | values)
    assert told in text_of(answer)
    assert Regime.objects.count() == 1


def test_a_period_that_cannot_be_opened_says_why(client, cycle):
    answer = client.post(f"/regimes/{cycle.regime.pk}/open", {"period": "2024-01"})
    assert answer.status_code == 409
    assert "Chế độ báo cáo không yêu cầu kỳ này" in text_of(answer)
    assert "Hãy chọn kỳ." in text_of(client.post(f"/regimes/{cycle.regime.pk}/open", {"period": "bao giờ"}))


def test_a_round_is_brought_up_to_date_and_a_regime_ended(client, cycle):
    done = client.post(f"/rounds/{cycle.round.pk}/renew")
    assert done["Location"].startswith(f"/regimes/{cycle.regime.pk}/?done=")
    answer = client.post(f"/regimes/{cycle.regime.pk}/end", {"day": "2026-10-01"})
    assert "Đã mở một kỳ chốt số liệu sau ngày này." in text_of(answer)
    client.post(f"/regimes/{cycle.regime.pk}/end", {"day": "2026-12-31"})
    assert "không yêu cầu các kỳ chốt số liệu sau ngày 31/12/2026" in text_of(
        client.get(f"/regimes/{cycle.regime.pk}/")
    )


def test_the_library_is_searched_changed_and_retired(client, cycle):
    client.post("/library/new", POOR)
    made = LibraryIndicator.objects.get()
    assert "Số hộ nghèo hộ · Thời điểm" in text_of(client.get("/library/?q=ho+ngheo"))
    changed = POOR | {"name": "Hộ nghèo", "measure": "người", "kind": "flow"}
    client.post(f"/library/{made.pk}/", changed)
    made.refresh_from_db()
    kept = made.definition["indicator"]
    assert (kept["names"]["vi"], kept["unit_of_measure"], kept["kind"]) == ("Hộ nghèo", "household", "stock")
    client.post(f"/library/{made.pk}/retire", {"retired": "yes"})
    assert "Hộ nghèo" not in text_of(client.get("/library/"))
    assert "Hộ nghèo (ngừng dùng)" in text_of(client.get("/library/?retired=1"))


def test_the_calendar_of_a_year_names_its_sources(client):
    page = text_of(client.get("/calendar/?year=2026"))
    assert "Thứ Bảy 22/8/2026 làm bù Làm việc thay ngày 31/08/2026" in page
    assert "Lịch làm việc năm 2026" in page


@pytest.mark.parametrize("who", ["chair", "auditor"])
def test_who_reads_the_committee_sees_forms_and_changes_nothing(cycle, who):
    reader = Client()
    reader.force_login(cycle.accounts[who])
    page = text_of(reader.get(f"/forms/{cycle.form.pk}/"))
    assert "Nội dung bản số 1" in page and "Lập bản mới" not in page
    assert reader.post(f"/forms/{cycle.form.pk}/version").status_code == 404
    assert "Mở kỳ" not in text_of(reader.get(f"/regimes/{cycle.regime.pk}/"))


def test_another_secretarys_draft_is_not_there(cycle):
    made = actions.create_form(committee=cycle.committee.pk, name="Riêng", by=cycle.actor("secretary"), at=AT)
    official = Client()
    official.force_login(cycle.accounts["official"])
    for address in (f"/forms/{made}/", f"/forms/{made}/draft/", "/forms/", "/library/"):
        assert official.get(address).status_code == 404


TABLE = "TT\tChỉ tiêu\tĐơn vị tính\n1\tSố hộ nghèo\tHộ\n1.1\tSố hộ nghèo\tHộ\n\n2\tMáy bơm\tcái\n"


def test_a_table_copied_from_excel_becomes_indicators(client, cycle):
    client.post("/library/new", POOR)
    form = new_form(client, cycle)
    draft = f"/forms/{form.pk}/draft/"
    client.post(f"{draft}sections/new", {"title": "Một"})
    client.post(f"{draft}sections/section-1/paste", {"rows": TABLE, "kind": "flow"})
    content = form_from_json(FormVersion.objects.get(form=form).content)
    asked = [(key, cell.unit_of_measure, cell.kind.value) for key, cell in content.indicators.items()]
    assert asked == [("so_ho_ngheo", "household", "stock"), ("may_bom", "cái", "flow")]
    assert LibraryIndicator.objects.count() == 2


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("Số hộ nghèo\tngười", "Dòng 1: kho đã có “Số hộ nghèo” với đơn vị tính khác."),
        ("\nMáy bơm", "Dòng 2: “Máy bơm” chưa có đơn vị tính, hoặc tên hay đơn vị tính quá dài."),
        ("TT\tChỉ tiêu", "Không có dòng nào gồm tên và đơn vị tính."),
    ],
)
def test_a_table_that_is_not_whole_adds_nothing(client, cycle, rows, told):
    client.post("/library/new", POOR)
    client.post(f"/forms/{cycle.form.pk}/version")
    answer = client.post(f"/forms/{cycle.form.pk}/draft/sections/social/paste", {"rows": rows, "kind": "flow"})
    assert told in text_of(answer)
    assert LibraryIndicator.objects.count() == 1


def test_signs_that_are_not_seen_stand_in_no_name(client, cycle):
    """A mark of direction turns the rest of a line around; a name with a zero-width blank looks like another's."""
    form = new_form(client, cycle)
    draft = f"/forms/{form.pk}/draft/"
    guidance = "Chốt\u200b ngày 14\x0bgửi ngày 15\x01"
    client.post(f"{draft}sections/new", {"title": "Đời\u202e sống\x02", "guidance": guidance})
    client.post(f"{draft}sections/section-1/indicator", POOR | {"name": "Số \u2067hộ\ufeff  nghèo"})
    again = client.post(f"{draft}sections/section-1/indicator", POOR | {"name": "Số hộ\u200b nghèo"})
    client.post(f"{draft}texts/section-1", {"title": "Khó\u200d khăn", "part": "shortcomings", "longest": "3000"})
    content = form_from_json(FormVersion.objects.get(form=form).content)
    (section,) = content.sections
    assert (section.title, section.guidance) == ("Đời sống", "Chốt ngày 14\ngửi ngày 15")
    assert [entry.indicator.name("vi") for entry in section.entries] == ["Số hộ nghèo"]
    assert "Kho đã có chỉ tiêu tên này" in text_of(again)
    assert [text.title for text in content.narratives] == ["Khó khăn"]


def test_forms_of_another_committee_of_the_same_name_are_not_offered_for_a_regime(cycle):
    """Many places have a committee of this name; she is secretary of one, and a mere member of the other."""
    own = Committee.objects.create(
        name=cycle.committee.name, field="Chuyển đổi số", unit_id="yb25", start=cycle.committee.start, decision="3"
    )
    both = person("hue", (Role.SECRETARY, "yb25", own.pk), (Role.MEMBER, "lc25", cycle.committee.pk))
    client = Client()
    client.force_login(both)
    answer = client.get("/regimes/new")
    assert answer.status_code == 200 and "Báo cáo tháng" not in text_of(answer)
