"""Units and the conversions between them.

In    plain floats whose unit is in their name.
Out   the same quantity in another unit.
Law   every conversion factor of the package is written here and nowhere else.
Not   here: figures about the world (a speed, a fee): those are data.
"""

M_PER_KM = 1000.0
G_PER_KG = 1000.0
H_PER_DAY = 24.0


def days(hours: float) -> float:
    """Days in ``hours``.

    >>> days(36.0)
    1.5
    """
    return hours / H_PER_DAY


def co2_kg_t(length_km: float, *, co2_g_tkm: float) -> float:
    """Kilograms of CO2 per tonne carried ``length_km`` at ``co2_g_tkm`` grams per tonne-km.

    >>> co2_kg_t(1000.0, co2_g_tkm=25.0)
    25.0
    """
    return length_km * co2_g_tkm / G_PER_KG
