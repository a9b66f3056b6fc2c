"""All routes."""

from django.urls import URLPattern, URLResolver, include, path

from tongket.web import offline, views
from tongket.web.extraction.views import try_reader

urlpatterns: list[URLPattern | URLResolver] = [
    path("language", views.choose_language, name="language"),
    path("read", try_reader, name="read"),
    path("worker.js", offline.worker, name="worker"),
    path("offline", offline.offline, name="offline"),
    path("", include("tongket.flow.organisation.urls")),
    path("", include("tongket.flow.returns.urls")),
    path("", include("tongket.flow.consolidation.urls")),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
