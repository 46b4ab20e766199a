"""Numerals that are no quantity: names (COVID-19, G7), series (Chapter 11), addresses, telephone numbers, furniture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.figure.lexemes import DASHES, NUMERAL, SIGN, WORD, Lexemes
from extract.figure.number.words import SMALL, TENS
from extract.figure.unit.units import FIRST_WORDS, read_unit
from extract.figure.vocabulary import CONTEXT
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.figure.amount.amounts import Amount
    from extract.figure.counted.nouns import Tokens

SERIES, STREETS, FURNITURE, LABELS = CONTEXT.series, CONTEXT.streets, CONTEXT.furniture, CONTEXT.labels
ADDRESS_WORDS = 4
RANKS = frozenset({"top", "bottom", "final", "big"})
LONGEST_ITEM, LEAST_MODEL = 2, 100
TITLE_CASE = 0.75  # share of capitalised words from which capitals tell nothing
FEWEST_WORDS, SHORT = 2, 3  # short words are small in most headlines
NAMED_PAIRS = frozenset({("9", "/", "11"), ("24", "/", "7"), ("7", "/", "7"), ("1", "/", "6"), ("50", "/", "50")})
LONGEST_TOKEN, MOST_IN_BRACKETS, FEWEST_IN_ROW = 8, 12, 3
ARTICLES = frozenset({"the", "a", "an", "this", "its", "their"})
TAGS, PATHS, CHAINS = frozenset("#@_"), frozenset("/\\=&?"), frozenset("-–/.")
GALLERY = frozenset({"photos", "images", "slides", "pictures", "videos"})


def is_name(lexemes: Lexemes, i: int) -> bool:
    """Whether the numeral at lexeme i is part of a name or code: letters touch it, or a hyphen ties it to a word."""
    word = lexemes[i]
    if word.kind != NUMERAL:
        return False
    before = lexemes[i - 1] if i else None
    if before is None or not word.glued:
        return False
    if before.kind == WORD or before.text in TAGS:
        return True
    if before.text in DASHES and before.glued and lexemes[i - 2].kind in {WORD, NUMERAL}:
        tied = lexemes[i - 2]
        if tied.kind == NUMERAL:
            return tied.glued and lexemes[i - 3].kind == WORD
        return tied.low not in SMALL and tied.low not in TENS and tied.low not in CONTEXT.before_hyphen
    unit = before.text == "/" and lexemes[i - 2].low in FIRST_WORDS and lexemes[i - 3].kind == NUMERAL  # 33C/91F
    return before.text in PATHS and before.glued and lexemes[i - 2].kind == WORD and not unit


def is_series(lexemes: Lexemes, i: int) -> bool:
    """Whether the word before says that the number names one of a series ("Chapter 11", "No. 1")."""
    at = i - 2 if lexemes[i - 1].low == "." and lexemes[i - 1].glued else i - 1
    capital = lexemes[at].text[:1].isupper() and lexemes[at].low in SERIES
    return capital or lexemes[at].low.removesuffix("s") in LABELS


def is_item(lexemes: Lexemes, amount: Amount) -> bool:
    """Whether a numeral at the head of a sentence counts a list: "1. Wash your hands. (2) Stay at home."."""
    at = amount.first - (lexemes[amount.first - 1].text == "(")
    opens = at == 0 or lexemes[at - 1].text in {".", "!", "?", ":", ";"}
    number, mark, after = lexemes[amount.first].text, lexemes[amount.last], lexemes[amount.last + 1]
    listed = number.isdigit() and len(number) <= LONGEST_ITEM and mark.low in {".", ")"} and mark.glued
    return opens and listed and not after.glued and (at == 0 or after.text[:1].isupper())


def is_model(lexemes: Lexemes, amount: Amount, tokens: Tokens) -> bool:
    """Whether a bare number names a model or an index: "a 737 landed", "an index called 500", "dial 999"."""
    before, value = lexemes[amount.first - 1].low, amount.number.value
    if before in CONTEXT.called:
        return amount.number.form == "digits"
    if before not in {"a", "an"} or amount.number.form != "digits" or not value or value < LEAST_MODEL:
        return False
    after = tokens.get(lexemes[amount.last].start)
    return lexemes[amount.last].kind in {"", SIGN} or (after is not None and after.tag_[:2] == "VB")


def is_address(lexemes: Lexemes, i: int) -> bool:
    """Whether capitalised words and a street word follow ("575 Wilbraham Road")."""
    for at in range(i + 1, i + 1 + ADDRESS_WORDS):
        if lexemes[at].kind != WORD or not lexemes[at].text[:1].isupper():
            return False
        if lexemes[at].low in STREETS and at > i + 1:
            return True
    return False


def chained(lexemes: Lexemes, i: int) -> int:
    """Return the lexeme after a chain such as "555-123-4567" or "192.168.1.2" that begins at i, else i."""
    if lexemes[i].kind != NUMERAL:
        return i
    run = i
    while lexemes[run].kind == NUMERAL and (run == i or not lexemes[run].glued):
        run += 1
    if run - i >= FEWEST_IN_ROW:
        return run  # a telephone number or a row of a table
    if lexemes[i + 1].low == "of" and lexemes[i + 3].low in GALLERY and lexemes[i + 2].kind == NUMERAL:
        return i + 4  # "2 of 21 Photos"
    if tuple(word.text for word in lexemes[i : i + 3]) in NAMED_PAIRS:
        return i + 3
    if lexemes[i].text.count(".") > 1:
        unit = read_unit(lexemes, i + 1)
        return i if unit and unit[0].dimension == Dimension.CURRENCY else i + 1  # "1.250.000 euros"
    at, links = i + 1, 0
    while lexemes[at].text in CHAINS and lexemes[at].glued and lexemes[at + 1].glued:
        if lexemes[at + 1].kind != NUMERAL:
            break
        at, links = at + 2, links + 1
    return at if links > 1 else i


def is_furniture(lexemes: Lexemes) -> bool:
    """Whether a whole paragraph is a counter of the page ("18 Shares")."""
    return lexemes[0].kind == NUMERAL and lexemes[1].low in FURNITURE and not lexemes[2].kind


def is_ranked(lexemes: Lexemes, amount: Amount) -> bool:
    """Whether a number only says where a list ends: "the top three", "the Big 12", with nothing counted after it."""
    after = lexemes[amount.last]
    return lexemes[amount.first - 1].low in RANKS and (after.kind != WORD or after.low in CONTEXT.ends_a_list)


def names_thing(lexemes: Lexemes, amount: Amount, tokens: Tokens) -> bool:
    """Whether a bare number belongs to the name before it ("iPhone 11", "S&P 500"), as the parse and capitals say."""
    first = amount.first
    if first == 0 or lexemes[first - 1].kind != WORD or lexemes[first - 1].low in CONTEXT.not_names:
        return False
    before, token = lexemes[first - 1], tokens.get(lexemes[first].start)
    named = covering(tokens, before.start)
    if lexemes[first].text == "-" and before.text.isupper():
        return True  # COVID -19
    if token is None or named is None:
        return False
    if amount.number.form == "words":  # "the Central Park Five", "the Gang of Eight"
        return lexemes[first].text[:1].isupper() and not token.is_sent_start and not title_case(lexemes)
    return not title_case(lexemes) and _named_by(lexemes, first, token, named)


def _named_by(lexemes: Lexemes, first: int, token: Token, named: Token) -> bool:
    """Whether a numeral after a proper name belongs to it: not where it counts a plural ("gave León 217 votes")."""
    before = lexemes[first - 1]
    mixed = any(x.isupper() for x in before.text[1:]) and not before.text.isupper()
    mixed = mixed or _joins(lexemes, first - 1)
    if named.tag_ not in {"NNP", "NNPS"} and not mixed:
        return _tied(token, named)
    start = first - 1
    while start and (
        (lexemes[start - 1].kind == WORD and lexemes[start - 1].text[:1].isupper()) or _joins(lexemes, start)
    ):
        start -= 1
    counts = token.head.i > token.i and token.head.tag_ == "NNS"
    return not counts or lexemes[start - 1].low in ARTICLES or start == 0


def _joins(lexemes: Lexemes, at: int) -> bool:
    """Whether "&" stands before a lexeme and joins a name ("S&P 500")."""
    return lexemes[at - 1].text == "&" and lexemes[at - 1].glued and lexemes[at].glued


def _tied(token: Token, named: Token) -> bool:
    """Whether the parse hangs the number on the noun before it."""
    hangs = token.head.i == token.i - 1 and token.dep_ in {"nummod", "appos"}
    return bool(hangs and named.tag_ in {"NN", "NNP", "NNPS"})


def title_case(lexemes: Lexemes) -> bool:
    """Whether most words are capitalised, as in American headlines: then a capital tells nothing."""
    words = [word for word in lexemes[1:40] if word.kind == WORD and len(word.text) > SHORT]
    return len(words) >= FEWEST_WORDS and sum(word.text[:1].isupper() for word in words) >= TITLE_CASE * len(words)


def covering(tokens: Tokens, at: int) -> Token | None:
    """Return the token that holds offset `at`, or None."""
    for back in range(LONGEST_TOKEN):
        token = tokens.get(at - back)
        if token is not None:
            return token if token.idx + len(token) > at else None
    return None


def is_code(lexemes: Lexemes, amount: Amount) -> bool:
    """Whether a numeral is a code ("5G", "13F", "0958") or counts a list ("1)")."""
    after = lexemes[amount.last]
    first = lexemes[amount.first].text
    state = lexemes[amount.first - 1].text if amount.first else ""
    postal = first.isdigit() and len(first) == len("23456") and len(state) == len("PA") and state.isupper()
    if amount.unit is None and (postal or (len(first) > 1 and first[0] == "0" and first.isdigit())):
        return True
    if amount.number.form != "digits":
        return False
    if after.text == ")" and lexemes[amount.first - 1].low not in {"(", ","} and amount.last == amount.first + 1:
        return not any(word.text == "(" for word in lexemes[max(0, amount.first - MOST_IN_BRACKETS) : amount.first])
    return after.kind == WORD and after.glued and amount.unit is None
