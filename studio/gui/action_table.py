"""Every command of the window, in one table: menus, palette, shortcut page and tests walk it.

An action is shown only where some part of the window carries it out (`studio.gui.actions.ActionHub.bind`), so
the table may name what is not there yet.

Keys are Qt's portable text; on macOS Qt reads Ctrl as Command.  They avoid punctuation (which moves between
layouts), Ctrl+Alt, Alt+Shift and Ctrl+Space (which window managers and input methods take).  Keys without
Ctrl and Alt belong to the stage, that is canvas and timeline, so that they never take a letter from a text
field.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

Where = Literal["window", "project", "stage"]
"""Where an action can be used: always; while a project is open; while canvas or timeline has the keyboard."""


class Action(Struct, frozen=True):
    """id: `menu.name`.  keys: Qt's portable text.  icon: of the window's icons.  Empty for none."""

    id: str
    english: str
    arabic: str
    keys: str
    where: Where
    icon: str = ""

    @property
    def menu(self) -> str:
        return self.id.partition(".")[0]

    def name(self, language: str) -> str:
        """What people call it."""
        return self.arabic if language == "ar" else self.english


MENUS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "file": {"en": "File", "ar": "ملف"},
        "edit": {"en": "Edit", "ar": "تحرير"},
        "insert": {"en": "Insert", "ar": "إدراج"},
        "layer": {"en": "Layer", "ar": "طبقة"},
        "time": {"en": "Time", "ar": "زمن"},
        "play": {"en": "Play", "ar": "تشغيل"},
        "captions": {"en": "Captions", "ar": "تسميات"},
        "view": {"en": "View", "ar": "عرض"},
        "help": {"en": "Help", "ar": "مساعدة"},
    }
)
"""Names of the menus, in their order."""

ACTIONS = (
    # file
    Action("file.new", "New", "جديد", "Ctrl+N", "window", "file-plus"),
    Action("file.open", "Open", "فتح", "Ctrl+O", "window", "folder-open"),
    Action("file.save", "Save", "حفظ", "Ctrl+S", "project", "device-floppy"),
    Action("file.saveas", "Save as", "حفظ باسم", "Ctrl+Shift+S", "project"),
    Action("file.pack", "Pack project", "حزم المشروع", "", "project", "package"),
    Action("file.versions", "Versions", "النسخ السابقة", "", "project", "history"),
    Action("file.import", "Import media", "استيراد وسائط", "Ctrl+I", "project", "photo-plus"),
    Action("file.caption", "Caption a video", "تسميات لفيديو", "", "window", "subtitles"),
    Action("file.batch", "From a sheet", "دفعة من جدول", "Ctrl+B", "window", "table"),
    Action("file.export", "Export", "تصدير", "Ctrl+E", "project", "file-export"),
    Action("file.still", "Save frame", "حفظ الإطار", "Ctrl+Shift+E", "project", "camera"),
    Action("file.queue", "Queue", "قائمة التصدير", "Ctrl+J", "window", "list-check"),
    Action("file.settings", "Settings", "الإعدادات", "F12", "window", "settings"),
    Action("file.close", "Close", "إغلاق", "Ctrl+W", "project", "x"),
    Action("file.quit", "Quit", "إنهاء", "Ctrl+Q", "window"),
    # edit
    Action("edit.undo", "Undo", "تراجع", "Ctrl+Z", "project", "arrow-back-up"),
    Action("edit.redo", "Redo", "إعادة", "Ctrl+Shift+Z", "project", "arrow-forward-up"),
    Action("edit.cut", "Cut", "قص", "Ctrl+X", "project", "scissors"),
    Action("edit.copy", "Copy", "نسخ", "Ctrl+C", "project", "copy"),
    Action("edit.paste", "Paste", "لصق", "Ctrl+V", "project", "clipboard"),
    Action("edit.style", "Paste style", "لصق النمط", "Ctrl+Shift+V", "project"),
    Action("edit.dup", "Duplicate", "تكرار", "Ctrl+D", "project", "copy-plus"),
    Action("edit.del", "Delete", "حذف", "Del", "stage", "trash"),
    Action("edit.gap", "Ripple delete", "حذف وسد", "Shift+Del", "stage"),
    Action("edit.all", "Select all", "تحديد الكل", "Ctrl+A", "project"),
    Action("edit.find", "Find", "بحث", "Ctrl+F", "project", "search"),
    Action("edit.replace", "Replace", "استبدال", "Ctrl+H", "project"),
    Action("edit.rename", "Rename", "إعادة تسمية", "F2", "project"),
    Action("edit.palette", "Commands", "الأوامر", "Ctrl+K", "window", "command"),
    Action("edit.reset", "Reset value", "القيمة الأصلية", "Ctrl+R", "project", "rotate"),
    # insert
    Action("insert.text", "Text", "نص", "T", "stage", "typography"),
    Action("insert.lower", "Lower third", "شريط تعريف", "Shift+T", "stage", "subtitles"),
    Action("insert.shape", "Shape", "شكل", "R", "stage", "shape"),
    Action("insert.picture", "Picture", "صورة", "P", "stage", "photo"),
    Action("insert.video", "Video", "فيديو", "V", "stage", "video"),
    Action("insert.chart", "Chart", "مخطط", "C", "stage", "chart-bar"),
    Action("insert.music", "Music", "موسيقى", "U", "stage", "music"),
    Action("insert.voice", "Voice-over", "تعليق صوتي", "Shift+V", "stage", "microphone"),
    Action("insert.trans", "Transition", "انتقال", "X", "stage", "transition-right"),
    Action("insert.track", "Track", "مسار", "Ctrl+T", "project", "layout-list"),
    # layer
    Action("layer.group", "Group", "تجميع", "Ctrl+G", "project", "box-multiple"),
    Action("layer.ungroup", "Ungroup", "فك التجميع", "Ctrl+Shift+G", "project"),
    Action("layer.up", "Raise", "رفع", "Ctrl+PgUp", "project", "arrow-up"),
    Action("layer.down", "Lower", "خفض", "Ctrl+PgDown", "project", "arrow-down"),
    Action("layer.lock", "Lock", "قفل", "Ctrl+L", "project", "lock"),
    Action("layer.hide", "Hide", "إخفاء", "H", "stage", "eye-off"),
    Action("layer.fit", "Fit", "احتواء", "F", "stage", "aspect-ratio"),
    Action("layer.fill", "Fill", "ملء", "Shift+F", "stage", "maximize"),
    # time
    Action("time.split", "Split", "تقسيم", "S", "stage", "cut"),
    Action("time.trimin", "Trim start", "اقتطاع البداية", "Q", "stage"),
    Action("time.trimout", "Trim end", "اقتطاع النهاية", "W", "stage"),
    Action("time.ripple", "Ripple", "سد الفراغات", "B", "stage", "arrow-bar-to-left"),
    Action("time.snap", "Snap", "انجذاب", "N", "stage", "magnet"),
    Action("time.marker", "Marker", "علامة", "M", "stage", "flag"),
    Action("time.markprev", "Marker back", "علامة سابقة", "Shift+PgUp", "stage"),
    Action("time.marknext", "Marker on", "علامة تالية", "Shift+PgDown", "stage"),
    Action("time.key", "Keyframe", "إطار مفتاحي", "D", "stage", "keyframe"),
    Action("time.keyprev", "Key back", "مفتاح سابق", "Alt+PgUp", "project"),
    Action("time.keynext", "Key on", "مفتاح تالٍ", "Alt+PgDown", "project"),
    Action("time.early", "Earlier", "تقديم", "Alt+Left", "project"),
    Action("time.late", "Later", "تأخير", "Alt+Right", "project"),
    Action("time.in", "Range start", "بداية النطاق", "I", "stage"),
    Action("time.out", "Range end", "نهاية النطاق", "O", "stage"),
    Action("time.zin", "Zoom in", "تكبير", "Ctrl+=", "project", "zoom-in"),
    Action("time.zout", "Zoom out", "تصغير", "Ctrl+-", "project", "zoom-out"),
    Action("time.zall", "Whole film", "الفيلم كله", "Ctrl+0", "project", "arrows-horizontal"),
    # play
    Action("play.toggle", "Play", "تشغيل", "Space", "stage", "player-play"),
    Action("play.back", "Backwards", "عكسي", "J", "stage"),
    Action("play.stop", "Stop", "إيقاف", "K", "stage", "player-pause"),
    Action("play.fast", "Faster", "تسريع", "L", "stage"),
    Action("play.prev", "Frame back", "إطار سابق", "Left", "stage", "player-track-prev"),
    Action("play.next", "Frame on", "إطار تالٍ", "Right", "stage", "player-track-next"),
    Action("play.cutprev", "Cut back", "قطع سابق", "Up", "stage"),
    Action("play.cutnext", "Cut on", "قطع تالٍ", "Down", "stage"),
    Action("play.start", "Start", "البداية", "Home", "stage", "player-skip-back"),
    Action("play.end", "End", "النهاية", "End", "stage", "player-skip-forward"),
    Action("play.loop", "Loop", "حلقة", "Shift+L", "stage", "repeat"),
    Action("play.mute", "Mute", "كتم", "Shift+M", "stage", "volume-off"),
    # captions
    Action("captions.edit", "Editor", "المحرر", "F7", "project", "subtitles"),
    Action("captions.add", "Add cue", "إضافة سطر", "Ins", "stage", "plus"),
    Action("captions.in", "Start here", "البداية هنا", "F3", "project"),
    Action("captions.out", "End here", "النهاية هنا", "F4", "project"),
    Action("captions.tap", "Tap timing", "توقيت بالنقر", "F8", "project", "pointer"),
    Action("captions.merge", "Merge", "دمج", "Ctrl+Shift+J", "project", "link"),
    Action("captions.shift", "Shift", "إزاحة", "", "project"),
    Action("captions.sync", "Re-sync", "مزامنة", "", "project"),
    Action("captions.check", "Check", "فحص", "Ctrl+Shift+K", "project", "circle-check"),
    Action("captions.speech", "Recognise", "تعرّف صوتي", "", "project", "microphone"),
    # view
    Action("view.safe", "Safe areas", "المناطق الآمنة", "Shift+S", "stage", "frame"),
    Action("view.guides", "Guides", "خطوط الإرشاد", "G", "stage", "ruler-2"),
    Action("view.fit", "Fit", "ملاءمة", "Ctrl+2", "project", "arrows-minimize"),
    Action("view.bare", "Hide panels", "إخفاء اللوحات", "F9", "project", "layout"),
    Action("view.pane", "Next area", "القسم التالي", "F6", "window"),
    Action("view.present", "Present", "عرض", "F5", "project", "presentation"),
    Action("view.full", "Full screen", "ملء الشاشة", "F11", "window", "maximize"),
    Action("view.lang", "Switch language", "تبديل اللغة", "Ctrl+Shift+L", "window", "language"),
    # help
    Action("help.check", "Preflight", "فحص قبل النشر", "Ctrl+P", "project", "shield-check"),
    Action("help.manual", "Manual", "الدليل", "F1", "window", "book"),
    Action("help.keys", "Shortcuts", "الاختصارات", "Ctrl+F1", "window", "keyboard"),
    Action("help.report", "Copy report", "نسخ التقرير", "", "window", "clipboard-text"),
)


@cache
def _by_id() -> Mapping[str, Action]:
    return MappingProxyType({action.id: action for action in ACTIONS})


def action_of(id: str) -> Action:
    """The action of that id.  Raises KeyError."""
    return _by_id()[id]
