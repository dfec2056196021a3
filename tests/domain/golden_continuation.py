"""What entries say of a register that continues another one: bytes that must never change."""

import msgspec

from pos_app.domain.continuation import Because, EntryCarried
from pos_app.domain.kinds import Kind
from pos_app.domain.register import Booth, RegisterOpened

LATER: list[tuple[Kind, msgspec.Struct, str]] = [
    (
        Kind.REGISTER_OPENED,
        RegisterOpened(
            code="K1WXT",
            booth=Booth("b", "A12", "Batik Polokarto"),
            expo=None,
            public_key="00",
            install_id="i",
            zone="Asia/Jakarta",
            cutoff_minutes=0,
            continues="r1",
            continues_seq=7,
            continues_hash="ff",
            because=Because.RESTORED,
        ),
        (
            '{"code":"K1WXT","booth":{"id":"b","code":"A12","name":"Batik Polokarto"},"expo":null,'
            '"public_key":"00","install_id":"i","zone":"Asia/Jakarta","cutoff_minutes":0,'
            '"continues":"r1","continues_seq":7,"continues_hash":"ff","because":"restored"}'
        ),
    ),
    (
        Kind.ENTRY_CARRIED,
        EntryCarried("r1", 8, "ab", msgspec.Raw(b'{"v":1,"register":"r1"}')),
        '{"register":"r1","seq":8,"hash":"ab","entry":{"v":1,"register":"r1"}}',
    ),
]
