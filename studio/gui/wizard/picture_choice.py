"""A picture of the film: dropped, chosen from a folder, or the template's sample; where a video begins."""

from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.base.paths import assets_dir
from studio.gui.bridge import bridge
from studio.gui.dialogs.error_words import said
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import on_language, tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.drop_tile import DropTile
from studio.gui.widgets.film_start import FilmStart
from studio.gui.widgets.flow import flowing
from studio.gui.wizard.moving_film import MovingFilm
from studio.media.images import image_info, is_image, load_image
from studio.media.video_index import video_index
from studio.model.film_start import with_start, without_start
from studio.model.project import ASSET

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"})
FILMS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi"})
"""Films play in silence where a picture would stand."""
_TILE = (192, 120)


class PictureChoice(QWidget):
    """value: a file, or `asset:…`; of a video with its start (`studio.model.film_start`); None given back
    means the sample again."""

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
        buttons = QWidget()
        flow = flowing(buttons, gap=px(8))  # one under the other where there is little room
        flow.addWidget(self.choose_button)
        flow.addWidget(self.sample_button)
        beside = QVBoxLayout()
        beside.setSpacing(px(8))
        beside.addWidget(buttons)
        beside.addWidget(self.state)
        beside.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(px(16))
        across.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(beside, 1)
        self.begins = Words("small")
        self.start = FilmStart(with_picture=False)
        self.start.moved.connect(self._moved)
        self.start.pictured.connect(self._show)
        self.start.failed.connect(self._refused)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(across)
        column.addWidget(self.begins)
        column.addWidget(self.start)
        self.setFocusProxy(self.tile)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.choose_button.setText(tr("wizard.choose_picture"))
        self.sample_button.setText(tr("wizard.use_sample"))
        self.tile.setText("" if self._shown else tr("wizard.drop_picture"))
        self.tile.setAccessibleName(self.accessibleName() or tr("wizard.choose_picture"))
        self.sample_button.setVisible(not self._is_sample)
        self.begins.setText(tr("film_start.name"))
        for part in (self.begins, self.start):
            part.setVisible(self._is_film)
        if self._is_sample:
            self.state.setText(tr("wizard.sample_picture") if self._value else "")
        else:
            self.state.setText(f"\u2068{Path(self._value).name}\u2069")

    def set_value(self, value: str, *, is_sample: bool) -> None:
        """Shows a picture that was chosen elsewhere."""
        file_name, start = without_start(value)
        self._value, self._is_sample = file_name, is_sample
        if file_name != self._shown:
            self._shown = file_name
            self.tile.set_picture(None)
            file = _file_of(file_name)
            film = file if file is not None and _is_film(file) else None
            self.moving.set_film(film, _large(), start)
            self.start.set_film(film, start, _large())
            if file is not None and film is None:
                bridge().run(
                    lambda job: _small(file, _large()),
                    self._show,
                    failed=self._refused,
                    key=("picture", id(self)),
                    lane="pictures",
                    owner=self,
                )
        elif start != self.start.start:
            self.start.set_start(start)
            self.moving.set_film(_file_of(file_name), _large(), start)
        self.retranslate()

    @property
    def _is_film(self) -> bool:
        file = _file_of(self._value)
        return file is not None and _is_film(file)

    def _moved(self, start: Fraction) -> None:
        self.moving.set_film(_file_of(self._value), _large(), start)
        self.chosen.emit(with_start(self._value, start))
        self.focused.emit()

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
        self.state.setText(said(error))
        set_look(self.state, "error")


def _large() -> tuple[int, int]:
    """px that pictures of the tile fit into."""
    return px(_TILE[0]) * 2, px(_TILE[1]) * 2


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
    loaded = load_image(file, size)
    height, width = loaded.pixels.shape[:2]
    kind = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(loaded.pixels.tobytes(), width, height, width * 4, kind).copy()
