"""A document as a printer's bytes, a PDF page, rows on a screen."""
