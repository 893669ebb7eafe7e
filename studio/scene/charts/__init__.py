"""One module a chart; `studio.scene.layers.chart` lists them."""
