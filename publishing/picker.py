"""The popup of the rich text editor where a picture is chosen or uploaded, and described."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from publishing.figures import DECORATION
from publishing.models import Picture
from publishing.paging import page_of
from publishing.pictures import clean_upload, store_picture

PER_PAGE = 24


class UploadForm(forms.Form):
    file = forms.FileField(label=_("Picture file"))
    title = forms.CharField(label=_("Name in the picture list"), max_length=120)
    alt = forms.CharField(label=_("Suggested alternative text"), max_length=300, required=False)

    def clean_file(self) -> Any:
        return clean_upload(self.cleaned_data["file"])


class DescribeForm(forms.Form):
    alt = forms.CharField(
        label=_("Alternative text"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    decorative = forms.BooleanField(label=_("Only decoration"), required=False)
    caption = forms.CharField(label=_("Caption below the picture"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("alt") == "" and not cleaned.get("decorative"):
            message = _("Write an alternative text, or tick «only decoration».")
            raise ValidationError({"alt": message})
        return cleaned


def picture_pick(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("publishing.view_picture"):
        raise PermissionDenied
    if "bilde" in request.GET:
        return describe(request, get_object_or_404(Picture, pk=number(request.GET["bilde"])))
    return choose(request)


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def choose(request: HttpRequest) -> HttpResponse:
    may_add = request.user.has_perm("publishing.add_picture")
    if request.method == "POST" and not may_add:
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        picture = store_picture(**form.cleaned_data)
        return HttpResponseRedirect(f"?bilde={picture.pk}")
    words = request.GET.get("q", "").strip()
    found = Picture.objects.filter(Q(title__icontains=words) | Q(alt__icontains=words))
    context = {
        "page": page_of(request, found, per_page=PER_PAGE),
        "q": words,
        "form": form,
        "may_add": may_add,
    }
    return render(request, "publishing/picture_pick.html", context)


def describe(request: HttpRequest, picture: Picture) -> HttpResponse:
    """Ask what the picture says here; when it is said, the page hands it to the editor."""
    form = DescribeForm(request.POST or None, initial={"alt": picture.alt})
    context: dict[str, Any] = {"picture": picture, "form": form}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        context["chosen"] = {
            "url": picture.file.url,
            "alternative_text": DECORATION if said["decorative"] else said["alt"],
            "caption": said["caption"],
        }
    return render(request, "publishing/picture_describe.html", context)
