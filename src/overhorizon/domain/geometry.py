"""Distances on the globe."""

import math

from overhorizon.domain.places import Coordinates

_EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def kilometres(a: Coordinates, b: Coordinates) -> float:
    """Great-circle distance (haversine), in kilometres."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))
