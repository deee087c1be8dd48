"""Alembic migrations of the dossier, one a released schema."""
