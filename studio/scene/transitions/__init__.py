"""One module a transition; `studio.scene.transitions.table` lists them."""
