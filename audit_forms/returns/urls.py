"""Addresses of returns."""

from django.urls import path

from audit_forms.returns.views import (
    assurance,
    assure,
    autosave,
    evidence,
    evidence_files,
    home,
    links,
    reading,
    reinstating,
    rescue,
    sign_off,
    signatories,
    what_changed,
    workbooks,
    working,
)
from audit_forms.returns.wizard.views import SectionWizard

app_name = "returns"

section = SectionWizard.as_view(url_name="returns:section", done_step_name="checked")

urlpatterns = [
    path("", home.home, name="list"),
    path("sign/<str:token>/", links.link, name="link"),
    path("sign/<str:token>/code/", links.send_code, name="link_code"),
    path("sign/<str:token>/prove/", links.prove, name="link_prove"),
    path("sign/<str:token>/signed/", links.signed, name="link_signed"),
    path("evidence/", evidence_files.library, name="evidence_library"),
    path("evidence/<int:pk>/file/", evidence_files.download_own, name="evidence_own_file"),
    path("<str:reference>/", reading.detail, name="detail"),
    path("<str:reference>/evidence/<int:pk>/file/", evidence_files.download, name="evidence_file"),
    path("<str:reference>/evidence/<slug:key>/", evidence.page, name="evidence"),
    path("<str:reference>/evidence/<slug:key>/<int:pk>/use/", evidence.use, name="evidence_use"),
    path("<str:reference>/evidence/<slug:key>/<int:pk>/remove/", evidence.remove, name="evidence_remove"),
    path("<str:reference>/evidence/<slug:key>/<int:pk>/found/", evidence.found, name="evidence_found"),
    path("<str:reference>/section/<slug:step>/", section, name="section"),
    path("<str:reference>/section/<slug:step>/autosave/", autosave.autosave, name="autosave"),
    path("<str:reference>/section/<slug:step>/discard/", rescue.discard, name="discard"),
    path("<str:reference>/check/", reading.check, name="check"),
    path("<str:reference>/what-changed/", what_changed.what_changed, name="what_changed"),
    path("<str:reference>/read/", reading.whole, name="read"),
    path("<str:reference>/send/", sign_off.send, name="send"),
    path("<str:reference>/sign/", sign_off.sign, name="sign"),
    path("<str:reference>/signatories/", signatories.signatories, name="signatories"),
    path("<str:reference>/assign/", working.assign, name="assign"),
    path("<str:reference>/history/", working.history, name="history"),
    path("<str:reference>/comments/<slug:question_key>/", working.comments, name="comments"),
    path("<str:reference>/comments/<slug:question_key>/<int:pk>/", working.settle, name="settle_comment"),
    path("<str:reference>/receipt/", reading.receipt, name="receipt"),
    path("<str:reference>/assure/", assure.assure, name="assure"),
    path("<str:reference>/assure/note/", assure.note, name="assure_note"),
    path("<str:reference>/assure/decide/", assure.decide, name="decide"),
    path("<str:reference>/withdraw/", assurance.withdraw, name="withdraw"),
    path("<str:reference>/reinstate/", reinstating.reinstate, name="reinstate"),
    path("<str:reference>/workbook/", workbooks.workbook, name="workbook"),
    path("<str:reference>/workbook/<slug:kind>.xlsx", workbooks.download, name="workbook_download"),
    path("<str:reference>/workbook/<int:pk>/", workbooks.uploaded, name="workbook_upload"),
    path("<str:reference>/workbook/<int:pk>/discard/", workbooks.discard, name="workbook_discard"),
]
