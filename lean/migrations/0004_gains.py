import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from lean.triggers import GAIN_LOCKS


class Migration(migrations.Migration):

    dependencies = [
        ('lean', '0003_evidence_and_locks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Gain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('spart_tid', 'Time saved'), ('unngatt', 'Costs avoided'), ('kvalitet', 'Better quality')], max_length=9, verbose_name='kind of gain')),
                ('what', models.CharField(max_length=200, verbose_name='what the gain is')),
                ('owner_role', models.CharField(max_length=80, verbose_name='owner of the gain')),
                ('scale', models.CharField(blank=True, max_length=40, verbose_name='scale')),
                ('expected_value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='expected')),
                ('expected_low', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='at least')),
                ('expected_high', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='at most')),
                ('expected_words', models.CharField(blank=True, max_length=200, verbose_name='expected, in words')),
                ('expected_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='day of the estimate')),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='the gain begins')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gains', to='lean.project')),
            ],
            options={
                'verbose_name': 'gain',
                'verbose_name_plural': 'gains',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('months', models.PositiveSmallIntegerField(choices=[(3, 'After 3 months'), (6, 'After 6 months'), (12, 'After 12 months')], verbose_name='when')),
                ('measured_on', models.DateField(verbose_name='date')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='realised')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='realised, in words')),
                ('used_for', models.CharField(blank=True, max_length=200, verbose_name='what it was used for')),
                ('because', models.CharField(blank=True, max_length=300, verbose_name='why it differs')),
                ('gain', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='lean.gain')),
            ],
            options={
                'verbose_name': 'follow-up',
                'verbose_name_plural': 'follow-ups',
                'ordering': ['months'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('planned', models.TextField(max_length=400, verbose_name='plan')),
                ('planned_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='planned on')),
                ('done', models.TextField(blank=True, max_length=400, verbose_name='do')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('checked', models.TextField(blank=True, max_length=400, verbose_name='check')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='checked on')),
                ('corrected', models.TextField(blank=True, max_length=400, verbose_name='correct')),
                ('corrected_on', models.DateField(blank=True, null=True, verbose_name='corrected on')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='lean.project')),
            ],
            options={
                'verbose_name': 'PUKK round',
                'verbose_name_plural': 'PUKK rounds',
                'ordering': ['number'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Why',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='order')),
                ('question', models.CharField(max_length=160, verbose_name='why')),
                ('answer', models.CharField(max_length=240, verbose_name='because')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='whys', to='lean.project')),
            ],
            options={
                'verbose_name': 'why',
                'verbose_name_plural': 'five times why',
                'ordering': ['position'],
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='gain',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'kvalitet'), models.Q(('expected_value__isnull', False), ('expected_words', ''), ('scale', '')), _connector='OR'), name='hours_and_kroner_are_a_number', violation_error_message='Hours and kroner are a number, without a scale.'),
        ),
        migrations.AddConstraint(
            model_name='gain',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'kvalitet'), _negated=True), models.Q(('expected_value__isnull', False), models.Q(('scale', ''), _negated=True)), models.Q(('expected_value', None), ('scale', ''), models.Q(('expected_words', ''), _negated=True)), _connector='OR'), name='quality_is_on_a_scale_or_in_words', violation_error_message='Quality is a number on a scale, or said in words.'),
        ),
        migrations.AddConstraint(
            model_name='gain',
            constraint=models.CheckConstraint(condition=models.Q(('expected_value', None), models.Q(('expected_value__gt', 0), ('expected_value__lte', 1000000000)), _connector='OR'), name='an_expected_gain_is_more_than_nothing', violation_error_message='An expected gain is more than nothing.'),
        ),
        migrations.AddConstraint(
            model_name='gain',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('expected_high', None), ('expected_low', None)), models.Q(('expected_high__gte', models.F('expected_value')), ('expected_high__isnull', False), ('expected_high__lte', 1000000000), ('expected_low__gte', 0), ('expected_low__isnull', False), ('expected_low__lte', models.F('expected_value')), ('expected_value__isnull', False)), _connector='OR'), name='an_expected_gain_lies_within_its_uncertainty', violation_error_message='What is expected lies between «at least» and «at most»: write both or neither.'),
        ),
        migrations.AddConstraint(
            model_name='gain',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__gte', models.F('expected_on'))), name='a_gain_is_expected_before_it_begins', violation_error_message='A gain cannot begin before it was expected.'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.UniqueConstraint(fields=('gain', 'months'), name='a_gain_is_followed_up_once_at_a_time', violation_error_message='There is a follow-up of this time already.'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(('months__in', [3, 6, 12])), name='a_gain_is_followed_up_after_3_6_and_12_months'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('value__gte', 0), ('value__isnull', False), ('value__lte', 1000000000)), models.Q(('value', None), models.Q(('words', ''), _negated=True)), _connector='OR'), name='a_realised_gain_is_not_less_than_nothing', violation_error_message='A realised gain is a number from 0 up, or words.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='a_project_has_one_round_of_a_number'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('planned', ''), _negated=True), name='a_round_begins_with_a_plan', violation_error_message='A round begins with a plan.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done', ''), ('done_on', None)), models.Q(models.Q(('done', ''), _negated=True), ('done_on__isnull', False)), _connector='OR'), name='what_is_done_has_a_day', violation_error_message='Write both what was done, and the day.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked', ''), ('checked_on', None)), models.Q(models.Q(('checked', ''), _negated=True), ('checked_on__isnull', False)), _connector='OR'), name='what_is_checked_has_a_day', violation_error_message='Write both what was done, and the day.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrected', ''), ('corrected_on', None)), models.Q(models.Q(('corrected', ''), _negated=True), ('corrected_on__isnull', False)), _connector='OR'), name='what_is_corrected_has_a_day', violation_error_message='Write both what was done, and the day.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('done', ''), models.Q(models.Q(('planned', ''), _negated=True), ('done_on__gte', models.F('planned_on'))), _connector='OR'), name='what_is_done_was_planned_before', violation_error_message='The steps of a round follow each other, and so do their days.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('checked', ''), models.Q(models.Q(('done', ''), _negated=True), ('checked_on__gte', models.F('done_on'))), _connector='OR'), name='what_is_checked_was_done_before', violation_error_message='The steps of a round follow each other, and so do their days.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('corrected', ''), models.Q(models.Q(('checked', ''), _negated=True), ('corrected_on__gte', models.F('checked_on'))), _connector='OR'), name='what_is_corrected_was_checked_before', violation_error_message='The steps of a round follow each other, and so do their days.'),
        ),
        migrations.AddConstraint(
            model_name='why',
            constraint=models.UniqueConstraint(fields=('project', 'position'), name='a_project_asks_each_why_once'),
        ),
        migrations.AddConstraint(
            model_name='why',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 5)), name='why_is_asked_at_most_five_times'),
        ),
        migrations.AddConstraint(
            model_name='why',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('question', ''), _negated=True), models.Q(('answer', ''), _negated=True)), name='a_why_has_its_answer', violation_error_message='Write both the question and the answer.'),
        ),
        migrations.RunPython(GAIN_LOCKS.create, GAIN_LOCKS.drop),
    ]
