"""Many at once: one app, forty people, papers coming in by the command and by the app; a minute of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crowd import crowd, name, plant


def test_what_is_planted_is_each_persons_own() -> None:
    assert len({name(one) for one in range(40)}) == 40


@pytest.mark.slow
def test_forty_people_get_their_own_answers_while_papers_come_in(tmp_path: Path) -> None:
    home = tmp_path / "home"
    plant(home, tmp_path / "planted", 40)
    told = crowd(home, people=40, seconds=60, pause=20)
    assert told.troubles == []
    assert len(told.answers) >= 80
    assert len(told.searches) == len(told.answers)
    assert told.ingested >= 2
