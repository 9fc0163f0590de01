import uuid

from django.db import migrations, models


def give_each_post_its_own(apps, schema_editor):
    """Posts first, then their history: a restored version is still the same post."""
    Post, History = apps.get_model("blog", "Post"), apps.get_model("blog", "HistoricalPost")
    for pk in Post.objects.filter(uid=None).values_list("pk", flat=True):
        uid = uuid.uuid4()
        Post.objects.filter(pk=pk).update(uid=uid)
        History.objects.filter(id=pk).update(uid=uid)
    # What is left belongs to deleted drafts.
    History.objects.filter(uid=None).update(uid=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("blog", "0003_lower_case_addresses")]

    operations = [
        migrations.AddField("post", "uid", models.UUIDField(null=True, editable=False)),
        migrations.AddField("historicalpost", "uid", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(give_each_post_its_own, migrations.RunPython.noop),
        migrations.AlterField(
            "post", "uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
        migrations.AlterField(
            "historicalpost",
            "uid",
            models.UUIDField(db_index=True, default=uuid.uuid4, editable=False),
        ),
    ]
