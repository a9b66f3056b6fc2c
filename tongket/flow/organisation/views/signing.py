"""The sign-in page; that of the demonstration lists who may sign in to it."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings

from tongket.flow.organisation.actors import ROLE_NAMES, Role


class SignIn(LoginView):
    """The library's page with the sign-ins of the demonstration; elsewhere there are none."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the template shows."""
        listed = [each | {"role": ROLE_NAMES[Role(each["role"])]} for each in getattr(settings, "DEMONSTRATION", ())]
        return {**super().get_context_data(**kwargs), "demonstration": listed}
