"""Every kind of layer by its tag: the one table to extend."""

from studio.scene.kind import Kind
from studio.scene.layers import (
    bilingual,
    caption,
    chart,
    composition,
    group,
    icon,
    image,
    pattern,
    shape,
    text,
    track,
)

KINDS: dict[str, Kind] = {
    "text": text.KIND,
    "bilingual": bilingual.KIND,
    "image": image.KIND,
    "shape": shape.KIND,
    "pattern": pattern.KIND,
    "icon": icon.KIND,
    "group": group.KIND,
    "chart": chart.KIND,
    "caption": caption.KIND,
    "composition": composition.KIND,
    "track": track.KIND,
}
