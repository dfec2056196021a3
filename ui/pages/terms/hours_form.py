"""When a promotion holds: always, or on certain days and hours."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pos_app.domain.promotion import Hours
from pos_app.domain.typed_moments import (
    DAY_MINUTES,
    format_day,
    format_time,
    parse_day,
    parse_time,
)
from resources.translations import Catalog
from ui.pages.terms.terms_words import weekday_words
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.form_field import FormField

_FIELDS = ("from_time", "to_time", "first_day", "last_day")


class HoursForm(QWidget):
    """What is left empty sets no bound."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.when = ChoiceChips("hours", ("always", "certain"))
        self.days = [_day_button(place) for place in range(7)]
        self.fields = {name: FormField(f"{name}_field") for name in _FIELDS}
        self._certain = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.when)
        column.addWidget(self._certain)
        self._lay_out_certain()
        self.when.chosen.connect(self._on_when)
        self._certain.hide()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self.when.retranslate({"always": tr("Always"), "certain": tr("Certain days or hours")})
        for button, text in zip(self.days, weekday_words(tr), strict=True):
            button.setText(text)
            button.setAccessibleName(text)
        self.fields["from_time"].retranslate(tr("From"), "14.00")
        self.fields["to_time"].retranslate(tr("Until"), "16.00")
        self.fields["first_day"].retranslate(tr("First day"), "21/11/2026")
        self.fields["last_day"].retranslate(tr("Last day"), "23/11/2026")

    def show_hours(self, hours: Hours) -> None:
        """Fill the form."""
        whole_day = (hours.from_minute, hours.to_minute) == (0, DAY_MINUTES)
        texts = {
            "from_time": "" if whole_day else format_time(hours.from_minute),
            "to_time": "" if whole_day else format_time(hours.to_minute),
            "first_day": format_day(hours.first) if hours.first else "",
            "last_day": format_day(hours.last) if hours.last else "",
        }
        for name, text in texts.items():
            self.fields[name].field.setText(text)
        for place, button in enumerate(self.days):
            button.setChecked(place in hours.weekdays)
        self.when.choose("always" if hours == Hours() else "certain")
        self._certain.setVisible(hours != Hours())

    def hours(self, today: date) -> Hours:
        """What was typed; raises LapakError `day_not_understood` or `time_not_understood`."""
        if self.when.value() == "always":
            return Hours()
        texts = {name: field.text().strip() for name, field in self.fields.items()}
        return Hours(
            first=parse_day(texts["first_day"], today) if texts["first_day"] else None,
            last=parse_day(texts["last_day"], today) if texts["last_day"] else None,
            weekdays=tuple(place for place, day in enumerate(self.days) if day.isChecked()),
            from_minute=parse_time(texts["from_time"]) if texts["from_time"] else 0,
            to_minute=parse_time(texts["to_time"]) if texts["to_time"] else DAY_MINUTES,
        )

    def _lay_out_certain(self) -> None:
        column = QVBoxLayout(self._certain)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        days = QHBoxLayout()
        days.setSpacing(8)
        for button in self.days:
            days.addWidget(button)
            button.clicked.connect(self.edited)
        days.addStretch(1)
        column.addLayout(days)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        for field in self.fields.values():
            fields.addWidget(field, 1)
            field.edited.connect(self.edited)
        column.addLayout(fields)

    @Slot()
    def _on_when(self) -> None:
        self._certain.setVisible(self.when.value() == "certain")
        self.edited.emit()


def _day_button(place: int) -> QPushButton:
    button = QPushButton()
    button.setObjectName(f"weekday_{place}_button")
    button.setProperty("role", "chip")
    button.setCheckable(True)
    return button
