"""A server that others reach: it refuses to start half configured."""

import os

from django.core.exceptions import ImproperlyConfigured

from tongket.config.settings import local
from tongket.config.settings.base import *

SECRET_KEY = os.environ.get("TONGKET_SECRET_KEY", "")
if not SECRET_KEY or SECRET_KEY == local.SECRET_KEY:
    raise ImproperlyConfigured(
        "TONGKET_SECRET_KEY is not set. Make one with: "
        'python3 -c "import secrets; print(secrets.token_urlsafe(50))" and keep it out of the repository.'
    )
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
    raise ImproperlyConfigured("TONGKET_SECRET_KEY is too weak: at least 50 characters, made at random.")

ALLOWED_HOSTS = [host.strip() for host in os.environ.get("TONGKET_HOSTS", "").split(",") if host.strip()]
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("TONGKET_HOSTS must name the hosts that are served, e.g. bcd.example.gov.vn")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
