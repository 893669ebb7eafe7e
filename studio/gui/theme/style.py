"""The style sheet: radius, padding, states.  Colours that Qt's palette cannot say are said here.

Widgets ask for a variant by the property `look`: buttons `primary`, `quiet`, `tool`, `card`; labels `title`,
`display`, `lead`, `small`, `muted`, `error`, `warn`, `ok`; frames `panel`, `card`, `bar`.
"""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from studio.gui.theme.palettes import Palette

_SHEET = """
QWidget#page, QMainWindow, QDialog {{ background: {window}; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: {p4}px {p8}px; }}

QFrame[look="panel"] {{ background: {panel}; border: none; }}
QFrame[look="bar"] {{ background: {panel}; border: none; border-bottom: 1px solid {line}; }}
QFrame[look="card"] {{ background: {panel}; border: 1px solid {line}; border-radius: {p8}px; }}
QFrame[look="note"] {{ background: {panel}; border: 1px solid {accent}; border-radius: {p8}px; }}
QFrame[look="line"] {{ background: {line}; border: none; }}

QLabel {{ background: transparent; color: {text}; }}
QLabel[look="display"] {{ font-size: {display}px; font-weight: 600; }}
QLabel[look="title"] {{ font-size: {title}px; font-weight: 600; }}
QLabel[look="lead"] {{ font-size: {lead}px; font-weight: 600; }}
QLabel[look="strong"] {{ font-weight: 600; }}
QLabel[look="small"] {{ font-size: {small}px; color: {muted}; }}
QLabel[look="muted"] {{ color: {muted}; }}
QLabel[look="error"] {{ color: {error}; }}
QLabel[look="warn"] {{ color: {warn}; }}
QLabel[look="ok"] {{ color: {ok}; }}

QPushButton, QToolButton {{
    background: {raised}; color: {text}; border: 1px solid {line}; border-radius: {p6}px;
    min-height: {p30}px; padding: 0 {p12}px;
}}
QPushButton:hover, QToolButton:hover {{ background: {hover}; border-color: {border}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {chosen}; }}
QPushButton:checked, QToolButton:checked {{ background: {chosen}; border-color: {accent}; }}
QPushButton:disabled, QToolButton:disabled {{
    color: {faint}; background: transparent; border-color: {line};
}}
QPushButton[look="primary"], QToolButton[look="primary"] {{
    background: {accent}; color: {on_accent}; border: 1px solid {accent}; font-weight: 600;
    padding: 0 {p20}px;
}}
QPushButton[look="primary"]:hover, QToolButton[look="primary"]:hover {{ background: {accent_hover}; }}
QPushButton[look="primary"]:disabled {{ background: {raised}; color: {faint}; border-color: {line}; }}
QPushButton[look="quiet"], QToolButton[look="quiet"] {{ background: transparent; border-color: transparent; }}
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover {{ background: {hover}; }}
QPushButton[look="quiet"]:checked, QToolButton[look="quiet"]:checked {{
    background: {chosen}; border-color: {accent};
}}
QToolButton[look="quiet"][tight="true"] {{ padding: 0 {p4}px; }}
QToolButton[look="tool"] {{
    background: transparent; border: 1px solid transparent; padding: 0;
    min-width: {p30}px; min-height: {p30}px;
}}
QToolButton[look="tool"]:hover {{ background: {hover}; }}
QToolButton[look="tool"]:checked {{ background: {chosen}; border-color: {accent}; }}
QToolButton[look="dense"] {{
    background: transparent; border: 1px solid transparent; padding: 0;
    min-width: {p26}px; min-height: {p26}px;
}}
QToolButton[look="dense"]:hover {{ background: {hover}; }}
QToolButton[look="dense"]:checked {{ background: {chosen}; border-color: {accent}; }}
QToolButton[look="bare"] {{
    background: transparent; border: none; padding: 0; min-width: 0; min-height: 0;
}}
QToolButton[look="warn"] {{
    background: transparent; color: {warn}; border: 1px solid transparent; padding: 0 {p8}px;
    min-height: {p20}px;
}}
QToolButton[look="warn"]:hover {{ background: {hover}; }}
QToolButton::menu-indicator {{ image: none; }}
QPushButton[look="keys"] {{
    background: transparent; border-color: transparent; color: {muted};
    min-height: {p24}px; min-width: {p24}px; padding: 0 {p4}px; text-align: right;
}}
QPushButton[look="keys"]:hover {{ background: {hover}; color: {text}; }}
QPushButton[look="keys"][waiting="true"] {{ background: {chosen}; border-color: {accent}; color: {text}; }}
QPushButton[look="link"] {{
    background: transparent; border: none; color: {link}; text-decoration: underline; padding: 0 {p4}px;
}}

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {{
    background: {field}; color: {text}; border: 1px solid {field_line}; border-radius: {p6}px;
    selection-background-color: {chosen}; selection-color: {text};
}}
QLineEdit, QAbstractSpinBox, QComboBox {{ min-height: {p30}px; padding: 0 {p8}px; }}
QLineEdit[dense="true"] {{ min-height: {p26}px; padding: 0 {p6}px; }}
QPlainTextEdit, QTextEdit {{ padding: {p4}px {p4}px; }}
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover {{ border-color: {text}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus {{ border-color: {focus}; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border-color: {error}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ color: {faint}; border-color: {line}; }}
QComboBox {{ padding-right: {p8}px; }}
QComboBox::drop-down {{ border: none; width: {p28}px; }}
QComboBox::down-arrow {{ image: url({arrow}); width: {p16}px; height: {p16}px; }}
QComboBox QAbstractItemView {{
    background: {panel}; border: 1px solid {border}; selection-background-color: {chosen};
    selection-color: {text}; outline: none; padding: {p4}px;
}}

QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QCheckBox, QRadioButton {{ spacing: {p8}px; min-height: {p24}px; color: {text}; background: transparent; }}

QMenu {{ background: {panel}; border: 1px solid {field_line}; border-radius: {p8}px; padding: {p4}px; }}
QMenu::item {{ padding: {p6}px {p24}px; border-radius: {p4}px; color: {text}; }}
QMenu::item:selected {{ background: {chosen}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {p4}px {p8}px; }}

QListView, QTreeView, QTableView {{
    background: {panel}; border: none; outline: none; selection-background-color: {chosen};
    selection-color: {text};
}}
QListView::item, QTreeView::item {{ min-height: {p28}px; border-radius: {p4}px; padding: 0 {p8}px; }}
QListView::item:hover, QTreeView::item:hover {{ background: {hover}; }}
QListView::item:selected, QTreeView::item:selected {{ background: {chosen}; color: {text}; }}
QHeaderView::section {{
    background: {panel}; color: {muted}; padding: {p6}px {p8}px;
    border: none; border-bottom: 1px solid {line};
}}

QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {p12}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {p12}px; margin: 0; }}
QScrollBar::handle {{ background: {scroll}; border-radius: {p4}px; margin: {p2}px; }}
QScrollBar::handle:vertical {{ min-height: {p32}px; }}
QScrollBar::handle:horizontal {{ min-width: {p32}px; }}
QScrollBar::handle:hover {{ background: {border}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QSplitter::handle {{ background: {line}; }}
QSplitter::handle:hover {{ background: {accent}; }}
QSplitter::handle:horizontal {{ width: {p4}px; }}
QSplitter::handle:vertical {{ height: {p4}px; }}

QTabBar::tab {{
    background: transparent; color: {muted}; padding: {p6}px {p12}px;
    border: none; border-bottom: 2px solid transparent;
}}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabWidget::pane {{ border: none; }}

QSlider::groove:horizontal {{ background: {field_line}; height: {p4}px; border-radius: {p2}px; }}
QSlider::sub-page:horizontal {{ background: {accent}; border-radius: {p2}px; }}
QSlider::handle:horizontal {{
    background: {text}; width: {p16}px; height: {p16}px; margin: -{p6}px 0; border-radius: {p8}px;
}}
QProgressBar {{
    background: {field}; border: 1px solid {line}; border-radius: {p4}px;
    min-height: {p6}px; max-height: {p6}px;
}}
QProgressBar::chunk {{ background: {accent}; border-radius: {p4}px; }}
"""

