"""The entry point for a web server: `tongket serve` and any other that speaks WSGI."""

import os

import django
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongket.config.settings.local")
django.setup()

from tongket.web.assets import gather  # noqa: E402 (after Django is set up)

gather()  # before the application, which lists the files once
application = get_wsgi_application()
