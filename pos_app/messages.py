"""The one place where an error becomes a sentence: what happened, what is safe, what to do."""

from collections.abc import Mapping
from string import Formatter

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount, format_rupiah
from resources.translations import Catalog, mark

_SETUP = {
    "already_running": mark("Lapak is already open with this data. Use the window that is open."),
    "booth_code_not_usable": mark("A booth code has 1 to 8 letters and digits, such as A12."),
    "booth_exists": mark("This till already belongs to a booth."),
    "booth_name_not_usable": mark("Write the booth's name, at most {limit} letters."),
    "booth_not_set_up": mark("Set up the booth first."),
    "cashier_name_not_usable": mark("Write the cashier's name, at most {limit} letters."),
    "entry_kind_unknown": mark(
        "An entry was written by another version of Lapak ({kind}). Install the newest version; "
        "your sales are safe."
    ),
    "entry_unreadable": mark(
        "An entry of the journal cannot be read. Do not delete the file; ask for help."
    ),
    "install_unreadable": mark(
        "This machine's identity could not be read ({path}). Do not delete anything; free some "
        "space or ask for help, then open Lapak again."
    ),
    "screen_missing": mark(
        "There is no screen here to open the window on. Start Lapak on the machine's own desktop; "
        "lapak server and lapak demo --headless need none."
    ),
    "settings_not_saved": mark(
        "The setting could not be saved. The earlier one stays. Free some space or allow writing "
        "in its folder, then try again."
    ),
    "zone_unknown": mark("The time zone {zone} is not known."),
}

_PEOPLE = {
    "approver_not_allowed": mark("{name} may not approve this. Ask somebody else."),
    "drawer_not_opened": mark(
        "The drawer did not open: the printer does not answer. Open it with its key, and check the "
        "printer's power and cable. The opening is recorded."
    ),
    "drawer_without_printer": mark(
        "There is no printer that could open the drawer. Open it with its key, or set up a printer "
        "in the settings."
    ),
    "first_person_owns": mark("The first person must be the owner."),
    "last_owner": mark("One owner has to stay. Make somebody else an owner first."),
    "nobody_set_up": mark("Nobody is set up on this till, so it asks for no PIN."),
    "not_approved": mark("Not approved. Nothing was changed."),
    "owner_not_named": mark("There are several owners. Name one with --name: {names}."),
    "owner_unknown": mark("{name} is no owner here. The owners: {names}."),
    "permission_needed": mark("A supervisor or the owner has to approve this."),
    "person_name_not_usable": mark("Write a name, at most {limit} letters."),
    "person_name_taken": mark("There is a {name} already. Write another name."),
    "person_unknown": mark("This person is no longer in the list."),
    "sale_of_another_register": mark(
        "{number} was sold at another register: only there can it be voided. "
        "Refund it here instead."
    ),
    "owner_pin_first": mark(
        "Nobody has a PIN on this laptop yet. Set the owner's first, in Settings, People and PINs."
    ),
    "pin_not_set": mark("{name} has no PIN on this till. The owner can set one in the settings."),
    "pins_differ": mark("The two PINs differ. Nothing was changed; try again."),
    "pin_not_usable": mark("A PIN has 4 to 6 digits."),
}

_DATABASE = {
    "backup_failed": mark(
        "The backup copy could not be written to {path}. Nothing is lost; choose another place."
    ),
    "backup_exists": mark("There is a file at {path} already. Choose another name or folder."),
    "backup_unusable": mark(
        "This is no whole backup of an organizer's server: {path} ({reason}). Try an earlier one."
    ),
    "database_not_empty": mark(
        "This database holds data already (table {table}). A backup is put back only into an "
        "empty one: name another with --database."
    ),
    "chain_broken": mark(
        "The journal does not fit at entry {seq}. Do not delete the file; keep a copy and ask the "
        "organizer for help."
    ),
    "database_busy": mark("Another program holds the data file. Close it and try again."),
    "database_damaged": mark(
        "The data file is damaged: {path}. Do not delete it; ask the organizer for help, or go on "
        "from a backup."
    ),
    "database_lost": mark(
        "The data file of this till is gone or empty: {path}. Look for it, or go on from a backup. "
        "A new start begins without products and sales."
    ),
    "restore_failed": mark(
        "{path} could not be put into place. Nothing was lost; check the folder, then try again."
    ),
    "database_failed": mark(
        "The data file refused this step. Nothing was recorded. Try again; if it stays, restart "
        "Lapak."
    ),
    "data_without_booth": mark(
        "This file holds no booth. Choose a backup of the till that sold, or start a booth."
    ),
    "database_foreign": mark(
        "This file is not Lapak's: {path}. Move it out of that folder, then try again."
    ),
    "database_missing": mark("There is no data file at {path}."),
    "database_newer": mark(
        "This data was written by a newer Lapak. Install the newest version; your sales are safe."
    ),
    "database_not_opened": mark(
        "The data file could not be opened: {path}. Check that the folder exists and may be used."
    ),
    "database_other_version": mark(
        "The data at {path} is of another version. Open it once with this Lapak, then verify it."
    ),
    "database_read_only": mark(
        "The data file may not be written: {path}. Allow writing in its folder, then try again."
    ),
    "disk_failed": mark(
        "The disk could not be read or written. Nothing was recorded. Check the disk, then try "
        "again."
    ),
    "disk_full": mark(
        "The disk is full. Nothing was recorded and nothing is lost: free some space, then try "
        "again."
    ),
    "projection_differs": mark(
        "The table {table} does not agree with the journal at {row}. The journal is safe; ask for "
        "help before you go on."
    ),
    "sqlite_too_old": mark("SQLite {version} can lose data. Install Lapak again, whole."),
}

_ORDERS = {
    "buyer_missing": mark("Write the buyer's name."),
    "order_cancelled": mark("Order {number} was cancelled; nothing is paid for it any more."),
    "order_closed": mark("Order {number} is delivered or cancelled; it can no longer be changed."),
    "order_empty": mark("Write what is ordered, or take it from the cart with F7."),
    "order_not_cancelled": mark("Cancel order {number} first; then its money can be given back."),
    "order_paid_too_much": mark("Only {most} is still to be paid for this order."),
    "order_step_not_allowed": mark(
        "Order {number} has come further meanwhile. Look at it again; nothing was changed."
    ),
    "order_too_long": mark("An order holds at most {limit} lines."),
    "order_unknown": mark("This order is not known here."),
    "order_value_below_paid": mark("{paid} was paid already; the value cannot be below it."),
    "order_value_missing": mark("Write what the order is worth; an estimate will do."),
    "payment_recorded_otherwise": mark(
        "This payment for order {number} was recorded already, with other content. Look at the "
        "order first."
    ),
    "phone_not_understood": mark(
        "This is no phone number. Write it as 0812…, or leave the field empty."
    ),
}

