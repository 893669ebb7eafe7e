"""From a template to a film in three steps: words, pictures, look; beside them the film as it is."""
