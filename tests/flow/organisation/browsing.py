"""What tests of signing in share: a telephone that shows codes, and steps through the pages without script."""

import base64
import hmac
import re
import struct
import time

from django.test import Client

from tests.flow.organisation.people import PASSWORD

SIGN_IN = "/account/sign-in"
SET_UP = "/account/second-factor/set-up"


def code_of(key: str, step: int = 0) -> str:
    """What a telephone shows (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.digest(base64.b32decode(key + "=" * (-len(key) % 8)), counter, "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def sign_in(client: Client, username: str = "lan", password: str = PASSWORD):
    return client.post(SIGN_IN, {"login": username, "password": password})


def set_up_second_step(client: Client) -> str:
    """The key of the telephone, once its first code was accepted."""
    page = client.get(SET_UP)
    key = re.search(r"<code>(\w+)</code>", page.content.decode())[1]
    done = client.post(SET_UP, {"code": code_of(key)})
    assert done.url == "/account/second-factor/recovery-codes"
    return key
