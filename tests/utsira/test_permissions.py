"""Who may do what behind the login. permissions.txt and the tables here are the truth; an address,
an action, an inline or a chooser that stands in none of them fails the tests."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, RequestFactory, override_settings
from django.urls import get_resolver
from django.utils import timezone
from post_office.models import Email

from aggregator.models import Item, Source
from blog.models import Post
from contact.models import Answer, Message, Note, ReplyText
from dialogue.mail import post as post_mail
from dialogue.models import Complaint, Contribution, Decision
from dialogue.moderation import mark
from guidelines.models import Clause, Edition, Guideline, OfficialAccount, Section, Signature
from lean.models import (
    CheckItem,
    ColumnLimit,
    FollowUp,
    Gain,
    Indicator,
    Milestone,
    Partner,
    Project,
    Question,
    Reading,
    Round,
    Step,
    Suggestion,
    Why,
)
from lean.moving import mark as card_mark
from municipality.models import (
    Department,
    MenuLink,
    Municipality,
    Notice,
    Page,
    Person,
    User,
)
from publishing.models import Picture, Tag
from tests.contact.messages import make_message, make_supervisor
from tests.factories import (
    NO_PARTS,
    make_account,
    make_department,
    make_item,
    make_municipality,
    make_person,
    make_picture,
    make_post,
    make_project,
    make_source,
    make_suggestion,
    make_user,
    make_waiting_comment,
    picture_bytes,
)
from tests.guidelines.guidelines import make_adopted, make_draft, make_guideline

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("permissions.txt").read_text()

QUERIES = {"autocomplete/": "?app_label=blog&model_name=post&field_name=picture"}
LINES = [line.split() for line in TABLE.splitlines() if line and line[0] != "#"]
ROLES = LINES[0][1:]
EXPECTED = {line[0]: line[1:] for line in LINES[1:]}

NEW_ROWS: dict[str, dict[str, Any]] = {
    "blog/post": {"title": "Nytt", "ingress": "Kort.", "body": "<p>Tekst.</p>", "lang": "nb"},
    "municipality/department": {"name": "Teknisk", "slug": "teknisk", "position": 1},
    "municipality/person": {"name": "Ny (demo)"},
    "guidelines/officialaccount": {
        "platform": "Facebook",
        "name": "@ny",
        "address": "https://facebook.com/ny",
        "purpose": "Nytt fra kommunen.",
        "responsible": "Web-ansvarlig",
        "status": "aktiv",
    },
    "guidelines/guideline": {
        "title": "Reglement for kaia",
        "kind": "reglement",
        "audience": "Alle ansatte",
        "responsible_role": "Havnesjef",
        "lang": "nb",
    },
    "municipality/user": {
        "first_name": "Ny",
        "last_name": "Ansatt",
        "email": "ny@oya.example",
        "username": "ny",
        "role": "Administrator",
    },
    # Nothing is at this address, and the form says so: no test asks the internet.
    "aggregator/source": {"feed_address": "http://127.0.0.1/", "kind": "blogg"},
    "contact/replytext": {"name": "Takk", "lang": "nb", "text": "Takk!"},
    "lean/project": {
        "title": "Det tar for lang tid",
        "summary": "Kort.",
        "owner_role": "Leder",
        "status": "ide",
        "lang": "nb",
    },
    "lean/question": {
        "principle": 1,
        "position": 1,
        "text": "Ja?",
        "text_nn": "Ja?",
        "evidence": "svar",
        "evidence_nn": "svar",
    },
    "lean/partner": {"name": "Havøya", "role": "deltaker", "position": 1},
    "lean/milestone": {"happened_on": "17.09.2010", "title": "Vi begynner"},
    "lean/columnlimit": {"status": "males", "hard": 3},
    "publishing/tag": {"name": "Ferge", "slug": "ferge"},
    "municipality/page": {"title": "Ny side", "body": "<p>Tekst.</p>", "lang": "nb"},
    "municipality/menulink": {
        "place": "header",
        "position": 9,
        "label": "Havna",
        "target": "/",
    },
    "municipality/notice": {
        "kind": "boat",
        "text": "Båten er innstilt.",
        "starts_at_0": "01.06.2026",
        "starts_at_1": "08.00",
        "ends_at_0": "01.06.2999",
        "ends_at_1": "08.00",
    },
}
# What has a form for each verb, or forms of parts.
EDITION_PAGES = ("<edition>/change/", "<edition-draft>/change/", "/tekst/", "/<section>/")


# The look of an answer takes longer than the answer. Each page is drawn whole for the superuser.
BARE = {"utsira/error.html": "{{ heading }}"}
LOGIN = '{% if app_path %}<form id="login-form">{% endif %}'


@pytest.fixture(autouse=True)
def _bare_pages(request, tmp_path):
    role = getattr(request.node, "callspec", None) and request.node.callspec.params.get("role")
    pages = BARE if role == "superuser" else BARE | {"admin/base.html": LOGIN}
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    [engine] = settings.TEMPLATES
    with override_settings(TEMPLATES=[engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]):
        yield


def make_colleague(role: str, username: str = "selv") -> User:
    rights: dict[str, Any] = {"is_superuser": True} if role == "superuser" else {"role": role}
    return make_user(
        username=username, first_name="Kari", last_name="Nordmann", is_staff=True, **rights
    )


class World:
    """One row of everything, and a user with this role."""

    def __init__(self, role: str) -> None:
        self.user = make_colleague(role)
        self.rows: dict[str, Any] = {
            "user-self": self.user,
            "user-colleague": make_colleague("Skribent", "kollega"),
            "user-superuser": make_colleague("superuser", "rot"),
            "the-one": make_municipality(),
            "department": make_department(),
            "email": post_mail(to="kari@oya.example", subject="Hei", text="Hei"),
            "person": make_person(),
            "picture": make_picture(),
            "tag": Tag.objects.create(name="Havn"),
            "link": MenuLink.objects.first(),
            "notice": Notice.objects.create(
                kind="boat", text="Båten er innstilt.", ends_at=timezone.now() + timedelta(hours=6)
            ),
            "standing": Page.objects.exclude(key="").first(),
            "page": Page.objects.create(title="Havna", published_at=timezone.now()),
            "page-draft": Page.objects.create(title="Kaia"),
            "source": make_source(feed_address="http://127.0.0.1/feed"),
            "item": make_item(),
        }
        self.rows["account"] = make_account()
        self.rows |= make_texts(self.user) | make_said() | make_work() | make_guidelines()
        own: Project = self.rows["project"]
        person = make_person(user=self.user, department=own.department)
        self.rows |= make_messages(person)
        self.session = "" if role == "anonymous" else session_of(self.user)
        self.client = Client()
        self.before = self.state()

    def address(self, row: str) -> str:
        """Put the keys of real rows in place of <names>; <version> is the newest of the row."""
        chosen: Any = None
        path = row
        for name in re.findall("<(.+?)>", row):
            newest = chosen.history.first() if name == "version" else None
            chosen = newest or self.rows.get(name)
            path = path.replace(f"<{name}>", str(chosen.pk) if chosen else name)
        path = path.removeprefix("./") + QUERIES.get(row, "")
        return path if path.startswith("/") else f"/admin/{path}"

    def ask(self, method: str, row: str) -> str:
        """Ask, undo what it did, and return the answer in the words of the table."""
        self.client.cookies.clear()
        self.client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        body, written = self.body(row) if method == "post" else None, list[str]()
        with transaction.atomic():
            with noting_what_is_written(written):
                answer = in_words(getattr(self.client, method)(self.address(row), body))
            # Notices are raised and ended on the desk, and lead back there.
            done = answer == "go" or (answer == "desk" and "/notice/" in row)
            # To read all tables costs as much as the request: only where something was written.
            assert done or not written or self.state() == self.before, (method, row)
            transaction.set_rollback(True)
        return answer

    def state(self) -> list[Any]:
        """Everything that a forbidden request might have changed."""
        tables = [Post, Page, Picture, Tag, Department, Person, Municipality, Email]
        tables += [MenuLink, Notice, User.groups.through, Contribution, Decision, Complaint]
        tables += [Message, Note, Answer, ReplyText]
        tables += [Source, Source.tags.through, Item]
        tables += [Project, Suggestion, Question, CheckItem, Step, Indicator, Reading]
        tables += [Gain, FollowUp, Round, Why]
        tables += [OfficialAccount, Guideline, Edition, Section, Clause, Signature]
        tables += [Partner, Milestone, ColumnLimit]
        rows = [list(model.objects.order_by("pk").values()) for model in tables]
        return [*rows, list(User.objects.order_by("pk").values("pk", "email", "password"))]

    def body(self, row: str) -> dict[str, Any]:
        """What the browser sends when somebody who may do it does it."""
        kind, page = "/".join(row.split("/")[:2]), row.rstrip("/").split("/")[-1]
        if page == "velger" or row == "publishing/picture/add/":
            file = SimpleUploadedFile("ny.png", picture_bytes(size=(40, 30), kind="PNG"))
            return {"file": file, "title": "Ny"}
        if page == "add":
            department = (
                {"department": self.rows["project"].department_id}
                if kind.startswith(("lean/", "guidelines/"))
                else {}
            )
            return NEW_ROWS.get(kind, {}) | NO_PARTS | department
        if kind == "lean/tavle":
            return {"status": "planlagt", "seen": self.seen_card(row)}
        verbs_only = ("lean/suggestion", "contact/message", "aggregator/item")
        if kind in verbs_only or row.endswith(EDITION_PAGES):
            return {}  # its page has a form for each verb, and this is none of them
        if page == "change" or "<version>" in row:
            return self.sent_form(row.split("history/")[0].removesuffix("change/") + "change/")
        bodies: dict[str, dict[str, Any]] = {
            "delete": {"post": "yes"},
            "skjul": {"rule": "tema"},
            "svar": {
                "text": "Takk!",
                "person": self.rows["person"].pk,
                "token": "a" * 22,
                "answers_seen": 0,
            },
            "klage": {"complaint": self.rows["complaint"].pk, "outcome": "upheld", "answer": "Nei"},
        }
        return bodies.get(page, {"reason": "Feil"}) | {"seen": self.seen()}

    def seen(self) -> list[str]:
        rows = [row for row in self.rows.values() if isinstance(row, Contribution)]
        return [f"{row.pk}:{mark(row)}" for row in rows]

    def seen_card(self, row: str) -> str:
        name = re.search("<(.+?)>", row)
        project = self.rows[name[1] if name else "project"]
        return card_mark(project.status, project.changes.latest("pk").pk)

    def sent_form(self, row: str) -> dict[str, Any]:
        _, _, app, kind, pk, *_ = self.address(row).split("/")
        model_admin: Any = admin.site.get_model_admin(apps.get_model(app, kind))
        root = request_of(self.rows["user-superuser"])
        root.csp_nonce = ""
        context = model_admin.changeform_view(root, pk).context_data
        original, form = context["original"], context["adminform"].form
        sent = {"version": getattr(original, "version", "")} | NO_PARTS
        for name, field in form.fields.items():
            value = form[name].value()
            parts = field.widget.decompress(value) if hasattr(field.widget, "widgets") else None
            for i, part in enumerate(parts or []):
                sent[f"{name}_{i}"] = field.widget.widgets[i].format_value(part) or ""
            is_left_out = value in (None, "") or value is False or field.widget.needs_multipart_form
            if parts is None and not is_left_out:
                sent[name] = field.prepare_value(value)
        return sent


def noting_what_is_written(written: list[str]) -> AbstractContextManager[None]:
    """Note every statement that is more than a question."""

    def note(execute: Any, sql: str, *args: Any) -> Any:
        if not sql.startswith(("SELECT ", "SAVEPOINT ", "RELEASE SAVEPOINT ")):
            written.append(sql)
        return execute(sql, *args)

    return connection.execute_wrapper(note)


def make_texts(writer: User) -> dict[str, Post]:
    withdrawn = {"withdrawn_at": timezone.now(), "withdrawn_reason": "Feil"}
    return {
        "own-draft": make_post(published_at=None, created_by=writer),
        "own-public": make_post(created_by=writer),
        "draft": make_post(published_at=None),
        "public": make_post(),
        "withdrawn": make_post(**withdrawn),
    }


def make_said() -> dict[str, Any]:
    """One that waits, one that is public, and one that is hidden and complained about."""
    hidden = make_waiting_comment(state="hidden", rule="tema")
    return {
        "comment": make_waiting_comment(),
        "said": make_waiting_comment(state="published"),
        "hidden": hidden,
        "complaint": hidden.complaints.create(text="Det var innenfor temaet."),
    }


def make_work() -> dict[str, Any]:
    """Projects and suggestions of the user's department, and of another one."""
    project, elsewhere = make_project(), make_project()
    draft = make_project(published_at=None)
    gain = {"kind": "spart_tid", "what": "Mindre leting", "expected_value": 10}
    values = {"name": "Dager", "unit": "dager", "better": "lavere", "method": "Vi teller."}
    return {
        "project": project,
        "project-elsewhere": elsewhere,
        "project-draft": draft,
        "indicator": project.indicators.create(**values),
        "indicator-elsewhere": elsewhere.indicators.create(**values),
        "gain": project.gains.create(**gain),
        "gain-elsewhere": elsewhere.gains.create(**gain),
        "suggestion": make_suggestion(department=project.department),
        "suggestion-elsewhere": make_suggestion(department=elsewhere.department),
        "question": Question.objects.first(),
        "partner": Partner.objects.create(name="Øyer"),
        "milestone": Milestone.objects.create(
            happened_on=timezone.localdate(), title="Alle samles"
        ),
        "limit": ColumnLimit.objects.create(status="ide", department=project.department, soft=3),
        "limit-general": ColumnLimit.objects.create(status="i_gang", hard=3),
    }


