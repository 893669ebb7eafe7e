"""A city of stone at dusk, and a wall that neighbours paint together."""

import math
import random

from resources.tools.pictures.kit import (
    HEIGHT,
    WIDTH,
    Canvas,
    blob,
    box,
    darker,
    lighter,
    mix,
    oval,
    polygon,
    star,
)
from resources.tools.pictures.people import SKINS, Person, arm, back_view, bust, hand
from resources.tools.pictures.props import floor, leaf

STONES = ("#e8cfae", "#dcbd98", "#efdcc0", "#d4ad8a", "#e3c3a4")


def _window(canvas: Canvas, x: float, y: float, width: float, lit: bool, round_top: bool) -> None:
    high = width * 1.5
    shape = box(x, y, width, high, width / 2 if round_top else 2)
    if round_top:
        shape = shape.united(box(x, y + high / 2, width, high / 2))
    canvas.fill(shape, "#ffd27a" if lit else "#4b3a5e", 0.12)
    if lit:
        canvas.glow(x + width / 2, y + high / 2, width * 2.4, "#ffcf73", 0.35)
    canvas.flat(box(x + width / 2 - 1.5, y, 3, high), "#5c4350", 0.7)


def _house(
    canvas: Canvas, chance: random.Random, x: float, y: float, width: float, height: float, far: float
) -> None:
    """A flat-roofed house whose ground is y; `far` (0 … 1) sinks it into the haze of dusk."""
    haze = "#8a5f88"
    stone = mix(chance.choice(STONES), haze, 0.2 + 0.5 * far)
    top = y - height
    side = width * 0.24
    canvas.fill(box(x, top, width, height + 60), stone, 0.08)
    canvas.fill(box(x + width - side, top, side, height + 60), darker(stone, 0.2), 0.06)
    canvas.fill(box(x - 5, top - 8, width + 10, 14), lighter(stone, 0.15), 0.05)
    if chance.random() < 0.5:
        room = width * 0.36
        left = x + chance.uniform(0.05, 0.5) * width
        canvas.fill(box(left, top - room * 0.6, room, room * 0.6), mix(stone, "#fff1dc", 0.08), 0.1)
    if chance.random() < 0.45:
        left = x + chance.uniform(0.1, 0.7) * width
        canvas.fill(box(left, top - 30, 30, 24, 6), mix("#c9cdd6", haze, 0.35 + 0.4 * far), 0.2)
        canvas.flat(box(left + 3, top - 8, 4, 8), "#4b3a4e")
        canvas.flat(box(left + 22, top - 8, 4, 8), "#4b3a4e")
    size = 21 + 8 * (1 - far)
    columns, rows = max(1, int(width / (size * 2.4))), max(1, int(height / (size * 2.9)))
    for row in range(rows):
        round_top = chance.random() < 0.4
        for column in range(columns):
            if chance.random() < 0.8:
                at = x + width * (column + 0.5) / columns - size / 2
                _window(canvas, at, top + 24 + row * size * 2.8, size, chance.random() < 0.36, round_top)


def _cypress(canvas: Canvas, x: float, y: float, high: float, far: float) -> None:
    tone = mix("#274a45", "#7d5a80", 0.6 * far)
    canvas.fill(
        blob(
            [
                (x, y - high),
                (x + high * 0.1, y - high * 0.55),
                (x + high * 0.11, y - high * 0.15),
                (x, y),
                (x - high * 0.11, y - high * 0.15),
                (x - high * 0.1, y - high * 0.55),
            ]
        ),
        tone,
        0.2,
    )


def _olive(canvas: Canvas, chance: random.Random, x: float, y: float, size: float) -> None:
    canvas.limb(
        [(x, y), (x - size * 0.05, y - size * 0.4), (x + size * 0.05, y - size * 0.7)], "#4a3540", size * 0.12
    )
    for _ in range(9):
        dx, dy = chance.uniform(-0.45, 0.45) * size, chance.uniform(-1.15, -0.6) * size
        canvas.fill(
            oval(x + dx, y + dy, size * 0.26, size * 0.19),
            mix("#50705c", "#39506a", chance.random() * 0.5),
            0.2,
        )


