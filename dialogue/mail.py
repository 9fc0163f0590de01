"""The outbox. A mail is a row, written in the transaction of what it tells about; the worker
sends it afterwards, and tries again until it has arrived."""

from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import make_msgid
from smtplib import SMTPException

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from post_office.connections import connections
from post_office.models import STATUS, Email

# How long to wait after the first, second … failure; the last pause is for all that follow.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 15)]
# A worker that is killed while it sends leaves its mail to the next one after this time.
LEASE = timedelta(minutes=10)
UNSENT = [STATUS.queued, STATUS.requeued]


def post(*, to: str, subject: str, text: str, headers: dict[str, str] | None = None) -> Email:
    """Put a mail in the outbox. Raises ValidationError for an address that cannot be one."""
    return Email.objects.create(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        subject=" ".join(subject.split()),  # a line break would start a new header
        message=text,
        headers=headers,
        status=STATUS.queued,
        scheduled_time=timezone.now(),
        message_id=make_msgid(domain=settings.MAIL_DOMAIN),
        number_of_retries=0,
    )


def send_due() -> int:
    """Send what is due, and return how many were sent. A failure ends the round: when the mail
    server is away, the others wait for the next one instead of waiting for it one by one."""
    sent = 0
    while email := claim():
        if not send(email):
            break
        sent += 1
    return sent


def claim() -> Email | None:
    """Take the mail that has waited longest, so that no other worker sends it too."""
    with transaction.atomic():
        due = Email.objects.filter(status__in=UNSENT, scheduled_time__lte=timezone.now())
        email = due.select_for_update(skip_locked=True).order_by("scheduled_time", "pk").first()
        if email:
            email.number_of_retries += 1
            attempts = email.number_of_retries
            change(email, scheduled_time=timezone.now() + LEASE, number_of_retries=attempts)
    return email


def send(email: Email) -> bool:
    """Hand one mail to the mail server, outside any transaction, and write down how it went."""
    try:
        email.dispatch(commit=False)
    # Mail servers, and the addresses in mails, fail in every way there is.
    except Exception as error:
        hang_up()
        fail(email, error)
        return False
    change(email, status=STATUS.sent)
    return True


def hang_up() -> None:
    """Forget the connection that failed: the library keeps it, and it may be dead for good."""
    with suppress(OSError, SMTPException):
        connections.close()


def fail(email: Email, error: Exception) -> None:
    pause = PAUSES[min(email.number_of_retries, len(PAUSES)) - 1]
    with transaction.atomic():
        email.logs.create(
            status=STATUS.failed, exception_type=type(error).__name__, message=str(error)
        )
        change(email, status=STATUS.requeued, scheduled_time=timezone.now() + pause)


def change(email: Email, **fields: object) -> None:
    # Not save(): it validates anew, and an old row must not fail for a new rule.
    Email.objects.filter(pk=email.pk).update(**fields)


def oldest_unsent() -> datetime | None:
    oldest: datetime | None = Email.objects.filter(status__in=UNSENT).aggregate(Min("created"))[
        "created__min"
    ]
    return oldest


def forget_sent() -> None:
    """Delete mails that were sent longer ago than the privacy statement says."""
    before = timezone.now() - settings.RETENTION["sent_mail"]["period"]
    Email.objects.filter(status=STATUS.sent, scheduled_time__lt=before).delete()
