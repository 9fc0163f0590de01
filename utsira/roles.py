"""The roles of those who log in, and what each may do. Applied after every `migrate` and flush.

A writer's rights reach only drafts of the writer's own: see Publication.may_edit.
"""

from dataclasses import dataclass, field
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXT = "add change delete view publish"
ROW = "add change delete view"
SUGGESTION = "add change view"
MESSAGE = "add change view"


@dataclass(frozen=True, kw_only=True)
class Role:
    name: str  # of the group; the same word in bokmål and nynorsk
    says: str | Promise
    rights: dict[str, str] = field(default_factory=dict)


WRITER = Role(
    name="Skribent",
    says=_("writes drafts, and uploads pictures"),
    rights={"blog.post": "add change delete view", "publishing.picture": "add view"},
)
MODERATOR = Role(
    name="Moderator",
    says=_("reads what citizens write, publishes, hides and answers it"),
    rights={"dialogue.contribution": "view moderate"},
)
EDITOR = Role(
    name="Redaktør",
    says=_("publishes and withdraws all texts, and keeps pictures, topics and people in order"),
    rights=MODERATOR.rights
    | {
        "blog.post": TEXT,
        "publishing.picture": ROW,
        "publishing.tag": ROW,
        "municipality.department": ROW,
        "municipality.person": ROW,
        "municipality.page": TEXT,
        "municipality.menulink": ROW,
        "municipality.notice": "add change view",
        "lean.project": f"{TEXT} supervise",
        "lean.suggestion": SUGGESTION,
        "lean.question": "add change view",
        "lean.partner": ROW,
        "lean.milestone": ROW,
        "lean.columnlimit": ROW,
        "contact.message": f"{MESSAGE} receive",
        "contact.replytext": ROW,
        "guidelines.officialaccount": ROW,
        "guidelines.guideline": ROW,
        "guidelines.edition": f"{ROW} adopt",
        "guidelines.signature": "view oversee",
        "aggregator.source": ROW,
        "aggregator.item": "change view",
    },
)
LEADER = Role(
    name="Avdelingsleder",
    says=_("leads the improvement of one department: its projects and the suggestions to it"),
    rights={
        "guidelines.signature": "view",
        "lean.project": "add change view publish",
        "lean.columnlimit": ROW,
        "lean.suggestion": SUGGESTION,
        "publishing.picture": "add view",
    },
)
SUPERVISOR = Role(
    name="Veileder",
    says=_("supervises the projects of all departments, has all suggestions, and answers messages"),
    rights={
        "lean.project": "add change view publish supervise",
        "lean.suggestion": SUGGESTION,
        "lean.question": "add change view",
        "lean.partner": ROW,
        "lean.milestone": ROW,
        "lean.columnlimit": ROW,
        "contact.message": MESSAGE,
        "publishing.picture": "add view",
        "aggregator.source": "add change view",
        "aggregator.item": "change view",
    },
)
ADMINISTRATOR = Role(
    name="Administrator",
    says=_("does all of that, and has the users, the municipality and the outbox"),
    rights=EDITOR.rights
    | {
        "blog.post": f"{TEXT} purge",
        "municipality.page": f"{TEXT} purge",
        "lean.project": f"{TEXT} purge supervise",
        "municipality.user": ROW,
        "municipality.municipality": "add change view",
        "post_office.email": "view",
        "post_office.log": "view",
    },
)
ROLES = (WRITER, MODERATOR, LEADER, SUPERVISOR, EDITOR, ADMINISTRATOR)


def apply_roles(app_config: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Give every role its rights in one app, and no others there."""
    names = {model for role in ROLES for model in role.rights if belongs(model, app_config.label)}
    if not names or not has_groups(kwargs.get("apps", installed)):
        return
    create_permissions(app_config, using=using, **kwargs)
    with transaction.atomic(using=using):
        give(app_config.label, using)


def give(app_label: str, using: str) -> None:
    """In a few questions for all roles: this comes after every flush of the tests, too."""
    named = Permission.objects.using(using).filter(content_type__app_label=app_label)
    here = dict(named.values_list("codename", "pk"))
    groups = groups_of_roles(using)
    wanted = {
        (groups[role.name], here[code])
        for role in ROLES
        for code in codenames(role, app_label)
        if code in here
    }
    rows = Group.permissions.through.objects.using(using)
    rows = rows.filter(group__in=groups.values(), permission__in=here.values())
    given = {(row.group_id, row.permission_id): row.pk for row in rows}
    rows.filter(pk__in=[pk for pair, pk in given.items() if pair not in wanted]).delete()
    rows.bulk_create(
        rows.model(group_id=group, permission_id=permission)
        for group, permission in sorted(wanted - given.keys())
    )


def groups_of_roles(using: str) -> dict[str, int]:
    """The keys of the groups by the names of the roles. What is missing is made."""
    groups = Group.objects.using(using)
    names = [role.name for role in ROLES]
    there = set(groups.filter(name__in=names).values_list("name", flat=True))
    groups.bulk_create(Group(name=name) for name in names if name not in there)
    return dict(groups.filter(name__in=names).values_list("name", "pk"))


def has_groups(apps: Any) -> bool:
    """A database that is migrated back to before there were groups has no roles."""
    try:
        apps.get_model("auth", "Group")
    except LookupError:
        return False
    return True


def belongs(model: str, app_label: str) -> bool:
    return model.split(".")[0] == app_label


def codenames(role: Role, app_label: str) -> list[str]:
    rights = [
        (model.split(".")[1], verbs)
        for model, verbs in role.rights.items()
        if belongs(model, app_label)
    ]
    return [f"{verb}_{name}" for name, verbs in rights for verb in verbs.split()]
