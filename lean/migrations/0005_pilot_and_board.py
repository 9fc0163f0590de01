import django.core.validators
import django.db.models.deletion
import municipality.validators
from django.db import migrations, models

from lean import triggers


class Migration(migrations.Migration):

    dependencies = [
        ('lean', '0004_gains'),
        ('municipality', '0012_messages'),
    ]

    operations = [
        migrations.RunPython(triggers.drop, triggers.create),
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
        migrations.AddField(
            model_name='historicalproject',
            name='effect',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – very small'), (2, '2 – small'), (3, '3 – middling'), (4, '4 – large'), (5, '5 – very large')], help_text='How much better it gets for those it is for.', null=True, verbose_name='effect'),
        ),
        migrations.AddField(
            model_name='historicalproject',
            name='effort',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – very small'), (2, '2 – small'), (3, '3 – middling'), (4, '4 – large'), (5, '5 – very large')], help_text='How much work it is. The board shows effort against effect.', null=True, verbose_name='effort'),
        ),
        migrations.AddField(
            model_name='project',
            name='effect',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – very small'), (2, '2 – small'), (3, '3 – middling'), (4, '4 – large'), (5, '5 – very large')], help_text='How much better it gets for those it is for.', null=True, verbose_name='effect'),
        ),
        migrations.AddField(
            model_name='project',
            name='effort',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – very small'), (2, '2 – small'), (3, '3 – middling'), (4, '4 – large'), (5, '5 – very large')], help_text='How much work it is. The board shows effort against effect.', null=True, verbose_name='effort'),
        ),
        migrations.CreateModel(
            name='ColumnLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('ide', 'Idea'), ('planlagt', 'Planned'), ('i_gang', 'Under way'), ('males', 'Being measured')], max_length=12, verbose_name='column')),
                ('soft', models.PositiveSmallIntegerField(blank=True, help_text='More projects than this give a warning.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='recommended at most')),
                ('hard', models.PositiveSmallIntegerField(blank=True, help_text='A project that would be one too many is refused.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='never more than')),
                ('department', models.ForeignKey(blank=True, help_text='Left empty, it is for all departments together.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='column_limits', to='municipality.department', verbose_name='department')),
            ],
            options={
                'verbose_name': 'limit of the board',
                'verbose_name_plural': 'limits of the board',
                'ordering': ['department__position', 'status', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('status', 'department'), name='a_department_has_one_limit_for_a_column', violation_error_message='This column has its limit already: change that one.'), models.UniqueConstraint(condition=models.Q(('department', None)), fields=('status',), name='the_municipality_has_one_limit_for_a_column', violation_error_message='This column has its limit already: change that one.'), models.CheckConstraint(condition=models.Q(('soft__isnull', False), ('hard__isnull', False), _connector='OR'), name='a_limit_is_soft_or_hard', violation_error_message='Write at least one of the two limits.'), models.CheckConstraint(condition=models.Q(('soft', None), ('hard', None), ('soft__lte', models.F('hard')), _connector='OR'), name='a_warning_comes_before_a_refusal', violation_error_message='What is recommended cannot be more than the most.')],
            },
        ),
        migrations.RunPython(triggers.create, triggers.drop),
    ]
