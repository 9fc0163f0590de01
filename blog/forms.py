from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.models import Comment, Post
from dialogue.contribution import Contribution
from dialogue.public_form import PublicForm, email_field, name_field, text_field


class CommentForm(PublicForm):
    NAME = "comment"

    text = text_field(label=_("Your comment"), empty=_("Write a comment."))
    name = name_field()
    email = email_field()
    answers = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, *, post: Post) -> None:
        self.post = post
        initial = {"answers": request.GET.get("svar", "")}
        super().__init__(request, target=f"post {post.pk}", initial=initial)

    @property
    def answered(self) -> Contribution | None:
        """The comment that is answered, if it can be; a wrong number is nobody's comment."""
        number = str(self["answers"].value() or "")
        if not (number.isascii() and number.isdigit() and len(number) <= 18):
            return None
        comments = Comment.objects.published().filter(post=self.post)
        found = comments.filter(contribution=int(number)).select_related("contribution").first()
        return found.contribution if found else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answers") and self.answered is None:
            self.data["answers"] = ""
            sentence = gettext(
                "The comment that you answer is no longer there. Send once more, and yours will "
                "stand by itself."
            )
            self.give_back(sentence)
        return cleaned
