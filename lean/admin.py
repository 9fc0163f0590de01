"""What staff see of this app, each in a module of its own. Registered by being read."""

from lean.suggestion_admin import SuggestionAdmin as SuggestionAdmin
