"""Pages of cases and their events, and of the rounds of regimes."""

from django.urls import path

from tongket.flow.consolidation.views import downloads, event, feed, home, reconciliation, search, units
from tongket.flow.consolidation.views.periods import downloads as period_downloads
from tongket.flow.consolidation.views.periods import page, publishing

app_name = "consolidation"

_EVENT = "cases/<str:case>/<str:event>/"
_MOMENT = f"{_EVENT}<str:moment>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("search", search.search, name="search"),
    path("units/<str:key>/", units.history, name="history"),
    path("cases/<str:case>/", event.case, name="case"),
    path(_EVENT, event.event, name="event"),
    path(f"{_EVENT}go", event.go, name="go"),
    path(f"{_EVENT}reconciliation", reconciliation.reconciliation, name="reconciliation"),
    path(f"{_EVENT}moments.atom", feed.feed, name="feed"),
    path(_MOMENT, event.moment, name="moment"),
    path(f"{_MOMENT}report.<str:suffix>", downloads.download, name="download"),
    path(f"{_MOMENT}units/<str:unit>/", event.unit, name="unit"),
    path(f"{_MOMENT}returns/<str:unit>/", event.returned, name="return"),
    path("periods/", page.periods, name="periods"),
    path("periods/<int:round>/", page.period, name="period"),
    path("periods/<int:round>/figure", page.figure, name="period-figure"),
    path("periods/<int:round>/publish", publishing.publish, name="period-publish"),
    path("periods/<int:round>/words", publishing.words, name="period-words"),
    path("periods/<int:round>/report.<str:suffix>", period_downloads.download, name="period-download"),
]
