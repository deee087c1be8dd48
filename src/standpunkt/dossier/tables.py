"""The tables of a dossier (SQLAlchemy Core); migrations build them, and a test holds the two together.

What a machine read stands in `readings` as it came. `items` hold one row a statement, position, condition or pledge
with a name (`uid`) that lasts over re-reading: `machine` is what the latest reading says of it, `state` what holds now,
with the corrections of `history` laid over it. `history` is only ever added to.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

__all__ = [
    "HEAD",
    "actors",
    "codebooks",
    "documents",
    "fingerprints",
    "history",
    "info",
    "items",
    "metadata",
    "questions",
    "readings",
]

HEAD = "0002"
"""The schema this version writes (the newest migration)."""

metadata = sa.MetaData()
Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

info = sa.Table(
    "info", metadata, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False)
)

codebooks = sa.Table(
    "codebooks",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("added_at", sa.Text, nullable=False),
)

questions = sa.Table(
    "questions",
    metadata,
    sa.Column("codebook_id", sa.Integer, sa.ForeignKey("codebooks.id"), primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("text_en", sa.Text),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("kicker", sa.Text),
    sa.Column("lead", sa.Text),
    sa.Column("published", sa.Text),
    sa.Column("outlet", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("sections", Json, nullable=False),
    sa.Column("provenance", Json, nullable=False),
    sa.Column("added_at", sa.Text, nullable=False),
    sa.Column("duplicate_of", sa.Integer, sa.ForeignKey("documents.id")),
    sa.Column("similarity", sa.Float),
)

fingerprints = sa.Table(
    "fingerprints",
    metadata,
    sa.Column("document_id", sa.Integer, sa.ForeignKey("documents.id"), primary_key=True),
    sa.Column("band", sa.Integer, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
    sa.Index("fingerprints_value", "band", "value"),
)

readings = sa.Table(
    "readings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("document_id", sa.Integer, sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("codebook_id", sa.Integer, sa.ForeignKey("codebooks.id")),
    sa.Column("read_at", sa.Text, nullable=False),
    sa.Column("content", Json, nullable=False),
    sa.Index("readings_document", "document_id"),
)

actors = sa.Table(
    "actors",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("represents", sa.Text),
    sa.Column("role", sa.Text),
    sa.Column("country", sa.Text),
    sa.Column("merged_into", sa.Text),
    sa.Column("machine", Json, nullable=False),
)

_MATRIX = (
    "kind", "gone", "rejected", "document_id", "start", "id", "actor", "represented", "question", "answer", "date",
)  # fmt: skip
items = sa.Table(
    "items",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.Text, nullable=False, unique=True),
    sa.Column("document_id", sa.Integer, sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("reading_id", sa.Integer, sa.ForeignKey("readings.id")),
    sa.Column("gone", sa.Boolean, nullable=False),
    sa.Column("rejected", sa.Boolean, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("conflicts", sa.Integer, nullable=False),
    sa.Column("actor", sa.Text),
    sa.Column("represented", sa.Text),
    sa.Column("question", sa.Text),
    sa.Column("answer", sa.Text),
    sa.Column("date", sa.Text),
    sa.Column("voice", sa.Text),
    sa.Column("confidence", sa.Float),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("machine", Json),
    sa.Column("state", Json, nullable=False),
    sa.Index("items_document", "document_id", "kind"),
    sa.Index("items_position", "kind", "question", "actor", "date"),
    sa.Index("items_queue", "status", "kind", "confidence"),
    sa.Index("items_matrix", *_MATRIX),
)

history = sa.Table(
    "history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.Text, nullable=False, unique=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("item", sa.Text),
    sa.Column("actor", sa.Text),
    sa.Column("patch", Json, nullable=False),
    sa.Column("basis", Json),
    sa.Column("why", sa.Text),
    sa.Column("undoes", sa.Text),
    sa.Index("history_item", "item"),
    sa.Index("history_at", "at"),
)