_SELLING = {
    "amount_negative": mark("The amount cannot be below zero."),
    "approval_not_usable": mark(
        "An approval code has at most {limit} letters and digits. It stands on the terminal's slip."
    ),
    "basis_missing": mark("Choose what you saw of the payment first."),
    "card_digits_not_usable": mark(
        "Only the last {limit} digits of the card, or none. Never type the whole number."
    ),
    "cash_part_uneven": mark("A part in cash must be payable in coins: a multiple of {step}."),
    "digits_not_usable": mark("Only digits, at most the last {limit}, or none."),
    "amount_ambiguous": mark(
        "“{text}” may be two amounts. Write it without decimals, such as 12.500."
    ),
    "amount_not_understood": mark("“{text}” is no amount. Write digits, such as 12.500."),
    "amount_too_large": mark("The amount is too large."),
    "barcode_not_usable": mark("This code cannot be used. Scan again."),
    "cart_empty": mark("The cart is empty. Add a product first."),
    "cart_gone": mark("This cart is no longer held: it was taken up, paid or thrown away."),
    "cart_paid": mark("This cart was paid already. Look at its receipt."),
    "cart_full": mark("A cart holds at most {limit} lines. Pay this one first."),
    "discount_out_of_range": mark("The discount is larger than the price of {name}."),
    "cart_discount_out_of_range": mark("The discount is larger than the whole cart."),
    "percent_out_of_range": mark("A discount is at most 100%."),
    "reason_missing": mark("Say why: choose a reason, or type one."),
    "text_too_long": mark("That is too long: at most {limit} letters."),
    "line_not_in_cart": mark("This line is no longer in the cart."),
    "no_shift_open": mark("Open the register before the first sale."),
    "noncash_above_total": mark(
        "Only {total} is owed. Without cash nothing can be given back: type that or less."
    ),
    "paid_too_little": mark("{missing} is still missing."),
    "change_doubtful": mark(
        "The change would be {change}. Is the sum right? Press again to accept it, or type it anew."
    ),
    "quantity_not_whole": mark("{quantity} {unit}: goods counted in pieces are sold whole."),
    "quantity_ambiguous": mark("“{text}” could mean two quantities. Write {more} or {less}."),
    "quantity_not_understood": mark("“{text}” is no quantity. Write a number, such as 2 or 2,5."),
    "quantity_out_of_range": mark("The quantity must be above 0 and at most 99.999."),
    "sale_recorded_otherwise": mark(
        "This cart was paid already as {number}, with other goods. Look at that receipt first."
    ),
    "sale_unknown": mark("This sale is not in the journal of this till."),
    "shift_still_open": mark("A shift is still open. Close it first."),
    "tender_not_positive": mark("Write the money that was received."),
    "tender_was_received": mark(
        "{amount} was received already. Give it back to the buyer first; then press again to take "
        "it out here."
    ),
    "tenders_above_total": mark(
        "{paid} was taken already, but the cart is only {total} now. Add goods again, or take it "
        "out here and give the money back."
    ),
    "voucher_number_missing": mark("Type or scan the voucher's number."),
}

_RETURNS = {
    "exchange_in_training": mark(
        "Goods are not exchanged while practising. Leave the training mode first."
    ),
    "codes_ran_together": mark(
        "Two codes came as one. Nothing was taken; scan them again, one after the other."
    ),
    "exchange_begun": mark(
        "Goods of {number} go towards this cart already. Pay for it, or take them out first."
    ),
    "exchange_stale": mark(
        "Goods of {number} were given back in another way meanwhile. Nothing was recorded. Go back "
        "to the cart, take them out, and open the receipt again."
    ),
    "exchanged_too_much": mark("More would be exchanged than was brought back. Begin again."),
    "line_not_on_receipt": mark("This line is not on the receipt. Open the sale again."),
    "more_than_refundable": mark(
        "Not so much of {name} can still be given back. Open the sale again to see what is left."
    ),
    "more_than_left": mark("No more than {left} of it can still be given back."),
    "nothing_returned": mark("Choose first what is brought back."),
    "receipt_code_unreadable": mark(
        "The code on this receipt could not be read. Scan it again, flat and whole."
    ),
    "receipt_not_given_out": mark(
        "This till never gave out a receipt {number}. Nothing was given back. Look at the paper, "
        "and call the owner if somebody brought it."
    ),
    "receipt_of_the_future": mark(
        "{number} says that it is of {day}, which is still to come. Nothing was given back. If it "
        "is right, set the clock of this till right first."
    ),
    "receipt_told_otherwise": mark(
        "{number} was given back here before, and its receipt told something else then. Nothing "
        "was given back now. Compare it with the slip in the history."
    ),
    "receipt_unknown": mark(
        "{number} is not in the journal of this till. Scan the code at the end of its receipt."
    ),
    "refund_recorded_otherwise": mark(
        "This refund was recorded already as {number}, for other goods. Look at that slip first."
    ),
    "sale_of_another_shift": mark(
        "{number} was sold in a shift that is closed. Give the money back as a refund instead."
    ),
    "sale_refunded": mark(
        "Something of {number} was refunded already. Give back the rest as a refund, too."
    ),
    "sale_returned_whole": mark("Everything of {number} has been given back already."),
    "sale_voided": mark("{number} was voided already: its money has been given back."),
    "slip_unknown": mark("This slip is not in the journal of this till."),
}

_SHIFT = {
    "amount_not_positive": mark("Write an amount above zero."),
    "cutoff_of_expo": mark("When a day ends is set by the organizer of {expo}."),
    "shift_unknown": mark("This shift was not closed at this till."),
    "z_code_not_genuine": mark(
        "This code was changed, or is of another register. Look at the journal of the till itself."
    ),
    "z_code_of_unknown_register": mark("This Z report is of a till that has not joined here."),
    "z_code_unreadable": mark("This is no code of a Z report. Scan it once more."),
    "cashier_the_same": mark("{cashier} stands at the register already. Choose somebody else."),
}

