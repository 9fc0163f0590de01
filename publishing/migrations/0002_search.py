from django.db import migrations, models

# The tokens of a search entry, in the engine of the database; Django's models know nothing of
# them. On SQLite they have a full-text table of their own, whose rowid is the entry's position:
# it hands out what it finds in the order of its rowids, so the newest come first without sorting.
# Tokens are stored whole and without their places: nothing asks which word stands beside which.
MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE publishing_searchtokens USING fts5("
        "tokens, detail=none, columnsize=0, tokenize=\"ascii tokenchars '_.'\")",
    ],
    "postgresql": [
        "ALTER TABLE publishing_searchentry ADD COLUMN tokens tsvector",
        # Not compressed: unpacking is most of what it costs to look at the tokens of a text.
        "ALTER TABLE publishing_searchentry ALTER COLUMN tokens SET STORAGE EXTERNAL",
        # Saves wait for the index, so that searches never read a list of what is not in it yet.
        "CREATE INDEX publishing_searchentry_tokens ON publishing_searchentry"
        " USING gin (tokens) WITH (fastupdate = off)",
    ],
}
# On PostgreSQL the column goes with its table.
DROP = {"sqlite": ["DROP TABLE publishing_searchtokens"], "postgresql": []}


def make_tokens(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_tokens(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('object_id', models.PositiveBigIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('address', models.CharField(max_length=300)),
                ('lang', models.CharField(max_length=2)),
                ('text', models.TextField()),
                ('visible_from', models.DateTimeField()),
                ('year', models.PositiveSmallIntegerField(db_index=True)),
                ('position', models.BigIntegerField(null=True, unique=True)),
                ('rules', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='a_row_has_one_search_entry')],
            },
        ),
        migrations.RunPython(make_tokens, drop_tokens),
    ]
