"""Coalitions: which pledges stand, what is missing, what would unlock it."""

from standpunkt.coalition.bodies import Body
from standpunkt.coalition.changes import compare
from standpunkt.coalition.conditions import Stands
from standpunkt.coalition.parser import ConditionError, Names, parse
from standpunkt.coalition.power import power, power_near
from standpunkt.coalition.records import Actor, Ballot, Fact, Level, Lever, Pledge, Range, Requirement, Vote
from standpunkt.coalition.situation import Situation
from standpunkt.coalition.standing import Standing

__all__ = [
    "Actor",
    "Ballot",
    "Body",
    "ConditionError",
    "Fact",
    "Level",
    "Lever",
    "Names",
    "Pledge",
    "Range",
    "Requirement",
    "Situation",
    "Standing",
    "Stands",
    "Vote",
    "compare",
    "parse",
    "power",
    "power_near",
]
