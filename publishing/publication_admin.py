"""How staff edit a published text: warned, stopped, never overwriting each other."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing.attachments import Attachment
from publishing.conflict import conflict_page
from publishing.given_back import GIVEN_BACK
from publishing.history import HistoryAdmin
from publishing.moment_field import MomentField
from publishing.publication import Publication, PublicationQuerySet, this_minute
from publishing.publication_rights import PublicationRights
from publishing.richtext_admin import RichTextAdminMixin
from publishing.search import index

MOST_TAGS, LONGEST_TAG = 30, 100
TOO_MUCH = gettext_lazy("Write at most %(tags)d tags, each of at most %(letters)d letters.")


class PublicationForm(forms.ModelForm):
    """The button «Publish now» is a date like any other: one that the button fills in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "published_at" in self.fields:
            moment: Any = self.fields["published_at"]
            moment.stored = self.instance.published_at

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        tags = (cleaned or {}).get("tags") or []
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
            self.add_error("tags", TOO_MUCH % {"tags": MOST_TAGS, "letters": LONGEST_TAG})
        publish = "_publish" in self.data and GIVEN_BACK not in self.data
        if publish and cleaned is not None and not cleaned.get("published_at"):
            cleaned["published_at"] = this_minute()
        return cleaned


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason, shown in public at the old address"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "tilstand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("utkast", _("Draft")),
            ("planlagt", _("Scheduled")),
            ("publisert", _("Published")),
            ("trukket", _("Withdrawn")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any] | None:
        rows: PublicationQuerySet = queryset
        narrowed = {
            "utkast": rows.drafts,
            "planlagt": rows.scheduled,
            "publisert": rows.published,
            "trukket": rows.withdrawn,
        }.get(self.value() or "")
        return narrowed() if narrowed else None


