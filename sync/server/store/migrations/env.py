"""Run by Alembic: migrates the connection that `sync.server.store.upgrade` hands over."""

from alembic import context

from sync.server.store.rows import Row

context.configure(connection=context.config.attributes["connection"], target_metadata=Row.metadata)
with context.begin_transaction():
    context.run_migrations()
