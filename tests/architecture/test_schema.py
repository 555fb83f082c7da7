"""The migrations make exactly the tables that the models describe, on both engines."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from fieldapp.db import db
from fieldapp.domain.base import Model


@pytest.mark.both_engines
def test_migrated_tables_are_the_models_tables(app: Flask):
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Model.metadata) == []
