"""Addresses of returns."""

from django.urls import path

from audit_forms.returns.views import assurance, autosave, home, reading, reinstating, rescue, sign_off, workbooks
from audit_forms.returns.wizard.views import SectionWizard

app_name = "returns"

section = SectionWizard.as_view(url_name="returns:section", done_step_name="checked")

urlpatterns = [
    path("", home.home, name="list"),
    path("<str:reference>/", reading.detail, name="detail"),
    path("<str:reference>/section/<slug:step>/", section, name="section"),
    path("<str:reference>/section/<slug:step>/autosave/", autosave.autosave, name="autosave"),
    path("<str:reference>/section/<slug:step>/discard/", rescue.discard, name="discard"),
    path("<str:reference>/check/", reading.check, name="check"),
    path("<str:reference>/read/", reading.whole, name="read"),
    path("<str:reference>/send/", sign_off.send, name="send"),
    path("<str:reference>/sign/", sign_off.sign, name="sign"),
    path("<str:reference>/receipt/", reading.receipt, name="receipt"),
    path("<str:reference>/accept/", assurance.accept, name="accept"),
    path("<str:reference>/changes/", assurance.changes, name="changes"),
    path("<str:reference>/withdraw/", assurance.withdraw, name="withdraw"),
    path("<str:reference>/reinstate/", reinstating.reinstate, name="reinstate"),
    path("<str:reference>/workbook/", workbooks.workbook, name="workbook"),
    path("<str:reference>/workbook/<slug:kind>.xlsx", workbooks.download, name="workbook_download"),
    path("<str:reference>/workbook/<int:pk>/", workbooks.uploaded, name="workbook_upload"),
    path("<str:reference>/workbook/<int:pk>/discard/", workbooks.discard, name="workbook_discard"),
]
