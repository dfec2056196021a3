"""The bar at the top: which booth this is, the search field, who sells, printer, sync, menu."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.restyle import plain
from ui.widgets.status_chip import StatusChip

_BOOTH_MOST = 240


class TopBar(QFrame):
    """Shows what it is told and says which of its parts was pressed."""

    back_pressed = Signal()
    cashier_pressed = Signal()
    printer_pressed = Signal()
    sync_pressed = Signal()
    menu_pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setProperty("role", "bar")
        self.setFixedHeight(look.touch("top_bar"))
        self._look = look
        self._logo = plain("Lapak", self)
        self._logo.setProperty("role", "logo")
        self._logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._booth = ElidedLabel("heading", "booth_label", self)
        self._expo = ElidedLabel("small", "expo_label", self)
        self._centre: QWidget | None = None
        self._back: QPushButton | None = None
        self._back_text = ""
        self.cashier = StatusChip(look, "", self)
        self.printer = StatusChip(look, "plain", self)
        self.sync = StatusChip(look, "plain", self)
        self.menu = QPushButton(self)
        self._name_parts()
        self._lay_out()
        self.restyle(look)

    def show_booth(self, booth: str, expo: str) -> None:
        """Name the booth and the expo that it stands at."""
        self._booth.setText(booth)
        self._expo.setText(expo)
        self._expo.setVisible(bool(expo))

    def show_back(self, *, shown: bool) -> None:
        """Offer a way back where there is no rail."""
        if shown and self._back is None:
            self._back = QPushButton(self)
            self._back.setObjectName("back_button")
            self._back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._back.clicked.connect(self.back_pressed)
            self._row.insertWidget(1, self._back)
            self._tell_back()
        if self._back is not None:
            self._back.setVisible(shown)

    def show_centre(self, widget: QWidget | None) -> None:
        """Put a page's search field into the middle, or nothing."""
        if self._centre is widget:
            return
        if self._centre is not None:
            self._centre.hide()
        self._centre = widget
        if widget is not None:
            if self._row.indexOf(widget) < 0:
                self._row.insertWidget(self._row.count() - 5, widget, 100)
            widget.show()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._look = look
        self._logo.setFixedWidth(look.px(look.touch("rail")))
        for label in (self._booth, self._expo):
            label.setMaximumWidth(look.px(_BOOTH_MOST))
        for chip in (self.cashier, self.printer, self.sync):
            chip.restyle(look)
        self.menu.setIcon(look.icon("menu", "ink", 24))
        self._tell_back()

    def retranslate(self, tr: Catalog) -> None:
        """Texts that are the bar's own; chips are told theirs."""
        self.menu.setAccessibleName(tr("Menu"))
        self.menu.setToolTip(tr("Menu (F10)"))
        self._back_text = tr("Back")
        self._tell_back()

    def _tell_back(self) -> None:
        if self._back is not None:
            self._back.setText(self._back_text)
            self._back.setAccessibleName(self._back_text)
            self._back.setIcon(self._look.icon("chevron-left", "ink", 20))

    def _name_parts(self) -> None:
        parts = {"cashier_chip": self.cashier, "printer_chip": self.printer, "sync_chip": self.sync}
        for name, chip in parts.items():
            chip.setObjectName(name)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.hide()
        self.menu.setObjectName("menu_button")
        self.menu.setProperty("role", "quiet")
        self.menu.setFixedSize(44, 44)
        self.menu.setStyleSheet("padding: 0;")
        self.menu.setIconSize(QSize(24, 24))
        self.menu.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cashier.clicked.connect(self.cashier_pressed)
        self.printer.clicked.connect(self.printer_pressed)
        self.sync.clicked.connect(self.sync_pressed)
        self.menu.clicked.connect(self.menu_pressed)

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addStretch(1)
        titles.addWidget(self._booth)
        titles.addWidget(self._expo)
        titles.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 8, 0)
        self._row.setSpacing(10)
        self._row.addWidget(self._logo)
        self._row.addLayout(titles)
        self._row.addStretch(1)
        for widget in (self.cashier, self.printer, self.sync, self.menu):
            self._row.addWidget(widget)
