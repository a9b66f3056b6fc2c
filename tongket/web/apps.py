"""The web frame as an app: base templates, error pages, static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Holds no models."""

    name = "tongket.web"
    label = "web"
