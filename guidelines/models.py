"""The tables of this app, each in a module of its own."""

from guidelines.account import OfficialAccount as OfficialAccount
from guidelines.clause import Clause as Clause
from guidelines.clause import Section as Section
from guidelines.edition import Edition as Edition
from guidelines.edition import EditionAttachment as EditionAttachment
from guidelines.guideline import Guideline as Guideline
from guidelines.response import Response as Response
from guidelines.signature import Signature as Signature
