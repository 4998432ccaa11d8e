"""What a handover does to returns: sections move, what was written and said stays."""

import pytest
from django.db import DatabaseError

from audit_forms.organisations import handover
from audit_forms.organisations.models import Membership
from audit_forms.returns import services
from audit_forms.returns.models import Answer, Comment, SectionAssignment
from audit_forms.returns.tests.factories import fill
from portal.outbox.models import Message
from portal.trail.models import AuditTrail


@pytest.fixture
def shared(audit_return, cast):
    """A return whose one section the lead has, answered, with an open comment."""
    fill(audit_return, cast.lead)
    key = audit_return.edition.sections.get().key
    services.assign_sections(audit_return=audit_return, assigned={key: cast.lead.pk}, actor=cast.lead)
    services.write_comment(audit_return=audit_return, question="first", text="CANARY", actor=cast.lead)
    return audit_return


def memberships(cast):
    members = Membership.objects.current()
    return members.get(user=cast.lead), members.get(user=cast.colleague)


def test_sections_go_to_the_successor_and_nothing_written_changes(shared, cast):
    before = list(Answer.objects.order_by("pk").values())
    lead, colleague = memberships(cast)
    handover.hand_over(membership=lead, successor=colleague, actor=cast.lead)
    assert SectionAssignment.objects.get().user == cast.colleague
    assert list(Answer.objects.order_by("pk").values()) == before
    assert Comment.objects.open().get().author == cast.lead
    services.resolve_comment(comment=Comment.objects.get(), actor=cast.colleague)
    assert AuditTrail.objects.about(shared).filter(action="return.sections_handed_over").count() == 1


def test_both_are_told_once_how_much_it_is_and_not_what_it_says(shared, cast):
    lead, colleague = memberships(cast)
    handover.hand_over(membership=lead, successor=colleague, actor=cast.lead)
    mails = list(Message.objects.filter(subject__contains="handed over"))
    assert sorted(mail.to for mail in mails) == sorted([cast.lead.email, cast.colleague.email])
    for mail in mails:
        assert "1 section and 1 open comment" in mail.text
        assert "CANARY" not in mail.text + mail.html


def test_the_successor_leads_the_return_and_the_leaver_is_out(client, shared, cast):
    lead, colleague = memberships(cast)
    handover.hand_over(membership=lead, successor=colleague, actor=cast.lead)
    client.force_login(cast.lead)
    assert client.get(shared.get_absolute_url()).status_code == 404
    client.force_login(cast.colleague)
    services.send_for_sign_off(audit_return=shared, actor=cast.colleague)


def test_when_one_part_fails_nothing_happens(shared, cast, monkeypatch):
    def fail(*_, **__):
        raise DatabaseError

    monkeypatch.setattr(handover, "_tell", fail)
    lead, colleague = memberships(cast)
    with pytest.raises(DatabaseError):
        handover.hand_over(membership=lead, successor=colleague, actor=cast.lead)
    assert SectionAssignment.objects.get().user == cast.lead
    assert Membership.objects.current().filter(user=cast.lead).exists()
    assert not Membership.objects.current().filter(user=cast.colleague, role="lead").exists()


def test_accepted_returns_keep_their_story(shared, cast):
    type(shared).objects.filter(pk=shared.pk).update(status="accepted")
    lead, colleague = memberships(cast)
    handover.hand_over(membership=lead, successor=colleague, actor=cast.lead)
    assert SectionAssignment.objects.get().user == cast.lead
