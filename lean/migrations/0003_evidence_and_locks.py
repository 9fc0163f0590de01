import django.db.models.deletion
from django.db import migrations, models

from lean import triggers


class Migration(migrations.Migration):
    """A draft goes with the documents that are its evidence, and what is purged is gone."""

    dependencies = [("lean", "0002_locks")]

    operations = [
        migrations.RunPython(triggers.drop, triggers.create),
        migrations.AlterField(
            model_name="checkitem",
            name="evidence_file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="lean.projectattachment",
                verbose_name="evidence: document of the project",
            ),
        ),
        migrations.RunPython(triggers.create, triggers.drop),
    ]
