"""Addresses of the library, forms and regimes."""

from django.urls import URLPattern, path

from tongket.flow.returns.views.designing import draft, forms, library, parts, regimes

_DRAFT = "forms/<int:id>/draft/"

urlpatterns: list[URLPattern] = [
    path("library/", library.library, name="library"),
    path("library/new", library.add, name="library_add"),
    path("library/<int:id>/", library.indicator, name="library_indicator"),
    path("library/<int:id>/retire", library.retire, name="library_retire"),
    path("forms/", forms.forms, name="forms"),
    path("forms/new", forms.new, name="form_new"),
    path("forms/<int:id>/", forms.form, name="form"),
    path("forms/<int:id>/name", forms.rename, name="form_rename"),
    path("forms/<int:id>/version", forms.begin, name="form_begin"),
    path(_DRAFT, draft.draft, name="form_draft"),
    path(f"{_DRAFT}step", draft.step, name="form_step"),
    path(f"{_DRAFT}issue", draft.issue, name="form_issue"),
    path(f"{_DRAFT}discard", draft.discard, name="form_discard"),
    path(f"{_DRAFT}sections/new", parts.section, name="form_section_new"),
    path(f"{_DRAFT}sections/<str:key>", parts.section, name="form_section"),
    path(f"{_DRAFT}sections/<str:key>/pick", parts.pick, name="form_pick"),
    path(f"{_DRAFT}sections/<str:key>/indicator", parts.define, name="form_define"),
    path(f"{_DRAFT}sections/<str:key>/paste", parts.paste, name="form_paste"),
    path(f"{_DRAFT}sections/<str:key>/computed", parts.compute, name="form_compute"),
    path(f"{_DRAFT}indicators/<str:key>", parts.entry, name="form_entry"),
    path(f"{_DRAFT}texts/<str:key>", parts.text, name="form_text"),
    path(f"{_DRAFT}rules/new", parts.rule, name="form_rule"),
    path("regimes/", regimes.regimes, name="regimes"),
    path("regimes/new", regimes.new, name="regime_new"),
    path("regimes/<int:id>/", regimes.regime, name="regime"),
    path("regimes/<int:id>/change", regimes.change, name="regime_change"),
    path("regimes/<int:id>/open", regimes.open_period, name="regime_open"),
    path("regimes/<int:id>/end", regimes.end, name="regime_end"),
    path("rounds/<int:id>/renew", regimes.renew, name="round_renew"),
    path("calendar/", regimes.calendar, name="working_calendar"),
]