def make_guidelines() -> dict[str, Any]:
    """One that is adopted, one that is a draft, and one of which nothing is written yet."""
    adopted, draft = make_adopted(), make_draft()
    return {
        "guideline": adopted.guideline,
        "guideline-empty": make_guideline(),
        "edition": adopted,
        "edition-draft": draft,
        "section": draft.sections.first(),
        "section-adopted": adopted.sections.first(),
    }


def make_messages(person: Person) -> dict[str, Any]:
    """One to the user, one to another supervisor, and one to nobody in particular."""
    return {
        "message": make_message(person),
        "message-elsewhere": make_message(make_supervisor()),
        "message-general": make_message(),
        "replytext": ReplyText.objects.first(),
    }


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def in_words(response: Any) -> str:
    leads_to = response.headers.get("Location", "")
    if leads_to.startswith("/admin/login/") or b'id="login-form"' in response.content[:20000]:
        return "in"
    if leads_to == "/admin/":
        return "desk"
    # 409: a page that shows what a colleague has done meanwhile.
    words = {200: "ok", 302: "go", 403: "no", 404: "-", 405: "x", 409: "ok"}
    return words[response.status_code]


def admin_routes() -> set[str]:
    """All addresses behind the login, as `blog/post/<>/change/`."""
    routes = {plain(route) for route in walk(get_resolver().url_patterns, "")}
    inside = {route.removeprefix("admin/") for route in routes if route.startswith("admin/")}
    return inside | {f"/{route}" for route in routes if "utkast" in route}


