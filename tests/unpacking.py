"""Reads the lines that a page carries, for tests."""

from ortoo.views.packing import LETTERS


def unpacked(text: str) -> list[tuple[int, int]]:
    """The reading side once more, independent of the page's: bits to steps to points."""
    steps, bits = [], ""
    for letter in text:
        value = LETTERS.index(letter)
        bits = format(value & 31, "05b") + bits
        if value < 32:
            number = int(bits, 2)
            steps.append(number // 2 if number % 2 == 0 else -(number + 1) // 2)
            bits = ""
    points, lon, lat = [], 0, 0
    for east, north in zip(steps[::2], steps[1::2], strict=True):
        lon, lat = lon + east, lat + north
        points.append((lon, lat))
    return points
