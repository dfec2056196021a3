"""Putting the cart at hand aside, and the list of those that wait, over the sell page."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pos_app.domain.discount import Discount
from pos_app.domain.held_cart import MAX_CART_NAME, HeldCart
from resources.translations import Catalog
from ui.notices import Notice
from ui.pages.selling import held_notices
from ui.pages.told import told
from ui.presenters.held_carts import HeldCartsPresenter, WaitingCart
from ui.theme import Look
from ui.widgets.floating import place_below_right

if TYPE_CHECKING:
    from ui.pages.selling.held_panel import HeldPanel
    from ui.widgets.name_pad import NamePad

_PAD_WIDTH = 440
_PANEL = (720, 480)


class HeldCarts(QObject):
    """Both panels are made when first needed. `told` carries what the message line says."""

    told = Signal(object)  # Notice
    counted = Signal(int)

    def __init__(self, presenter: HeldCartsPresenter, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._look = look
        self._page = page
        self._tr = Catalog("en")
        self._pad: NamePad | None = None
        self._panel: HeldPanel | None = None
        self._renamed = ""
        self._waiting: tuple[WaitingCart, ...] = ()
        presenter.listed.connect(self._on_listed)
        presenter.held.connect(self._on_held)
        presenter.resumed.connect(self._on_resumed)
        presenter.merged.connect(self._on_merged)
        presenter.discarded.connect(self._on_discarded)
        presenter.failed.connect(self._on_failed)

    @property
    def is_open(self) -> bool:
        """Whether one of the panels is shown."""
        return any(part is not None and part.isVisible() for part in (self._pad, self._panel))

    def ask_name(self) -> None:
        """Ask what the cart at hand is to be called while it waits; nothing in an empty one."""
        if self._presenter.may_hold:
            tr = self._tr
            self._renamed = ""
            hint = tr("The buyer's name, or something to know the cart by. Enter takes it.")
            title, act = tr("Hold the cart as"), tr("Hold")
            self._asking().ask(title, hint, self._presenter.proposal, act)
            self.place()

    def open(self) -> None:
        """Show the carts that wait; with none, say how one comes to wait."""
        if not self._waiting:
            self.told.emit(held_notices.none_held(self._tr))
            return
        self._presenter.load()
        panel = self._listing()
        panel.offer_merge(possible=self._presenter.may_hold)
        panel.show_waiting(self._waiting, self._presenter.zone)
        panel.open()
        self.place()

    def close(self) -> None:
        """Put the panels away; one over the other goes first."""
        if self._pad is not None and self._pad.isVisible():
            self._pad.hide()
        elif self._panel is not None:
            self._panel.hide()
        self._give_focus()

    def place(self) -> None:
        """Keep the panels within the page."""
        if self._pad is not None:
            place_below_right(self._pad, self._page, self._look.px(_PAD_WIDTH))
        if self._panel is not None:
            width, height = map(self._look.px, _PANEL)
            place_below_right(self._panel, self._page, width, height)

    def retranslate(self, tr: Catalog) -> None:
        """Take another language."""
        self._tr = tr
        for part in (self._pad, self._panel):
            if part is not None:
                part.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._look = look
        for part in (self._pad, self._panel):
            if part is not None:
                part.restyle(look)

    def _asking(self) -> "NamePad":
        if self._pad is None:
            from ui.widgets.name_pad import NamePad

            self._pad = NamePad(MAX_CART_NAME, self._look, self._tr, self._page)
            self._pad.entered.connect(self._on_entered)
            self._pad.left.connect(self.close)
        return self._pad

    def _listing(self) -> "HeldPanel":
        if self._panel is None:
            from ui.pages.selling.held_panel import HeldPanel

            self._panel = HeldPanel(self._look, self._tr, self._page)
            self._panel.resume_pressed.connect(self._presenter.resume)
            self._panel.merge_pressed.connect(self._presenter.merge)
            self._panel.discard_pressed.connect(self._presenter.discard)
            self._panel.rename_pressed.connect(self._ask_new_name)
            self._panel.left.connect(self.close)
        return self._panel

    def _ask_new_name(self, cart_id: str) -> None:
        tr = self._tr
        self._renamed = cart_id
        name = next((one.held.name for one in self._waiting if one.held.id == cart_id), "")
        hint = tr("The buyer's name, or something to know the cart by. Enter takes it.")
        self._asking().ask(tr("Another name for the cart"), hint, name, tr("Rename"))
        self.place()

    def _on_entered(self, name: str) -> None:
        renamed, self._renamed = self._renamed, ""
        self._give_focus()
        if renamed:
            self._presenter.rename(renamed, name)
        else:
            self._presenter.hold(name)

    def _on_listed(self, waiting: tuple[WaitingCart, ...]) -> None:
        self._waiting = waiting
        self.counted.emit(len(waiting))
        if self._panel is not None and self._panel.isVisible():
            self._panel.show_waiting(waiting, self._presenter.zone)
            if not waiting:
                self.close()

    def _on_held(self, held: HeldCart) -> None:
        resume = partial(self._presenter.resume, held.id)
        self.told.emit(held_notices.held(held, resume, self._tr))

    def _on_resumed(self, name: str, put_aside: bool) -> None:  # noqa: FBT001 a Qt signal's
        self._leave()
        self.told.emit(held_notices.resumed(name, self._tr, put_aside=put_aside))

    def _on_merged(self, name: str, dropped: Discount) -> None:
        self._leave()
        self.told.emit(held_notices.merged(name, dropped, self._tr))

    def _on_discarded(self, discarded: HeldCart) -> None:
        put_back = partial(self._presenter.put_back, discarded)
        self.told.emit(held_notices.discarded(discarded, put_back, self._tr))

    def _on_failed(self, error: Exception) -> None:
        self.told.emit(Notice(told(error, self._tr), "error"))

    def _give_focus(self) -> None:
        """To the list, if it is shown, else back to the page."""
        if self._panel is not None and self._panel.isVisible():
            self._panel.open()
        else:
            self._page.enter()  # type: ignore[attr-defined]  # every page has it

    def _leave(self) -> None:
        """Go on selling, if a panel is still in the way."""
        if self.is_open:
            if self._pad is not None:
                self._pad.hide()
            self.close()
