"""What was said in a meeting, out of the forms in which programs and people take it down."""

from ingest.structure.speech.forms import speech
from ingest.structure.speech.values import Form, Speech, Utterance

__all__ = ["Form", "Speech", "Utterance", "speech"]
