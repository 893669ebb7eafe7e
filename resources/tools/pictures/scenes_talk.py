"""A round table, two voices, an online meeting."""

from resources.tools.pictures.kit import WIDTH, Canvas, blob, box, darker, lighter, oval, polygon, star
from resources.tools.pictures.people import SKINS, Person, arm, back_view, bust
from resources.tools.pictures.props import arch, floor, heart, notebook, pattern, plant, steam, tea_glass
from studio.base.geometry import Rect
from studio.model.text_effects import PatternKind

TEAL, DEEP, SAND, CORAL, LILAC, MINT, SUN = (
    "#1d5a58",
    "#002527",
    "#f6f1e7",
    "#f49463",
    "#c2b7f9",
    "#81dfc1",
    "#f4dc62",
)


def dialogue_circle() -> Canvas:
    canvas = Canvas("#2b716b", "#0d4344")
    window = arch(390, 150, 820, 1000)
    canvas.shadow(window, 0, 0, 60, "#f4b27a", 0.5)
    canvas.fill(window, "#f2a86f", 0.0)
    canvas.painter.save()
    canvas.painter.setClipPath(window)
    canvas.glow(800, 640, 620, "#fbe3a3", 1.0)
    canvas.flat(
        blob([(300, 900), (520, 740), (700, 800), (900, 700), (1300, 860), (1300, 1300), (300, 1300)]),
        "#d9805a",
        0.55,
    )
    canvas.flat(
        blob([(300, 960), (600, 860), (860, 910), (1100, 830), (1320, 940), (1300, 1300), (300, 1300)]),
        "#a9553f",
        0.5,
    )
    canvas.painter.restore()
    canvas.line(window, "#154a49", 26)
    pattern(
        canvas,
        PatternKind.STAR_8,
        Rect(0, 0, WIDTH, 1200),
        300,
        "#f6f1e7",
        3,
        0.07,
        box(0, 0, WIDTH, 1200).subtracted(window),
    )
    people = (
        (348, 850, 174, 0.9, Person(SKINS[3], "#e7c766", "#221614", "curly")),
        (1252, 850, 174, -0.9, Person(SKINS[0], "#7fb8a4", "#4a2c1d", "long")),
        (575, 778, 178, 0.5, Person(SKINS[1], "#f3e6d3", CORAL, "hijab")),
        (1025, 778, 178, -0.5, Person(SKINS[2], "#3f6f8c", "#241815", "short", beard=True)),
        (800, 735, 184, -0.15, Person(SKINS[2], "#8f7fd6", "#efe4d2", "hijab", glasses=True)),
    )
    canvas.painter.setClipRect(0, 0, WIDTH, 1420)
    for x, y, size, look, who in people:
        bust(canvas, who, x, y, size, look, tilt=look * 3)
        for side in (-1, 1):
            shoulder, elbow = (
                (x + side * 0.7 * size, y + 1.2 * size),
                (x + side * 0.84 * size, y + 2.3 * size),
            )
            canvas.limb([shoulder, elbow], who.top, 60, 0.1)
    canvas.painter.setClipping(False)
    table = oval(800, 1420, 830, 260)
    canvas.shadow(table, 0, 30, 60, alpha=0.5)
    canvas.fill(oval(800, 1450, 830, 262), "#a8764d", 0.2)
    canvas.fill(table, "#e6c79a", 0.14)
    canvas.glow(740, 1330, 620, "#fff1cf", 0.5)
    for x, y, size, look, who in people:
        for side in (-1, 1):
            if abs(x - 800) > 400 and side * (x - 800) > 0:
                continue
            elbow = (x + side * 0.84 * size, y + 2.3 * size)
            wrist = (x + side * 0.5 * size + look * 60, y + 2.72 * size)
            arm(canvas, who, (elbow, wrist), 58, 98, 90 + side * 34 - look * 26, flip=side > 0)
    for x, y in ((420, 1420), (690, 1345), (1000, 1370), (1230, 1440)):
        tea_glass(canvas, x, y, 88)
        steam(canvas, x, y - 95, 90)
    notebook(canvas, 860, 1440, 190, SAND, 10)
    for x, who in (
        (330, Person(SKINS[2], "#d9674a", "#241614", "short")),
        (1270, Person(SKINS[1], "#e8dcc4", "#2f8f83", "hijab")),
    ):
        chair = box(x - 220, 1720, 440, 400, 90)
        back_view(canvas, who, x, 1440, 260, 4 if x < 800 else -4)
        canvas.shadow(chair, 0, -10, 24, alpha=0.35)
        canvas.fill(chair, "#7a4f33", 0.2)
    return canvas


