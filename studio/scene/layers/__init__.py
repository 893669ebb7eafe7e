"""One module a kind of layer; `studio.scene.kinds` is their table."""
