"""Gives both faces one drawing of the Arabic digits, with a zero that is seen. Run by hand after the fonts were cut:
pip install fonttools brotli, then python client/look/draw-digits.py. Running it again changes nothing.

The digits are Readex Pro's. In Markazi Text they take that face's height and its fixed advance; its weights 400 to 700
run over Readex Pro's 400 to 600. The zero of both faces was a dot of a quarter of a digit's height. It becomes one of
two fifths, which is still no ring: a ring is the five.
"""

from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import ttProgram
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib.hvar import add_HVAR
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parent / "fonts"
DIGITS = range(0x0660, 0x066A)
ZERO = 0x0660
# By weight in thousandths of Readex Pro's em.
ZERO_DIAMETER = {300: 250, 400: 270, 600: 315}
ZERO_ADVANCE = 420
MIDDLE = 330
HEIGHT = 661  # of Readex Pro's one
MARKAZI_HEIGHT = 1006
MARKAZI_ADVANCE = 900


def circle(diameter):
    """Eight points on the outline, none of them a corner: quadratic curves whose ends lie between the points."""
    pen = TTGlyphPen(None)
    radius = diameter / 2
    away = radius * 0.4142
    x, y = ZERO_ADVANCE / 2, MIDDLE
    corners = [
        (radius, away), (away, radius), (-away, radius), (-radius, away),
        (-radius, -away), (-away, -radius), (away, -radius), (radius, -away),
    ]
    pen.qCurveTo(*[(round(x + dx), round(y + dy)) for dx, dy in corners], None)
    pen.closePath()
    return pen.glyph()


def points_of(font, weight):
    """The digits' outlines and advances at a weight."""
    at = instantiateVariableFont(TTFont(font), {"wght": weight})
    cmap = at.getBestCmap()
    found = {}
    for digit in DIGITS:
        glyph = circle(ZERO_DIAMETER[weight]) if digit == ZERO else at["glyf"][cmap[digit]]
        advance = ZERO_ADVANCE if digit == ZERO else at["hmtx"][cmap[digit]][0]
        found[digit] = (glyph, advance)
    return found


def scaled(glyph, advance, scale, new_advance):
    coordinates = [(x * scale, y * scale) for x, y in glyph.coordinates]
    if new_advance is None:
        return [(round(x), round(y)) for x, y in coordinates], round(advance * scale)
    # By the ink, so that a zero and a one stand in the middle of their cells.
    xs = [x for x, _ in coordinates]
    shift = (new_advance - (min(xs) + max(xs))) / 2
    return [(round(x + shift), round(y)) for x, y in coordinates], new_advance


def draw(path, masters, scale, new_advance):
    """`masters`: by the place of each on the axis, 0 for the default."""
    font = TTFont(path, recalcTimestamp=False)
    cmap = font.getBestCmap()
    for digit in DIGITS:
        name = cmap[digit]
        drawn = {place: scaled(*of[digit], scale, new_advance) for place, of in masters.items()}
        points, advance = drawn[0]
        glyph = masters[0][digit][0]
        pen_glyph = font["glyf"][name]
        pen_glyph.numberOfContours = glyph.numberOfContours
        pen_glyph.endPtsOfContours = list(glyph.endPtsOfContours)
        pen_glyph.flags = glyph.flags[:]
        pen_glyph.coordinates = type(glyph.coordinates)(points)
        pen_glyph.program = ttProgram.Program()
        pen_glyph.program.fromBytecode([])
        pen_glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (advance, pen_glyph.xMin)
        variations = []
        for place, (other, other_advance) in drawn.items():
            if place == 0:
                continue
            deltas = [(x - a, y - b) for (x, y), (a, b) in zip(other, points, strict=True)]
            phantom = [(0, 0), (other_advance - advance, 0), (0, 0), (0, 0)]
            axis = (-1.0, -1.0, 0.0) if place < 0 else (0.0, 1.0, 1.0)
            variations.append(TupleVariation({"wght": axis}, deltas + phantom))
        font["gvar"].variations[name] = variations
    del font["HVAR"]
    add_HVAR(font)
    font.flavor = "woff2"
    font.save(path)


readex = FONTS / "readex-pro-arabic.woff2"
markazi = FONTS / "markazi-text-arabic.woff2"
weights = {weight: points_of(readex, weight) for weight in ZERO_DIAMETER}
draw(markazi, {0: weights[400], 1: weights[600]}, MARKAZI_HEIGHT / HEIGHT, MARKAZI_ADVANCE)
draw(readex, {-1: weights[300], 0: weights[400], 1: weights[600]}, 1, None)
