"""Addresses of approving returns, the board, and what waits for whom."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
