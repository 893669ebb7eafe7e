"""A workshop, a phone with a kind answer, tea among friends."""

from resources.tools.pictures.kit import WIDTH, Canvas, blob, box, darker, lighter, mix, oval, polygon
from resources.tools.pictures.people import SKINS, Person, arm, back_view, bust
from resources.tools.pictures.props import (
    arch,
    floor,
    heart,
    laptop,
    leaf,
    pattern,
    plant,
    steam,
    tea_glass,
)
from studio.base.geometry import Rect
from studio.model.text_effects import PatternKind


def workshop() -> Canvas:
    canvas = Canvas("#dff0ee", "#9ccfcd")
    canvas.glow(500, 500, 1000, "#fffbe9", 0.8)
    for x in (40, 1380):
        window = arch(x, 330, 180, 520)
        canvas.fill(window, "#fbe6bd", 0.05)
        canvas.line(window, "#6fb3b0", 14)
    floor(canvas, 1180, "#5f9fa0", 0.12)
    screen = box(290, 420, 760, 500, 18)
    canvas.shadow(screen, 36, 46, 46, "#0f3d4a", 0.4)
    canvas.fill(screen, "#fffaf0", 0.03)
    canvas.line(screen, "#1c4a58", 16)
    for k, high in enumerate((90, 140, 120, 200, 260)):
        canvas.fill(
            box(360 + k * 74, 850 - high, 48, high, 8),
            ("#8fc9c4", "#8fc9c4", "#8fc9c4", "#4fa39f", "#e8744a")[k],
            0.1,
        )
    canvas.line(blob([(350, 856), (740, 856)], closed=False), "#1c4a58", 5)
    bubble = box(770, 490, 210, 140, 34).united(polygon([(800, 610), (800, 675), (865, 615)]))
    canvas.fill(bubble, "#0f6f73", 0.12)
    canvas.fill(heart(875, 562, 76), "#fbe6bd", 0.06)
    for k, wide in enumerate((330, 250)):
        canvas.flat(box(360, 490 + k * 52, wide, 24, 12), "#1c4a58", 0.75 - 0.3 * k)
    trainer = Person(SKINS[1], "#e8744a", "#123f4d", "hijab")
    bust(canvas, trainer, 1195, 800, 186, -0.7, -3)
    arm(canvas, trainer, ((1070, 1040), (1015, 1190), (940, 1010)), 72, 116, -122, flip=True)
    arm(canvas, trainer, ((1320, 1040), (1370, 1230), (1290, 1350)), 72, 110, 120)
    desk = polygon([(-20, 1330), (WIDTH + 20, 1330), (WIDTH + 20, 1450), (-20, 1450)])
    canvas.shadow(desk, 0, 30, 30, alpha=0.35)
    canvas.fill(desk, "#e3c091", 0.08)
    canvas.fill(box(-20, 1450, WIDTH + 40, 360), "#b98a5a", 0.14)
    canvas.shadow(box(-20, 1440, WIDTH + 40, 22), 0, 10, 16, alpha=0.4)
    for x in (480, 815, 1150):
        laptop(canvas, x, 1392, 210, "#d5f0ec", "#0f6f73")
    people = (
        (300, Person(SKINS[3], "#f2c14e", "#1d1311", "short")),
        (645, Person(SKINS[0], "#f7efe0", "#a03c5c", "hijab")),
        (985, Person(SKINS[2], "#35678c", "#241614", "curly")),
        (1325, Person(SKINS[1], "#8c7bd0", "#4a2a1a", "long")),
    )
    for k, (x, who) in enumerate(people):
        back_view(canvas, who, x, 1400 + 22 * (k % 2), 205, (3, -4, 4, -3)[k])
    for x, _ in people:
        chair = box(x - 165, 1770, 330, 300, 60)
        canvas.shadow(chair, 0, -8, 20, alpha=0.3)
        canvas.fill(chair, "#23606b", 0.18)
    plant(canvas, 80, 1200, 260, "#3f8a6d", "#e3c091")
    return canvas


