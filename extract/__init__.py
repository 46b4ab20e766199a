"""Text in, records out: pure functions with no network and no database."""

import os

# A process reads one page at a time, and as many processes as there are cores read at once: a second thread in a matrix
# product would only take a core from another page. It must be said before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
