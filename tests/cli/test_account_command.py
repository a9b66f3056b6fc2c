"""`tongket account`: what is said of a call that cannot be answered."""

import pytest
from click.testing import CliRunner

from tests.flow.organisation.people import load_small_country
from tongket.cli.main import main
from tongket.flow.organisation.models import Invitation


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "told"),
    [(("\u200b ",), "the full name is empty"), (("An", "--role", "king"), "'king' is no role; there are: official")],
)
def test_nobody_is_invited_without_a_name_or_a_role(words, told):
    load_small_country()
    result = CliRunner().invoke(main, ["account", "invite", *words])
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert not Invitation.objects.exists()