class PublicationAdmin(PublicationRights, RichTextAdminMixin, HistoryAdmin):
    form = PublicationForm
    change_form_template = "admin/publication_change_form.html"
    formfield_overrides: ClassVar[dict[Any, Any]] = {
        models.DateTimeField: {"form_class": MomentField}
    }
    view_on_site = False  # its own links know drafts, plans and withdrawn texts
    actions = ("publish_selected",)

    # What a person decides by a verb, never by a form or a restored version.
    LIFE: ClassVar[tuple[str, ...]] = ("withdrawn_at", "withdrawn_reason", "created_by")

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/trekk-tilbake/", wrap(self.withdraw_view), name=f"{name}_withdraw"),
            path("<int:pk>/legg-ut-igjen/", wrap(self.put_back_view), name=f"{name}_put_back"),
            path("<int:pk>/fjern-for-godt/", wrap(self.purge_view), name=f"{name}_purge"),
            *super().get_urls(),
        ]

    # Editing

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest | None, **kwargs: Any
    ) -> Any:
        """A chosen person or picture is edited on its own page, not beside the text."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.ModelChoiceField):
            chooser: Any = field.widget
            chooser.can_change_related = chooser.can_delete_related = False
            chooser.can_view_related = False
        return field

    def preview_url(self, text: Any) -> str:
        """The address where staff read the text before the public does."""
        return ""

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        if obj and context["errors"]:
            # The form holds what was sent; the links beside it follow what is stored.
            obj = context["original"] = self.get_queryset(request).get(pk=obj.pk)
        context["preview_url"] = self.preview_url(obj) if obj else ""
        context["version"] = request.POST.get("version", "")
        context["may_publish"] = self.has_publish_permission(request)
        context["may_purge"] = self.has_purge_permission(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if "_publish" in request.POST and not self.has_publish_permission(request):
            raise PermissionDenied
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            stored = self._locked(request, object_id)
            if stored and request.POST.get("version") != str(stored.version):
                return conflict_page(self, request, stored)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _locked(self, request: HttpRequest, object_id: str) -> Any:
        """Return the row, held until the transaction ends; None when there is none."""
        try:
            pk = self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            return None
        return self.get_queryset(request).select_for_update(of=("self",)).filter(pk=pk).first()

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show an old version; on POST, save it as the text of today."""
        if request.method != "POST":
            response: HttpResponse = super().history_form_view(
                request, object_id, version_id, self._with_version(request, object_id)
            )
            return response
        with transaction.atomic():
            stored = self._locked(request, object_id)
            if stored and request.POST.get("version") != str(stored.version):
                return conflict_page(self, request, stored)
            if stored and stored.has_been_public:
                request.POST = keeping_the_date(request.POST, stored)  # type: ignore[assignment]
            response = super().history_form_view(request, object_id, version_id, extra_context)
        return response

    def _with_version(self, request: HttpRequest, object_id: str) -> dict[str, Any]:
        stored = self.get_object(request, unquote(object_id))
        return {"version": stored.version if stored else ""}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        stored = self.model._default_manager.get(pk=obj.pk) if change else self.model()
        for name in self.LIFE:
            setattr(obj, name, getattr(stored, name))
        if not change:
            obj.created_by = request.user
        if not self.has_publish_permission(request):
            obj.published_at = stored.published_at  # an old version may carry a date
        found = obj.faults()
        super().save_model(request, obj, form, change)
        if "_publish" in request.POST and obj.is_public:
            messages.success(request, _("«%(title)s» is published.") % {"title": obj})
        for sentence in (sentence for sentences in found.values() for sentence in sentences):
            messages.warning(request, sentence)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # Only now are the tags and other related rows known; the rest is indexed by `save`.
        if "tags" in form.changed_data or any(formset.has_changed() for formset in formsets):
            index(form.instance)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        saved = [*formset.new_objects, *(row for row, _fields in formset.changed_objects)]
        for attachment in (row for row in saved if isinstance(row, Attachment)):
            for sentence in attachment.sentences():
                messages.warning(request, f"«{attachment.name}»: {sentence}")

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # Verbs

    @admin.action(description=gettext_lazy("Publish the selected texts"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        published = 0
        for text in queryset.filter(published_at=None):
            try:
                with transaction.atomic():
                    text._history_user = request.user
                    text.publish()
            except ValidationError as error:
                messages.error(request, f"«{text}»: {' '.join(error.messages)}")
            else:
                published += 1
        done = ngettext("%(n)d text is published.", "%(n)d texts are published.", published)
        messages.info(request, done % {"n": published})

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        text = self._for_verb(request, pk)
        return self._verb(
            request,
            text,
            title=_("Withdraw «%(title)s»") % {"title": text},
            explanation=self.withdraw_explanation(text),
            button=_("Withdraw"),
            done=_("«%(title)s» is withdrawn.") % {"title": text},
            form=WithdrawForm(request.POST or None),
            verb=text.withdraw,
        )

    def withdraw_explanation(self, text: Any) -> str:
        return _("The address will answer that the text is withdrawn, and why.")

    def put_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        text = self._for_verb(request, pk)
        if text.is_purged:
            raise Http404("nothing is left to put back")
        return self._verb(
            request,
            text,
            title=_("Publish «%(title)s» again") % {"title": text},
            explanation=_("The text will be public again at its old address."),
            button=_("Publish again"),
            done=_("«%(title)s» is public again.") % {"title": text},
            form=forms.Form(request.POST),
            verb=text.put_back,
        )

    def purge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_purge_permission(request):
            raise PermissionDenied
        text = self._for_verb(request, pk)
        return self._verb(
            request,
            text,
            title=_("Remove «%(title)s» for good") % {"title": text},
            explanation=_(
                "Text, picture and history are erased and cannot be had back. Use this for a "
                "leaked secret. The address stays, with its words, and answers that the text is "
                "removed."
            ),
            button=_("Remove for good"),
            done=_("The text is removed for good."),
            form=WithdrawForm(request.POST or None),
            verb=lambda reason: purge(text, reason=reason),
        )

    def _for_verb(self, request: HttpRequest, pk: int) -> Any:
        if not self.has_publish_permission(request):
            raise PermissionDenied
        text = self.get_object(request, str(pk))
        if text is None or not text.has_been_public:
            raise Http404("no public text here")
        return text

    def _verb(
        self,
        request: HttpRequest,
        text: Publication,
        *,
        title: str,
        explanation: str,
        button: str,
        done: str,
        form: forms.Form,
        verb: Any,
    ) -> HttpResponse:
        """Ask before a verb that the public sees; do it, and write it in the log, on POST."""
        if request.method == "POST" and form.is_valid():
            with transaction.atomic():
                text._history_user = request.user  # type: ignore[attr-defined]
                verb(**form.cleaned_data)
                self.log_change(request, text, f"{button}. {form.cleaned_data.get('reason', '')}")
            messages.success(request, done)
            return HttpResponseRedirect(self._change_url(text))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": text,
            "title": title,
            "explanation": explanation,
            "button": button,
            "form": form,
        }
        return TemplateResponse(request, "admin/publication_verb.html", context)

    def _change_url(self, text: models.Model) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[text.pk])

    # Columns

    @admin.display(description=gettext_lazy("state"))
    def state(self, text: Publication) -> str:
        if text.withdrawn_at:
            return _("Withdrawn")
        if text.published_at is None:
            return _("Draft")
        return _("Published") if text.has_been_public else _("Scheduled")


def keeping_the_date(sent: QueryDict, stored: Publication) -> QueryDict:
    """A version of the time when the text was a draft has no date; the public text keeps its."""
    when = timezone.localtime(stored.published_at)
    kept = sent.copy()
    kept["published_at_0"], kept["published_at_1"] = f"{when:%Y-%m-%d}", f"{when:%H:%M:%S}"
    return kept


def purge(text: Publication, *, reason: str) -> None:
    """Purge a text, and its words (titles, names of documents) from the staff's own log."""
    text.purge(reason=reason)
    kind = ContentType.objects.get_for_model(text)
    LogEntry.objects.filter(content_type=kind, object_id=text.pk).update(
        object_repr=str(text), change_message=""
    )
