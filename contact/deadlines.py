"""When a message is to be answered: working days, without weekends and Norwegian holidays."""

from datetime import date, timedelta

from holidays import country_holidays

WORKING_DAYS = 5
# About universal design: reasonable time, which the supervisory body takes to be three weeks.
ACCESSIBILITY_DAYS = 21
SATURDAY = 5


def due_on(received: date, *, is_about_accessibility: bool) -> date:
    if is_about_accessibility:
        return received + timedelta(days=ACCESSIBILITY_DAYS)
    return after_working_days(received, WORKING_DAYS)


def after_working_days(start: date, number: int) -> date:
    """Return the day that is `number` working days after `start`."""
    free = country_holidays("NO", years=[start.year, start.year + 1], observed=False)
    day = start
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < SATURDAY and day not in free
    return day
