"""A USB bus with printers on it, below the real pyusb: what libusb would be asked, and answers.

Its descriptors are those of the USB printer class 1.1 as a usual 58 mm printer has them (0416:5011,
one printer interface, bulk in both directions); written after the standard, not read from one.
"""

# ruff: noqa: ARG002 -- these are the calls of pyusb's backends

import array
import errno
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import usb.backend
import usb.core

from pos_app.devices.rendering.command_stream import CommandStream

PRINTER, AUDIO = 7, 1
ONE_WAY, BOTH_WAYS, IPP = 1, 2, 4
TEXTS = {1: "STMicroelectronics", 2: "POS58 Printer USB"}
_SERIAL = 3
_STRING_DESCRIPTOR, _GET_DESCRIPTOR = 3, 6


class UsbDevice:
    """A printer on the bus. `interfaces` are the protocols of its interface's versions.

    `answer` is what it says to each question; none makes it a printer without a way back.
    """

    def __init__(
        self,
        vendor: int = 0x0416,
        product: int = 0x5011,
        serial: str = "",
        *,
        protocols: tuple[int, ...] = (BOTH_WAYS,),
        usb_class: int = PRINTER,
        answer: bytes = b"\x12",
        takes: int = 1 << 30,
    ) -> None:
        self.vendor, self.product, self.serial = vendor, product, serial
        self.protocols = protocols
        self.usb_class = usb_class
        self.answer = answer
        self.takes = takes
        self.driver_active = True
        self.chosen = 0
        self.claimed: set[int] = set()
        self.refuses: Exception | None = None
        self._stream = CommandStream()
        self._received = b""
        self._answers = b""
        self._changed = threading.Condition()

    def wait_for(self, size: int) -> bytes:
        """What was printed, once it is at least that much."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._received) >= size, 20)
            return self._received

    def take(self, data: bytes) -> int:
        """Bytes that arrive; how many it has room for."""
        taken = data[: max(self.takes, 0)]
        self.takes -= len(taken)
        job, questions = self._stream.feed(taken)
        with self._changed:
            self._received += job
            self._answers += self.answer * len(questions)
            self._changed.notify_all()
        return len(taken)

    def say(self, most: int) -> bytes:
        """What it has to say, at most so much."""
        said, self._answers = self._answers[:most], self._answers[most:]
        return said


class FakeBus(usb.backend.IBackend):  # type: ignore[misc]  # pyusb has no types
    """What pyusb calls a backend."""

    def __init__(self, *devices: UsbDevice) -> None:
        self.devices = list(devices)
        self.calls: list[str] = []

    def enumerate_devices(self) -> Iterator[UsbDevice]:
        return iter(self.devices)

    def get_device_descriptor(self, device: UsbDevice) -> SimpleNamespace:
        return SimpleNamespace(
            bLength=18,
            bDescriptorType=1,
            bcdUSB=0x200,
            bDeviceClass=0,
            bDeviceSubClass=0,
            bDeviceProtocol=0,
            bMaxPacketSize0=64,
            idVendor=device.vendor,
            idProduct=device.product,
            bcdDevice=0x200,
            iManufacturer=1,
            iProduct=2,
            iSerialNumber=_SERIAL if device.serial else 0,
            bNumConfigurations=1,
            address=5,
            bus=1,
            port_number=1,
            port_numbers=(1,),
            speed=2,
        )

    def get_configuration_descriptor(self, device: UsbDevice, index: int) -> SimpleNamespace:
        if index:
            raise IndexError(index)
        return SimpleNamespace(
            bLength=9,
            bDescriptorType=2,
            wTotalLength=32,
            bNumInterfaces=1,
            bConfigurationValue=1,
            iConfiguration=0,
            bmAttributes=0xC0,
            bMaxPower=2,
            extra_descriptors=[],
        )

    def get_interface_descriptor(
        self, device: UsbDevice, interface: int, version: int, configuration: int
    ) -> SimpleNamespace:
        if interface or version >= len(device.protocols):
            raise IndexError(version)
        protocol = device.protocols[version]
        return SimpleNamespace(
            bLength=9,
            bDescriptorType=4,
            bInterfaceNumber=0,
            bAlternateSetting=version,
            bNumEndpoints=1 if protocol == ONE_WAY else 2,
            bInterfaceClass=device.usb_class,
            bInterfaceSubClass=1,
            bInterfaceProtocol=protocol,
            iInterface=0,
            extra_descriptors=[],
        )

    def get_endpoint_descriptor(
        self, device: UsbDevice, point: int, interface: int, version: int, configuration: int
    ) -> SimpleNamespace:
        return SimpleNamespace(
            bLength=7,
            bDescriptorType=5,
            bEndpointAddress=(0x02, 0x81)[point],
            bmAttributes=2,
            wMaxPacketSize=64,
            bInterval=0,
            bRefresh=0,
            bSynchAddress=0,
            extra_descriptors=[],
        )

    def open_device(self, device: UsbDevice) -> UsbDevice:
        self.calls.append("open")
        if device.refuses is not None:
            raise device.refuses
        return device

    def close_device(self, handle: UsbDevice) -> None:
        self.calls.append("close")

    def get_configuration(self, handle: UsbDevice) -> int:
        return 1

    def claim_interface(self, handle: UsbDevice, number: int) -> None:
        self.calls.append("claim")
        if handle.driver_active or number in handle.claimed:
            raise usb_error(errno.EBUSY)
        handle.claimed.add(number)

    def release_interface(self, handle: UsbDevice, number: int) -> None:
        self.calls.append("release")
        handle.claimed.discard(number)

    def set_interface_altsetting(self, handle: UsbDevice, number: int, version: int) -> None:
        handle.chosen = version

    def is_kernel_driver_active(self, handle: UsbDevice, number: int) -> bool:
        return handle.driver_active

    def detach_kernel_driver(self, handle: UsbDevice, number: int) -> None:
        self.calls.append("detach")
        handle.driver_active = False

    def attach_kernel_driver(self, handle: UsbDevice, number: int) -> None:
        self.calls.append("attach")
        if number in handle.claimed:
            raise usb_error(errno.EBUSY)
        handle.driver_active = True

    def bulk_write(
        self, handle: UsbDevice, point: int, number: int, data: "array.array[int]", timeout: int
    ) -> int:
        assert timeout > 0, "libusb would wait for ever"
        if handle not in self.devices:
            raise usb_error(errno.ENODEV)
        taken = handle.take(data.tobytes())
        if not taken:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        return taken

    def bulk_read(
        self, handle: UsbDevice, point: int, number: int, data: "array.array[int]", timeout: int
    ) -> int:
        assert timeout > 0, "libusb would wait for ever"
        if handle not in self.devices:
            raise usb_error(errno.ENODEV)
        said = handle.say(len(data))
        if not said:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        data[: len(said)] = array.array("B", said)
        return len(said)

    def ctrl_transfer(
        self,
        handle: UsbDevice,
        kind: int,
        request: int,
        value: int,
        index: int,
        data: "array.array[int]",
        timeout: int,
    ) -> int:
        if request != _GET_DESCRIPTOR or value >> 8 != _STRING_DESCRIPTOR:
            raise usb_error(errno.EPIPE)
        text = {**TEXTS, _SERIAL: handle.serial}.get(value & 0xFF, "")
        body = text.encode("utf-16-le") if value & 0xFF else b"\x09\x04"
        said = bytes([len(body) + 2, _STRING_DESCRIPTOR]) + body
        data[: len(said)] = array.array("B", said)
        return len(said)


def usb_error(number: int) -> OSError:
    """An error as libusb's backend raises it."""
    error: OSError = usb.core.USBError("[Errno] told by libusb", -1, number)
    return error
