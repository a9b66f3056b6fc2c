"""`tongket serve`, a real process on the loopback address."""

import http.client
import re
import socket
from urllib.parse import urlencode

import pytest

from tests.ops.running import PATIENCE, Installation

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "tongket.config.settings.production",
    "TONGKET_SECRET_KEY": "k3-Zq8_vR1xT0bN7cW5yU2mE9aJ4sD6fH8gL1pO3iQ5tY7rBnV0",
    "TONGKET_HOSTS": "bcd.example.gov.vn",
}


def ask(port, path, method="GET", body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.text = answer.read().decode()
    connection.close()
    return answer


@pytest.fixture(scope="module")
def site(set_up, tmp_path_factory):
    with set_up.copy(tmp_path_factory.mktemp("site")).served() as server:
        yield server.port


def test_every_answer_forbids_what_no_page_needs(site):
    for path in ("/", "/nowhere", "/static/web/site.css"):
        headers = ask(site, path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Access-Control-Allow-Origin"] is None
        assert headers["Server"] is None


def test_no_page_sets_a_cookie_by_itself(site):
    assert ask(site, "/nowhere").headers["Set-Cookie"] is None


def test_a_page_keeps_to_its_own_policy(site):
    """Nothing inline, nothing from elsewhere."""
    page = ask(site, "/nowhere").text
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", page)
    assert all(address.startswith("/") for address in re.findall(r'(?:src|href|action)="([^"#][^"]*)"', page))


def test_an_address_with_nothing_behind_it_says_so_in_vietnamese(site):
    answer = ask(site, "/nowhere", Accept_Language="en-US,en")
    assert answer.status == 404
    assert answer.headers["Content-Language"] == "vi"
    assert '<html lang="vi">' in answer.text
    assert "<h1>Không có gì ở địa chỉ này</h1>" in answer.text
    assert "Hãy kiểm tra lại địa chỉ." in answer.text


def test_english_is_one_choice_away(site):
    chosen = ask(
        site, "/language", "POST", urlencode({"language": "en", "next": "/nowhere"}),
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert (chosen.status, chosen.headers["Location"]) == (302, "/nowhere")
    assert "HttpOnly" in chosen.headers["Set-Cookie"] and "SameSite=Lax" in chosen.headers["Set-Cookie"]
    page = ask(site, "/nowhere", Cookie=chosen.headers["Set-Cookie"].split(";")[0])
    assert '<html lang="en">' in page.text
    assert "<h1>There is nothing at this address</h1>" in page.text


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_the_choice_of_language_leads_nowhere_else(site, elsewhere):
    chosen = ask(
        site, "/language", "POST", urlencode({"language": "en", "next": elsewhere}),
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert chosen.headers["Location"] == "/"


def test_an_unknown_language_stays_vietnamese(site):
    assert '<html lang="vi">' in ask(site, "/nowhere", Cookie="django_language=../../etc").text


def test_looking_does_not_change_the_language(site):
    assert ask(site, "/language?language=en").status == 405


def test_another_host_is_refused_with_a_page(site):
    answer = ask(site, "/", Host="evil.example")
    assert answer.status == 400
    assert "<h1>Không đọc được yêu cầu này</h1>" in answer.text


def test_static_files_are_kept_for_good_under_the_name_of_their_digest(site):
    address = re.search(r'href="(/static/web/site\.[0-9a-f]{12}\.css)"', ask(site, "/nowhere").text)[1]
    answer = ask(site, address)
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_skip_link_and_the_icon_lead_somewhere(site):
    page = ask(site, "/nowhere").text
    assert 'class="skip" href="#content"' in page and 'id="content"' in page
    assert ask(site, re.search(r'rel="icon" href="([^"]+)"', page)[1]).headers["Content-Type"] == "image/svg+xml"


def test_a_port_that_is_taken_is_said(installation):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = installation.run("serve", "--port", port)
    assert done.returncode == 2
    assert f"port {port} cannot be used: Address already in use. Choose another with --port." in done.stderr


def test_only_this_machine_by_default(installation):
    port = free_port()
    with installation.served("--port", port) as server:
        assert server.base == f"http://127.0.0.1:{port}"
        assert "Open to every machine" not in server.told()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_public_needs_the_production_settings(installation):
    done = installation.run("serve", "--public")
    assert done.returncode == 2
    assert "--public opens the site to other machines, which needs the production settings" in done.stderr


def test_in_production_visitors_come_over_https(installation):
    production = Installation(installation.data, more=PRODUCTION)
    with production.served() as server:
        plain = ask(server.port, "/nowhere", Host="bcd.example.gov.vn")
        assert (plain.status, plain.headers["Location"]) == (301, "https://bcd.example.gov.vn/nowhere")
        secure = ask(server.port, "/nowhere", Host="bcd.example.gov.vn", X_Forwarded_Proto="https")
        assert secure.status == 404
        assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_public_says_what_it_opens_and_believes_only_its_proxy(installation):
    production = Installation(installation.data, more=PRODUCTION)
    with production.served("--public", "--proxy", "192.0.2.7") as server:
        told = f"Open to every machine that reaches this one, on port {server.port}. Visitors must come over https"
        assert told in server.told()
        forged = ask(server.port, "/nowhere", Host="bcd.example.gov.vn", X_Forwarded_Proto="https")
        assert forged.status == 301
