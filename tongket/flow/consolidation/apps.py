from django.apps import AppConfig


class ConsolidationConfig(AppConfig):
    name = "tongket.flow.consolidation"
    label = "consolidation"
