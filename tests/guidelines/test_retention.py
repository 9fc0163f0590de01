"""What is known of who has signed is forgotten when it means nothing more."""

from datetime import date

import pytest
from django.core.management import call_command

from guidelines import adopting, reading
from guidelines.models import Edition, Signature
from guidelines.retention import forget_old_signatures
from tests.factories import make_user
from tests.guidelines.guidelines import make_adopted

pytestmark = pytest.mark.django_db

SIGNIFICANT, EDITORIAL = Edition.Significance.values


def signed() -> Edition:
    edition = make_adopted()
    reading.sign(edition, user=make_user(is_staff=True, email="ola@oya.example"))
    return edition


def replace(edition: Edition, significance: str) -> Edition:
    draft = adopting.new_edition(edition.guideline)
    rows = Edition.objects.filter(pk=draft.pk)
    rows.update(significance=significance, change_summary="Klarere.")
    adopting.adopt(
        draft, adopted_on=date(2020, 1, 1), adopted_by="Kommunestyret", case_number="20/1"
    )
    return rows.get()


def test_signature_that_holds_is_kept_however_old_it_is(time_machine):
    edition = replace(signed(), EDITORIAL)
    time_machine.move_to("2040-01-01 12:00")

    assert forget_old_signatures() == {"signatures": 0}
    assert reading.unsigned(Signature.objects.get().user).count() == 0
    assert edition.status == "vedtatt"


@pytest.mark.parametrize(("today", "left"), [("2021-12-30 12:00", 1), ("2022-01-02 12:00", 0)])
def test_signature_is_forgotten_two_years_after_a_significant_edition(time_machine, today, left):
    replace(signed(), SIGNIFICANT)
    time_machine.move_to(today)

    forget_old_signatures()

    assert Signature.objects.count() == left


@pytest.mark.parametrize(("today", "left"), [("2021-12-30 12:00", 1), ("2022-01-02 12:00", 0)])
def test_signature_is_forgotten_two_years_after_the_end(time_machine, today, left):
    adopting.repeal(signed(), last_day=date(2020, 1, 1), decision="Sak 2")
    time_machine.move_to(today)

    assert forget_old_signatures(dry_run=True) == {"signatures": 1 - left}
    assert Signature.objects.count() == 1
    call_command("forget")
    assert Signature.objects.count() == left


def test_colleague_may_know_what_is_signed_and_it_stays(capsys):
    edition = signed()

    told = call_command("personal_data", "--email", "ola@oya.example", "--erase", stdout=None)
    found = call_command("personal_data", "--email", "ola@oya.example", stdout=None)

    assert edition.guideline.title in found
    assert "goes with the login of the colleague" in told
    assert Signature.objects.count() == 1
