"""W4 as a whole program: a hundred stills from the rows of a table.

    python -m studio.services.bench.cards PROJECT TABLE FOLDER COUNT         by worker processes
    python -m studio.services.bench.cards PROJECT TABLE FOLDER COUNT --floor paints first; prints the seconds
                                                                             that only saving them took

The project holds one card; each row changes its texts and shares.
"""

import csv
import multiprocessing
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from studio.services.render_workers import choose_count

if TYPE_CHECKING:  # the workers import what paints; this program only shares out the rows
    from studio.model.layers import Layer
    from studio.render.rasterizer import Pixels

Row = Mapping[str, str]


class CardPainter:
    """Paints cards one after another in one process, and saves them."""

    def __init__(self, project: Path) -> None:
        from studio.render.rasterizer import Rasterizer
        from studio.services.opening import open_source
        from studio.services.resources import open_resources

        opened = open_source(str(project))
        self._pattern = opened.composition
        self._resources = open_resources(opened.resources)
        size = self._pattern.size
        self._rasterizer = Rasterizer(size.width, size.height)

    @property
    def pixels(self) -> "Pixels":
        """The card painted last; the next one changes it."""
        return self._rasterizer.pixels

    def paint(self, row: Row) -> None:
        from studio.scene.scene import Scene

        composition = self._pattern.model_copy(
            update={"layers": tuple(_filled(layer, row) for layer in self._pattern.layers)}
        )
        scene = Scene(composition, self._resources)
        self._rasterizer.rasterize(scene.display_list(composition.duration / 2))

    def save(self, path: Path) -> None:
        from studio.encode.images import write_png

        write_png(path, self._rasterizer.pixels)


def _filled(layer: "Layer", row: Row) -> "Layer":
    """A layer of the card with what the row says of it."""
    from studio.model.layers import ShapeLayer, TextLayer

    if isinstance(layer, TextLayer):
        text = f"{row['share']}٪" if layer.id == "percent" else row[layer.id]
        return layer.model_copy(update={"text": text})
    if isinstance(layer, ShapeLayer) and layer.id == "donut":
        return layer.model_copy(update={"drawn": int(row["share"]) / 100})
    if isinstance(layer, ShapeLayer) and layer.id.startswith("bar-"):
        return layer.model_copy(update={"drawn": int(row[f"v{layer.id[-1]}"]) / 100})
    return layer


def render_cards(project: Path, rows: Sequence[tuple[int, Row]], folder: Path) -> None:
    """Runs in a worker: paints and saves the numbered rows."""
    painter = CardPainter(project)
    for number, row in rows:
        painter.paint(row)
        painter.save(folder / f"card-{number:03}.png")


def saving_seconds(project: Path, rows: Sequence[tuple[int, Row]], folder: Path) -> float:
    """How long it takes to compress and write the finished pictures alone, one after another."""
    painter = CardPainter(project)
    spent = 0.0
    for number, row in rows:
        painter.paint(row)
        began = time.perf_counter()
        painter.save(folder / f"card-{number:03}.png")
        spent += time.perf_counter() - began
    return spent


def main(arguments: Sequence[str]) -> int:
    project, table, folder = (Path(argument) for argument in arguments[:3])
    with table.open(encoding="utf-8", newline="") as file:
        table_rows: list[Row] = [dict(row) for row in csv.DictReader(file)]
    rows = list(enumerate(table_rows))[: int(arguments[3])]
    if "--floor" in arguments:
        print(saving_seconds(project, rows, folder))
        return 0
    workers = min(choose_count(), len(rows))
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        for done in [pool.submit(render_cards, project, rows[at::workers], folder) for at in range(workers)]:
            done.result()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