_STOCK = {
    "amount_missing": mark("Write the amount first."),
    "barcode_taken": mark("The barcode {barcode} belongs to {name} already."),
    "bundle_not_whole": mark(
        "{name} is sold by {unit}. A parcel is sold in whole pieces; choose pcs as its unit."
    ),
    "move_empty": mark("Nothing was counted yet. Scan or choose a product first."),
    "options_not_usable": mark(
        "{name}: a variant has 1 to {limit} properties such as size and colour, none of them empty."
    ),
    "parts_not_usable": mark(
        "{name}: a parcel has at most {limit} different products in it, none of them a parcel "
        "itself, and not itself."
    ),
    "part_of_parcel": mark(
        "{name} lies in the parcel {parcel}. Take it out there first; nothing was changed."
    ),
    "part_unknown": mark("{name}: {part} lies in this parcel, but there is no such product."),
    "product_unknown": mark("This product is not in the catalogue of this till."),
    "stock_short": mark("{name}: only {left} left, {wanted} are in the cart. Nothing was added."),
    "stock_gone": mark(
        "{name}: only {left} left in stock, {wanted} in the cart. Take out what is not there, then "
        "pay."
    ),
    "stock_not_own": mark(
        "{name} has no stock of its own. Choose what lies in the parcel, or one of its variants."
    ),
    "stock_not_moved": mark("{name}: write how many, a number above 0 such as 2 or 2,5."),
    "variant_twice": mark("{name} exists already."),
    "variants_not_usable": mark("{name} is a variant or a parcel itself; it cannot have variants."),
}

_LABELS = {
    "label_grid_not_usable": mark(
        "This sheet of labels cannot be. Write 1 to {limit} columns and rows, labels of at least "
        "{least} mm, and margins and gaps of 0 mm or more."
    ),
    "label_place_unknown": mark("A sheet has {limit} labels. Begin with one of them."),
    "labels_too_high": mark(
        "The labels need {needs} mm from top to bottom; the sheet has {there} mm. Check rows, "
        "height, margin and gap."
    ),
    "labels_too_wide": mark(
        "The labels need {needs} mm across; the sheet has {there} mm. Check columns, width, margin "
        "and gap."
    ),
    "length_not_understood": mark("“{text}” is no length. Write millimetres, such as 38 or 63,5."),
    "too_many_labels": mark("At most {limit} labels fit one file. Print the rest afterwards."),
}

_PRODUCTS = {
    "barcode_ruined": mark(
        "“{barcode}” is a number that a spreadsheet made of a barcode. Format the column as text."
    ),
    "price_missing": mark("The price is missing."),
    "price_cut_in_two": mark(
        "“{price}” may be one price, cut in two by its comma. Write prices without commas, or save "
        "the file with semicolons."
    ),
    "product_twice": mark(
        "{name} stands in line {line} already. Give both a barcode, or drop one."
    ),
    "quote_not_closed": mark(
        "A quotation mark is not closed, or one too many stands in this line. Correct it in the "
        "file."
    ),
    "row_too_long": mark(
        "The line has {found} cells, the first line {columns}. Put a price with a comma in quotes."
    ),
    "barcode_twice": mark("The barcode {barcode} stands in line {line} already."),
    "columns_missing": mark(
        "The file needs a column for the name (“nama” or “name”) and one for the price (“harga” or "
        "“price”) in its first line. It has: {found}."
    ),
    "file_has_too_many_rows": mark("The file has more than {limit} rows. Split it into parts."),
    "product_label_too_long": mark(
        "Category, unit and brand have at most {limit} letters each: {text}"
    ),
    "file_empty": mark("The file {name} is empty. Choose another one."),
    "file_has_no_rows": mark("The file has a header but no products under it."),
    "file_not_readable": mark("The file {name} could not be read. Is it still there?"),
    "file_is_web_page": mark(
        "The file {name} is a web page, whatever its name says. Open it in a spreadsheet, choose "
        "“Save as”, then XLSX or CSV."
    ),
    "file_locked": mark(
        "The file {name} is locked with a password. Open it in a spreadsheet and save it without "
        "one."
    ),
    "file_not_text": mark(
        "The file {name} is no CSV or XLSX, or it is damaged. In the spreadsheet choose “Save as”, "
        "then XLSX or CSV."
    ),
    "file_not_written": mark(
        "The file {name} could not be written. Close it if another program has it open, or choose "
        "another place."
    ),
    "file_no_room": mark(
        "There is no room for the file {name}, and nothing of it was left behind. Free some space "
        "or choose another place."
    ),
    "file_too_large": mark("The file is too large (limit: {limit}). Split it into parts."),
    "price_out_of_range": mark("The price of {name} is too large."),
    "product_name_missing": mark("The product has no name."),
    "product_name_too_long": mark("The name is longer than {limit} letters: {name}"),
}

_TERMS = {
    "day_not_understood": mark("Write the day as 21/11/2026."),
    "percent_not_understood": mark("Write a rate such as 11 or 12,5."),
    "time_not_understood": mark("Write the time as 14.00."),
    "promotion_hours_empty": mark(
        "These hours never come. Let the promotion begin before it ends."
    ),
    "promotion_name_missing": mark("Name the promotion: its name stands on the receipt."),
    "promotion_name_too_long": mark(
        "The promotion's name has at most {limit} letters: shorten it."
    ),
    "promotion_pieces_out_of_range": mark(
        "Write a number of pieces from 1 to {limit}; a lot has 2 at least."
    ),
    "promotion_price_out_of_range": mark("Write a price of 0 or more."),
    "rate_out_of_range": mark("Write a rate above 0% and up to 100%."),
    "rounding_step_unknown": mark("Cash can be rounded to 50, 100 or 500, or not at all."),
    "tax_name_missing": mark("Name the tax as it stands on the receipt, such as PPN."),
    "tax_named_twice": mark("Two taxes have the same name. Name them differently."),
    "taxes_too_many": mark("At most {limit} taxes can be charged."),
}

