"""Raw items from files, folders, archives and standard input."""

from standpunkt.documents.item import RawItem
from standpunkt.sources.items import SourceFailure, items

__all__ = ["RawItem", "SourceFailure", "items"]
