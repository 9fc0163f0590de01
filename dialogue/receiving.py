"""A form that has come in becomes a contribution: once, whole, and with its mails."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dialogue import letters, moderation, spam
from dialogue.contribution import LONGEST_EXCERPT, Contribution
from dialogue.public_form import CLOSED, TOO_MANY, PublicForm
from dialogue.senders import TooMuch, admit, sender_of
from dialogue.spam import Reason

State = Contribution.State
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, kw_only=True)
class About:
    """What something is written about, kept as it is today."""

    title: str
    excerpt: str
    address: str


def receive(
    form: PublicForm,
    request: HttpRequest,
    *,
    about: About,
    owner: Callable[[Contribution], Model],
    is_moderated_first: bool,
    answers: Contribution | None = None,
) -> Contribution | None:
    """Store what a valid form says. `owner` makes the row that the contribution belongs to.

    Returns None when the form must be given back: it then says why, and has the status to answer.
    """
    values = {name: form.cleaned_data.get(name, "") for name in ("title", "text", "name", "email")}

    def store() -> Contribution:
        row = draft(form, request, values=values, about=about, answers=answers)
        if not is_moderated_first and not row.held_for:
            row.state, row.published_at = State.PUBLISHED, timezone.now()
        row.save(force_insert=True)
        owner(row)
        letters.tell_receipt(row)
        if row.state == State.PUBLISHED:
            moderation.tell_about_answer(row)
            moderation.act(row)
        return row

    return once(form, Contribution, values=values, store=store)


def once(form: PublicForm, kind: type[Row], *, values: Any, store: Callable[[], Row]) -> Row | None:
    """Let `store` write the row of a form and all that follows from it: one time, all or nothing.

    The kind's rows have the `token` of their form, and `says(values)`. Returns None when the form
    must be given back.
    """
    found = sent_before(form, kind)
    if found:
        return the_same(form, found, values)  # type: ignore[no-any-return]
    try:
        with transaction.atomic():
            return store()
    except TooMuch as refusal:
        refuse(form, refusal)
        return None
    except IntegrityError:
        found = sent_before(form, kind)  # at the same moment as this
        if found is None:
            raise
        return the_same(form, found, values)  # type: ignore[no-any-return]


def sent_before(form: PublicForm, kind: type[Model]) -> Any:
    return kind._default_manager.filter(token=form.valid_token.nonce).first()


def the_same(form: PublicForm, found: Any, values: Any) -> Any:
    """The same words sent twice get the same receipt; other words are something else."""
    if found.says(values):
        return found
    form.renew_token()
    form.give_back(_("You have sent this form before, with another text. Send it once more."))
    return None


def draft(
    form: PublicForm,
    request: HttpRequest,
    *,
    values: dict[str, str],
    about: About,
    answers: Contribution | None,
) -> Contribution:
    """Raises TooMuch."""
    sender = sender_of(request)
    reasons = reasons_to_hold(form, values["text"], pressure=admit(sender))
    return Contribution(
        **values,
        token=form.valid_token.nonce,
        lang=get_language(),
        sender=sender[0],
        spam_score=spam.score(reasons),
        held_for=" ".join(reasons),
        answers=answers,
        about=about.title[:200],
        about_excerpt=about.excerpt[:LONGEST_EXCERPT],
        about_address=about.address,
    )


def reasons_to_hold(form: PublicForm, text: str, *, pressure: list[Reason]) -> list[Reason]:
    signs = spam.reasons(
        text=text,
        trapped=form.is_trapped,
        age=form.valid_token.age,
        masked=form.is_masked,
    )
    return [*signs, *pressure]


def refuse(form: PublicForm, refusal: TooMuch) -> None:
    if refusal.from_all:
        form.give_back(
            _(
                "So much is coming in right now that we have to close for a while. What you wrote "
                "stands below. Keep it, and send it again in ten minutes."
            ),
            status=CLOSED,
        )
    else:
        form.give_back(
            _(
                "Much has come from you in the last hour. What you wrote stands below. Keep it, "
                "and send it again in an hour."
            ),
            status=TOO_MANY,
        )
