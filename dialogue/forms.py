from django.utils.translation import gettext_lazy as _

from dialogue.public_form import PublicForm, text_field


class ComplaintForm(PublicForm):
    NAME = "complaint"
    WORDS = ("text",)

    text = text_field(
        label=_("What do you think is wrong?"), empty=_("Write what you think is wrong."), rows=5
    )
