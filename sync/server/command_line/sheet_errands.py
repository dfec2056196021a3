"""Join sheets on the command line, for whoever prints them without a browser."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from pos_app.domain.errors import LapakError
from pos_app.whole_file import write_whole
from resources.translations import Catalog
from sync.server.fair import expos
from sync.server.fair.booth_file import cluster_told
from sync.server.office import Office
from sync.server.sheets.join_sheet import join_sheets
from sync.server.sheets.papers import Wanted, sheets_for


def print_sheets(office: Office, args: argparse.Namespace, tr: Catalog) -> Iterator[str]:
    """Write the sheets into one PDF; whoever has it can join, so only its owner may read it."""
    if args.here is None:
        raise LapakError("server_nowhere")
    cluster = cluster_told(args.cluster).value if args.cluster else ""
    wanted = Wanted(tuple(args.booth or ()), cluster, args.without_till)
    with office.database.read() as connection:
        expo = expos.find_expo(connection, args.expo)
    papers = sheets_for(office, expo.id, wanted, args.here)
    place = Path(args.file)
    try:
        write_whole(place, join_sheets(papers, tr), mode=0o600)
    except OSError as error:
        raise LapakError("file_not_written", name=place.name, reason=str(error)) from error
    yield tr("Join sheets: {path}. Whoever has one can join.").format(path=place)
