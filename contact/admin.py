"""The supervisors' inbox: a queue of one's own, and one page with all that can be done."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import (
    Case,
    IntegerField,
    QuerySet,
    Value,
    When,
    prefetch_related_objects,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contact import handling
from contact.admin_forms import FORMS, RegisterForm, SuggestionForm
from contact.conversation import ReplyText
from contact.message import Message
from lean.models import Suggestion
from municipality.middleware import municipality_of
from publishing.addresses import absolute
from publishing.publication import may
from publishing.verb_pages import VerbPages, is_sent


class QueueFilter(admin.SimpleListFilter):
    title = _("what waits")
    parameter_name = "venter"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("ubesvart", _("Without an answer")),
            ("forfalt", _("Over the time limit")),
            ("ikke-vurdert", _("Not assessed for the archive")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        narrowed = {
            "ubesvart": queryset.open(),
            "forfalt": queryset.overdue(),
            "ikke-vurdert": queryset.unassessed(),
        }
        return narrowed.get(self.value() or "", queryset)


@admin.register(Message)
class MessageAdmin(VerbPages, admin.ModelAdmin):
    list_display = ("headline", "due", "status", "supervisor", "assigned_to", "archive")
    list_filter = (QueueFilter, "status", "topic")
    list_per_page = 50
    search_fields = ("subject", "text", "name", "=id")
    actions = None
    prefix = ""

    def get_urls(self) -> list[URLPattern]:
        printed = self.admin_site.admin_view(self.printed_view)
        mine = [path("<int:pk>/kvittering/", printed, name="contact_message_receipt")]
        return [*mine, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        """One's own alone, whatever page asks. What waits comes first, by its date."""
        rows: Any = Message.objects.for_staff(request.user).for_lists()
        ended = When(status__in=Message.ENDED, then=Value(1))
        has_ended = Case(ended, default=Value(0), output_field=IntegerField())
        ordered: QuerySet[Message] = rows.annotate(done=has_ended).order_by("done", "due_on", "pk")
        return ordered

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("done", "due_on", "pk")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The worker deletes, when the archive has had its own: see contact/retention.py."""
        return False

    # Pages

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        self.prefix = municipality_of(request).message_prefix
        return super().changelist_view(request, extra_context)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Register what somebody says on the telephone or at the counter."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = RegisterForm(request.POST or None)
        row = self.register(request, form)
        if row:
            return self.registered(request, row)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Register a message"),
            "form": form,
            "button": gettext("Register"),
        }
        return TemplateResponse(request, "admin/lean/suggestion_new.html", context)

    def register(self, request: HttpRequest, form: RegisterForm) -> Message | None:
        """Return what a valid form says. A refusal stands in the form."""
        if not is_sent(request, form):
            return None
        try:
            row = handling.register(by=user_of(request), **form.cleaned_data)
        except ValidationError as refusal:
            give_back(form, refusal)
            return None
        self.log_addition(request, row, gettext("Registered."))
        return row

    def registered(self, request: HttpRequest, row: Message) -> HttpResponse:
        """The receipt, to print. Another supervisor's message is shown this one time alone."""
        messages.success(request, gettext("Registered as %(number)s.") % {"number": row.number})
        if self.get_queryset(request).filter(pk=row.pk).exists():
            address = reverse("admin:contact_message_receipt", args=[row.pk])
            return HttpResponseRedirect(address)
        return self.receipt_page(request, row, original=None)

    def printed_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A receipt for the one who stands at the counter."""
        row: Any = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            raise PermissionDenied
        return self.receipt_page(request, row, original=row)

    def receipt_page(
        self, request: HttpRequest, row: Message, *, original: Message | None
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": original,
            "title": gettext("Receipt for %(number)s") % {"number": row.number},
            "message": row,
            "address": absolute(row.get_absolute_url()),
        }
        return TemplateResponse(request, "admin/contact/receipt.html", context)

    def after(self, request: HttpRequest, row: Message) -> str:
        """What one has given away is not one's own any more."""
        if self.get_queryset(request).filter(pk=row.pk).exists():
            return reverse("admin:contact_message_change", args=[row.pk])
        return reverse("admin:contact_message_changelist")

    def forms_of(self, request: HttpRequest, row: Message) -> list[Any]:
        if not self.has_change_permission(request, row):
            return []
        prefetch_related_objects([row], "answers")
        verb = request.POST.get("verb") if request.method == "POST" else ""
        kinds = [kind for kind in FORMS if self.offers(request, row, kind, asked=verb)]
        begin_with = chosen_reply_text(request)
        return [
            kind(request.POST if kind.verb == verb else None, message=row, begin_with=begin_with)
            for kind in kinds
        ]

    def offers(self, request: HttpRequest, row: Message, kind: Any, *, asked: str | None) -> bool:
        """A message becomes one suggestion; who presses twice is shown the one that it became."""
        if kind is not SuggestionForm:
            return True
        is_open = row.became_id is None or asked == kind.verb
        return is_open and may(request.user, "add", Suggestion)

    def do(self, request: HttpRequest, row: Message, form: Any) -> bool:
        """Do what a valid form asks. A refusal stands in the form."""
        values, by = form.cleaned_data, user_of(request)
        try:
            if form.verb == "answer":
                handling.answer(row, by=by, **values)
            elif form.verb == "handle":
                handling.handle(row, **values)
            elif form.verb == "triage":
                handling.assess(row, by=by, **values)
            elif form.verb == "note":
                handling.note(row, by=by, text=values["text"])
            else:
                place = values["department"]
                words = {"title": values["name"], "text": values["text"]}
                handling.make_suggestion(row, by=by, **words, **place)
        except ValidationError as refusal:
            give_back(form, refusal)
            return False
        self.log_change(request, row, in_words(form))
        return True

    def page(self, request: HttpRequest, row: Message, forms_here: list[Any]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": gettext("Message %(number)s") % {"number": row.number},
            "message": row,
            "answers": row.answers.all(),
            "notes": row.notes.select_related("made_by"),
            "reply_texts": reply_texts_for(row) if forms_here else [],
            "forms": forms_here,
        }
        return TemplateResponse(request, "admin/contact/message.html", context)

    # Columns

    @admin.display(description=_("message"))
    def headline(self, row: Message) -> str:
        return f"{row.number_with(self.prefix)}: {row.subject}"

    @admin.display(description=_("answer before"))
    def due(self, row: Message) -> str:
        if row.has_ended:
            return "–"
        day = date_format(row.due_on, "d.m.Y")
        return gettext("%(day)s (too late)") % {"day": day} if row.is_overdue else day

    @admin.display(description=_("Archive"), ordering="triage")
    def archive(self, row: Message) -> str:
        return row.get_triage_display()


@admin.register(ReplyText)
class ReplyTextAdmin(admin.ModelAdmin):
    list_display = ("name", "lang")
    list_filter = ("lang",)


def reply_texts_for(row: Message) -> list[ReplyText]:
    """Those in its language first."""
    return sorted(ReplyText.objects.all(), key=lambda text: text.lang != row.lang)


def chosen_reply_text(request: HttpRequest) -> ReplyText | None:
    number = request.GET.get("svartekst", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    return ReplyText.objects.filter(pk=int(number)).first()


def give_back(form: Any, refusal: ValidationError) -> None:
    """With what was written, and so that it can be sent once more."""
    form.add_error(None, refusal)
    if hasattr(form, "renew"):
        form.renew()


def in_words(form: Any) -> str:
    """For the history: what was done, and what was chosen where there is a choice."""
    chosen = [form.cleaned_data.get(name) for name in ("status", "triage", "assigned_to")]
    labels = dict([*Message.Status.choices, *Message.Triage.choices])
    said = ", ".join(str(labels.get(value, value)) for value in chosen if value)
    return f"{form.title}: {said}" if said else str(form.title)


def user_of(request: HttpRequest) -> Any:
    return request.user
