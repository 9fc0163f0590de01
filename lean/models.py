"""The tables of this app, each in a module of its own."""

from lean.checklist import CheckItem as CheckItem
from lean.checklist import Question as Question
from lean.flow import Flow as Flow
from lean.flow import Step as Step
from lean.follower import Follow as Follow
from lean.follower import Follower as Follower
from lean.follower import Support as Support
from lean.gain import FollowUp as FollowUp
from lean.gain import Gain as Gain
from lean.limits import ColumnLimit as ColumnLimit
from lean.measure import Indicator as Indicator
from lean.measure import Reading as Reading
from lean.origin import Origin as Origin
from lean.pilot import Milestone as Milestone
from lean.pilot import Partner as Partner
from lean.project import Countermeasure as Countermeasure
from lean.project import Project as Project
from lean.project import ProjectAttachment as ProjectAttachment
from lean.project import StatusChange as StatusChange
from lean.pukk import Round as Round
from lean.suggestion import Event as Event
from lean.suggestion import Suggestion as Suggestion
from lean.whys import Why as Why
