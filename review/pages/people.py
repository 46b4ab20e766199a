"""Who works at this desk: the people that a flag or an article can be handed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.desk import RefusedError
from review.pages.rendering import desk_of, visitor_of

if TYPE_CHECKING:
    from starlette.requests import Request


def people_of(request: Request) -> list[str]:
    """Return the names of all who may be handed work, the visitor's own first.

    Where people log in these are the accounts; else everybody who ever acted here, and who sits here now.
    """
    desk, name = desk_of(request), visitor_of(request).name
    accounts: set[str] = request.app.state.accounts.open_names()
    known = accounts if desk.settings.demand_login else accounts | desk.decisions.reviewers()
    return [name, *sorted(known - {name}, key=str.casefold)]


def known_person(request: Request, name: str) -> str:
    """Return the name as it is written here; raises RefusedError with the names there are."""
    people = people_of(request)
    found = {person.casefold(): person for person in people}.get(name.casefold())
    if found is None:
        told = ", ".join(people[:10])
        raise RefusedError(f"Nobody here is called {name or 'that'}: choose {told}.")
    return found
