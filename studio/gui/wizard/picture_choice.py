"""A picture of the film: dropped, chosen from a folder, or the template's sample."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.base.paths import assets_dir
from studio.gui.bridge import bridge
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import on_language, tr
from studio.gui.pictures import image_of
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.drop_tile import DropTile
from studio.gui.wizard.moving_film import MovingFilm
from studio.media.images import image_info, is_image, load_image
from studio.media.video_index import video_index
from studio.model.project import ASSET
from studio.services.thumbnails import file_thumbnail

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"})
FILMS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi"})
"""Films play in silence where a picture would stand."""
_TILE = (192, 120)


class PictureChoice(QWidget):
    """value: a file, or `asset:…`; None given back means the sample again."""

    chosen = Signal(object)
    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self._is_sample = True
        self._shown = ""
        self.tile = DropTile(SUFFIXES | FILMS, _TILE)
        self.tile.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.moving = MovingFilm(self.tile)
        self.tile.clicked.connect(self.ask)
        self.tile.dropped.connect(self.take)
        self.state = Words("small", wrap=True)
        self.choose_button = QPushButton()
        self.choose_button.clicked.connect(self.ask)
        self.sample_button = QPushButton()
        set_look(self.sample_button, "quiet")
        self.sample_button.clicked.connect(lambda: self.chosen.emit(None))
        beside = QVBoxLayout()
        beside.setSpacing(px(8))
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.sample_button)
        buttons.addStretch(1)
        beside.addLayout(buttons)
        beside.addWidget(self.state)
        beside.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        self.setFocusProxy(self.tile)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.choose_button.setText(tr("wizard.choose_picture"))
        self.sample_button.setText(tr("wizard.use_sample"))
        self.tile.setText("" if self._shown else tr("wizard.drop_picture"))
        self.tile.setAccessibleName(self.accessibleName() or tr("wizard.choose_picture"))
        self.sample_button.setVisible(not self._is_sample)
        if self._is_sample:
            self.state.setText(tr("wizard.sample_picture") if self._value else "")
        else:
            self.state.setText(f"\u2068{Path(self._value).name}\u2069")

    def set_value(self, value: str, *, is_sample: bool) -> None:
        """Shows a picture that was chosen elsewhere."""
        self._value, self._is_sample = value, is_sample
        if value != self._shown:
            self._shown = value
            self.tile.set_picture(None)
            self.moving.set_film(None, (0, 0))
            file = _file_of(value)
            if file is not None:
                size = (px(_TILE[0]) * 2, px(_TILE[1]) * 2)
                self.moving.set_film(file if _is_film(file) else None, size)
                bridge().run(
                    lambda job: _small(file, size),
                    self._show,
                    failed=self._refused,
                    key=("picture", id(self)),
                    lane="pictures",
                    owner=self,
                )
        self.retranslate()

    def ask(self) -> None:
        """Asks for a file."""
        self.focused.emit()
        dialog = QFileDialog(self, tr("wizard.choose_picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES | FILMS))
        dialog.setNameFilter(f"{tr('wizard.pictures')} ({endings})")
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def take(self, file: Path) -> None:
        """Takes a file, if it is a picture or a film; says why not."""
        self.focused.emit()
        bridge().run(
            lambda job: _check(file),
            lambda _: self.chosen.emit(str(file)),
            failed=self._refused,
            lane="pictures",
            owner=self,
        )

    def _show(self, picture: QImage) -> None:
        still = QPixmap.fromImage(picture)
        self.tile.set_picture(still)
        self.moving.set_still(still)
        self.retranslate()

    def _refused(self, error: StudioError) -> None:
        self.state.setText(error.message)
        set_look(self.state, "error")


def _file_of(value: str) -> Path | None:
    if not value:
        return None
    return assets_dir() / value.removeprefix(ASSET) if value.startswith(ASSET) else Path(value)


def _is_film(file: Path) -> bool:
    return file.suffix.lower() in FILMS and not is_image(file)


def _check(file: Path) -> None:
    """Raises MediaError for what is neither picture nor film."""
    if _is_film(file):
        video_index(file)
    else:
        image_info(file)


def _small(file: Path, size: tuple[int, int]) -> QImage:
    """In a thread: the picture about as large as it is shown.  Raises MediaError."""
    if _is_film(file):
        return image_of(file_thumbnail(file, size))
    loaded = load_image(file, size)
    height, width = loaded.pixels.shape[:2]
    kind = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(loaded.pixels.tobytes(), width, height, width * 4, kind).copy()