def kind_answer() -> Canvas:
    canvas = Canvas("#3b5a34", "#1c2a17")
    canvas.glow(760, 760, 960, "#c9d98a", 0.75)
    for k, (x, y, size, turn) in enumerate(
        (
            (120, 420, 420, 40),
            (1500, 520, 460, 150),
            (60, 1250, 480, -30),
            (1560, 1300, 460, 215),
            (180, 1750, 420, -60),
        )
    ):
        leaf(canvas, x, y, size, turn, mix("#2f4a2b", "#48683a", 0.25 * (k % 4)))
    skin = SKINS[2]
    canvas.limb([(1260, 1860), (1120, 1520), (960, 1330)], skin, 236, 0.12)
    palm = blob([(700, 1030), (900, 960), (1110, 1040), (1180, 1280), (1110, 1540), (900, 1560), (740, 1420)])
    canvas.fill(palm, darker(skin, 0.1), 0.14)
    canvas.painter.save()
    canvas.painter.translate(790, 860)
    canvas.painter.rotate(-7)
    body = box(-270, -500, 540, 1010, 66)
    canvas.shadow(body, 40, 54, 50, "#0d160a", 0.6)
    canvas.fill(body, "#1b2430", 0.2)
    face = box(-246, -474, 492, 958, 46)
    canvas.fill(face, "#f4f2e2", 0.05)
    canvas.painter.save()
    canvas.painter.setClipPath(face)
    canvas.fill(box(-246, -474, 492, 100), "#4f7d4a", 0.1)
    canvas.flat(oval(190, -412, 26, 26), "#f4e7c6")
    canvas.flat(box(-30, -424, 170, 26, 13), "#f4f2e2", 0.8)
    rows = (
        (-216, -330, 300, 96, "#e3dfca", "#6b705a", 1),
        (-60, -200, 276, 126, "#97c2ea", "#1f4f7c", 2),
        (-216, -40, 320, 126, "#e3dfca", "#6b705a", 2),
        (-96, 120, 312, 150, "#f0a17f", "#8a3419", 2),
        (-216, 310, 230, 96, "#e3dfca", "#6b705a", 1),
    )
    for x, y, wide, high, tone, ink, lines in rows:
        canvas.shadow(box(x, y, wide, high, 38), 4, 8, 10, alpha=0.18)
        canvas.fill(box(x, y, wide, high, 38), tone, 0.06)
        for k in range(lines):
            short = 0.72 if k else 1.0
            canvas.flat(box(x + 32, y + 34 + k * 36, (wide - 64) * short, 17, 8), ink, 0.5)
    canvas.painter.restore()
    canvas.flat(box(-56, -462, 112, 18, 9), "#1b2430")
    # The answer grows: a sprout out of the warm message.
    stem = blob([(60, 124), (84, 20), (52, -90), (70, -215)], closed=False)
    canvas.shadow(stem, 10, 14, 8, alpha=0.3)
    canvas.line(stem, "#3f7a3a", 16)
    for x, y, size, turn, tone in (
        (76, 0, 170, -150, "#5ea24c"),
        (66, -60, 180, -28, "#6fb356"),
        (66, -205, 190, -128, "#7cc05f"),
        (70, -210, 190, -46, "#5ea24c"),
    ):
        leaf(canvas, x, y, size, turn, tone)
    reaction = oval(214, 268, 50, 50)
    canvas.shadow(reaction, 4, 8, 10, alpha=0.3)
    canvas.fill(reaction, "#fffaf0", 0.03)
    canvas.fill(heart(214, 270, 54), "#c8402f", 0.12)
    canvas.painter.restore()
    # Fingers in front of the phone's left edge, the thumb on the right.
    for k, (x, y) in enumerate(((500, 900), (512, 1025), (530, 1150), (556, 1270))):
        canvas.shadow(oval(x + 30, y + 14, 60, 34), 10, 12, 14, alpha=0.35)
        canvas.limb([(x - 40, y + 22), (x + 8, y + 4), (x + 58, y - 2 * k)], skin, 84 - 4 * k, 0.16)
        canvas.flat(oval(x + 74, y - 4 - 2 * k, 20, 15, -8), lighter(skin, 0.4), 0.7)
    thumb = blob(
        [
            (972, 1040),
            (1000, 1004),
            (1046, 1016),
            (1130, 1115),
            (1222, 1290),
            (1275, 1500),
            (1330, 1760),
            (1120, 1790),
            (1108, 1500),
            (1085, 1340),
            (1030, 1190),
        ]
    )
    canvas.shadow(thumb, -14, 16, 18, alpha=0.4)
    canvas.fill(thumb, skin, 0.12)
    canvas.flat(oval(992, 1030, 30, 22, 48), lighter(skin, 0.4), 0.7)
    sleeve = polygon([(1010, 1700), (1330, 1570), (1640, 2100), (1150, 2100)])
    canvas.shadow(sleeve, -10, -16, 20, alpha=0.35)
    canvas.fill(sleeve, "#d9653f", 0.16)
    cuff = polygon([(995, 1690), (1325, 1555), (1372, 1640), (1030, 1780)])
    canvas.fill(cuff, lighter("#d9653f", 0.14), 0.1)
    return canvas