_CODE_TOO_WIDE = mark(
    "A code on this paper is wider than the paper, so it was not printed; the sale is saved. Use "
    "wider paper or another printer, or save it as PDF from the history."
)
_PRINTING = {
    "barcode_not_possible": mark(
        "“{code}” cannot be drawn as a barcode. Use letters without accents and digits."
    ),
    "barcode_too_wide": mark("The barcode of “{code}” is too wide for this paper."),
    "delivery_uncertain": mark(
        "The connection to the printer broke while printing. Check whether the receipt came out."
    ),
    "delivery_uncertain.cover_open": mark(
        "The printer's cover was opened while printing. Close it, then check whether the receipt "
        "came out whole."
    ),
    "delivery_uncertain.no_answer": mark(
        "The printer stopped answering while printing. Check whether the receipt came out."
    ),
    "delivery_uncertain.not_a_printer": mark(
        "What answers at the printer's address is no printer, and it said so only after the "
        "receipt was sent. Check the address, and whether the receipt came out."
    ),
    "delivery_uncertain.not_confirmed": mark(
        "The system took the receipt but did not say that it was printed. Check whether it came "
        "out."
    ),
    "delivery_uncertain.paper_out": mark(
        "The paper ran out while printing. Put a roll in, then check whether the receipt came out "
        "whole."
    ),
    "drawer_pulse_not_understood": mark(
        "“{drawer}” is no drawer pulse. Choose pin 2 or pin 5, with times from 2 to 510 ms."
    ),
    "logo_not_saved": mark(
        "The logo could not be saved. The earlier one stays. Free some space or allow writing in "
        "the folder of Lapak, then try again."
    ),
    "logo_empty": mark("This picture is white all over. Choose another one for the logo."),
    "logo_too_small": mark(
        "This picture is too small for a logo: at least {least} dots each way are needed."
    ),
    "qr_too_long": mark("This text is too long for a QR code."),
    "qr_too_wide": mark("The QR code does not fit on {paper} paper. Use wider paper."),
    "paper_columns_out_of_range": mark("A row of paper has {least} to {limit} letters."),
    "paper_feed_out_of_range": mark("At the end 0 to {limit} rows of paper can be fed out."),
    "paper_dots_out_of_range": mark("A row of paper has {least} to {limit} dots."),
    "paper_unknown": mark("This paper width is not known."),
    "printer_address_missing": mark("Please type the printer's address."),
    "printer_file_not_understood": mark(
        "“{address}” is no device file. Write its whole path, such as /dev/usb/lp0."
    ),
    "printer_host_not_understood": mark(
        "“{address}” is no address in a network. Write for example 192.168.1.50, with a colon and "
        "the port behind it if that is not 9100."
    ),
    "printer_ids_not_understood": mark(
        "“{address}” is no USB device. Write its two numbers, such as 0416:5011."
    ),
    "printer_port_not_understood": mark(
        "“{address}” is no serial port. Write for example COM5 or /dev/rfcomm0."
    ),
    "printer_queue_not_understood": mark(
        "“{address}” cannot be the name of a printer of this system. Write it as the system does."
    ),
    "printer_address_not_understood": mark(
        "“{address}” is no printer address. Write for example tcp://192.168.1.50:9100."
    ),
    "printer_address_unusable": mark(
        "The printer's address in the settings is not understood. Choose the printer again; the "
        "receipt follows."
    ),
    "printer_busy": mark(
        "Another program is using the printer. Close that program; the receipt follows."
    ),
    "printer_name_unknown": mark(
        "The network does not know the printer's name. Correct it in the settings, or use the "
        "printer's number such as 192.168.1.50; the receipt follows."
    ),
    "printer_no_driver": mark(
        "This system does not let Lapak use the printer this way. Choose it in the settings by its "
        "Windows name, or as a network or serial printer; the receipt follows."
    ),
    "printer_no_network": mark(
        "There is no way to the printer's network. Check the Wi-Fi or the cable of this machine; "
        "the receipt follows."
    ),
    "printer_no_permission": mark(
        "This account may not use the printer. On Linux add it to the group lp for a USB printer, "
        "dialout for a serial or Bluetooth one (sudo usermod -aG lp,dialout $USER), then log in "
        "again; the receipt follows."
    ),
    "printer_not_a_printer": mark(
        "What answers at the printer's address is no printer, so the receipt was not sent. Correct "
        "the address in the settings; the receipt follows."
    ),
    "printer_not_there": mark(
        "The printer is not there. Plug it in and switch it on, or choose it again in the "
        "settings; the receipt follows."
    ),
    "printer_part_missing": mark(
        "This connection needs {part}, which is not installed. Install it ({install}), then open "
        "Lapak again; the receipt follows."
    ),
    "printer_paused": mark(
        "The printer is paused in this machine's system. Resume it there; the receipt follows."
    ),
    "printer_queue_stuck": mark(
        "The queue of this machine's system did not move, so the receipt was taken back and "
        "nothing was printed. Look at the printer there: is it on, do other jobs wait? The "
        "receipt follows."
    ),
    "printer_cover_open": mark("The printer's cover is open. Close it; the receipt follows."),
    "printer_profile_unknown": mark(
        "This version of Lapak does not know the printer model {name}. It prints as on any other; "
        "choose a model again in the settings."
    ),
    "printer_offline": mark("The printer is offline. Switch it on; the receipt follows."),
    "printer_paper_out": mark("The printer has no paper. Put a roll in; the receipt follows."),
    "receipt_not_made": mark(
        "This paper could not be made; the sale is saved and the others are printed. Change the "
        "receipt's design or the paper in the settings, or save it as PDF from the history."
    ),
    "receipt_not_made.barcode_too_wide": _CODE_TOO_WIDE,
    "receipt_not_made.qr_too_long": _CODE_TOO_WIDE,
    "receipt_not_made.qr_too_wide": _CODE_TOO_WIDE,
    "print_queue_stuck": mark(
        "Lapak cannot work on its print queue now and goes on trying. Free some space on this "
        "machine's disk; what was sold is saved."
    ),
    "printer_taken_away": mark("This printer was removed from the settings. Nothing was printed."),
    "printer_unreachable": mark(
        "The printer does not answer. Check power and cable; the receipt follows."
    ),
}

_UNCERTAIN = "delivery_uncertain"
_SAME_AS = {
    "busy": "printer_busy",
    "cover_open": "printer_cover_open",
    "connection_lost": "printer_unreachable",
    "name_unknown": "printer_name_unknown",
    "no_answer": "printer_unreachable",
    "no_driver": "printer_no_driver",
    "no_network": "printer_no_network",
    "no_permission": "printer_no_permission",
    "no_such_device": "printer_not_there",
    "not_a_printer": "printer_not_a_printer",
    "offline": "printer_offline",
    "paper_out": "printer_paper_out",
    "part_missing": "printer_part_missing",
    "paused": "printer_paused",
    "refused": "printer_unreachable",
    "stuck": "printer_queue_stuck",
    "timeout": "printer_unreachable",
}
"""The code that a reason of a printer's failure amounts to."""

