from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "tongket.flow.journal"
    label = "journal"
