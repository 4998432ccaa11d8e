"""Forms of the Wagtail admin with rules that reach beyond one page."""

from home.forms_admin import PublishablePageForm


class NewsletterForm(PublishablePageForm):
    """Editing an issue of the newsletter."""

    def clean_number(self) -> int:
        """Each issue number is used once; asked here, so that copying a page stays possible."""
        number = self.cleaned_data["number"]
        others = type(self.instance).objects.filter(number=number).exclude(pk=self.instance.pk)
        if number is not None and others.exists():
            self.add_error("number", f"There is an issue {number} already: {others[0].title}.")
        return number