def two_voices() -> Canvas:
    canvas = Canvas("#dfe6c8", "#a9bd8e")
    canvas.glow(800, 620, 900, "#fff7dc", 0.9)
    canvas.flat(
        blob([(-80, 1250), (300, 1090), (760, 1180), (1200, 1060), (1700, 1200), (1700, 2100), (-80, 2100)]),
        "#8da878",
        0.8,
    )
    canvas.flat(
        blob([(-80, 1480), (500, 1330), (1000, 1440), (1700, 1320), (1700, 2100), (-80, 2100)]),
        "#6d8b60",
        0.9,
    )
    left = star(648, 640, 225, 8, 0.765).united(polygon([(520, 730), (455, 850), (600, 800)]))
    right = star(952, 640, 225, 12, 0.86).united(polygon([(1080, 730), (1145, 850), (1000, 800)]))
    both = left.intersected(right)
    canvas.shadow(left.united(right), 26, 40, 44, "#38472b", 0.4)
    canvas.fill(left, "#d96d45", 0.12)
    canvas.fill(right, "#1f5f8f", 0.12)
    for step, (size, alpha) in enumerate(((185, 0.9), (148, 0.7), (96, 0.9))):
        turn = 22.5 * (step % 2)
        canvas.line(star(648, 640, size, 8, 0.765 if step != 1 else 0.54, turn), "#ffe3cd", 5, alpha)
        canvas.line(star(952, 640, size, 12, 0.86 if step != 1 else 0.64, turn * 2 / 3), "#cfe6ff", 5, alpha)
    canvas.fill(both, "#fbf3dd", 0.05)
    canvas.fill(heart(800, 645, 96), "#2b7d58", 0.14)
    one = Person(SKINS[2], "#e9b44c", "#241614", "short", beard=True)
    two = Person(SKINS[0], "#f7f0df", "#7a4a8f", "hijab")
    bust(canvas, one, 420, 1030, 262, 0.9, 4)
    bust(canvas, two, 1180, 1030, 262, -0.9, -4)
    arm(canvas, one, ((590, 1400), (650, 1670), (690, 1520)), 104, 146, -64)
    arm(canvas, two, ((1030, 1400), (975, 1700), (935, 1570)), 98, 136, -116, flip=True)
    plant(canvas, 90, 1640, 330, "#4f7d4a", "#c0623f")
    plant(canvas, 1525, 1660, 300, "#5c8a52", "#34637f")
    return canvas


def online_meeting() -> Canvas:
    canvas = Canvas("#6d3a59", "#331329")
    canvas.glow(800, 760, 900, "#f0a98c", 0.55)
    floor(canvas, 1450, "#8f5a46", 0.2)
    frame = box(250, 400, 1100, 960, 44)
    canvas.shadow(frame, 50, 70, 70, alpha=0.5)
    canvas.fill(frame, "#22161f", 0.08)
    people = (
        ("#f4c095", Person(SKINS[2], "#7a1a57", "#fbeee3", "hijab")),
        ("#8ecfc0", Person(SKINS[3], "#f6e3c5", "#1d1311", "short")),
        ("#c6b9f3", Person(SKINS[0], "#3a6f78", "#6b3b21", "long", glasses=True)),
        ("#f3d670", Person(SKINS[1], "#4f4f96", "#241614", "short", beard=True)),
        ("#f7e4d4", Person(SKINS[4], "#d8643f", "#171010", "bun")),
        ("#e89aa5", Person(SKINS[1], "#f7efe2", "#2c6f74", "hijab", glasses=True)),
        ("#9fc3e8", Person(SKINS[2], "#e0a03f", "#8d8680", "short", beard=True, glasses=True)),
        ("#b7dd9b", Person(SKINS[0], "#a03c5c", "#c98a4b", "hijab")),
        ("#f1b08a", Person(SKINS[3], "#26727a", "#1d1311", "curly")),
    )
    for k, (ground, who) in enumerate(people):
        x, y = 290 + k % 3 * 346, 440 + k // 3 * 300
        tile = box(x, y, 328, 282, 26)
        canvas.fill(tile, ground, 0.14)
        canvas.painter.save()
        canvas.painter.setClipPath(tile)
        bust(canvas, who, x + 164, y + 132, 132, (0.4, -0.2, -0.5)[(k + k // 3) % 3], (-3, 2, 0)[k % 3])
        canvas.painter.restore()
    canvas.line(box(290 + 346, 740, 328, 282, 26), SUN, 10)
    base = polygon([(250, 1360), (1350, 1360), (1490, 1500), (110, 1500)])
    canvas.shadow(base, 20, 50, 50, alpha=0.5)
    canvas.fill(base, "#d9cbc6", 0.16)
    canvas.fill(polygon([(330, 1385), (1270, 1385), (1330, 1455), (270, 1455)]), "#5d4854", 0.14)
    canvas.fill(box(110, 1500, 1380, 22, 8), "#a8938f", 0.1)
    plant(canvas, 130, 1360, 300, "#3f8a6d", "#f4e3d2")
    tea_glass(canvas, 1470, 1640, 150)
    steam(canvas, 1470, 1480, 150)
    notebook(canvas, 420, 1680, 330, lighter(SAND, 0.2), 20)
    canvas.limb([(640, 1700), (800, 1640)], darker(CORAL, 0.1), 16)
    return canvas