_LENGTHS = (2, 4, 6, 8, 12, 14, 16, 20, 24, 26, 28, 30, 32)


def mixed(over: str, under: str, share: float) -> str:
    """`share` (0 … 1) of the colour `over` upon `under`; both `#RRGGBB`."""
    pairs = zip(_channels(over), _channels(under), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def style_sheet(colors: Palette, sizes: Mapping[str, int], px: Callable[[float], int], arrow: str) -> str:
    """The application's style sheet.

    sizes: of text in px by name.  px: logical pixels at the scale.  arrow: a picture file for
    lists that open.
    """
    high = colors.name == "contrast"
    derived = {
        "line": colors.border if high else mixed(colors.border, colors.panel, 0.32),
        "field_line": colors.border if high else mixed(colors.border, colors.panel, 0.75),
        "hover": mixed(colors.focus, colors.raised, 0.28)
        if high
        else mixed(colors.text, colors.raised, 0.10),
        "accent_hover": mixed(colors.text, colors.accent, 0.15),
        "faint": mixed(colors.muted, colors.panel, 0.62),
        "scroll": colors.border if high else mixed(colors.border, colors.panel, 0.55),
    }
    named = {name: colors.color(name) for name in Palette.__struct_fields__ if name != "name"}
    lengths = {f"p{length}": px(length) for length in _LENGTHS}
    return _SHEET.format(**named, **derived, **lengths, **sizes, arrow=arrow)


def set_look(widget: QWidget, look: str) -> None:
    """Gives a widget a variant of the style sheet, at once."""
    if widget.property("look") == look:
        return
    widget.setProperty("look", look)
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Reads the style sheet anew for a widget whose property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