_FINDING = {
    "address_range_not_near": mark(
        "{text} is not in this machine's own network. Addresses begin with 192.168, 10, 172.16 to "
        "172.31 or 169.254."
    ),
    "address_range_not_understood": mark(
        "“{text}” is no range of addresses. Write for example 192.168.1.1-192.168.1.254."
    ),
    "address_range_too_large": mark(
        "At most {limit} addresses are looked at in one go. Write a smaller range."
    ),
    "serial_ports_need_part": mark(
        "Serial and Bluetooth ports cannot be listed: {part} is not installed ({install}). If you "
        "know the port, write it as serial:///dev/rfcomm0 or serial://COM5."
    ),
    "serial_ports_not_listed": mark(
        "Serial and Bluetooth ports cannot be listed; the system says: {reason}"
    ),
    "system_printers_need_part": mark(
        "The system's printers cannot be listed: {part} is not installed ({install})."
    ),
    "system_printers_not_listed": mark(
        "The system's printers cannot be listed. Start its printing service, then look again. It "
        "says: {reason}"
    ),
    "usb_printers_need_part": mark(
        "USB printers without a device file cannot be listed: {part} is not installed ({install})."
    ),
    "usb_printers_not_listed": mark("USB printers cannot be listed; the system says: {reason}"),
}

_QRIS = {
    "picture_not_readable": mark(
        "This file is no picture that can be read. Take a screenshot or a photo of it (PNG or "
        "JPEG) and use that."
    ),
    "picture_too_large": mark("This picture is too large. Take a screenshot of it and use that."),
    "qris_against_rules": mark(
        "This QRIS code breaks the rules for such codes, so banks may refuse it. Ask the bank that "
        "gave it for a new one."
    ),
    "qris_amount_missing": mark("There is nothing to pay by QRIS: the amount is zero."),
    "qris_amount_too_large": mark(
        "QRIS takes at most {most} in one payment. Take the rest by another method."
    ),
    "qris_limit_out_of_range": mark("The most for one QRIS payment must be above 0."),
    "qris_checksum_wrong": mark(
        "The checksum of this QRIS code is wrong: it was damaged or changed. Do not use it; scan "
        "or photograph the original once more."
    ),
    "qris_has_amount": mark(
        "This QRIS code of {merchant} is for one payment: it has an amount in it. Use the code "
        "without amount, as it stands on the sign of the bank."
    ),
    "qris_incomplete": mark(
        "This QRIS code is not complete. Scan or copy the whole of it once more."
    ),
    "qris_not_a_code": mark(
        "This is no QRIS code. Use the code of the merchant that the bank gave to the shop."
    ),
    "qris_not_indonesian": mark(
        "This code is for paying in another country. Use an Indonesian QRIS code."
    ),
    "qris_picture_blurred": mark(
        "There is a code in this picture, but it is blurred. Take a sharp photo from closer, with "
        "light on it."
    ),
    "qris_picture_empty": mark(
        "No code was found in this picture. Take a sharp photo with the whole code in it."
    ),
    "qris_picture_of_something_else": mark(
        "The code in this picture is no QRIS code. It says: {text}"
    ),
    "qris_picture_of_two": mark(
        "There is more than one QRIS code in this picture. Cut it so that only your own is left."
    ),
}

_STATEMENTS = {
    "payment_unknown": mark("This payment is not in the journal of this till."),
    "statement_columns_missing": mark(
        "The statement needs a column for the amount (“jumlah”, “nominal” or “amount”) in its "
        "first lines. It has: {found}."
    ),
    "statement_without_rows": mark(
        "No money that came in was found in this statement. Choose another file or other days."
    ),
}

_SYNC = {
    "fork": mark(
        "The organizer holds another history of this register. Sales stay safe here; call the "
        "organizer."
    ),
    "gap": mark("The organizer lacks earlier entries; they are being sent again."),
    "join_code_expired": mark("This join code has expired. Ask the organizer for a new one."),
    "join_code_replaced": mark(
        "This join code was replaced by a new one. Ask the organizer for the new sheet."
    ),
    "join_code_used": mark("This join code was used already. Ask the organizer for a new one."),
    "join_code_wrong": mark("This join code is not known. Check the letters and try again."),
    "join_request_unusable": mark("The organizer's server did not understand the request."),
    "join_too_many_tries": mark("Too many wrong codes. Wait a few minutes, then try again."),
    "journal_forked": mark(
        "The organizer holds another history of this register. Sales stay safe here; call the "
        "organizer."
    ),
    "protocol_unknown": mark("The organizer's server speaks another version. Update Lapak."),
    "register_moved": mark(
        "This booth has moved to another laptop and sells there as {register}. What is sold here "
        "still counts; better sell there, or ask the organizer."
    ),
    "move_needs_empty_till": mark(
        "This code moves a booth to an empty laptop, and this one has a booth already. Ask the "
        "organizer for a join code instead."
    ),
    "move_incomplete": mark(
        "Not everything of the booth came over. Nothing was changed here; try again."
    ),
    "register_not_heard": mark(
        "Nothing of {register} has come in yet, so there is nothing to move. Use its backup or its "
        "“Setor data” file instead."
    ),
    "register_left": mark(
        "This till has sold under this code before and went on as another register. Ask the "
        "organizer for a new join code."
    ),
    "server_address_not_understood": mark(
        "“{address}” is no address. Write it as the organizer gave it, such as 192.168.1.10:8080."
    ),
    "server_answer_torn": mark(
        "The server's answer broke off half-way; nothing is lost. Check the Wi-Fi, then try again."
    ),
    "server_busy": mark("The organizer's server is busy. Wait a moment, then try again."),
    "doctor_found": mark("Lines that say MEND: {count}."),
    "workers_need_postgresql": mark(
        "Several processes need PostgreSQL; SQLite takes one. Leave --workers out, or name a "
        "database with --database postgresql+psycopg://…"
    ),
    "certificate_changed": mark(
        "What answers at the organizer's address has another certificate. Nothing was sent; call "
        "the organizer."
    ),
    "certificate_unknown": mark(
        "Nobody vouches for this server's certificate, or it has run out. "
        "Ask the organizer for the right address, or check the date of this machine."
    ),
    "server_without_tls": mark(
        "The organizer's server was known by its certificate, and now answers without one. Nothing "
        "was sent; check the Wi-Fi, or call the organizer."
    ),
    "invitation_unreadable": mark(
        "This is not a code for joining. Scan the one on the organizer's page of tills, or type "
        "address and code."
    ),
    "server_changed": mark(
        "Another server answers at the organizer's address. Nothing was sent; call the organizer."
    ),
    "server_disk_full": mark(
        "The organizer's server has no room left. Your sales are safe here and it is tried again "
        "by itself; tell the organizer."
    ),
    "server_error": mark(
        "The organizer's server has a problem. Try again in a while; if it stays, tell the "
        "organizer."
    ),
    "server_not_lapak": mark(
        "What answers at this address is no Lapak server. Check the address and the Wi-Fi "
        "(a login page?)."
    ),
    "server_redirects": mark(
        "The network sends us to another page, perhaps a Wi-Fi login. Log in to the Wi-Fi or check "
        "the address."
    ),
    "server_unreachable": mark(
        "The organizer's server cannot be reached. Check the address and the Wi-Fi, then try again."
    ),
    "sync_stuck": mark(
        "Sending hangs on this machine. Close Lapak and open it again; everything is safe here."
    ),
    "till_restored": mark(
        "The organizer holds more than this till: an old backup was restored. Selling goes on; "
        "call the organizer."
    ),
    "token_revoked": mark(
        "The organizer has blocked this register. Selling goes on; call the organizer."
    ),
    "token_unknown": mark(
        "The organizer does not know this register. Selling goes on; call the organizer."
    ),
}

