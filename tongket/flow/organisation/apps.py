from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "tongket.flow.organisation"
    label = "organisation"
