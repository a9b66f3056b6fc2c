"""The page of a round: what stands on it, for whom, and what may be taken away."""

import csv
import io
import json
import zipfile

import pytest
from django.core.cache import caches
from django.db import DatabaseError, transaction
from django.test import Client

from tests.flow.consolidation.conftest import words
from tests.flow.consolidation.rounds import PK, VP, accept, earlier, two_of_three
from tests.flow.returns.cycle import Cycle, monthly
from tongket.flow.consolidation.models import PeriodText
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actors import Seat
from tongket.flow.organisation.models import Membership
from tongket.formats.writing import FORMATS

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle() -> Cycle:
    made = monthly()
    two_of_three(made)
    Membership.objects.create(
        committee=made.committee, full_name="Trần Văn Bình", post="Chủ tịch UBND tỉnh", seat=Seat.HEAD,
        start=made.committee.start, decision="12/QĐ-UBND",
    )  # fmt: skip
    caches["pages"].clear()
    return made


@pytest.fixture
def secretary(cycle, settings) -> Client:
    """A secretary; the second step has tests of its own."""
    settings.TONGKET_SECOND_STEP = ()
    return client_of(cycle, "secretary")


def client_of(cycle: Cycle, who: str | None) -> Client:
    client = Client()
    if who:
        account = cycle.accounts[who]
        client.force_login(account)
    return client


def seen(cycle: Cycle, address: str = "", who: str | None = "auditor") -> str:
    answer = client_of(cycle, who).get(f"/periods/{cycle.round.pk}/{address}")
    assert answer.status_code == 200
    return words(answer)


def test_the_month_as_the_committee_reads_it(cycle):
    page = seen(cycle)
    assert "Kết quả công tác chuyển đổi số tháng 11 năm 2026" in page
    assert "Số liệu từ ngày 15/10/2026 đến ngày 14/11/2026" in page
    assert "Có 2/3 xã, phường có báo cáo được tổng hợp; 1 đơn vị gửi muộn (phường Văn Phú)." in page
    assert "1 đơn vị chưa gửi báo cáo phường Yên Bái ." in page
    assert "Hộ nghèo (hộ) 1 101 2/3" in page, "with a third of the units missing no change is told"
    assert "Phường Yên Bái … … … Chưa gửi" in page
    assert "Xã Phúc Khánh, phường Văn Phú: Thiếu máy tính." in page
    assert "Phương hướng, nhiệm vụ kỳ tới Phường Văn Phú: Mở thêm lớp buổi tối." in page


def test_units_are_sorted_by_name_or_by_a_figure(cycle):
    def order(address: str) -> list[str]:
        page = seen(cycle, address).partition("Theo địa phương")[2].partition("Nội dung các đơn vị nêu")[0]
        names = ("Xã Phúc Khánh", "Phường Văn Phú", "Phường Yên Bái")
        return sorted(names, key=page.index)

    assert order("") == ["Xã Phúc Khánh", "Phường Văn Phú", "Phường Yên Bái"]
    assert order("?sort=households") == ["Phường Văn Phú", "Xã Phúc Khánh", "Phường Yên Bái"]
    assert "Người được tập huấn (nữ) (người)" in seen(cycle, "?section=digital")


def test_one_unit_has_a_page_of_its_own(cycle):
    page = seen(cycle, "?unit=pk25")
    assert "Kết quả công tác chuyển đổi số tháng 11 năm 2026 trên địa bàn xã Phúc Khánh" in page
    assert "Hộ nghèo (hộ) 60 giảm 4 1/1" in page


def test_how_a_figure_was_made_with_every_return_behind_it(cycle):
    answer = client_of(cycle, "auditor").get(f"/periods/{cycle.round.pk}/figure?cell=poor")
    page = words(answer)
    assert "Hộ nghèo của tỉnh Lào Cai, tháng 11 năm 2026: 101 hộ." in page
    assert "Lấy số của tháng 11 năm 2026; cộng số của các đơn vị." in page
    assert "Có 2/3 đơn vị có số liệu." in page
    assert "Xã Phúc Khánh 60 hộ bản 1, gửi ngày 18/11/2026" in page
    assert f'href="/returns/{cycle.owed["pk25"].pk}/"' in answer.content.decode()


def test_how_a_rate_was_made_is_told_by_its_parts(cycle):
    page = seen(cycle, "figure?cell=rate")
    assert "Tỷ lệ hộ nghèo được tính lại cho tỉnh Lào Cai từ các số tổng hợp: “Hộ nghèo” ÷ “Tổng số hộ” × 100." in page
    assert "Tổng số hộ của tỉnh Lào Cai, tháng 11 năm 2026: 3.200 hộ." in page


