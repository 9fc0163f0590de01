from django.contrib import admin

from aggregator.item_admin import ItemAdmin as ItemAdmin  # registered by being read
from aggregator.opml_admin import OpmlPages
from aggregator.source import Source


@admin.register(Source)
class SourceAdmin(OpmlPages, admin.ModelAdmin):
    list_display = ("title", "kind", "is_active")