def plain(route: str) -> str:
    return re.sub(r"\(.*?\)|<.*?>", "<>", route).translate({ord("^"): None, ord("$"): None})


def walk(patterns: list[Any], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        inner = getattr(pattern, "url_patterns", None)
        yield from [route] if inner is None else walk(inner, route)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(role):
    world = World(role)
    column = ROLES.index(role)

    answers = {row: f"{world.ask('get', row)}/{world.ask('post', row)}" for row in EXPECTED}

    assert answers == {row: cells[column] for row, cells in EXPECTED.items()}


@pytest.mark.parametrize("role", ["anonymous", "Skribent"])
def test_head_answers_as_get(role):
    world = World(role)
    column = ROLES.index(role)
    rows = [row for row in EXPECTED if row != "login/"]  # answers those inside by a page

    answers = {row: world.ask("head", row) for row in rows}

    assert answers == {row: EXPECTED[row][column].split("/")[0] for row in rows}


@pytest.mark.parametrize("role", ["anonymous", "superuser"])
def test_other_methods_are_no_way_around(role):
    world = World(role)

    answers = {world.ask(method, row) for row in EXPECTED for method in ["put", "patch", "delete"]}

    assert answers == {"x"}


def test_every_address_stands_in_the_table():
    rows = {re.sub("<.*?>", "<>", row.removeprefix("./")) for row in EXPECTED}

    missing = admin_routes() - rows

    assert missing == set()


MODERATORS = ["Moderator", "Redaktør", "Administrator", "superuser"]
ACTIONS = {
    # What one may do with chosen rows of a list; without a right, an action is not there.
    "post publish_selected": ["Redaktør", "Administrator", "superuser"],
    "project publish_selected": [
        "Avdelingsleder",
        "Veileder",
        "Redaktør",
        "Administrator",
        "superuser",
    ],
    "page publish_selected": ["Redaktør", "Administrator", "superuser"],
    "columnlimit delete_selected": [
        "Avdelingsleder",
        "Veileder",
        "Redaktør",
        "Administrator",
        "superuser",
    ],
    "milestone delete_selected": ["Veileder", "Redaktør", "Administrator", "superuser"],
    "partner delete_selected": ["Veileder", "Redaktør", "Administrator", "superuser"],
    "menulink delete_selected": ["Redaktør", "Administrator", "superuser"],
    "picture delete_selected": ["Redaktør", "Administrator", "superuser"],
    "item hide_selected": ["Veileder", "Redaktør", "Administrator", "superuser"],
    "source delete_selected": ["Redaktør", "Administrator", "superuser"],
    "replytext delete_selected": ["Redaktør", "Administrator", "superuser"],
    "tag delete_selected": ["Redaktør", "Administrator", "superuser"],
    "department delete_selected": ["Redaktør", "Administrator", "superuser"],
    "officialaccount delete_selected": ["Redaktør", "Administrator", "superuser"],
    "person delete_selected": ["Redaktør", "Administrator", "superuser"],
    "contribution publish_selected": MODERATORS,
    "contribution spam_selected": MODERATORS,
    "contribution hide_selected": MODERATORS,
    "user send_new_invitation": ["Administrator", "superuser"],
}
INLINES = {
    "LogInline": ["Administrator", "superuser"],
    "SectionInline": ["Redaktør", "Administrator", "superuser"],
    "EditionAttachmentInline": ["Redaktør", "Administrator", "superuser"],
    "CountermeasureInline": [
        "Avdelingsleder",
        "Veileder",
        "Redaktør",
        "Administrator",
        "superuser",
    ],
    "ProjectAttachmentInline": [
        "Avdelingsleder",
        "Veileder",
        "Redaktør",
        "Administrator",
        "superuser",
    ],
    "PageAttachmentInline": ["Redaktør", "Administrator", "superuser"],
    "PostAttachmentInline": ["Skribent", "Redaktør", "Administrator", "superuser"],
}
PICTURES = ["Skribent", "Avdelingsleder", "Veileder", "Redaktør", "Administrator", "superuser"]
CHOOSERS = {
    # Whoever may look at pictures may choose one, wherever it is asked for.
    "post picture": PICTURES,
    "project picture": PICTURES,
    "municipality picture": PICTURES,
    "municipality logo": PICTURES,
    "person picture": PICTURES,
    "menulink page": ["Redaktør", "Administrator", "superuser"],
}


def request_of(user: User) -> Any:
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def staff() -> dict[str, User]:
    return {role: make_colleague(role, role) for role in ROLES[1:]}


def test_each_action_is_offered_to_those_who_may():
    offered: dict[str, list[str]] = {}

    for role, user in staff().items():
        for model, model_admin in admin.site._registry.items():
            for name in model_admin.get_actions(request_of(user)):
                offered.setdefault(f"{model._meta.model_name} {name}", []).append(role)

    assert offered == ACTIONS


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ["nobody", "Skribent", "Redaktør"])
def test_action_sent_without_the_right_does_nothing(role, action):
    world = World(role)
    model, name = action.split()
    rows = [row for row in world.rows.values() if row._meta.model_name == model]
    address = f"/admin/{rows[0]._meta.app_label}/{model}/"
    chosen = {"action": name, "_selected_action": [row.pk for row in rows], "post": "yes"}
    chosen["rule"] = "tema"

    Client(headers={"Cookie": f"sessionid={world.session}"}).post(address, chosen)

    assert (world.state() == world.before) == (role not in ACTIONS[action])


def test_each_inline_is_shown_to_those_who_may():
    shown: dict[str, list[str]] = {}

    for role, user in staff().items():
        for model_admin in admin.site._registry.values():
            for inline in model_admin.get_inline_instances(request_of(user)):
                shown.setdefault(type(inline).__name__, []).append(role)

    assert shown == INLINES


def test_each_chooser_answers_those_who_may():
    answered: dict[str, list[str]] = {}

    for role, user in staff().items():
        client = Client()
        client.force_login(user)
        for model, model_admin in admin.site._registry.items():
            for field in model_admin.autocomplete_fields:
                asked = {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name,
                    "field_name": field,
                }
                response = client.get("/admin/autocomplete/", asked)
                if response.status_code == 200:
                    answered.setdefault(f"{model._meta.model_name} {field}", []).append(role)

    assert answered == CHOOSERS
