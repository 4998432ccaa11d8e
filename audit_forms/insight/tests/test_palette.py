"""One palette: what Python draws and what the stylesheet paints."""

from audit_forms.insight.palette import LOOKS, look
from scripts.steps import ROOT


def test_the_stylesheet_has_the_same_colours():
    frame = (ROOT / "frontend" / "scss" / "_frame.scss").read_text()
    insight = (ROOT / "frontend" / "scss" / "_insight.scss").read_text()
    for tone, each in LOOKS.items():
        assert f"--portal-rating-{tone.value}: {each.ink};" in frame
    assert look("amber").paper in insight


def test_every_tone_has_a_pattern_and_a_shape_of_its_own():
    assert len({each.pattern for each in LOOKS.values()}) == len({each.shape for each in LOOKS.values()}) == len(LOOKS)
