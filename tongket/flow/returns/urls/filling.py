"""Addresses of filling in and submitting a return."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
