"""Validators and choices that the migrations of returns name."""

from enum import StrEnum

from django.core.validators import RegexValidator

case_name = RegexValidator(r"^[a-z0-9][-a-z0-9._]*$", "small letters, digits, '-', '_' and '.' only")


class Stage(StrEnum):
    """How far a unit's return has come, in order."""

    NOT_BEGUN = "not_begun"
    DRAFT = "draft"
    RETURNED = "returned"  # sent back with remarks, or reopened: the unit's turn again
    SUBMITTED = "submitted"  # waits for the head of the unit
    APPROVED = "approved"  # waits for the secretary of the committee
    ACCEPTED = "accepted"


class Deed(StrEnum):
    """What is done upon a return."""

    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    ACCEPT = "accept"
    REOPEN = "reopen"
