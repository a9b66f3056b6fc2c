"""Error pages: each says what happened and what to do, in the reader's language, and leads back."""

import re

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tongket.web import urls

handler400, handler403, handler404, handler500 = (
    urls.handler400, urls.handler403, urls.handler404, urls.handler500,
)  # fmt: skip


def crash(request):
    raise RuntimeError("the secret inside")


def forbid(request):
    raise PermissionDenied


def refuse(request):
    raise BadRequest


def form(request):
    return HttpResponse("sent")


urlpatterns = [
    *urls.urlpatterns,
    path("test/crash", crash),
    path("test/forbid", forbid),
    path("test/refuse", refuse),
    path("test/form", form),
]


@pytest.fixture
def reader():
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.parametrize(
    ("address", "status", "vietnamese", "english"),
    [
        ("/test/refuse", 400, "Không đọc được yêu cầu này", "This request cannot be read"),
        ("/test/forbid", 403, "Anh/chị không có quyền xem trang này", "This page is not for you to see"),
        ("/test/nowhere", 404, "Không có gì ở địa chỉ này", "There is nothing at this address"),
        ("/test/crash", 500, "Hệ thống gặp lỗi", "Something went wrong here"),
    ],
)
def test_each_says_what_happened_in_both_languages(reader, caplog, address, status, vietnamese, english):
    answer = reader.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{vietnamese}</h1>" in page and '<a href="/">Về trang đầu</a>' in page
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    reader.cookies["django_language"] = "en"
    assert f"<h1>{english}</h1>" in reader.get(address).content.decode()


def test_a_form_without_its_token_says_what_to_do(reader, caplog):
    answer = reader.post("/test/form")
    assert answer.status_code == 403
    assert "<h1>Biểu mẫu không được chấp nhận</h1>" in answer.content.decode()


def test_the_number_on_the_page_stands_in_the_log_and_nothing_inside_is_shown(reader, caplog):
    page = reader.get("/test/crash").content.decode()
    number = re.search(r"<code>([0-9a-f]{8})</code>", page)[1]
    assert f"Error page {number} was shown for GET /test/crash" in caplog.text
    assert "the secret inside" in caplog.text
    assert "the secret inside" not in page


def test_who_is_not_signed_in_is_shown_the_way_in(reader):
    page = reader.get("/rounds/7/?show=late").content.decode()
    assert '<a href="/account/sign-in?next=/rounds/7/%3Fshow%3Dlate">Đăng nhập</a>' in page
