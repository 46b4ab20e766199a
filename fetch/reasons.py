"""Why a fetch ended as it did: the one table of reasons, the outcome each gives, and the remedy in plain words."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from warehouse.clock import CLOCK
from warehouse.terms import Outcome


class Reason(StrEnum):
    """The first word of a fetch row's reason."""

    OK = "ok"
    UNCHANGED = "unchanged"
    NOT_FOUND = "not_found"
    WITHDRAWN = "withdrawn"
    LOGIN = "login"
    FORBIDDEN = "forbidden"
    LEGAL = "legal"
    BOT_WALL = "bot_wall"
    PAYMENT = "payment"
    DECLARED_PAYWALL = "declared_paywall"
    CONSENT = "consent"
    ROBOTS = "robots"
    ROBOTS_UNAVAILABLE = "robots_unavailable"
    ROBOTS_BUSY = "robots_busy"
    RETRY_LATER = "retry_later"
    HOST_RESTING = "host_resting"
    TOO_LARGE = "too_large"
    DEADLINE = "deadline"
    TIMEOUT = "timeout"
    KNOTTED = "knotted"
    TYPE = "type"
    FORMAT = "format"
    SOFT_404 = "soft_404"
    SCRIPT_PAGE = "script_page"
    INDEX_PAGE = "index_page"
    EMPTY = "empty"
    DNS = "dns"
    TLS = "tls"
    URL = "url"
    SCHEME = "scheme"
    ADDRESS = "address"
    PORT = "port"
    OUTSIDE = "outside"
    CONNECT = "connect"
    TRUNCATED = "truncated"
    DECODE = "decode"
    ENCODING = "encoding"
    PROTOCOL = "protocol"
    SERVER_ERROR = "server_error"
    STATUS = "status"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BAD_REDIRECT = "bad_redirect"
    NOT_A_FEED = "not_a_feed"
    CLAIMREVIEW = "claimreview"
    ENTITIES = "entities"
    FILE_MISSING = "file_missing"
    ARCHIVE = "archive"
    FILE_UNREADABLE = "file_unreadable"
    UNEXPECTED = "unexpected"


class Remedy(NamedTuple):
    """What a reason means for the row, and what a person can do."""

    outcome: Outcome
    advice: str


