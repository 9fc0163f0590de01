"""The tables of this app, each in a module of its own."""

from guidelines.account import OfficialAccount as OfficialAccount
