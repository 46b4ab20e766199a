"""Which decision covers a flag, said here once: the desk folds acts by it in memory, v1.flags by macros made of it."""

from __future__ import annotations

# narrowest first: what an act of the scope and a flag have in common; the narrowest act counts, and of those the newest
SCOPES = {
    "place": ("flag_id",),
    "sentence": ("memory",),
    "outlet_check": ("check_code", "outlet"),
    "check": ("check_code",),
}
STATE_OF_ACT = {"confirm": "confirmed", "dismiss": "dismissed", "later": "later"}  # a flag is open without such an act
REMEMBERED = "place"  # an act of this scope covers its flag only while check, sentence and figures are the same
KEYS = ("flag_id", "memory", "check_code", "outlet")


def recalls(scope: str, made_on: str, memory: str) -> bool:
    """Say whether an act of this scope, made on one memory, covers a flag of another: else the flag comes back."""
    return scope != REMEMBERED or made_on in {"", memory}


def macros() -> str:
    """Return the same as SQL: the scopes, the state that an act gives, and by what an act of a scope meets a flag."""
    states = " ".join(f"WHEN '{act}' THEN '{state}'" for act, state in STATE_OF_ACT.items())
    reaches = " ".join(f"WHEN '{scope}' THEN CONCAT_WS(CHR(31), {', '.join(keys)})" for scope, keys in SCOPES.items())
    return (
        f"CREATE OR REPLACE MACRO act_scopes() AS {list(SCOPES)};"
        f"CREATE OR REPLACE MACRO act_state(act) AS CASE act {states} END;"
        f"CREATE OR REPLACE MACRO act_reach(scope, {', '.join(KEYS)}) AS CASE scope {reaches} END;"
        f"CREATE OR REPLACE MACRO act_recalls(scope, made_on, memory) AS "
        f"scope <> '{REMEMBERED}' OR made_on IN ('', memory);"
        "CREATE OR REPLACE MACRO act_newest(told, scope, memory) AS "
        "CASE WHEN told IS NOT NULL THEN "
        "list_aggregate(list_filter(told, lambda one : act_recalls(scope, one.memory, memory)), 'max') END;"
    )
