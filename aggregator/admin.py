"""The tables of this app in the administration, each in a module of its own."""

from aggregator.item_admin import ItemAdmin as ItemAdmin  # registered by being read
from aggregator.source_admin import SourceAdmin as SourceAdmin
