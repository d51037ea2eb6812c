"""Prices with days, closures that are announced."""

from sitegen.contract import Contract, Dated, Event, Model
from sitegen.fields import Money


class Price(Dated):
    """What it costs, and when."""

    price: Money


class Closure(Event):
    """Days off."""

    reason: str


class Lists(Model):
    """Everything that has days."""

    prices: dict[str, tuple[Price, ...]]
    closures: tuple[Closure, ...]


CONTRACT = Contract(data={"lists.yaml": Lists})
