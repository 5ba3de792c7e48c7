"""What one sentence of a meeting does: it explains, asks, answers to be had elsewhere, decides, promises, requests."""

from assistant.drafting.hearing.acts.reading import acts
from assistant.drafting.hearing.acts.values import Act

__all__ = ["Act", "acts"]
