"""What tests of the workbook need: opening one, finding a cell, bringing it back."""

from io import BytesIO

from openpyxl import load_workbook

from audit_forms.returns import services
from audit_forms.returns.workbook import layout
from audit_forms.returns.workbook.writing import make_workbook

KEY, ANSWER = layout.COLUMNS.index(layout.KEY), layout.COLUMNS.index(layout.ANSWER)


def saved(book):
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def opened(audit_return, blank=False):
    return load_workbook(make_workbook(audit_return, blank=blank))


def cell_of(book, name):
    """The answer's cell of one part, wherever it stands."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            if len(row) > KEY and row[KEY].value == name:
                return row[ANSWER]
    raise LookupError(name)


def section_of(audit_return):
    return audit_return.edition.sections.first().key


def write(audit_return, actor, **fields):
    posted = {name.replace("__", "."): value for name, value in fields.items()}
    return services.save_answers(
        audit_return=audit_return, section=section_of(audit_return), posted=posted, actor=actor
    )


def bring_back(audit_return, book, actor):
    return services.keep_workbook(audit_return=audit_return, file=saved(book), actor=actor)


def take_over(upload, actor, **kept):
    kept = {name.replace("__", "."): choice for name, choice in kept.items()}
    return services.apply_workbook(upload=upload, kept=kept, actor=actor)
