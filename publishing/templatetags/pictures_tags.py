from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from publishing.models import Picture
from publishing.pictures import image_attributes

register = template.Library()


@register.simple_tag
def picture(picture: Picture, alt: str, sizes: str, lazy: bool = True) -> SafeString:
    """An <img> with its renditions. Not lazy: the one that stands first on the page."""
    when = {"loading": "lazy", "decoding": "async"} if lazy else {"fetchpriority": "high"}
    attributes = image_attributes(picture, sizes=sizes) | {"alt": alt} | when
    return format_html("<img{}>", format_html_join("", ' {}="{}"', attributes.items()))
