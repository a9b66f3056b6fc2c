"""A person at a browser without script: follows pages, fills forms in, keeps cookies. Over real HTTP."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.ops.running import PATIENCE

TOKEN = "csrfmiddlewaretoken"


@dataclass
class Answer:
    """What came back: the address after all redirects, the status and the text."""

    url: str
    status: int
    text: str

    def fields(self) -> dict[str, str]:
        """Name and value of every input and text area of the page."""
        found = {}
        for tag in re.findall(r"<input[^>]*>", self.text):
            name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
            if name and not re.search(r'type="(submit|checkbox|radio|file)"', tag):
                found[unescape(name[1])] = unescape(value[1]) if value else ""
        for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', self.text, re.DOTALL):
            found[unescape(name)] = unescape(text)
        return found


@dataclass
class Visitor:
    """Somebody before the site at `base`."""

    base: str
    cookies: CookieJar = field(default_factory=CookieJar)

    def get(self, path: str) -> Answer:
        """The page of that path."""
        return self._ask(Request(urljoin(self.base, path)))

    def post(self, path: str, **values: str) -> Answer:
        """Send a form to that path, with the token of the visitor's own cookie."""
        data = {TOKEN: self.token(), **values}
        return self._ask(Request(urljoin(self.base, path), urlencode(data).encode(), {"Referer": self.base}))

    def sign_in(self, name: str, password: str) -> Answer:
        """Through the sign-in page."""
        self.get("/account/sign-in")
        return self.post("/account/sign-in", login=name, password=password)

    def token(self) -> str:
        """The site's token in this visitor's cookies; asks for a page where there is none yet."""
        known = {cookie.name: cookie.value or "" for cookie in self.cookies}
        if "csrftoken" not in known:
            self.get("/account/sign-in")
            known = {cookie.name: cookie.value or "" for cookie in self.cookies}
        return known["csrftoken"]

    def _ask(self, request: Request) -> Answer:
        opener = build_opener(HTTPCookieProcessor(self.cookies))
        try:
            with opener.open(request, timeout=PATIENCE) as answer:
                return Answer(answer.url, answer.status, answer.read().decode())
        except HTTPError as error:
            return Answer(error.url or "", error.code, error.read().decode())
