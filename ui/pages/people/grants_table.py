"""The table of what supervisors and cashiers may do on their own word."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from pos_app.domain.discount import format_percent, parse_percent
from pos_app.domain.errors import LapakError
from pos_app.domain.permission import GRANTABLE, Action, Grants, Permissions, Role
from resources.translations import Catalog
from ui.pages.people.permission_words import action_name, role_name
from ui.pages.told import told
from ui.widgets.cards import wrapped
from ui.widgets.restyle import label

_ROLES = (Role.SUPERVISOR, Role.CASHIER)


class GrantsTable(QWidget):
    """A row an action, a column a role; each change is told at once by `changed`."""

    changed = Signal(object, object)  # Role, Grants

    def __init__(self) -> None:
        super().__init__()
        self._tr = Catalog("en")
        self._permissions = Permissions()
        self._names = {action: wrapped("", f"grant_{action}_name") for action in GRANTABLE}
        self._limit_name = wrapped("", "grant_limit_name")
        self._heads = {role: label("strong", f"grant_{role}_head") for role in _ROLES}
        self._limits = {role: _limit_field(role) for role in _ROLES}
        self._switches = {
            (role, action): _switch(role, action) for action in GRANTABLE for role in _ROLES
        }
        self._trouble = wrapped("error", "grant_trouble")
        self._trouble.hide()
        self._lay_out()
        self._connect()

    def show_permissions(self, permissions: Permissions) -> None:
        """Show what holds."""
        self._permissions = permissions
        for (role, action), switch in self._switches.items():
            switch.setChecked(action in permissions.of(role).actions)
        for role, field in self._limits.items():
            if not (field.hasFocus() and field.isModified()):  # somebody is typing
                field.setText(format_percent(permissions.of(role).discount_limit))
        self._trouble.hide()
        self._tell()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._limit_name.setText(tr("Discounts up to"))
        for action, name in self._names.items():
            name.setText(action_name(action, tr))
        for role in _ROLES:
            self._heads[role].setText(role_name(role, tr))
            named = f"{self._limit_name.text()}, {role_name(role, tr)}"
            self._limits[role].setAccessibleName(named)
        self._tell()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for column, role in enumerate(_ROLES, 1):
            grid.addWidget(self._heads[role], 0, column, Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(self._limits[role], 1, column)
        grid.addWidget(self._limit_name, 1, 0)
        for row, action in enumerate(GRANTABLE, 2):
            grid.addWidget(self._names[action], row, 0)
            for column, role in enumerate(_ROLES, 1):
                grid.addWidget(self._switches[role, action], row, column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(grid)
        outer.addWidget(self._trouble)

    def _connect(self) -> None:
        for switch in self._switches.values():
            switch.clicked.connect(self._on_switched)
        for field in self._limits.values():
            field.editingFinished.connect(self._on_limit)

    def _tell(self) -> None:
        """A word beside the colour: who may, and who has to ask."""
        tr = self._tr
        for (role, action), switch in self._switches.items():
            switch.setText(tr("May") if switch.isChecked() else tr("Asks first"))
            name = f"{action_name(action, tr)}, {role_name(role, tr)}: {switch.text()}"
            switch.setAccessibleName(name)

    def _on_switched(self) -> None:
        for (role, action), switch in self._switches.items():
            if switch is self.sender():
                self._tell()
                grants = self._permissions.of(role)
                self._now(role, Grants(grants.actions ^ {action}, grants.discount_limit))

    def _on_limit(self) -> None:
        for role, field in self._limits.items():
            if field is self.sender():
                self._take_limit(role, field.text())

    def _take_limit(self, role: Role, typed: str) -> None:
        grants = self._permissions.of(role)
        try:
            limit = parse_percent(typed)
        except LapakError as error:
            self._trouble.setText(told(error, self._tr))
            self._trouble.show()
            return
        self._trouble.hide()
        self._limits[role].setModified(False)
        if limit != grants.discount_limit:
            self._now(role, Grants(grants.actions, limit))

    def _now(self, role: Role, grants: Grants) -> None:
        """Go on from this, also before it is stored: the next press may come sooner."""
        self._permissions = msgspec.structs.replace(self._permissions, **{str(role): grants})
        self.changed.emit(role, grants)


def _limit_field(role: Role) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(f"grant_limit_{role}_field")
    field.setAlignment(Qt.AlignmentFlag.AlignCenter)
    field.setMaxLength(7)
    return field


def _switch(role: Role, action: Action) -> QPushButton:
    switch = QPushButton()
    switch.setObjectName(f"grant_{role}_{action}_button")
    switch.setCheckable(True)
    return switch
