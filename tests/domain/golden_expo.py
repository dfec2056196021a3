"""Bodies of what an organizer told and offered, as they are written for good."""

from datetime import date

import msgspec

from pos_app.domain.expo_details import DaysChanged, ExpoDetails
from pos_app.domain.kinds import Kind
from pos_app.domain.offer import OfferAnswer, OffersAnswered
from pos_app.domain.permission import By

LATER: list[tuple[Kind, msgspec.Struct, str]] = [
    (
        Kind.EXPO_CHANGED,
        ExpoDetails(
            "e",
            5,
            "Harkop Expo",
            "Asia/Jakarta",
            120,
            date(2026, 11, 22),
            header=("Alun-alun",),
            announcement="Halo",
        ),
        (
            '{"expo":"e","revision":5,"name":"Harkop Expo","zone":"Asia/Jakarta",'
            '"cutoff_minutes":120,"first_day":"2026-11-22","last_day":null,'
            '"header":["Alun-alun"],"announcement":"Halo"}'
        ),
    ),
    (
        Kind.DAYS_CHANGED,
        DaysChanged("Asia/Makassar", 60),
        '{"zone":"Asia/Makassar","cutoff_minutes":60}',
    ),
    (
        Kind.OFFER_ANSWERED,
        OffersAnswered((OfferAnswer("o", 5, "p"), OfferAnswer("q", 6)), By("p1")),
        (
            '{"answers":[{"offer":"o","revision":5,"product":"p"},'
            '{"offer":"q","revision":6,"product":""}],"by":{"person":"p1"}}'
        ),
    ),
]
