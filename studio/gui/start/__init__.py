"""The first screen: what can be made, templates that play, recent projects, what was recovered."""
