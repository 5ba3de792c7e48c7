"""What one sentence of a meeting does: it explains, asks, answers to be had elsewhere, decides, promises, requests."""

from assistant.drafting.acts.reading import acts
from assistant.drafting.acts.values import Act

__all__ = ["Act", "acts"]
