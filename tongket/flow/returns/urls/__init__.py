"""Addresses of forms and regimes, of filling in, and of approving and the board."""

from tongket.flow.returns.urls import approving, designing, filling

urlpatterns = [*designing.urlpatterns, *filling.urlpatterns, *approving.urlpatterns]
