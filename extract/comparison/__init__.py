"""How figures that belong together are compared, one module a family."""
