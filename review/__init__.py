"""The fact-checkers' page: Starlette, Jinja2 and a little script."""
