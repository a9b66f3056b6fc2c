from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "tongket.flow.returns"
    label = "returns"
