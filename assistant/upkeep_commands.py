"""What `shirube check` and `rebuild` do: the library looked through, and its views made anew."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant import showing

if TYPE_CHECKING:
    from assistant.desk import Desk
    from ingest.model import Person
    from ingest.outcomes import Health

# Heavy modules are imported inside the commands, so that --help answers at once.


def check(options: argparse.Namespace) -> int:
    """Whether library and views are whole; 1 when not."""
    from assistant import as_json
    from assistant.settings import load
    from assistant.wiring import build
    from ingest.model import local_person

    settings = load(options.home)
    with build(settings) as desk:
        health = _looked_through(desk, local_person())
    if options.json:
        showing.as_json(as_json.health(health))
    else:
        showing.health(health, settings.endpoint_summary())
    return 0 if health.healthy else 1


def rebuild(options: argparse.Namespace) -> int:
    """Makes the views anew; 1 when they are not whole even then."""
    from assistant import as_json
    from assistant.settings import load
    from assistant.wiring import build
    from ingest.model import local_person

    person = local_person()
    with build(load(options.home)) as desk:
        for step in desk.rebuild(person):
            showing.progress(step.done, step.total, step.now)
        health = _looked_through(desk, person)
    if options.json:
        showing.as_json(as_json.health(health))
    else:
        showing.rebuilt(health)
    return 0 if health.healthy else 1


def _looked_through(desk: Desk, person: Person) -> Health:
    """The library looked through, with how far it has come."""
    health = desk.check(person, lambda done, total: showing.progress(done, total, "資料を確かめています"))
    showing.clear_progress()
    return health
