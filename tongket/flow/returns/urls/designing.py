"""Addresses of the library, forms and regimes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