_BUNDLES = {
    "ack_newer": mark("This confirmation comes from a newer Lapak. Update this till, then retry."),
    "ack_not_genuine": mark(
        "This confirmation was not made by your organizer's server. Nothing was changed; ask the "
        "organizer for it again."
    ),
    "ack_of_another_history": mark(
        "The organizer holds another history of this register. Sales stay safe here; call the "
        "organizer."
    ),
    "ack_of_another_register": mark(
        "This confirmation is for another till. Nothing was changed; use the one for {code}."
    ),
    "ack_of_another_server": mark(
        "This confirmation comes from another organizer. Nothing was changed; ask your own."
    ),
    "ack_unreadable": mark(
        "This is no confirmation from the organizer. Scan the code once more, or choose the file "
        "that ends in .lapakack."
    ),
    "bundle_damaged": mark(
        "The file is damaged or was changed. Nothing of it was taken: write it again at the till."
    ),
    "bundle_folder_missing": mark(
        "The place {place} is not there. Plug the stick in, then choose it again."
    ),
    "bundle_for_another_server": mark(
        "This file is for another organizer's server ({expo}). Nothing of it was taken."
    ),
    "bundle_newer": mark(
        "This file was written by a newer Lapak. Update this machine, then bring it in again."
    ),
    "bundle_no_room": mark(
        "There is no room on {place}. Nothing was left there: free some space or take another "
        "stick, then try again."
    ),
    "bundle_not_complete": mark(
        "This file holds only the latest entries. Use a file that was written complete."
    ),
    "bundle_not_read": mark(
        "The file {name} could not be read. Plug the stick in again, then try once more."
    ),
    "bundle_of_another_expo": mark(
        "This file is of an expo that is not on this server ({expo}). Nothing of it was taken."
    ),
    "bundle_older": mark(
        "This file was written by an older Lapak. Update the till, then write it again."
    ),
    "bundle_read_only": mark(
        "Nothing may be written on {place}. Move the stick's lock or take another stick."
    ),
    "bundle_register_unknown": mark(
        "The till {code} has not joined an expo on this server. Nothing of it was taken."
    ),
    "bundle_stick_gone": mark(
        "The stick was pulled out or failed before the file was whole. Nothing is lost: plug it "
        "in and try again."
    ),
    "bundle_too_large": mark("This file is larger than any till writes. Nothing of it was taken."),
    "bundles_refused": mark("Nothing was taken from {count} of the files; the others are in."),
    "bundle_unknown": mark(
        "This is no data file of a till. Choose the file that ends in .lapak; nothing was taken."
    ),
    "bundle_without_expo": mark(
        "This till belongs to no expo yet, so there is nobody to write a file for. Join with a "
        "code from the organizer first; until then everything is safe here."
    ),
    "bundle_written_wrong": mark(
        "What was written on {place} reads back differently. The file was removed: take another "
        "stick and try again."
    ),
    "recovery_code_wrong": mark("This recovery code does not open the file. Check its letters."),
    "server_key_unusable": mark(
        "The organizer's key on this till cannot be used. Join the expo again with a new code."
    ),
}

_UNREAD = mark(
    "The server could not read what was sent. Sales are safe on this till; update Lapak or call "
    "the organizer."
)
_TOO_MUCH = mark("Too much at once. It is sent again in smaller parts; nothing is lost.")
_STRANGER = mark("The server does not know this till. Sales are safe; join again with a new code.")
_ELSEWHERE = mark(
    "This till already belongs elsewhere. Ask the organizer for a code for its own booth."
)
_VERSIONS = mark("The server does not understand this. Update Lapak on both sides.")

_SERVER = {
    "batch_of_another_register": _UNREAD,
    "batch_too_large": _TOO_MUCH,
    "batch_torn": _UNREAD,
    "batch_unreadable": _UNREAD,
    "challenge_unusable": _UNREAD,
    "encoding_unknown": _UNREAD,
    "entry_of_another_register": _UNREAD,
    "entry_out_of_order": _UNREAD,
    "login_too_many_tries": mark("Too many tries. Wait a while, then try again."),
    "method_not_allowed": _VERSIONS,
    "not_found": _VERSIONS,
    "register_key_differs": _ELSEWHERE,
    "register_of_another_booth": _ELSEWHERE,
    "request_too_large": _TOO_MUCH,
    "request_torn": mark("The request changed on its way; nothing was done. Try again."),
    "request_unreadable": _VERSIONS,
    "return_does_not_add_up": mark(
        "The parts of this void or refund do not come to its total of {total}. It is kept, but not "
        "counted."
    ),
    "sale_does_not_add_up": mark(
        "A sale's amounts do not add up to {total}. It is kept as it is; ask for help."
    ),
    "signature_wrong": mark(
        "This till's data was copied here from another machine. Sales are safe on this till; call "
        "the organizer."
    ),
    "token_missing": _STRANGER,
    "token_of_another_register": _STRANGER,
}

