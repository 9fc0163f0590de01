"""Read and understood: who has to sign what, what is new to them, and how far a department is.

A signature holds until a significant edition is adopted; an editorial one asks nothing of anybody.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from guidelines.changes import Change, compare
from guidelines.edition import Edition
from guidelines.parts import parts_of
from guidelines.signature import Signature
from municipality.models import Department, User

Status = Edition.Status


def to_sign() -> Any:
    """The editions that hold and are to be signed. `asked_since` is the number of the last
    significant one: a signature on that, or on a later one, is enough."""
    significant = (
        Edition.objects.adopted()
        .filter(guideline=OuterRef("guideline"), significance=Edition.Significance.SIGNIFICANT)
        .order_by("-number")
    )
    rows: Any = Edition.objects.filter(status=Status.ADOPTED, guideline__is_to_be_signed=True)
    rows = rows.select_related("guideline").order_by("guideline__title", "pk")
    return rows.annotate(asked_since=Subquery(significant.values("number")[:1]))


def signatures(**which: Any) -> QuerySet[Signature]:
    """Those that hold for the edition of the outer query."""
    return Signature.objects.filter(
        edition__guideline=OuterRef("guideline"),
        edition__number__gte=OuterRef("asked_since"),
        **which,
    )


def for_reader(user: User) -> Any:
    """All that is to be signed, with `is_signed`."""
    return to_sign().annotate(is_signed=Exists(signatures(user=user.pk)))


def unsigned(user: User) -> Any:
    return for_reader(user).filter(is_signed=False)


def last_signed(edition: Edition, user: User) -> Edition | None:
    """The newest edition of the same guideline that this colleague has signed."""
    found = Signature.objects.filter(user=user, edition__guideline=edition.guideline_id)
    newest = found.select_related("edition").order_by("-edition__number").first()
    return newest.edition if newest else None


def news(edition: Edition, since: Edition) -> list[Change]:
    """The parts that are worded anew, added or gone: not those that only have moved."""
    found = compare(parts_of(since), parts_of(edition))
    return [one for one in found if one.is_added or one.is_removed or one.is_reworded]


def sign(edition: Edition, *, user: User) -> Signature:
    """Sign it, once. Raises ValidationError for what is not to be signed, or not any more."""
    if not to_sign().filter(pk=edition.pk).exists():
        raise ValidationError(_("This edition is not the one that holds. Read that one instead."))
    row, _is_new = Signature.objects.get_or_create(edition=edition, user=user)
    return row


# How far it has come


@dataclass(frozen=True)
class Reader:
    name: str
    department: str
    signed: Signature | None


@dataclass(frozen=True)
class Group:
    """A department, or those who belong to none."""

    name: str
    readers: list[Reader]

    @property
    def signed(self) -> int:
        return sum(reader.signed is not None for reader in self.readers)

    @property
    def all(self) -> int:
        return len(self.readers)


def completion(edition: Any, *, department: int | None = None) -> list[Group]:
    """Who has signed, of all who log in, by departments; of one of them where it is given. Takes
    three queries."""
    users = User.objects.filter(is_active=True, is_staff=True).select_related("person")
    if department is not None:
        users = users.filter(person__department=department)
    holding = Signature.objects.filter(
        edition__guideline=edition.guideline_id, edition__number__gte=edition.asked_since
    )
    by_user = {row.user_id: row for row in holding.select_related("edition").order_by("signed_at")}
    names: dict[int | None, str] = dict(Department.objects.values_list("pk", "name"))
    members: dict[int | None, list[Reader]] = {pk: [] for pk in names}
    for user in users.order_by("last_name", "first_name", "username"):
        person = getattr(user, "person", None)
        belongs = person.department_id if person else None
        name = user.get_full_name() or user.get_username()
        reader = Reader(name, names.get(belongs, ""), by_user.get(user.pk))
        members.setdefault(belongs, []).append(reader)
    nowhere = _("Without a department")
    return [Group(names.get(pk, nowhere), readers) for pk, readers in members.items() if readers]
