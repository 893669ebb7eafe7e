"""Frames for looking at while a film is edited: any moment, any scale, the same engine as the export."""

from fractions import Fraction

from studio.model.composition import Composition
from studio.render.pictures import PictureCache
from studio.render.rasterizer import Pixels, Rasterizer
from studio.scene.findings import Finding
from studio.scene.resources import SceneResources
from studio.scene.scene import Scene
from studio.services.output_place import check_picture_size
from studio.services.proxies import proxies
from studio.services.resources import ResourceList, open_resources

_SIZES_KEPT = 3
"""Rasterizers that are kept: full size, the same from light copies, and draft."""


class FrameStage:
    """Paints moments of a composition that may be another each time.  Not for several threads at once.

    The laid-out scene is kept while the composition is the very same value; fonts and pictures while the
    resources are.
    """

    def __init__(self) -> None:
        self._composition: Composition | None = None
        self._listed: ResourceList | None = None
        self._resources: SceneResources | None = None
        self._scene: Scene | None = None
        self._pictures = PictureCache()
        self._pictures.films.light_copy = proxies().ready
        self._pictures.films.light_copy_failed = proxies().forget
        self._light = False
        self._rasterizers: dict[tuple[int, int, bool, bool], Rasterizer] = {}

    @property
    def scene(self) -> Scene:
        """The scene that was painted last."""
        if self._scene is None:
            raise RuntimeError("nothing has been painted yet")
        return self._scene

    @property
    def transparent(self) -> bool:
        return self._composition is not None and self._composition.background in (None, "none")

    @property
    def light(self) -> bool:
        """Whether what was painted last may show films by their light copies."""
        return self._light

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the layout could not do well, of what has been painted so far."""
        return () if self._scene is None else tuple(self._scene.context.findings)

    def prepare(self, composition: Composition, listed: ResourceList) -> Scene:
        """The scene of a composition.  Raises FontError, MediaError."""
        if self._resources is None or listed != self._listed:
            self._resources, self._listed, self._scene = open_resources(listed), listed, None
        if self._scene is None or composition is not self._composition:
            self._scene = Scene(composition, self._resources)
            self._composition = composition
        return self._scene

    def paint(
        self,
        composition: Composition,
        listed: ResourceList,
        time: Fraction,
        scale: float,
        *,
        light: bool = False,
    ) -> Pixels:
        """The frame at `time`: (height, width, 4) BGRA.  Valid until the next call.

        scale: output px per canvas px.  light: films by their light copies (`services.proxies`), where there
        are any: quicker, less sharp.  Raises FontError, MediaError, InputError.
        """
        scene = self.prepare(composition, listed)
        width = max(1, round(composition.size.width * scale))
        height = max(1, round(composition.size.height * scale))
        check_picture_size(width, height)
        self._light = light and any(proxies().ready(film.digest) for film in scene.context.resources.films)
        key = (width, height, self.transparent, self._light)
        rasterizer = self._rasterizers.pop(key, None)
        if rasterizer is None:
            rasterizer = Rasterizer(
                *(width, height, scale),
                transparent=self.transparent,
                light=self._light,
                pictures=self._pictures,
            )
        self._rasterizers[key] = rasterizer
        for old in list(self._rasterizers)[:-_SIZES_KEPT]:
            del self._rasterizers[old]
        rasterizer.rasterize(scene.display_list(time))
        return rasterizer.pixels