def city_at_dusk() -> Canvas:
    chance = random.Random(4)
    canvas = Canvas("#2c2257", "#f4a56c")
    canvas.glow(980, 760, 1000, "#ffd9a0", 0.9)
    canvas.fill(oval(980, 640, 105, 105), "#fff0cf", 0.02)
    for _ in range(34):
        x, y = chance.uniform(0, WIDTH), chance.uniform(30, 420)
        canvas.flat(oval(x, y, 2.6, 2.6), "#fff3d8", chance.uniform(0.3, 0.8))
    for y, wide, alpha in ((470, 520, 0.35), (540, 360, 0.28), (420, 260, 0.22)):
        x = chance.uniform(100, 900)
        canvas.flat(box(x, y, wide, 22, 11), "#ffb98c", alpha)
        canvas.flat(box(x + 90, y + 26, wide * 0.6, 16, 8), "#ffb98c", alpha * 0.8)

    def hill(x: float, rise: float, middle: float, wide: float, ground: float) -> float:
        return ground - rise * math.exp(-(((x - middle) / wide) ** 2))

    bands = (
        (0.95, 330, 300, 520, 1010, 92, 46),
        (0.8, 420, 1180, 560, 1090, 108, 54),
        (0.55, 380, 640, 620, 1180, 128, 62),
        (0.35, 250, 1250, 520, 1310, 150, 74),
        (0.15, 200, 300, 560, 1430, 176, 86),
        (0.0, 90, 1000, 700, 1580, 205, 100),
    )
    for far, rise, middle, wide, ground, width, height in bands:
        slope = [(x, hill(x, rise, middle, wide, ground)) for x in range(-120, WIDTH + 160, 80)]
        earth = blob([*slope, (WIDTH + 160, HEIGHT + 60), (-120, HEIGHT + 60)], tension=0.7)
        canvas.fill(earth, mix("#a06a5a", "#7a5484", 0.3 + 0.6 * far), 0.1)
        for row in (1, 0):
            x = -60.0 - chance.uniform(0, width)
            while x < WIDTH + 40:
                own = width * chance.uniform(0.75, 1.3)
                tall = height * chance.choice((1.2, 1.6, 2.1))
                y = hill(x + own / 2, rise, middle, wide, ground) + 10 + (1 - row) * height * 1.2
                if chance.random() < 0.16:
                    _cypress(canvas, x + own / 2, y + 20, height * chance.uniform(2.2, 3.2), far)
                else:
                    _house(canvas, chance, x, y, own, tall, far)
                x += own + chance.choice((0, 0, 6, 22))
    front = blob(
        [(-100, 1760), (300, 1690), (800, 1740), (1250, 1680), (1700, 1750), (1700, 2100), (-100, 2100)]
    )
    canvas.shadow(front, 0, -20, 40, alpha=0.4)
    canvas.fill(front, "#3b2a4f", 0.14)
    for x, size in ((120, 210), (380, 150), (1290, 180), (1500, 240)):
        _olive(canvas, chance, x, 1760, size)
    for k in range(11):
        y = 1700 + k * 32
        half = 70 + k * 13
        canvas.fill(box(800 - half + k * 4, y, 2 * half, 20, 4), mix("#caa58c", "#6b4a63", 0.45), 0.12)
    return canvas


def _box_in_hands(canvas: Canvas, x: float, y: float, size: float) -> None:
    body = box(x - size / 2, y - size * 0.35, size, size * 0.7, 8)
    canvas.shadow(body, 14, 20, 24, alpha=0.3)
    canvas.fill(body, "#c98f57", 0.14)
    canvas.flat(box(x - size * 0.07, y - size * 0.35, size * 0.14, size * 0.7), "#e8c08b", 0.8)
    for k, turn in enumerate((-120, -95, -70, -50)):
        leaf(
            canvas,
            x - size * 0.22 + k * size * 0.14,
            y - size * 0.33,
            size * 0.42,
            turn,
            ("#5d8f4e", "#7aa95e")[k % 2],
        )