REMEDIES: dict[Reason, Remedy] = {
    Reason.OK: Remedy(Outcome.OK, "Nothing to do."),
    Reason.UNCHANGED: Remedy(Outcome.NOT_MODIFIED, "Nothing to do: the page has not changed since the last fetch."),
    Reason.NOT_FOUND: Remedy(
        Outcome.GONE, "The page is not there (404). Check the address; if it was there before, ask why it was removed."
    ),
    Reason.WITHDRAWN: Remedy(
        Outcome.GONE, "The outlet withdrew the page (410). The last text is kept; look for a correction or retraction."
    ),
    Reason.LOGIN: Remedy(Outcome.BLOCKED, "The page wants a login. Read it in a browser and save it as a file."),
    Reason.FORBIDDEN: Remedy(
        Outcome.BLOCKED, "The site refuses this program (403). Ask the outlet for access, or save the page as a file."
    ),
    Reason.LEGAL: Remedy(Outcome.BLOCKED, "The page is withheld for legal reasons here (451). Nothing can be fetched."),
    Reason.BOT_WALL: Remedy(
        Outcome.BLOCKED, "The site showed a bot check, not the article. Ask the outlet for access, or save the page."
    ),
    Reason.PAYMENT: Remedy(
        Outcome.PAYWALLED, "The page is paid for. Read it with a subscription and save it as a file."
    ),
    Reason.DECLARED_PAYWALL: Remedy(
        Outcome.PAYWALLED, "The page says it is not free and shows only its beginning. Save the full page as a file."
    ),
    Reason.CONSENT: Remedy(
        Outcome.CONSENT, "A consent page came in place of the article. Open it in a browser and save the article."
    ),
    Reason.ROBOTS: Remedy(
        Outcome.ROBOTS_DENIED, "The site's robots.txt asks programs not to fetch this page. Ask the outlet, or save it."
    ),
    Reason.ROBOTS_UNAVAILABLE: Remedy(
        Outcome.ROBOTS_DENIED,
        "The site's robots.txt could not be read, so nothing is fetched until the time shown.",
    ),
    Reason.ROBOTS_BUSY: Remedy(
        Outcome.DEFERRED, "The site was too busy to give its robots.txt (429). It is tried again at the time shown."
    ),
    Reason.RETRY_LATER: Remedy(
        Outcome.DEFERRED, "The site asked for a long pause. It is tried again at the time shown."
    ),
    Reason.HOST_RESTING: Remedy(
        Outcome.DEFERRED, "The site failed or asked for a pause a moment ago and is left alone until the time shown."
    ),
    Reason.TOO_LARGE: Remedy(
        Outcome.TOO_LARGE, "The page is larger than the limit. Raise max_bytes if it truly is an article."
    ),
    Reason.DEADLINE: Remedy(
        Outcome.TIMEOUT, "The page came too slowly to finish in time. Try again later, or raise total_deadline."
    ),
    Reason.TIMEOUT: Remedy(Outcome.TIMEOUT, "The site did not answer in time. It is tried again at the time shown."),
    Reason.KNOTTED: Remedy(
        Outcome.TIMEOUT,
        "What came takes too much time or memory to read, as attacks do. Open it in a browser and save it as a file.",
    ),
    Reason.TYPE: Remedy(
        Outcome.UNSUPPORTED_TYPE, "The address gives no web page. Save a document as a file and name the file instead."
    ),
    Reason.FORMAT: Remedy(
        Outcome.UNSUPPORTED_TYPE,
        "This kind of file is not read. Save it as .docx, .pdf, .eml, .txt or .html (an archive as .warc.gz).",
    ),
    Reason.SOFT_404: Remedy(
        Outcome.NOT_ARTICLE, "The page says that nothing was found, though its status says it was. Check the address."
    ),
    Reason.SCRIPT_PAGE: Remedy(
        Outcome.NOT_ARTICLE, "The page has no text without JavaScript. Open it in a browser and save it as a file."
    ),
    Reason.INDEX_PAGE: Remedy(
        Outcome.NOT_ARTICLE, "The page is a list of stories, not a story. Name its feed, or the stories themselves."
    ),
    Reason.EMPTY: Remedy(Outcome.EMPTY, "The site sent an empty page. Try again later, or open it in a browser."),
    Reason.DNS: Remedy(Outcome.DNS, "The host's name could not be found. Check the spelling and the network."),
    Reason.TLS: Remedy(
        Outcome.TLS, "The secure connection could not be trusted. Check the address; if it is right, tell the outlet."
    ),
    Reason.URL: Remedy(Outcome.REFUSED, "This is not a web address. Write it whole: https://example.org/story."),
    Reason.SCHEME: Remedy(Outcome.REFUSED, "Only http and https addresses are fetched. Name a local file by its path."),
    Reason.ADDRESS: Remedy(
        Outcome.REFUSED,
        "The host's address is private and not allowed. Add its network to allowed_networks if it is meant.",
    ),
    Reason.PORT: Remedy(Outcome.REFUSED, "This port is not allowed. Add it to allowed_ports if it is meant."),
    Reason.OUTSIDE: Remedy(Outcome.REFUSED, "The file lies outside its folder (a link leads out). Copy it inside."),
    Reason.CONNECT: Remedy(Outcome.FAILED, "No connection could be made. The site is left alone until the time shown."),
    Reason.TRUNCATED: Remedy(Outcome.FAILED, "The page broke off in the middle. It is tried again at the time shown."),
    Reason.DECODE: Remedy(Outcome.FAILED, "The page's compression is broken. Try again later, or tell the outlet."),
    Reason.ENCODING: Remedy(
        Outcome.FAILED,
        "The site used a compression that was not asked for. Save the page as a file, or tell the outlet.",
    ),
    Reason.PROTOCOL: Remedy(
        Outcome.FAILED, "The site's answer is not proper HTTP. It is tried again at the time shown."
    ),
    Reason.SERVER_ERROR: Remedy(
        Outcome.FAILED, "The site has an error of its own. It is tried again at the time shown."
    ),
    Reason.STATUS: Remedy(Outcome.FAILED, "The site answered with a status that is no page. Check the address."),
    Reason.TOO_MANY_REDIRECTS: Remedy(
        Outcome.FAILED,
        "The address leads in a circle of redirects. Open it in a browser and use the address it ends at.",
    ),
    Reason.BAD_REDIRECT: Remedy(Outcome.FAILED, "The address redirects to nowhere. Check the address in a browser."),
    Reason.NOT_A_FEED: Remedy(
        Outcome.FAILED, "The address gives no feed or sitemap. Look for the feed's address on the outlet's site."
    ),
    Reason.CLAIMREVIEW: Remedy(
        Outcome.UNSUPPORTED_TYPE,
        "This entry is no ClaimReview that can be used; the others were read. Tell the list's publisher.",
    ),
    Reason.ENTITIES: Remedy(
        Outcome.REFUSED, "The feed declares XML entities, which can be used to attack a reader. Tell the outlet."
    ),
    Reason.FILE_MISSING: Remedy(Outcome.GONE, "There is no such file. Check the path."),
    Reason.FILE_UNREADABLE: Remedy(
        Outcome.FAILED, "The file cannot be read. Check its rights and whether it is whole."
    ),
    Reason.ARCHIVE: Remedy(
        Outcome.FAILED, "Not all of the web archive can be read, or it holds no page. Have it anew, or make it anew."
    ),
    Reason.UNEXPECTED: Remedy(
        Outcome.FAILED, "Something went wrong that was not foreseen. Please report it with the reason shown."
    ),
}


HOURS = 3600.0
# seconds until another try makes sense, where the fault itself does not say
AGAIN: dict[Reason, float] = {
    Reason.TIMEOUT: 6 * HOURS,
    Reason.DEADLINE: 6 * HOURS,
    Reason.TRUNCATED: 6 * HOURS,
    Reason.PROTOCOL: 6 * HOURS,
    Reason.SERVER_ERROR: 6 * HOURS,
    Reason.EMPTY: 24 * HOURS,
    Reason.DECODE: 24 * HOURS,
    Reason.TLS: 24 * HOURS,
}


class Fault(Exception):  # noqa: N818 - a fault of the web, not an error of the program
    """Why this fetch cannot be ok; `wait` is in seconds, `next_attempt_at` when another try makes sense."""

    def __init__(
        self,
        reason: Reason,
        detail: str = "",
        *,
        status: int | None = None,
        wait: float | None = None,
        retry: bool = False,
    ) -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason, self.status, self.wait, self.retry = reason, status, wait, retry

    @property
    def remedy(self) -> Remedy:
        """Return the outcome and advice of this reason."""
        return REMEDIES[self.reason]

    @property
    def next_attempt_at(self) -> datetime | None:
        """Return the time of the next try in UTC, None where another one would end the same way."""
        wait = AGAIN.get(self.reason) if self.wait is None else self.wait
        return None if wait is None else CLOCK.now() + timedelta(seconds=wait)