_FAIR: Mapping[str, str] = {
    "booth_code_in_use": mark(
        "A till has joined booth {booth}: its receipts have this code, so it stays."
    ),
    "booth_code_missing": mark("The booth's code is missing."),
    "booth_column_missing": mark(
        "No column is called kode stan. Found: {found}. Take the template's headings."
    ),
    "booth_in_use": mark(
        "Booth {booth} cannot be removed: a till has joined it, or a report or rule names it."
    ),
    "booth_kind_unknown": mark("{text} is not understood. Write umkm, koperasi or dinas."),
    "booth_rows_refused": mark(
        "Rows of the list cannot be used ({count}). Nothing was stored; mend them and send it "
        "again."
    ),
    "booth_twice": mark("Booth {booth} stands in the list more than once."),
    "cell_is_formula": mark("A cell holds a formula ({text}). Write the value itself."),
    "certificate_without_number": mark("A certificate has a date and no number."),
    "cluster_unknown": mark(
        "{text} is no cluster. Write makanan, minuman, batik, kriya, herbal, pertanian, jasa or "
        "lainnya."
    ),
    "certificate_day_not_understood": mark("{text} is no date. Write it as 31-12-2027."),
    "expo_has_tills": mark("Tills have joined this expo already. It stays open."),
    "expo_not_open": mark(
        "The organizer is still setting this expo up. Join again when it is open."
    ),
    "expo_status_fixed": mark("This expo is closed, or is closed with its own button."),
    "import_not_understood": mark("The list that was shown has been lost. Choose the file again."),
    "site_unknown": mark("{text} is not understood. Write luring or daring."),
    "too_many_booths": mark("An expo has {limit} booths at most."),
    "business_too_long": mark("A business's name has {limit} letters at most."),
    "certificate_number_not_usable": mark(
        "Write the certificate's number, at most {limit} letters."
    ),
    "edition_too_long": mark("An edition has {limit} letters at most."),
    "owner_too_long": mark("An owner's name has {limit} letters at most."),
    "place_too_long": mark("A city or venue has {limit} letters at most."),
    "regency_ambiguous": mark("{text} may be one of these: {found}. Write which one."),
    "regency_unknown": mark("No regency or city is called {text}. Write it as “Kab. Semarang”."),
    "target_out_of_range": mark("The target must be an amount from 0 up."),
    "too_many_certificates": mark("A booth has {limit} certificates at most."),
}

_OFFICE = {
    "account_name_not_usable": mark("This account name cannot be used."),
    "account_unknown": mark("There is no account named {name}."),
    "first_link_worthless": mark(
        "This link cannot be used any more. “lapak server first-link” makes another as long as "
        "there is no account."
    ),
    "account_name_taken": mark("There is an account of this name already."),
    "api_token_unknown": mark(
        "There is no valid API token named {name}. “lapak server tokens” lists them."
    ),
    "booth_code_taken": mark("Another booth of this expo has the code {booth} already."),
    "booth_unknown": mark("There is no such booth in this expo."),
    "sale_not_held": mark("This booth has no such sale, or it has not come in yet."),
    "no_booth_fits": mark("No booth fits what was chosen."),
    "too_many_sheets": mark("At most {limit} sheets fit in one file. Choose a cluster."),
    "cutoff_out_of_range": mark("The day's cut-off must lie within the day."),
    "database_url_unknown": mark(
        "This database address is not understood. Write a file or postgresql+psycopg://…"
    ),
    "database_unreachable": mark(
        "The database server cannot be reached. Check that it runs, and its address and password."
    ),
    "announcement_too_long": mark("An announcement has {limit} letters at most."),
    "expo_days_turned": mark("The last day lies before the first one."),
    "expo_details_not_usable": mark(
        "The organizer's server sent details of the expo that this till cannot use. Nothing was "
        "changed; tell the organizer."
    ),
    "form_not_understood": mark("{text} is not understood. Choose it again."),
    "form_too_old": mark("The page was too old. Try again."),
    "terms_name_not_usable": mark("Write a name for these terms, {limit} letters at most."),
    "rule_name_not_usable": mark("Write a name for each rule, {limit} letters at most."),
    "terms_too_long": mark("These terms have too many rules. {limit} of a kind are possible."),
    "share_steps_not_usable": mark(
        "The tiers of {name} begin at 0 and rise, {limit} at most. Check the amounts."
    ),
    "webhook_url_not_usable": mark(
        "Nothing can be sent to this address. Write it in full, like https://gudang.example/lapak, "
        "without a password in it."
    ),
    "webhook_needs_tls": mark(
        "Figures leave this computer over https only. Write an address that begins with https://."
    ),
    "webhook_kinds_missing": mark("Tick what the program is to be told."),
    "too_many_webhooks": mark("An expo tells {limit} addresses at most. Remove one first."),
    "webhook_unknown": mark("This address is not told anything any more. Open the page again."),
    "delivery_unknown": mark("This was not sent there. Open the page again."),
    "terms_unknown": mark("These terms are not there any more. Open the page again."),
    "changed_meanwhile": mark(
        "Somebody else has changed this in the meantime. Store once more to put what you see here "
        "in its place, or open the page again to see theirs."
    ),
    "terms_changed_meanwhile": mark(
        "{by} has changed {name} in the meantime. Look at it again, then change it."
    ),
    "agreement_changed_meanwhile": mark(
        "Somebody agreed on other terms there in the meantime: {name}. Look at them again, then "
        "change it."
    ),
    "rule_method_unknown": mark("{key} is no way of paying. Known are: {known}."),
    "rule_cluster_unknown": mark("{key} is no cluster. Known are: {known}."),
    "statement_unknown": mark("There is no statement of booth {booth} yet. Make one first."),
    "statements_missing": mark("There are no statements of this expo yet. Make them first."),
    "statement_changed_meanwhile": mark(
        "Booth {booth} has a newer statement, revision {revision}. Read it first."
    ),
    "statement_stale": mark(
        "Something is new at booth {booth} since revision {revision}. Make a new revision first, "
        "then sign that."
    ),
    "statement_unfinished": mark(
        "Booth {booth} is not finished: entries are missing or a shift is open. Wait for its till, "
        "or tick that both accept this."
    ),
    "statement_disputed": mark(
        "Something is held against the statement of booth {booth}. End that first."
    ),
    "statement_signed": mark("This side has signed the statement of booth {booth} already."),
    "signer_missing": mark("Write the name of whoever signs."),
    "dispute_unknown": mark("This has ended already. Open the page again."),
    "correction_unknown": mark("This correction was withdrawn already. Open the page again."),
    "amount_not_usable": mark("Write an amount that is not zero."),
    "form_foreign": mark("This came from another site's page. Open the page here and try again."),
    "right_missing": mark("Your account may not do this. Ask an admin of the organizer."),
    "role_unknown": mark("Choose admin, staff or viewer."),
    "last_admin": mark("{name} is the only admin. Make somebody else an admin first."),
    "passwords_differ": mark("The new password was typed in two ways. Type it again."),
    "password_wrong": mark("The password is wrong."),
    "password_unchanged": mark("Choose another password than the one before."),
    "expo_ambiguous": mark("More than one expo has this name. Use its id."),
    "expo_name_not_usable": mark("Write the expo's name."),
    "folder_not_empty": mark("The folder {path} holds other files. Choose another one with --out."),
    "server_nowhere": mark(
        "Nobody can reach this server from here. Start it with --host 0.0.0.0 for the hall."
    ),
    "expo_joined_elsewhere": mark(
        "The tills of this expo join the server {server}, which passes on to this one. Make the "
        "join code there."
    ),
    "expo_closed_elsewhere": mark(
        "The tills of this expo hand in at the server {server}, which passes on to this one. Close "
        "the expo there."
    ),
    "closing_differs": mark(
        "The two servers closed this expo with different figures. Neither was changed: compare "
        "both closings."
    ),
    "fork_evidence_wrong": mark(
        "What was passed on as another history of this till is not signed by it. Nothing of it was "
        "kept."
    ),
    "expo_of_another_server": mark(
        "This expo was set up here or is passed on by another server. Nothing of it was taken."
    ),
    "relay_key_missing": mark(
        "The relay key cannot be read from {path}. Make one at the central server with "
        "`lapak server relay-key` and put that line in a file."
    ),
    "relay_key_unusable": mark(
        "This is no relay key. Copy the whole line that `lapak server relay-key` told."
    ),
    "upstream_key_missing": mark("Name the file with the relay key: --upstream-key FILE."),
    "expo_unknown": mark("There is no such expo."),
    "report_unknown": mark("There is no report named {report}."),
    "news_not_genuine": mark(
        "What came as news of the organizer is not signed by its server. Nothing was changed; tell "
        "the organizer."
    ),
    "offer_not_usable": mark(
        "The organizer offers {name}, which this till cannot use. Tell the organizer."
    ),
    "offer_unknown": mark("This offer is gone. Look at the list again."),
    "receipt_header_too_long": mark(
        "A receipt's header has {lines} lines of {limit} letters at most."
    ),
    "too_many_offers": mark("An expo offers {limit} products at most."),
    "host_not_here": mark(
        "{host} is no address of this machine. Use --host 0.0.0.0 for the whole network, or leave "
        "--host out."
    ),
    "login_wrong": mark("Name or password is wrong."),
    "password_too_long": mark("The password is too long."),
    "password_too_short": mark("The password needs at least {least} letters or digits."),
    "port_forbidden": mark(
        "The port {port} may not be used without more rights. Choose one above 1023 with --port."
    ),
    "register_unknown": mark(
        "There is no register {register} in this expo. “lapak server registers” lists them."
    ),
    "server_not_installed": mark(
        "The server's parts are not installed. Install Lapak with them, in its folder: "
        'pip install ".[server]"'
    ),
    "tour_failed": mark("The till's window could not be opened. See the log."),
    "server_did_not_start": mark("The server did not start. See the log."),
    "certificate_not_kept": mark(
        "The server's certificate cannot be kept in {path}. Check the folder and the disk."
    ),
    "port_taken": mark("The port {port} is in use. Choose another one with --port."),
}

