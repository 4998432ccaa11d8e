"""The form that brings a workbook back."""

from django import forms


class WorkbookForm(forms.Form):
    """One file; what is in it is looked at by the service."""

    file = forms.FileField(
        label="Your filled-in workbook",
        help_text="An .xlsx file made from this return, up to 5 MB.",
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={
            "required": "Choose the workbook to upload.",
            "empty": "The file is empty. Save the workbook again, and upload that.",
        },
    )
