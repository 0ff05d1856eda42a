"""Days, weeks and months beside a day."""

import calendar
from datetime import date, timedelta

Interval = tuple[date, date]


def shift_months(day: date, months: int) -> date:
    """The same day so many months on, or the month's last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def week_of(day: date) -> Interval:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def week_value(day: date) -> str:
    """The ISO week: "2023-W16"."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"