_SENTENCES: Mapping[str, str] = {
    **_SETUP,
    **_PEOPLE,
    **_DATABASE,
    **_SELLING,
    **_ORDERS,
    **_RETURNS,
    **_SHIFT,
    **_LABELS,
    **_PRODUCTS,
    **_TERMS,
    **_STOCK,
    **_PRINTING,
    **_FINDING,
    **_QRIS,
    **_STATEMENTS,
    **_SYNC,
    **_BUNDLES,
    **_SERVER,
    **_FAIR,
    **_OFFICE,
}
_BUG = mark(
    "Something unexpected went wrong ({code}). What was recorded is safe. Try again; if it stays, "
    "send the log to whoever helps you."
)
_ANY_PART = {"part": "pyserial, pyusb, pywin32, CUPS", "install": 'pip install "lapak[printers]"'}
_AMOUNTS = frozenset({"missing", "most", "paid", "step", "total"})


def sentence(error: BaseException, tr: Catalog) -> str:
    """What a person is told of an error; a bug is told as one, never as a traceback."""
    if not isinstance(error, LapakError):
        return tr(_BUG).format(code=type(error).__name__)
    exactly = f"{error.code}.{error.details.get('reason')}"
    template = _SENTENCES.get(exactly) or _SENTENCES.get(error.code)
    if template is None:
        return tr(_BUG).format(code=error.code)
    return tr(template).format_map(_Details(error.details))


def printing_sentence(reason: str, tr: Catalog, *, uncertain: bool) -> str:
    """What a person is told of a print job that failed, or that nobody is sure about.

    `reason` is what was stored with the job: a code, or an error's detail `reason`; after a dot
    may stand what else is known.
    """
    if uncertain:
        return sentence(LapakError(_UNCERTAIN, reason=reason), tr)
    code, _, more = reason.partition(".")
    code = _SAME_AS.get(code, code)
    known = code if is_known(code) else "printer_unreachable"
    return sentence(LapakError(known, reason=more or reason, **_ANY_PART), tr)


def is_known(code: str) -> bool:
    """Whether people are told more of this code than that it is a bug."""
    return code in _SENTENCES


def holes(code: str) -> tuple[str, ...]:
    """The details that a code's sentence tells, each once; none of a code that is not known."""
    parts = Formatter().parse(_SENTENCES.get(code, ""))
    return tuple(dict.fromkeys(name for _, name, _, _ in parts if name))


class _Details(dict[str, object]):
    """Details as people read them; what was not given is a dash."""

    def __init__(self, details: Mapping[str, object]) -> None:
        super().__init__((name, _told(name, value)) for name, value in details.items())

    def __missing__(self, _name: str) -> str:
        return "–"


def _told(name: str, value: object) -> object:
    """Amounts in rupiah, other numbers with dots between thousands; a port is a name."""
    if not isinstance(value, int) or name == "port":
        return value
    return format_rupiah(value) if name in _AMOUNTS else format_amount(value)
