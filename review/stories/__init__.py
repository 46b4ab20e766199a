"""Events: what every outlet tells of one, and which articles belong to it."""
