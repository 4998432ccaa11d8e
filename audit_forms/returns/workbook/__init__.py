"""A return as an Excel workbook, to fill in without a connection and to bring back; nothing is written unseen."""
