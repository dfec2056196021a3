"""A USB printer reached by libusb: where there is no device file for it, or none may be used.

Source: USB device class definition for printing devices 1.1.
"""

import contextlib
import errno
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pos_app.devices.finding.addresses import UsbAddress
from pos_app.devices.finding.missing_part import library
from pos_app.devices.finding.usb_printers import PRINTER_CLASS, printer_devices, serial_of
from pos_app.devices.transports.link import PartlyTaken, Patience
from pos_app.devices.transports.link_printer import LinkPrinter

_BOTH_WAYS, _ONE_WAY, _IPP = 2, 1, 4
_DIRECTION_IN, _KIND_MASK, _BULK = 0x80, 0x03, 0x02
_NOTHING_YET_S = 0.01


class UsbPrinter(LinkPrinter):
    """A printer by its USB ids; of several alike the first, unless the address names one."""

    def __init__(
        self,
        at: UsbAddress,
        *,
        write_timeout_s: float = 10.0,
        reply_timeout_s: float = 0.5,
        backend: Any = None,  # one of pyusb's; it has no types
    ) -> None:
        patience = Patience(reply_s=reply_timeout_s, settle_s=write_timeout_s)
        super().__init__(str(at), lambda: _UsbLink(_device(at, backend), patience), patience)


class _UsbLink:
    """A claimed printer interface; the system's own driver is put aside and given back."""

    anybody = False

    def __init__(self, device: Any, patience: Patience) -> None:
        self._device = device
        self._patience = patience
        self._put_aside: list[int] = []
        self._taken: list[int] = []
        try:
            with _plain_errors():
                self._interface = self._claimed()
        except OSError:
            self.close()
            raise
        points = [point for point in self._interface if point.bmAttributes & _KIND_MASK == _BULK]
        self._out = next(point for point in points if not _is_in(point))
        self._in = next((point for point in points if _is_in(point)), None)
        self.two_way = self._in is not None

    def write(self, data: bytes) -> int:
        try:
            with _plain_errors():
                taken = int(self._out.write(data, _ms(self._patience.settle_s)))
        except TimeoutError:
            raise  # libusb tells what was taken until then, if anything was
        except OSError as error:
            if len(data) <= self._out.wMaxPacketSize:
                raise
            raise PartlyTaken(str(error)) from error  # some packets may have gone before
        if not taken:
            raise TimeoutError("the printer takes nothing more")
        return taken

    def read(self, timeout_s: float) -> bytes:
        if self._in is None:
            raise TimeoutError("it cannot answer")
        until = time.monotonic() + timeout_s
        while True:
            with _plain_errors():
                received = bytes(self._in.read(64, _ms(max(until - time.monotonic(), 0))))
            if received:
                return received
            if time.monotonic() >= until:
                raise TimeoutError("nothing came")
            time.sleep(_NOTHING_YET_S)  # some answer at once that there is nothing yet

    def waiting(self) -> int:
        """Nothing: a write ends when the printer has taken it."""
        return 0

    def finish(self) -> None:
        """Nothing is left to wait for."""

    def close(self) -> None:
        """Give everything back, in the order in which it was taken."""
        util = library("usb.util")
        for number in self._taken:
            with contextlib.suppress(OSError, NotImplementedError):
                util.release_interface(self._device, number)
        for number in self._put_aside:
            with contextlib.suppress(OSError, NotImplementedError):
                self._device.attach_kernel_driver(number)
        with contextlib.suppress(OSError, NotImplementedError):
            util.dispose_resources(self._device)

    def _claimed(self) -> Any:
        for number in {interface.bInterfaceNumber for interface in _printing(self._device)}:
            self._put_driver_aside(number)
        configuration = self._configuration()
        interface = max(_printing([configuration]), key=_preference, default=None)
        if interface is None:
            raise OSError(errno.ENODEV, "no printer interface")
        library("usb.util").claim_interface(self._device, interface.bInterfaceNumber)
        self._taken.append(interface.bInterfaceNumber)
        if interface.bAlternateSetting:
            interface.set_altsetting()
        return interface

    def _put_driver_aside(self, number: int) -> None:
        with contextlib.suppress(NotImplementedError):  # Windows has nothing to put aside
            if self._device.is_kernel_driver_active(number):
                self._device.detach_kernel_driver(number)
                self._put_aside.append(number)

    def _configuration(self) -> Any:
        with contextlib.suppress(OSError):
            return self._device.get_active_configuration()
        self._device.set_configuration()
        return self._device.get_active_configuration()


def _device(at: UsbAddress, backend: Any) -> Any:
    with _plain_errors():
        for device in printer_devices(backend):
            ids = (device.idVendor, device.idProduct)
            if ids == (at.vendor, at.product) and at.serial in {"", serial_of(device)}:
                return device
    raise OSError(errno.ENODEV, f"no such printer: {at}")


def _printing(configurations: Any) -> Iterator[Any]:
    """The interfaces that take bytes as they are; IPP over USB is another language."""
    for configuration in configurations:
        for interface in configuration:
            if (
                interface.bInterfaceClass == PRINTER_CLASS
                and interface.bInterfaceProtocol != _IPP
                and any(not _is_in(point) for point in interface)
            ):
                yield interface


def _preference(interface: Any) -> int:
    """Both ways before one way before what is unusual."""
    return {_BOTH_WAYS: 2, _ONE_WAY: 1}.get(interface.bInterfaceProtocol, 0)


def _is_in(point: Any) -> bool:
    return bool(point.bEndpointAddress & _DIRECTION_IN)


def _ms(seconds: float) -> int:
    return max(math.ceil(seconds * 1000), 1)  # 0 would wait for ever


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Errors of pyusb as the system's own: its timeouts are no TimeoutError."""
    core = library("usb.core")
    try:
        yield
    except core.USBTimeoutError as error:
        raise TimeoutError(str(error)) from error
    except core.USBError as error:
        raise OSError(error.errno or errno.EIO, str(error)) from error
    except NotImplementedError as error:  # Windows' own driver lets libusb do nothing
        raise OSError(errno.ENOTSUP, str(error)) from error
