"""The catalogue of uses: those that come along in prompts/use_cases/, and those of the staff that are approved."""

from __future__ import annotations

from functools import cache
from importlib import resources

from assistant.trials.made_by_staff import MadeByStaff
from assistant.trials.use_case_file import UseCaseError, read
from assistant.trials.values import UseCase
from ingest.errors import ShirubeError


class UnknownUseCase(ShirubeError):
    """There is no use case of that name."""


class Catalogue:
    """What can be tried. A use case goes by its id or by its title."""

    def __init__(self, made: MadeByStaff) -> None:
        self._made = made

    def all(self) -> tuple[UseCase, ...]:
        """Every use case: those that come along, then those made by staff, by title."""
        return (*coming_along(), *sorted(self._made.in_force(), key=lambda one: one.title))

    def use_case(self, name: str) -> UseCase:
        """The use case of that id or title. Raises `UnknownUseCase`."""
        every = self.all()
        for one in every:
            if name in (one.id, one.title):
                return one
        listed = "、".join(one.id if one in coming_along() else one.title for one in every)
        raise UnknownUseCase(f"「{name}」という使い方はありません。使える名前は、{listed}です。")


@cache
def coming_along() -> tuple[UseCase, ...]:
    """The use cases that lie in the package, by name. Raises `UseCaseError`, with the file's name."""
    folder = resources.files("prompts").joinpath("use_cases")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".md")), key=lambda one: one.name)
    found = []
    for file in files:
        try:
            found.append(read(file.name.removesuffix(".md"), file.read_text(encoding="utf-8")))
        except UseCaseError as error:
            raise UseCaseError(f"{file.name} の{error}") from error
    return tuple(found)
