from collections.abc import Iterator
from typing import Any

from django import forms, template
from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.forms.formsets import BaseFormSet

register = template.Library()


@register.simple_tag(takes_context=True)
def failed_forms(context: Any) -> list[Any]:
    """The forms of the page that come back with something to mend, each once. A page may hand its
    forms to the template one by one, in lists, in pairs with their names, or as a formset."""
    found = {id(form): form for form in forms_in(list(context.flatten().values()))}
    return [form for form in found.values() if form.is_bound and form.errors]


def forms_in(value: Any) -> Iterator[Any]:
    if isinstance(value, forms.BaseForm):
        yield value
    elif isinstance(value, AdminForm):
        yield value.form
    elif isinstance(value, InlineAdminFormSet):
        yield from value.formset.forms
    elif isinstance(value, BaseFormSet):
        yield from value.forms
    elif isinstance(value, list | tuple):
        for part in value:
            yield from forms_in(part)
