"""Makes a database what it was after `migrate`, at the cost of what a test has put in."""

from typing import Any

from django.db import connection, transaction


class Migrated:
    """What `migrate` leaves in the tables."""

    def __init__(self) -> None:
        self.tables = connection.introspection.django_table_names(
            only_existing=True, include_views=False
        )
        self.rows = {table: rows_of(table) for table in self.filled()}

    def filled(self) -> set[str]:
        """The tables that hold anything."""
        each = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in self.tables]
        return {name for (name,) in fetch(" UNION ALL ".join(each))}

    def restore(self) -> bool:
        """Take away what is new; where what `migrate` left is not as it was, return False."""
        if any(rows - rows_of(table) for table, rows in self.rows.items()):
            return False
        with transaction.atomic(), connection.cursor() as cursor:
            for table in self.filled():
                kept = ", ".join(str(key) for key, *_ in self.rows.get(table, ()))
                cursor.execute(
                    f"DELETE FROM {table}" + (f" WHERE id NOT IN ({kept})" if kept else "")
                )
        return True


def fetch(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def rows_of(table: str) -> set[tuple[Any, ...]]:
    return set(fetch(f"SELECT * FROM {table}"))
