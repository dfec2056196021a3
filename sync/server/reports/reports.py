"""The reports of an expo by name, each as a table."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec
from sqlalchemy import Connection

from pos_app.domain.errors import LapakError
from resources.translations import Catalog
from sync.server.fair.expos import expo_by_id
from sync.server.fair.plans import planned
from sync.server.reports import rollups, tables
from sync.server.reports.editions import earlier_editions, last_edition
from sync.server.reports.growth import Growth, grown, growth_table
from sync.server.reports.rollups import ALWAYS, Span
from sync.server.reports.table import Table


class Report(StrEnum):
    """What turnover is told by."""

    BOOTH = "booth"
    CLUSTER = "cluster"
    REGENCY = "regency"
    OWNER = "owner"
    PRODUCT = "product"
    METHOD = "method"
    DAY = "day"
    HOUR = "hour"
    TARGET = "target"
    GROWTH = "growth"


WHOLE_EXPO = frozenset({Report.TARGET, Report.GROWTH})
"""These are of all days, whatever span is asked for."""


class Asked(msgspec.Struct, frozen=True):
    """What somebody wants to read: growth is `against` an expo, empty is the last edition."""

    expo: str
    report: Report = Report.BOOTH
    span: Span = ALWAYS
    against: str = ""


class Compared(msgspec.Struct, frozen=True):
    """Growth, and what the edition is called that it is against; empty if there is none."""

    against: str
    growth: Growth


def report_named(name: str) -> Report:
    """A report by its name; raises LapakError `report_unknown`."""
    try:
        return Report(name)
    except ValueError as error:
        raise LapakError("report_unknown", report=name[:40]) from error


def report_words(tr: Catalog) -> Mapping[Report, str]:
    """What the reports are called."""
    return {
        Report.BOOTH: tr("By booth"),
        Report.CLUSTER: tr("By cluster"),
        Report.REGENCY: tr("By regency"),
        Report.OWNER: tr("By owner"),
        Report.PRODUCT: tr("By product"),
        Report.METHOD: tr("By method"),
        Report.DAY: tr("By day"),
        Report.HOUR: tr("By hour"),
        Report.TARGET: tr("Target and result"),
        Report.GROWTH: tr("Growth"),
    }


def table_of(connection: Connection, asked: Asked, tr: Catalog) -> Table:
    """A report; the caller's transaction must be one snapshot. Raises LapakError `expo_unknown`."""
    expo, span = expo_by_id(connection, asked.expo).id, asked.span
    match asked.report:
        case Report.METHOD:
            return tables.method_table(rollups.methods_taken(connection, expo, span), tr)
        case Report.DAY:
            return tables.day_table(rollups.days_taken(connection, expo, span), tr)
        case Report.HOUR:
            return tables.hour_table(rollups.hours_taken(connection, expo, span), tr)
        case Report.TARGET:
            target = planned(connection, expo).plan.target
            return tables.target_table(rollups.days_taken(connection, expo), target, tr)
        case Report.GROWTH:
            found = compared(connection, expo, asked.against)
            return growth_table(found.growth, found.against, tr)
    return _of_booths(connection, asked, tr)


def compared(connection: Connection, expo_id: str, against: str = "") -> Compared:
    """Growth against an edition, by id or else the last one; raises LapakError `expo_unknown`."""
    editions = earlier_editions(connection, expo_id)
    if against:
        chosen = expo_by_id(connection, against)
        known = {one.id: one.told for one in editions}
        before, told = chosen.id, known.get(chosen.id, chosen.name)
    else:
        last = last_edition(editions)
        before, told = (last.id, last.told) if last else ("", "")
    then = rollups.booths_taken(connection, before) if before else ()
    return Compared(told, grown(rollups.booths_taken(connection, expo_id), then))


def _of_booths(connection: Connection, asked: Asked, tr: Catalog) -> Table:
    booths = rollups.booths_taken(connection, asked.expo, asked.span)
    match asked.report:
        case Report.CLUSTER:
            return tables.cluster_table(booths, tr)
        case Report.REGENCY:
            return tables.regency_table(booths, tr)
        case Report.OWNER:
            return tables.owner_table(booths, tr)
        case Report.PRODUCT:
            products = rollups.products_taken(connection, asked.expo, asked.span)
            return tables.product_table(products, booths, tr)
    return tables.booth_table(booths, tr)
