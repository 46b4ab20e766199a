"""The enumerations that records, SQL and pages share; each value is the word stored in DuckDB."""

from enum import StrEnum


class Part(StrEnum):
    """Which text of an article a span counts in."""

    TEXT = "text"
    TITLE = "title"
    STANDFIRST = "standfirst"


class Role(StrEnum):
    """What a paragraph or sentence is on the page."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    SUBHEAD = "subhead"
    BODY = "body"
    CAPTION = "caption"
    KEY_POINT = "key_point"
    LIST_ITEM = "list_item"
    TABLE = "table"  # a row of cells
    TABLE_HEADER = "table_header"
    RELATED_LINK = "related_link"
    CORRECTION_NOTE = "correction_note"
    FURNITURE = "furniture"


TABLE_ROWS = frozenset((Role.TABLE, Role.TABLE_HEADER))


class ChangeKind(StrEnum):
    """What a later revision of a page says otherwise."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    SENTENCE = "sentence"
    FIGURE = "figure"
    QUOTATION = "quotation"
    SOURCE = "source"


class Severity(StrEnum):
    """Great Expectations' three severities."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


class Bound(StrEnum):
    """How a figure limits its value."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"


class Dimension(StrEnum):
    """What kind of quantity a figure is."""

    COUNT = "count"
    CURRENCY = "currency"
    PERCENTAGE = "percentage"
    RATIO = "ratio"
    LENGTH = "length"
    AREA = "area"
    VOLUME = "volume"
    MASS = "mass"
    SPEED = "speed"
    TEMPERATURE = "temperature"
    ENERGY = "energy"
    DURATION = "duration"
    AGE = "age"
    DATE = "date"
    TIME = "time"
    ORDINAL = "ordinal"
    SCORE = "score"
    OTHER = "other"


class AttributionKind(StrEnum):
    """How the content is reported."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class AttributionClass(StrEnum):
    """What the source does; only speech and document satisfy "has a source"."""

    SPEECH = "speech"
    DOCUMENT = "document"
    COGNITION = "cognition"
    ATTITUDE = "attitude"


class SourceKind(StrEnum):
    """Who the source is."""

    NAMED_PERSON = "named_person"
    NAMED_ORGANISATION = "named_organisation"
    UNNAMED_PERSON = "unnamed_person"
    UNNAMED_GROUP = "unnamed_group"
    UNNAMED_ORGANISATION = "unnamed_organisation"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"
    VAGUE = "vague"


class Outcome(StrEnum):
    """What became of one fetch; everything but ok, not_modified and unchanged is a dead letter."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    GONE = "gone"
    BLOCKED = "blocked"
    PAYWALLED = "paywalled"
    CONSENT = "consent"
    ROBOTS_DENIED = "robots_denied"
    DEFERRED = "deferred"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    UNSUPPORTED_TYPE = "unsupported_type"
    NOT_ARTICLE = "not_article"
    EMPTY = "empty"
    DNS = "dns"
    TLS = "tls"
    REFUSED = "refused"
    FAILED = "failed"


class RunState(StrEnum):
    """How a run ended, in the words of Prefect's final states."""

    RUNNING = "Running"
    COMPLETED = "Completed"
    COMPLETED_WITH_FAILURES = "CompletedWithFailures"
    FAILED = "Failed"
