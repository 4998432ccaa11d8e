"""Every address of the portal."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from audit_forms.insight.sitemaps import SaidSitemap
from home.sitemaps import PageSitemap
from portal import views
from portal.accounts.urls import account_patterns, factor_patterns, side_door_patterns
from publications.sitemaps import TopicSitemap

# Each app says what of its own search engines may be told.
SITEMAPS = {"pages": PageSitemap, "topics": TopicSitemap, "said": SaidSitemap}

# Pages in English have no prefix, those of other languages their code: /cy/.
page_patterns: list[URLPattern | URLResolver] = [path("", include(wagtail_urls))]
if settings.WAGTAIL_I18N_ENABLED:
    page_patterns = i18n_patterns(*page_patterns, prefix_default_language=False)

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("start/", views.start, name="start"),
    path("accounts/", include([*account_patterns, *factor_patterns])),
    *side_door_patterns,
    path("unit/editions/", include("audit_forms.questionnaires.urls")),
    path("unit/case-audits/", include("audit_forms.case_audits.urls.unit")),
    path("unit/inspection-pack/", include("audit_forms.insight.pack.urls")),
    path("unit/", include("audit_forms.self_assessments.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("returns/", include("audit_forms.insight.urls")),
    path("returns/", include("audit_forms.self_assessments.feedback_urls")),
    path("returns/", include("audit_forms.returns.urls")),
    path("actions/", include("audit_forms.improvement.urls")),
    path("programme/loop/", include("audit_forms.insight.loop_urls")),
    path("programme/", include("audit_forms.case_audits.urls.programme")),
    path("audits/", include("audit_forms.case_audits.urls.agencies")),
    path("moderation/", include("audit_forms.case_audits.urls.moderation")),
    path("reports/", include("audit_forms.case_audits.urls.reports")),
    path("efficacy/", include("audit_forms.case_audits.urls.efficacy")),
    path("alerts/", include("audit_forms.improvement.alert_urls")),
    path("", include("audit_forms.organisations.urls")),
    path("", include("audit_forms.insight.public_urls")),
    path("", include("home.urls")),
    path("", include("publications.urls")),
    *page_patterns,
]

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.not_found"
handler429 = "portal.errors.too_many_requests"
handler500 = "portal.errors.server_error"