def painting_a_wall() -> Canvas:
    canvas = Canvas("#bfe0e6", "#eaf2e4")
    wall = box(-20, 190, WIDTH + 40, 1400)
    canvas.fill(wall, "#f3e7d2", 0.07)
    canvas.fill(box(-20, 160, WIDTH + 40, 46), "#d9c3a0", 0.1)
    chance = random.Random(3)
    for _ in range(46):
        x, y = chance.uniform(0, WIDTH), 240 + 66 * chance.randrange(19)
        canvas.line(blob([(x, y), (x + chance.uniform(60, 150), y)], closed=False), "#d8c6a6", 4, 0.45)
    # The mural: a tree of stars, its right side still to be painted.
    canvas.limb([(800, 1480), (790, 1180), (810, 900), (800, 640)], "#7a4f3a", 58, 0.14)
    for side, points in (
        (-1, [(795, 1080), (650, 960), (560, 820)]),
        (1, [(802, 1000), (950, 880), (1050, 760)]),
        (-1, [(802, 840), (700, 720), (660, 580)]),
        (1, [(802, 780), (900, 660), (930, 540)]),
    ):
        canvas.limb(points, "#7a4f3a", 30 + side * 2, 0.14)
    tones = ("#e2744b", "#1f7a78", "#f0b93f", "#6a58b5", "#3f8f5d", "#d9566a")
    crown = (
        (800, 470, 130),
        (620, 520, 112),
        (985, 500, 112),
        (500, 720, 118),
        (700, 690, 92),
        (905, 680, 92),
        (1100, 700, 118),
        (330, 850, 84),
        (1272, 845, 84),
    )
    for k, (x, y, size) in enumerate(crown):
        done = k not in (6, 8)
        outer = star(x, y, size, (8, 12, 10)[k % 3], (0.765, 0.86, 0.8)[k % 3])
        tone = tones[k % 6]
        if done:
            canvas.fill(outer, tone, 0.1)
            canvas.line(
                star(
                    x, y, size * 0.72, (8, 12, 10)[k % 3], (0.54, 0.62, 0.58)[k % 3], 180 / (8, 12, 10)[k % 3]
                ),
                "#fff3dc",
                6,
                0.85,
            )
            canvas.fill(oval(x, y, size * 0.2, size * 0.2), "#fff3dc", 0.06)
        else:
            canvas.line(outer, "#b59a78", 5, 0.8)
            canvas.line(star(x, y, size * 0.72, 10, 0.58, 18), "#b59a78", 4, 0.6)
    floor(canvas, 1560, "#b9a68c", 0.14)
    canvas.shadow(box(-20, 1548, WIDTH + 40, 40), 0, 10, 20, alpha=0.3)
    left, right, front = (
        Person(SKINS[2], "#e2744b", "#22504f", "hijab"),
        Person(SKINS[3], "#2f6f8f", "#1d1311", "curly"),
        Person(SKINS[0], "#f0b93f", "#5a3320", "bun"),
    )
    places = ((left, 400, 1030, 150, 1790), (right, 1200, 1000, 156, 1770), (front, 800, 1130, 158, 1880))
    for who, x, y, size, foot in places:
        trousers = mix(who.top, "#2b3550", 0.75)
        hip = y + size * 2.7
        shade = polygon(
            [(x - 80, foot - 10), (x + 80, foot - 10), (x + 560, foot + 150), (x + 390, foot + 170)]
        )
        canvas.shadow(shade, 0, 0, 26, alpha=0.3)
        for side in (-1, 1):
            leg = [(x + side * 50, hip - 20), (x + side * 60, (hip + foot) / 2), (x + side * 58, foot - 34)]
            canvas.limb(leg, trousers, 96, 0.16)
            canvas.fill(
                blob(
                    [
                        (x + side * 58 - 46, foot),
                        (x + side * 58 - 40, foot - 42),
                        (x + side * 58 + 40, foot - 42),
                        (x + side * 58 + 46, foot),
                    ],
                    tension=0.6,
                ),
                "#f6f0e4",
                0.14,
            )
        canvas.painter.save()
        canvas.painter.setClipPath(box(0, -100, WIDTH, hip + 130, 40))
        if who is front:
            bust(canvas, who, x, y, size, -0.2, 3)
        else:
            back_view(canvas, who, x, y, size, -5 if x < 800 else 5)
        canvas.painter.restore()
    for who, sleeve, turn, flip, tone in (
        (left, ((492, 1195), (560, 1120), (540, 985)), -98, False, "#6a58b5"),
        (right, ((1104, 1170), (1040, 1090), (1075, 945)), -78, True, "#1f7a78"),
    ):
        x, y = sleeve[-1]
        canvas.limb([(x, y - 30), (x + 4, y - 130)], "#8a5a3a", 16)
        canvas.fill(box(x - 66, y - 184, 132, 56, 22), tone, 0.16)
        arm(canvas, who, sleeve, 66, 96, turn, flip=flip)
    arm(canvas, left, ((300, 1190), (262, 1360), (282, 1500)), 62, 92, 88)
    arm(canvas, right, ((1305, 1170), (1345, 1340), (1330, 1490)), 64, 92, 92, flip=True)
    canvas.line(blob([(1272, 1618), (1330, 1560), (1388, 1618)], closed=False), "#7f8a8c", 7)
    canvas.fill(box(1270, 1612, 120, 120, 12), "#1f7a78", 0.16)
    canvas.fill(oval(1330, 1614, 60, 17), "#3fb0a8", 0.1)
    for side in (-1, 1):
        sleeve = ((800 + side * 112, 1325), (800 + side * 150, 1480), (800 + side * 132, 1580))
        arm(canvas, front, sleeve, 64, 90, 90 + side * 40, flip=side > 0)
    _box_in_hands(canvas, 800, 1590, 270)
    for side in (-1, 1):
        hand(canvas, front.skin, 800 + side * 140, 1600, 84, 90 - side * -60, flip=side > 0)
    return canvas
