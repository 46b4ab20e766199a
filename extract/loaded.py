"""Everything a worker needs, loaded: the fork server imports this once, so that a worker starts in no time."""

from contextlib import suppress

import extract.documents
import extract.pipeline
from extract.parse import MODEL, language_model, tagging

__all__ = ["extract"]

with suppress(OSError):  # a model that is not installed: each worker that asks for it says so
    language_model()
    tagging(MODEL)
