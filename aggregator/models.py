"""The tables of this app, each in a module of its own."""

from aggregator.item import Item as Item
from aggregator.source import Source as Source
from aggregator.source import TaggedSource as TaggedSource
