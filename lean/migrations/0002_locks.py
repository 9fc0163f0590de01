from django.db import migrations

from lean import triggers


class Migration(migrations.Migration):
    dependencies = [("lean", "0001_initial")]

    operations = [migrations.RunPython(triggers.create, triggers.drop)]
