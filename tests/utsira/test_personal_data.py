"""Everything that the site knows of somebody can be handed out and erased."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone
from post_office.models import Email

from contact.models import Message
from dialogue.contribution import Contribution
from dialogue.mail import post
from lean.following import ask_to_follow, ask_to_support
from lean.models import Follow, Follower, Support
from municipality.models import User
from tests.contact.messages import make_message
from tests.factories import make_comment, make_municipality, make_suggestion, make_user
from utsira.management.commands.personal_data import HOLDINGS

pytestmark = pytest.mark.django_db
EMAIL = "ola@oya.example"

# Why a table is not asked. Each is named: a new one fails the test until somebody has thought.
THE_MUNICIPALITYS_OWN = """
    blog.HistoricalPost blog.Post blog.PostAttachment contact.ReplyText lean.HistoricalProject
    lean.Project lean.StatusChange lean.Countermeasure lean.ProjectAttachment lean.Question
    lean.CheckItem lean.Flow lean.Step lean.Indicator lean.Reading lean.Gain lean.FollowUp
    lean.Round lean.Why municipality.HistoricalPage
    municipality.Page municipality.PageAttachment municipality.MenuLink
    municipality.HistoricalNotice municipality.Notice municipality.HistoricalDepartment
    municipality.Department municipality.HistoricalPerson municipality.Person
    municipality.HistoricalMunicipality municipality.Municipality publishing.HistoricalPicture
    aggregator.Source
    publishing.Picture publishing.Tag publishing.OldSlug taggit.Tag lean.Origin
    guidelines.HistoricalOfficialAccount guidelines.OfficialAccount guidelines.HistoricalGuideline
    guidelines.Guideline guidelines.Edition guidelines.EditionAttachment guidelines.Section
    guidelines.Clause
    lean.Partner lean.Milestone lean.ColumnLimit
"""
# Choices and digests, what follows the row it is made of, and what the framework keeps.
NOBODYS_WORDS = """
    lean.Suggestion lean.Event dialogue.Decision municipality.Attempt publishing.SearchEntry
    admin.LogEntry auth.Permission auth.Group contenttypes.ContentType sessions.Session
    post_office.EmailTemplate post_office.Attachment guidelines.Response
"""
# What others have published themselves, with their names and without their e-mail addresses. Who
# wants to be away from here is away when staff delete the entry: nothing of it is left.
OTHERS_PUBLIC = "aggregator.Item"
EXCUSED = {*THE_MUNICIPALITYS_OWN.split(), *NOBODYS_WORDS.split(), *OTHERS_PUBLIC.split()}
# Columns of tables that are asked, which hold no words of the person.
EXCUSED_COLUMNS = {
    "contact.Message": "key token topic lang channel sender held_for status triage",
    "contact.Answer": "token lang signature",
    "dialogue.Complaint": "token outcome",
    "dialogue.Contribution": "key token lang channel signature about about_excerpt about_address "
    "sender held_for state rule text_digest",
    "lean.Follow": "key sender",
    "lean.Follower": "key",
    "lean.Support": "key sender address",
    "municipality.User": "password",
    "post_office.Email": "from_email cc bcc html_message message_id headers context backend_alias",
    "post_office.Log": "exception_type",
}


def columns(model: Any) -> set[str]:
    kinds = (models.CharField, models.TextField, models.JSONField)
    return {field.name for field in model._meta.concrete_fields if isinstance(field, kinds)}


def run(*options: str) -> Any:
    return json.loads(call_command("personal_data", "--email", EMAIL, *options, stdout=None))


def test_every_column_that_can_hold_words_is_asked_or_excused():
    asked = {holding.model._meta.label: set(holding.columns) for holding in HOLDINGS}
    missing = {}

    for model in apps.get_models():
        label = model._meta.label
        known = asked.get(label, set()) | set(EXCUSED_COLUMNS.get(label, "").split())
        if label not in EXCUSED and columns(model) - known:
            missing[label] = columns(model) - known

    assert missing == {}


def test_nothing_is_excused_that_is_not_there():
    there = {model._meta.label: columns(model) for model in apps.get_models()}

    assert set(there) >= EXCUSED
    assert all(set(names.split()) <= there[label] for label, names in EXCUSED_COLUMNS.items())


@pytest.fixture
def known() -> None:
    make_municipality()
    assessed = {"triage": "ingen", "triage_by": make_user(), "triage_at": timezone.now()}
    make_message(email=EMAIL, text="Min melding", **assessed)
    make_message(email="OLA@oya.example", text="Ikke vurdert")
    make_message(email="kari@oya.example", text="En annens")
    make_comment(email=EMAIL, text="Min kommentar")
    post(to=EMAIL, subject="Hei", text="Hei")


def test_all_that_is_known_is_handed_out(known):
    found = run()

    texts = [row["text"] for row in found["contact.Message"]]
    assert texts == ["Min melding", "Ikke vurdert"]
    assert [row["text"] for row in found["dialogue.Contribution"]] == ["Min kommentar"]
    assert len(found["post_office.Email"]) == 1


def test_erasing_takes_all_but_what_must_stay_and_says_why(known):
    told = run("--erase")

    assert set(Message.objects.values_list("text", flat=True)) == {"Ikke vurdert", "En annens"}
    assert list(Contribution.objects.values_list("text", "email")) == [("", "")]
    assert told["contact.Message"]["erased"] == 1
    assert len(told["contact.Message"]["kept"]) == 1


def test_those_who_follow_and_support_are_told_of_and_forgotten(known):
    row = make_suggestion()
    ask_to_follow(email=EMAIL, suggestion=row, sender=["avtrykk"])
    ask_to_support(email=EMAIL, suggestion=row, sender=["avtrykk"])
    found = run()

    run("--erase")

    assert [found["lean.Follow"][0]["suggestion"], len(found["lean.Support"])] == [row.pk, 1]
    assert [found["lean.Follower"][0]["email"], Follower.objects.count()] == [EMAIL, 0]
    assert (Follow.objects.count(), Support.objects.count()) == (0, 0)


def test_dry_run_erases_nothing(known):
    told = run("--erase", "--dry-run")

    assert told["contact.Message"]["erased"] == 1
    assert (Message.objects.count(), run()["post_office.Email"] == []) == (3, False)


@pytest.mark.parametrize("email", ["", " ", "oya.example", "%", "@", ".*"])
def test_what_is_no_address_finds_and_erases_nothing(known, email):
    before = (Message.objects.count(), Contribution.objects.exclude(text="").count())

    with pytest.raises(CommandError):
        call_command("personal_data", "--email", email, "--erase")

    after = (Message.objects.count(), Contribution.objects.exclude(text="").count())
    assert (before, Email.objects.count()) == (after, 1)


def test_mail_to_a_longer_address_is_anothers(known):
    others = {
        post(to=address, subject="Hei", text="Hei")
        for address in [f"n{EMAIL}", f"k.{EMAIL}", f"{EMAIL}-by.example", f"{EMAIL}.no"]
    }
    post(to="kari@oya.example", subject="Hei", text=f"Om {EMAIL.upper()}.")

    run("--erase")

    assert set(Email.objects.all()) == others


def test_colleague_is_told_of_and_stays(known):
    make_user(email=EMAIL, username="ola")

    told = run("--erase")

    assert (told["municipality.User"]["erased"], User.objects.filter(email=EMAIL).count()) == (0, 1)
