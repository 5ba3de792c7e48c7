"""Minutes of assemblies, committees and teams: turns, exchanges, what was decided."""

from ingest.model import Role
from ingest.structure.minutes.cues import topic_cue
from ingest.structure.minutes.parser import parse
from ingest.structure.minutes.values import (
    Exchange,
    Form,
    Meeting,
    MeetingKind,
    Minutes,
    NotedField,
    Person,
    Session,
    Turn,
    Vote,
)

__all__ = [
    "Exchange",
    "Form",
    "Meeting",
    "MeetingKind",
    "Minutes",
    "NotedField",
    "Person",
    "Role",
    "Session",
    "Turn",
    "Vote",
    "parse",
    "topic_cue",
]
