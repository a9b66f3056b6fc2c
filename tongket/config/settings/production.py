"""A server that others reach: it refuses to start half configured."""

import os

from django.core.exceptions import ImproperlyConfigured

from tongket.config.settings import local
from tongket.config.settings.base import *

SECRET_KEY = os.environ.get("TONGKET_SECRET_KEY", "")
_MAKE_ONE = (
    'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(50))" and keep it out of the repository.'
)
if not SECRET_KEY:
    raise ImproperlyConfigured(f"TONGKET_SECRET_KEY is not set. {_MAKE_ONE}")
if SECRET_KEY == local.SECRET_KEY:
    raise ImproperlyConfigured(f"TONGKET_SECRET_KEY is the one of local settings, which everybody knows. {_MAKE_ONE}")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
    raise ImproperlyConfigured("TONGKET_SECRET_KEY is too weak: at least 50 characters, made at random.")

# Former keys, separated by commas: sessions signed and secrets encrypted with them still hold.
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("TONGKET_SECRET_KEY_FALLBACKS", "").split(",") if key]
if any(key == local.SECRET_KEY or len(key) < 50 for key in SECRET_KEY_FALLBACKS):
    raise ImproperlyConfigured("TONGKET_SECRET_KEY_FALLBACKS holds a key that is known or too weak; leave it out.")

ALLOWED_HOSTS = [host.strip() for host in os.environ.get("TONGKET_HOSTS", "").split(",") if host.strip()]
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("TONGKET_HOSTS must name the hosts that are served, e.g. bcd.example.gov.vn")

if os.environ.get("TONGKET_DEBUG"):
    raise ImproperlyConfigured("TONGKET_DEBUG shows the inside of the program to every visitor; unset it")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
# Other names of the office's domain are not ours to bind.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
