"""Addresses of filling in and submitting a return."""

from django.urls import URLPattern, path

from tongket.flow.returns.views.filling import autosave, evidence, excel, page

urlpatterns: list[URLPattern] = [
    path("returns/<int:id>/", page.fill, name="return"),
    path("returns/<int:id>/cells", autosave.save, name="return_cells"),
    path("returns/<int:id>/submit", page.submit, name="return_submit"),
    path("returns/<int:id>/sheet.xlsx", excel.download, name="return_xlsx"),
    path("returns/<int:id>/upload", excel.upload, name="return_upload"),
    path("returns/<int:id>/evidence", evidence.files, name="return_evidence"),
    path("returns/<int:id>/evidence/<int:file>", evidence.file, name="return_file"),
]
