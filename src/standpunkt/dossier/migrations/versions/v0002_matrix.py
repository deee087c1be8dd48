"""An index that holds all that the matrix needs of an item, so that the items themselves are not read for it."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_COLUMNS = (
    "kind",
    "gone",
    "rejected",
    "document_id",
    "start",
    "id",
    "actor",
    "represented",
    "question",
    "answer",
    "date",
)


def upgrade() -> None:
    """Build the index."""
    op.create_index("items_matrix", "items", list(_COLUMNS))
