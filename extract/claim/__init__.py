"""How a statement is weighed: features, exemptions, neighbours."""
