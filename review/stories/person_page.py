"""People: the list to look in, a person's page, and who is who: names joined and split by people at the desk."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.responses import RedirectResponse

from review.copy import people
from review.desk import RefusedError, published_copy
from review.pages.people import people_of
from review.pages.rendering import desk_of, posting, refusal, render, visitor_of, word
from review.stories.person import person_view
from warehouse import person_acts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from review.copy.people import Spelled
    from review.copy.published import Copy
    from warehouse.person_acts import Persons
    from warehouse.reviews import Event

LISTED = 60  # people that the list shows
OFFERED = 8  # people that a search for another one offers
MOST_TICKED = 200
MOST_PAGES = 500


def address_of(person: str) -> str:
    """Return the page of a person."""
    return f"/people/{quote(person, safe='')}"


def show_people(request: Request) -> Response:
    """GET /people: ?q= looks for words of a name, ?name= leads to who is called so."""
    desk = desk_of(request)
    copy = desk.copy()
    if copy is None:
        return render(request, "empty.html")
    persons, name = desk.decisions.persons(), request.query_params.get("name", "").strip()[:200]
    words = request.query_params.get("q", name).strip()[:200]
    with people.reading(copy, None) as connection:
        exact = {persons.root(one.person_key) for one in people.spelled(connection, name)} if name else set()
        found = people.named(connection, words) if len(exact) != 1 else []
    if len(exact) == 1:
        return RedirectResponse(address_of(exact.pop()), 303)
    return render(request, "people.html", q=words, found=_once(found, persons)[:LISTED])


def _once(found: Iterable[Spelled], persons: Persons) -> list[tuple[str, Spelled]]:
    """Return each person once, under their commonest spelling."""
    firsts: dict[str, Spelled] = {}
    for one in found:
        firsts.setdefault(persons.root(one.person_key), one)
    return list(firsts.items())


def show_person(request: Request) -> Response:
    """GET /people/{person}; ?page= goes back in time, ?with= looks for another name."""
    desk, person = desk_of(request), request.path_params["person"]
    copy, asked = published_copy(desk), request.query_params
    page = int(asked["page"]) if asked.get("page", "").isdecimal() else 1
    view = person_view(desk, copy, person, min(max(page, 1), MOST_PAGES))
    if view is None:
        whole = desk.decisions.persons().root(person)
        if whole != person:
            return RedirectResponse(address_of(whole), 303)
        return refusal(request, "Nobody of that name is quoted or reported in the published copy.", 404)
    words = asked.get("with", "").strip()[:200]
    return render(
        request,
        "person.html",
        view=view,
        home=address_of(person),
        people=people_of(request),
        words=words,
        found=others(copy, words, desk.decisions.persons(), person) if words else [],
        acts=acts_on(desk.decisions.of_people(), desk.decisions.persons(), person),
    )


def others(copy: Copy, words: str, persons: Persons, person: str) -> list[tuple[str, Spelled]]:
    """Return other people whose name holds the words."""
    with people.reading(copy, None) as connection:
        found = people.named(connection, words)
    return [one for one in _once(found, persons) if one[0] != person][:OFFERED]


def acts_on(stand: Iterable[Event], persons: Persons, person: str) -> list[Event]:
    """Return the acts that made this person what they are, those of a batch once, newest first."""
    keys = {person, *persons.keys(person)}
    near = [event for event in stand if {event.claim_id, event.sentence_id} & keys]
    return list({event.batch_id or event.decision_id: event for event in reversed(near)}.values())


@posting("reviewer")
def change_person(request: Request, form: FormData) -> Response:
    """POST /people/{person}: join another name to them, split what is ticked off, or look for a name."""
    desk, person = desk_of(request), request.path_params["person"]
    copy, reviewer = published_copy(desk), visitor_of(request).name
    persons = desk.decisions.persons()
    keys = persons.keys(person)
    with people.reading(copy, keys) as connection:
        known = people.spellings(connection, keys) if keys else []
    if not known:
        raise RefusedError("Nobody of that name is in the published copy: load the page again.")
    act, _, other = word(form, "act").partition(":")
    if act == "find":
        return RedirectResponse(f"{address_of(person)}?{urlencode({'with': word(form, 'with', 200)})}#who", 303)
    if act == "join":
        _look_for(copy, other, person, persons)
        desk.record(person_acts.join(other, person, reviewer))
        return RedirectResponse(f"{address_of(person)}#who", 303)
    if act != "split":
        raise RefusedError("Choose whether to join names or to split one.")
    urls = [str(value) for value in form.getlist("url")][:MOST_TICKED]
    spelled = [one for one in map(str, form.getlist("spelling")) if one in {here.spelling for here in known}]
    name = word(form, "name", 100)
    if not urls and not spelled:
        raise RefusedError("Tick the articles, or the spelling, of the other person.")
    if len(spelled) == len({one.spelling for one in known}):
        raise RefusedError("All spellings are ticked: leave those of this person.")
    if not name:
        raise RefusedError("Say what tells the other person apart: “Dana Holt, the mayor of Osk”.")
    made = person_acts.split(
        keys, urls, spelled, name=name, reviewer=reviewer, batch_id=f"batch-{secrets.token_hex(8)}"
    )
    desk.regroup(made)
    return RedirectResponse(f"{address_of(made[0].sentence_id)}#who", 303)


def _look_for(copy: Copy, other: str, person: str, persons: Persons) -> None:
    """Refuse to join somebody whom nobody knows, or a person to themselves."""
    keys = persons.keys(other)
    with people.reading(copy, keys) as connection:
        known = bool(keys and people.spellings(connection, keys))
    if not known or other == person:
        raise RefusedError("Choose another person: look for words of their name.")
