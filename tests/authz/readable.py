"""Which canaries a role may be shown anywhere (bars S2)."""

# What the partnership plans, recommends and publishes, which its groups read, with whom it asks.
PLANNED = "plan|recommendation-a|agency|report-draft|report-public|feedback|meeting|person-audit-chair"
# What those outside the schools may be shown; whoever is not here sees their own name only.
OTHERS_READ = {
    "agency_board": "(agency|person-agency.*)",
    "agency_lead": "(agency|agency-audit|meeting|plan|report-public|feedback|person-agency.*|person-audit-chair)",
    "agency_auditor": "(agency|agency-audit|meeting|plan|report-public|feedback|person-agency.*|person-audit-chair)",
    "group": f"({PLANNED}|person-group)",
    "executive": f"({PLANNED}|person-executive)",
    "audit_chair": "(plan|agency|meeting|report-draft|report-public|person-agency.*|person-audit-chair)",
}


def readable_canaries(role: str) -> str:
    """A pattern of the canaries that role may be shown anywhere."""
    if role in ("unit_officer", "unit_author"):  # everything but what colleagues say, and who a child is
        return "(?!comment|identity).*"
    if role == "admin":  # keeps the registers of organisations and people, sees no answers
        return "(trust|school-.|agency|person-.*)"
    if role == "trust":  # sees how far its schools are, not what they answer
        return "(trust|school-a|person-trust)"
    if role.endswith("_a") and role not in ("former_a", "disabled_a"):
        said = "" if role == "viewer_a" else "|comment-a|alert-a"
        own = "draft|awaiting|submitted|shared|signatory|evidence|file|action|waiting|recommendation|letter"
        return f"(trust|school-a|({own})-a|person-.*-a{said})"
    if role == "lead_b":
        return "(school-b|(draft|evidence|file)-b|person-lead-b)"
    return OTHERS_READ.get(role, f"person-{role.replace('_', '-')}")
