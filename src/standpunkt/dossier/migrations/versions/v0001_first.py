"""The first schema."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build tables, append-only triggers, search indexes and readable views."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
    _tables(json)
    for statement in _SQLITE if sqlite else _POSTGRESQL:
        op.execute(sa.text(statement))
    if not sqlite:
        _trigrams()
    for name, columns, kind in _VIEWS:
        op.execute(sa.text(_view(name, columns, kind, sqlite)))


def _tables(json: sa.types.TypeEngine[Any]) -> None:
    text, integer = sa.Text, sa.Integer
    op.create_table("info", sa.Column("key", text, primary_key=True), sa.Column("value", text, nullable=False))
    op.create_table(
        "codebooks",
        sa.Column("id", integer, primary_key=True),
        sa.Column("digest", text, nullable=False, unique=True),
        sa.Column("title", text),
        sa.Column("source", text, nullable=False),
        sa.Column("added_at", text, nullable=False),
    )
    op.create_table(
        "questions",
        sa.Column("codebook_id", sa.Integer, sa.ForeignKey("codebooks.id"), primary_key=True),
        sa.Column("id", text, primary_key=True),
        sa.Column("number", integer, nullable=False),
        sa.Column("text", text, nullable=False),
        sa.Column("text_en", text),
    )
    op.create_table(
        "documents",
        sa.Column("id", integer, primary_key=True),
        sa.Column("hash", text, nullable=False, unique=True),
        sa.Column("language", text, nullable=False),
        *(sa.Column(name, text) for name in ("title", "kicker", "lead", "published", "outlet", "url")),
        sa.Column("text", text, nullable=False),
        sa.Column("sections", json, nullable=False),
        sa.Column("provenance", json, nullable=False),
        sa.Column("added_at", text, nullable=False),
        sa.Column("duplicate_of", sa.Integer, sa.ForeignKey("documents.id")),
        sa.Column("similarity", sa.Float),
    )
    op.create_table(
        "fingerprints",
        sa.Column("document_id", sa.Integer, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("band", integer, primary_key=True),
        sa.Column("value", sa.BigInteger, nullable=False),
    )
    op.create_index("fingerprints_value", "fingerprints", ["band", "value"])
    op.create_table(
        "readings",
        sa.Column("id", integer, primary_key=True),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("model", text, nullable=False),
        sa.Column("codebook_id", sa.Integer, sa.ForeignKey("codebooks.id")),
        sa.Column("read_at", text, nullable=False),
        sa.Column("content", json, nullable=False),
    )
    op.create_index("readings_document", "readings", ["document_id"])
    op.create_table(
        "actors",
        sa.Column("key", text, primary_key=True),
        sa.Column("name", text, nullable=False),
        sa.Column("type", text, nullable=False),
        *(sa.Column(name, text) for name in ("represents", "role", "country", "merged_into")),
        sa.Column("machine", json, nullable=False),
    )
    op.create_table(
        "items",
        sa.Column("id", integer, primary_key=True),
        sa.Column("uid", text, nullable=False, unique=True),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("reading_id", sa.Integer, sa.ForeignKey("readings.id")),
        sa.Column("gone", sa.Boolean, nullable=False),
        sa.Column("rejected", sa.Boolean, nullable=False),
        sa.Column("status", text, nullable=False),
        sa.Column("conflicts", integer, nullable=False),
        *(sa.Column(name, text) for name in ("actor", "represented", "question", "answer", "date", "voice")),
        sa.Column("confidence", sa.Float),
        sa.Column("start", integer, nullable=False),
        sa.Column("end", integer, nullable=False),
        sa.Column("text", text, nullable=False),
        sa.Column("machine", json),
        sa.Column("state", json, nullable=False),
    )
    op.create_index("items_document", "items", ["document_id", "kind"])
    op.create_index("items_position", "items", ["kind", "question", "actor", "date"])
    op.create_index("items_queue", "items", ["status", "kind", "confidence"])
    op.create_table(
        "history",
        sa.Column("id", integer, primary_key=True),
        sa.Column("uid", text, nullable=False, unique=True),
        *(sa.Column(name, text, nullable=False) for name in ("at", "who", "role", "action")),
        sa.Column("item", text),
        sa.Column("actor", text),
        sa.Column("patch", json, nullable=False),
        sa.Column("basis", json),
        sa.Column("why", text),
        sa.Column("undoes", text),
    )
    op.create_index("history_item", "history", ["item"])
    op.create_index("history_at", "history", ["at"])


_KEEP = "history is only ever added to; undo a change with an entry of its own"

_SQLITE = (
    f"CREATE TRIGGER history_no_update BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, '{_KEEP}'); END",
    f"CREATE TRIGGER history_no_delete BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, '{_KEEP}'); END",
    "CREATE TRIGGER documents_no_change BEFORE UPDATE OF hash, text ON documents "
    "BEGIN SELECT RAISE(ABORT, 'documents never change'); END",
    "CREATE VIRTUAL TABLE search_words USING fts5(folded, content='', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE search_grams USING fts5(folded, content='', tokenize='trigram')",
)

_POSTGRESQL = (
    f"CREATE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION '{_KEEP}'; END$$",
    "CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON history "
    "FOR EACH ROW EXECUTE FUNCTION keep_history()",
    "CREATE FUNCTION keep_documents() RETURNS trigger LANGUAGE plpgsql AS "
    "$$BEGIN RAISE EXCEPTION 'documents never change'; END$$",
    "CREATE TRIGGER documents_no_change BEFORE UPDATE OF hash, text ON documents "
    "FOR EACH ROW EXECUTE FUNCTION keep_documents()",
    "CREATE TABLE search_text (document_id integer PRIMARY KEY REFERENCES documents(id), folded text NOT NULL, "
    "words tsvector GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED)",
    "CREATE INDEX search_text_words ON search_text USING gin (words)",
)


def _trigrams() -> None:
    """The trigram index, where the server lets us have it; without it the same search runs unindexed."""
    bind = op.get_bind()
    try:
        with bind.begin_nested():
            bind.execute(sa.text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
            bind.execute(sa.text("CREATE INDEX search_text_grams ON search_text USING gin (folded gin_trgm_ops)"))
    except sa.exc.DBAPIError:
        return


_COMMON = ("uid", "status", "confidence", "voice", "start", "end", "text")
_VIEWS = (
    ("statements", ("speaker.text", "kind", "medium"), "statement"),
    ("positions", ("question", "answer", "date"), "position"),
    ("conditions", ("requires.what", "requires.text.text", "negated"), "condition"),
    ("pledges", ("what", "status"), "pledge"),
)
_OWN = {"question", "answer", "date"}


def _view(name: str, fields: tuple[str, ...], kind: str, sqlite: bool) -> str:
    def field(path: str) -> str:
        if path in _OWN:
            return f"i.{path}"
        label = {"status": "pledge_status"}.get(path, path.replace(".text.text", ".text").replace(".", "_"))
        if sqlite:
            return f"json_extract(i.state, '$.{path}') AS {label}"
        return f"i.state #>> '{{{path.replace('.', ',')}}}' AS {label}"

    columns = [f'i."{c}"' for c in _COMMON] + [field(f) for f in fields]
    return (
        f"CREATE VIEW {name} AS SELECT d.title AS document, d.published, d.outlet, d.url, a.name AS actor, "
        f"i.actor AS actor_key, i.represented, {', '.join(columns)}, i.document_id FROM items i "
        "JOIN documents d ON d.id = i.document_id LEFT JOIN actors a0 ON a0.key = i.actor "
        "LEFT JOIN actors a ON a.key = coalesce(a0.merged_into, a0.key) "
        f"WHERE i.kind = '{kind}' AND NOT i.gone AND NOT i.rejected"
    )
