"""Steps that the tests of sending newsletters share."""

from publications.deliveries import send_newsletters
from publications.services import mailing as services
from publications.tests.factories import SubscriberFactory


def begun(issue, editor, readers=3, **choice):
    """A mailing that has begun, and its readers."""
    people = SubscriberFactory.create_batch(readers)
    return services.start(mailing=services.prepare(newsletter=issue, actor=editor, **choice), actor=editor), people


def copies(mailing):
    return {each.subscriber.email: each.status for each in mailing.deliveries.select_related("subscriber")}


def run_jobs():
    send_newsletters()
    send_newsletters()
