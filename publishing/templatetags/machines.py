from typing import Any

from django import template
from django.utils.safestring import SafeString

from publishing import addresses, linked_data

register = template.Library()

register.filter("absolute", addresses.absolute)


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    return linked_data.as_element(data)


@register.simple_tag
def breadcrumb_data(crumbs: list[tuple[str, str]]) -> SafeString:
    return linked_data.as_element(linked_data.breadcrumb_list(crumbs))
