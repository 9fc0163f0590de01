import django.db.models.deletion
from django.db import migrations, models


def link_what_was_looked_at_again(apps, schema_editor):
    """Each goes with the newest hiding before it of the same contribution."""
    decisions = apps.get_model("dialogue", "Decision").objects
    hiding = decisions.filter(outcome__in=["hidden", "spam"]).order_by("-made_at", "-pk")
    again = decisions.filter(outcome__in=["restored", "upheld", "repealed"])
    for decision in again.exclude(contribution=None):
        before = hiding.filter(contribution=decision.contribution_id, pk__lt=decision.pk)
        decision.against = before.first()
        decision.save(update_fields=["against"])


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0002_contributions")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="against",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="dialogue.decision",
            ),
        ),
        migrations.RunPython(link_what_was_looked_at_again, migrations.RunPython.noop),
    ]
