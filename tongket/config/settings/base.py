"""Settings shared by every way of running; nothing secret, nothing that opens a door."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("TONGKET_DATA") or "var").absolute()

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "tongket.flow.journal",
    "tongket.flow.organisation",
    "tongket.flow.returns",
    "tongket.flow.consolidation",
    "tongket.web",
    "allauth",  # after our apps, whose templates take the place of its own
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "tongket.web.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tongket.web.middleware.ChosenLanguage",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tongket.web.long_forms.LongForms",  # before the token is looked for among the fields
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tongket.web.clock.WhoAndWhen",
    "tongket.web.offline.OnTheDevice",
    "tongket.web.second_step.SecondStepFirst",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tongket.web.urls"
WSGI_APPLICATION = "tongket.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "tongket.web.rooms.rooms",
            ]
        },
    }
]

AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "tongket.flow.organisation.fields.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("username", "full_name")}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "tongket.flow.organisation.fields.UncommonHere"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 43_200  # a working day with overtime
SESSION_COOKIE_NAME = "session"
# Nobody signs up: an account begins with an invitation (organisation.actions.access).
ACCOUNT_ADAPTER = "tongket.flow.organisation.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_FORMS = {
    "login": "tongket.flow.organisation.forms.signing.SignInForm",
    "change_password": "tongket.flow.organisation.forms.signing.PasswordForm",
    "reauthenticate": "tongket.flow.organisation.forms.signing.ConfirmForm",
}
MFA_ADAPTER = "tongket.flow.organisation.adapters.SecondFactorAdapter"
USERSESSIONS_ADAPTER = "tongket.flow.organisation.adapters.SessionsAdapter"
# Roles that reach others' accounts or figures sign in with a second step.
TONGKET_SECOND_STEP: tuple[str, ...] = ("administrator", "secretary")
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tổng Kết"
MFA_TOTP_TOLERANCE = 1  # a telephone may be half a minute off
MFA_FORMS = {
    "authenticate": "tongket.flow.organisation.forms.signing.CodeForm",
    "reauthenticate": "tongket.flow.organisation.forms.signing.ConfirmCodeForm",
    "activate_totp": "tongket.flow.organisation.forms.signing.FirstCodeForm",
    "add_webauthn": "tongket.flow.organisation.forms.signing.PasskeyForm",
    "authenticate_webauthn": "tongket.flow.organisation.forms.signing.UsePasskeyForm",
}
# Limits on sign-in are counted in the database, so that every process of a server counts the same.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "tongket_cache"},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES: dict[str, Any] = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA / "tongket.sqlite3")}}
if os.environ.get("DATABASE_URL"):
    try:
        DATABASES["default"] = dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60)
        known = DATABASES["default"]["ENGINE"].endswith((".sqlite3", ".postgresql"))
    except ValueError:
        known = False
    if not known:
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read; it is written as postgresql://user:password@host/name or sqlite:////path"
        )
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        # With DEFERRED most concurrent read-modify-write transactions fail; with IMMEDIATE they queue.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"  # gathered there when a server starts
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "files"
CSRF_FAILURE_VIEW = "tongket.web.views.refused_form"

# Warnings and errors, with tracebacks, to standard error, where whoever runs the server looks first.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # a wrong address typed by a reader is no warning to us
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