def test_a_recast_figure_tells_the_acts_step_by_step(cycle):
    old = earlier(cycle, "2025-06", {"pk": {"poor": 40}, "xt": {"poor": 25}, "mt": {"poor": 9}})
    auditor = client_of(cycle, "auditor")
    page = words(auditor.get(f"/periods/{old.pk}/figure?cell=poor&map=2026-11-14&unit=pk25"))
    assert "Đơn vị đã thay đổi được chuyển nguyên vẹn sang bản đồ ngày 14/11/2026." in page
    assert "Từ ngày 01/7/2025, xã Xuân Thượng nhập nguyên vẹn vào xã Phúc Khánh (1673/NQ-UBTVQH15)." in page
    divided = words(auditor.get(f"/periods/{old.pk}/figure?cell=poor&map=2026-11-14&unit=vp25"))
    assert "chưa ai nêu tỷ lệ phân chia: không có số so sánh được trên bản đồ ngày 14/11/2026." in divided
    assert "một phần của phường Minh Tân thuộc phường Văn Phú, chưa ai nêu phần bao nhiêu (202/2025/QH15)." in divided


def test_a_correction_shows_at_the_next_request(cycle):
    assert "Hộ nghèo (hộ) 1 101" in seen(cycle)
    accept(cycle.owed["pk25"], {**PK, "poor": 58})
    assert "Hộ nghèo (hộ) 1 99" in seen(cycle)
    assert "“Hộ nghèo” ÷" in seen(cycle, "figure?cell=rate")


@pytest.mark.parametrize("who", [None, "official", "neighbour", "administrator"])
@pytest.mark.parametrize("address", ["", "figure?cell=poor", "report.json", "?unit=pk25"])
def test_before_it_is_published_others_are_told_there_is_nothing(cycle, who, address):
    client = client_of(cycle, who)
    hidden = client.get(f"/periods/{cycle.round.pk}/{address}")
    absent = client.get(f"/periods/999999/{address}")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert "chuyển đổi số" not in words(hidden).lower()


@pytest.mark.parametrize(
    "address", ["?unit=cb", "?map=gestern", "figure?cell=nothing", "report.exe", "?map=2025-06-30"]
)
def test_what_cannot_be_asked_is_not_there(cycle, address):
    assert client_of(cycle, "auditor").get(f"/periods/{cycle.round.pk}/{address}").status_code == 404


def test_the_secretary_publishes_and_withdraws(cycle, secretary):
    address = f"/periods/{cycle.round.pk}/"
    assert Client().get(address).status_code == 404
    assert secretary.post(f"{address}publish").status_code == 302
    page = words(Client().get(address))
    assert "Hộ nghèo (hộ) 1 101" in page
    assert "Thiếu máy tính" not in page, "nobody has gone through the words for private persons"
    assert "Phường Văn Phú 2.000 41 2,1 Gửi muộn" in page
    for listed in ("/periods/", "/"):
        assert "Báo cáo tháng về chuyển đổi số, tháng 11 năm 2026" in words(Client().get(listed))
    assert Client().get(f"{address}figure?cell=poor").status_code == 404
    assert secretary.post(f"{address}publish", {"withdraw": "1"}).status_code == 302
    assert Client().get(address).status_code == 404
    assert "Báo cáo tổng hợp" not in words(Client().get("/")), "the first page names what is published only"
    told = [(entry.verb, entry.object_kind, json.loads(entry.data)) for entry in Entry.objects.order_by("sequence")]
    assert told[-2:] == [("publish", "round", {"period": "2026-11"}), ("withdraw", "round", {"period": "2026-11"})]


@pytest.mark.parametrize("who", ["chair", "auditor", "official"])
def test_nobody_else_publishes(cycle, who):
    assert client_of(cycle, who).post(f"/periods/{cycle.round.pk}/publish").status_code == 404
    cycle.round.refresh_from_db()
    assert not cycle.round.published


def test_publishing_twice_is_told_once(cycle, secretary):
    for _ in range(2):
        secretary.post(f"/periods/{cycle.round.pk}/publish")
    assert Entry.objects.filter(verb="publish").count() == 1


def test_small_numbers_of_persons_are_hidden_from_the_public_in_every_file(cycle):
    cycle.round.published = True
    cycle.round.save()
    public = Client()
    page = words(public.get(f"/periods/{cycle.round.pk}/?section=digital"))
    assert "Phường Văn Phú 28 * 25 2.150" in page
    found = json.loads(public.get(f"/periods/{cycle.round.pk}/report.json").content)
    assert {unit["key"]: unit["values"]["trained;sex=female"] for unit in found["units"]} == {
        "pk25": None, "vp25": None, "yb25": None
    }  # fmt: skip
    assert found["narratives"] == []


