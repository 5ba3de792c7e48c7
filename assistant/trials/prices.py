"""What a run cost, by the price table in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.trials.values import Made

if TYPE_CHECKING:
    from assistant.settings import Price

WITHOUT_MODEL = frozenset({"rules", "extract"})


def cost(made: Made, prices: Mapping[str, Price]) -> float | None:
    """Yen; nothing where no model was asked, None where the price or the number of tokens is not known."""
    if made.engine in WITHOUT_MODEL:
        return 0.0
    price = prices.get(made.engine)
    if price is None or made.tokens_in is None or made.tokens_out is None:
        return None
    return (made.tokens_in * price.input + made.tokens_out * price.output) / 1000
