"""The tables of this app, each in a module of its own."""

from contact.conversation import Answer as Answer
from contact.conversation import Note as Note
from contact.conversation import ReplyText as ReplyText
from contact.message import Message as Message
