"""The front page takes the place of Wagtail's welcome page."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations


def add_home_page(apps, schema_editor):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="home", model="homepage"
    )
    page, site = apps.get_model("wagtailcore", "Page"), apps.get_model("wagtailcore", "Site")
    locale = apps.get_model("wagtailcore", "Locale").objects.get()
    site.objects.all().delete()
    page.objects.filter(depth=2).delete()
    home = apps.get_model("home", "HomePage").objects.create(
        title="Safeguarding children together",
        draft_title="Safeguarding children together",
        slug="home",
        url_path="/home/",
        path="00010001",
        depth=2,
        numchild=0,
        content_type=content_type,
        locale=locale,
    )
    page.objects.filter(depth=1).update(numchild=1)
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site.objects.create(hostname=address.hostname, port=port, root_page=home, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_first_release"), ("wagtailcore", "0054_initial_locale")]

    operations = [migrations.RunPython(add_home_page, migrations.RunPython.noop)]
