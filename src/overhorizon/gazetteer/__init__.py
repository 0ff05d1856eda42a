"""Read-only names of places and actors, and the rules that choose between them."""

from overhorizon.gazetteer.evidence import Context
from overhorizon.gazetteer.gazetteer import Gazetteer
from overhorizon.gazetteer.hits import ActorHit, DemonymHit, Hit, PlaceHit
from overhorizon.gazetteer.resolve import ResolvedPlace

__all__ = ["ActorHit", "Context", "DemonymHit", "Gazetteer", "Hit", "PlaceHit", "ResolvedPlace"]
