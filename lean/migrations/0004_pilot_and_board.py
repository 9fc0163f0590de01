import municipality.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lean', '0003_evidence_and_locks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_on', models.DateField(verbose_name='date')),
                ('is_whole_month', models.BooleanField(default=False, help_text='Then choose any day of the month: the day is not shown.', verbose_name='only the month is known')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('text', models.TextField(blank=True, help_text='An empty line begins a new paragraph.', max_length=2000, verbose_name='text')),
                ('link', models.CharField(blank=True, help_text='Where to read more: a post, such as /blogg/2010/09/lean/, or another site.', max_length=300, validators=[municipality.validators.validate_link], verbose_name='link')),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones',
                'ordering': ['happened_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('role', models.CharField(choices=[('deltaker', 'Participant'), ('arrangor', 'Organiser')], default='deltaker', max_length=8, verbose_name='role in the pilot')),
                ('area', models.CharField(blank=True, help_text='The service where it began, such as «pleie og omsorg».', max_length=120, verbose_name='area')),
                ('link', models.URLField(blank=True, verbose_name='its own page about LEAN')),
                ('archived_link', models.URLField(blank=True, help_text='A copy in a web archive, for when the page itself is gone. It is shown then.', verbose_name='archived page')),
                ('note', models.CharField(blank=True, help_text='Such as what has become of the municipality since.', max_length=300, verbose_name='historical note')),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='The lowest number stands first.', verbose_name='order')),
            ],
            options={
                'verbose_name': 'partner in the pilot',
                'verbose_name_plural': 'partners in the pilot',
                'ordering': ['position', 'name', 'pk'],
            },
        ),
    ]
