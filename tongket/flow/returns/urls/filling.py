"""Addresses of filling in and submitting a return."""

from django.urls import URLPattern, path

from tongket.flow.returns.views.filling import autosave, page

urlpatterns: list[URLPattern] = [
    path("returns/<int:id>/", page.fill, name="return"),
    path("returns/<int:id>/cells", autosave.save, name="return_cells"),
    path("returns/<int:id>/submit", page.submit, name="return_submit"),
]
