"""The tables of this app in the administration, each in a module of its own."""

from aggregator.source_admin import SourceAdmin as SourceAdmin  # registered by being read