def tea_among_friends() -> Canvas:
    canvas = Canvas("#7a2f2a", "#3d1519")
    canvas.glow(760, 640, 1000, "#f2b067", 0.75)
    pattern(canvas, PatternKind.STAR_12, Rect(0, 0, WIDTH, 1150), 400, "#ffe2b0", 3, 0.09)
    table = oval(800, 1620, 1150, 420)
    canvas.shadow(table, 0, -10, 40, alpha=0.4)
    canvas.fill(table, "#a8663f", 0.2)
    canvas.glow(720, 1380, 760, "#ffd9a0", 0.45)
    tray = oval(800, 1400, 560, 165)
    canvas.shadow(tray, 40, 50, 40, alpha=0.5)
    canvas.fill(oval(800, 1412, 560, 166), "#8f5e1f", 0.2)
    canvas.fill(tray, "#e0ad4e", 0.22)
    canvas.line(oval(800, 1400, 510, 140), "#fbe3a6", 5, 0.6)
    pattern(
        canvas,
        PatternKind.STAR_12,
        Rect(240, 1235, 1120, 330),
        160,
        "#8f5e1f",
        3,
        0.35,
        oval(800, 1400, 500, 136),
    )
    tea_glass(canvas, 985, 1345, 190)
    tea_glass(canvas, 690, 1475, 215)
    tea_glass(canvas, 1130, 1450, 205)
    steam(canvas, 1130, 1230, 190)
    # The hand that takes a glass, from the left.
    guest = Person(SKINS[3], "#1f6f70", "#000000")
    canvas.limb([(-120, 1420), (150, 1330), (330, 1330)], guest.top, 200, 0.16)
    canvas.limb([(300, 1330), (400, 1330)], lighter(guest.top, 0.25), 176, 0.1)
    canvas.limb([(380, 1330), (470, 1325)], guest.skin, 140, 0.14)
    canvas.limb([(450, 1345), (540, 1372), (600, 1385)], guest.skin, 52, 0.16)
    tea_glass(canvas, 575, 1430, 205)
    for k, y in enumerate((1262, 1306, 1348)):
        canvas.limb([(450, y + 24), (540, y - 2), (632 - 10 * k, y + 6)], guest.skin, 50, 0.16)
    canvas.limb([(450, 1290), (500, 1250), (560, 1228)], guest.skin, 52, 0.16)
    # The pot: tilted, pouring.
    canvas.painter.save()
    canvas.painter.translate(905, 800)
    canvas.painter.rotate(-24)
    silver, shade = "#d8b25c", "#8f6420"
    handle = blob([(150, -130), (300, -150), (350, 0), (270, 130), (160, 130)], closed=False)
    canvas.line(handle, shade, 46)
    canvas.line(handle, silver, 32)
    spout = blob(
        [
            (-120, 60),
            (-230, 10),
            (-280, -110),
            (-345, -165),
            (-310, -185),
            (-235, -120),
            (-190, -60),
            (-120, -40),
        ]
    )
    pot = blob(
        [
            (-90, -190),
            (90, -190),
            (150, -90),
            (205, 60),
            (170, 190),
            (0, 225),
            (-170, 190),
            (-205, 60),
            (-150, -90),
        ]
    )
    canvas.shadow(pot, 60, 70, 50, alpha=0.45)
    canvas.fill(spout, silver, 0.25)
    canvas.fill(pot, silver, 0.28)
    pattern(
        canvas,
        PatternKind.STAR_8,
        Rect(-220, -40, 440, 160),
        110,
        shade,
        4,
        0.5,
        pot.intersected(box(-220, -10, 440, 100)),
    )
    for y in (-14, 96):
        canvas.line(blob([(-178, y), (0, y + 22), (178, y)], closed=False), shade, 6, 0.6)
    canvas.line(blob([(-120, -80), (-165, 40), (-140, 150)], closed=False), "#fff3cc", 22, 0.6)
    lid = blob([(-105, -190), (-70, -262), (0, -290), (70, -262), (105, -190)], tension=0.9)
    canvas.fill(lid, lighter(silver, 0.08), 0.25)
    canvas.fill(oval(0, -306, 24, 26), shade, 0.2)
    canvas.painter.restore()
    # Tea from the spout's mouth into the glass in the middle.
    pour = blob([(522, 792), (560, 850), (640, 1010), (676, 1150), (684, 1290)], closed=False)
    canvas.line(pour, "#8f3a14", 17)
    canvas.line(pour, "#d9793a", 9, 0.9)
    # The hand of the host on the handle, from the right.
    host = Person(SKINS[1], "#f3e4c8", "#000000")
    canvas.limb([(1760, 1130), (1520, 930), (1345, 800)], host.top, 230, 0.16)
    canvas.limb([(1370, 818), (1310, 775)], darker(host.top, 0.12), 196, 0.1)
    canvas.limb([(1330, 790), (1235, 715)], host.skin, 150, 0.14)
    for k, (x, y) in enumerate(((1128, 610), (1150, 668), (1166, 726), (1176, 780))):
        canvas.limb([(1280, 680 + 30 * k), (1215, y - 6), (x, y + 10)], host.skin, 58 - 2 * k, 0.17)
    canvas.limb([(1260, 690), (1180, 600), (1085, 590)], host.skin, 60, 0.16)
    for k, (x, y, turn) in enumerate(
        ((1240, 1560, -30), (1290, 1585, 20), (1205, 1590, 160), (420, 1560, 200), (380, 1575, 150))
    ):
        leaf(canvas, x, y, 90, turn, ("#4f8a4a", "#6fae58")[k % 2])
    return canvas