def test_the_figures_for_programs(cycle):
    auditor = client_of(cycle, "auditor")
    found = json.loads(auditor.get(f"/periods/{cycle.round.pk}/report.json").content)
    assert (found["period"], found["map"], found["unit"]["name"]) == ("2026-11", "2026-11-14", "tỉnh Lào Cai")
    poor = next(figure for figure in found["figures"] if figure["indicator"] == "poor")
    assert (poor["value"], poor["previous"], poor["reported"], poor["expected"], poor["late"]) == (
        "101",
        "127",
        2,
        3,
        1,
    )
    text = auditor.get(f"/periods/{cycle.round.pk}/report.csv").content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["indicator"] == "poor"]
    assert [(row["name"], row["value"]) for row in rows] == [
        ("tỉnh Lào Cai", "101"), ("xã Phúc Khánh", "60"), ("phường Văn Phú", "41"), ("phường Yên Bái", "")
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx", "html"])
def test_the_report_in_every_format(cycle, suffix):
    answer = client_of(cycle, "auditor").get(f"/periods/{cycle.round.pk}/report.{suffix}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, FORMATS[suffix])
    assert f"bao-cao-{cycle.regime.pk}-2026-11.{suffix}" in answer.headers["Content-Disposition"]
    if suffix == "docx":
        text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
        assert "TM. BAN CHỈ ĐẠO" in text and "Trần Văn Bình" in text and "101 hộ" in text


def test_a_page_takes_a_constant_number_of_queries(cycle, django_assert_max_num_queries):
    auditor = client_of(cycle, "auditor")
    auditor.get(f"/periods/{cycle.round.pk}/")
    accept(cycle.owed["yb25"], VP)
    with django_assert_max_num_queries(24):
        auditor.get(f"/periods/{cycle.round.pk}/")


def test_the_secretary_writes_words_of_the_committee_in_place_of_those_of_the_units(cycle, secretary):
    address = f"/periods/{cycle.round.pk}/words"
    assert "Thiếu máy tính." in words(secretary.get(address))
    said = {"shortcomings": "Còn thiếu trang thiết bị:\r\n- máy tính;\r\n- máy quét.", "results": ""}
    assert secretary.post(address, said).status_code == 302
    page = seen(cycle)
    assert "lời văn của ban chỉ đạo Còn thiếu trang thiết bị: - máy tính; - máy quét." in page
    assert "Thiếu máy tính" not in page
    assert "Thiếu máy tính." in words(secretary.get(address)), "what the units wrote stays in sight"
    assert "Xã Phúc Khánh: Đề nghị tỉnh cấp máy." in page, "other parts are left alone"
    report = client_of(cycle, "auditor").get(f"/periods/{cycle.round.pk}/report.html").content.decode()
    assert "máy quét." in report and "Thiếu máy tính" not in report
    entry = Entry.objects.get(verb="write words")
    assert json.loads(entry.data) == {"period": "2026-11", "parts": ["shortcomings"]}
    secretary.post(address, {"shortcomings": ""})
    assert "Thiếu máy tính." in seen(cycle)
    assert list(PeriodText.objects.values_list("part", "number")) == [("shortcomings", 1), ("shortcomings", 2)]


def test_words_of_the_committee_are_published_with_the_figures(cycle, secretary):
    secretary.post(f"/periods/{cycle.round.pk}/words", {"proposals": "Đề nghị bổ sung kinh phí."})
    secretary.post(f"/periods/{cycle.round.pk}/publish")
    page = words(Client().get(f"/periods/{cycle.round.pk}/"))
    assert "Đề xuất, kiến nghị Đề nghị bổ sung kinh phí." in page
    assert "Đề nghị tỉnh cấp máy" not in page


def test_words_that_are_too_long_are_given_back(cycle, secretary):
    answer = secretary.post(f"/periods/{cycle.round.pk}/words", {"proposals": "a" * 20_001})
    assert answer.status_code == 400
    assert "Lời văn dài quá 20.000 ký tự: chưa lưu gì." in words(answer)
    assert not PeriodText.objects.exists()


def test_words_are_text_and_never_a_page(cycle, secretary):
    secretary.post(f"/periods/{cycle.round.pk}/words", {"proposals": "<script>alert(1)</script>"})
    assert "<script>alert" not in client_of(cycle, "auditor").get(f"/periods/{cycle.round.pk}/").content.decode()


@pytest.mark.parametrize("who", ["chair", "auditor", "official", None])
def test_nobody_else_writes_words(cycle, who):
    assert client_of(cycle, who).post(f"/periods/{cycle.round.pk}/words", {"results": "x"}).status_code == 404
    assert not PeriodText.objects.exists()


def test_a_revision_of_words_is_never_changed(cycle, secretary):
    secretary.post(f"/periods/{cycle.round.pk}/words", {"proposals": "Một."})
    with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
        PeriodText.objects.update(text="Hai.")
    with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
        PeriodText.objects.all().delete()
