"""Validators that the migrations of returns name."""

from django.core.validators import RegexValidator

case_name = RegexValidator(r"^[a-z0-9][-a-z0-9._]*$", "small letters, digits, '-', '_' and '.' only")
