"""People who sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower


class Account(AbstractUser):
    """A person who may sign in. Names are kept as one field, as Vietnamese names are written."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(Lower("username"), name="account_username_any_case"),)

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name as the person writes it."""
        return str(self)

    def get_short_name(self) -> str:
        """The same: Vietnamese names are not split."""
        return str(self)
