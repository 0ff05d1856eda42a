"""Incidents as GeoJSON (RFC 7946): a point only where a report is precise enough for one."""

from collections.abc import Iterable

from overhorizon.export.tables import Told, incident_row
from overhorizon.export.valueforms import Json
from overhorizon.wording.values import PLACE_CLASS


def feature(told: Told) -> Json:
    """One incident. Outside precision classes 1 and 2 the geometry is null: a country never gets a pin."""
    analysis, incident = told
    location = incident.location
    pin = location.pin if location else None
    row = incident_row(analysis, incident)
    properties = {name: cell for name, cell in row.items() if name not in ("latitude", "longitude")}
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": [pin.lon, pin.lat]} if pin else None,
        "properties": {**properties, "where_precision_name": PLACE_CLASS[location.precision] if location else None},
    }


def feature_collection(incidents: Iterable[Told]) -> Json:
    """All of them, in the order given."""
    return {"type": "FeatureCollection", "features": [feature(told) for told in incidents]}
