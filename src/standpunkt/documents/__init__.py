"""Raw items become immutable documents: text, sections, metadata."""

from standpunkt.documents.build import from_text, make_document
from standpunkt.documents.item import RawItem

__all__ = ["RawItem", "from_text", "make_document"]
