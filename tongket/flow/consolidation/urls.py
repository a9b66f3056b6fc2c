"""Pages of cases and their events."""

from django.urls import path

from tongket.flow.consolidation.views import downloads, event, home

app_name = "consolidation"

_EVENT = "cases/<str:case>/<str:event>/"
_MOMENT = f"{_EVENT}<str:moment>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("cases/<str:case>/", event.case, name="case"),
    path(_EVENT, event.event, name="event"),
    path(f"{_EVENT}go", event.go, name="go"),
    path(_MOMENT, event.moment, name="moment"),
    path(f"{_MOMENT}report.<str:suffix>", downloads.download, name="download"),
    path(f"{_MOMENT}units/<str:unit>/", event.unit, name="unit"),
    path(f"{_MOMENT}returns/<str:unit>/", event.returned, name="return"),
]
