"""The geometry of the cycle."""

import pytest

from publications.drawings import HEIGHT, LABEL_WIDTH, NODE_RADIUS, WIDTH, cycle_nodes

WIDEST_LETTER = 11  # of the drawing's bold type, in units of the drawing


@pytest.mark.parametrize("count", range(1, 10))
def test_every_step_with_its_words_stands_within_the_drawing(count):
    for node in cycle_nodes(["mmmmmmmm mmmmmmm mmmmmmmm"] * count):
        assert NODE_RADIUS <= node.x <= WIDTH - NODE_RADIUS
        assert NODE_RADIUS <= node.y <= HEIGHT - NODE_RADIUS
        width = max(len(line) for _, line in node.lines) * WIDEST_LETTER
        left = {"start": node.text_x, "middle": node.text_x - width / 2, "end": node.text_x - width}[node.text_anchor]
        assert left >= 0
        assert left + width <= WIDTH
        assert all(0 < y < HEIGHT for y, _ in node.lines)


def test_steps_go_clockwise_from_the_top():
    top, right, bottom, left = cycle_nodes(["a", "b", "c", "d"])
    assert (top.x, bottom.x) == (WIDTH / 2, WIDTH / 2)
    assert top.y < right.y == left.y < bottom.y
    assert right.x > left.x
    assert [node.number for node in (top, right, bottom, left)] == [1, 2, 3, 4]


def test_words_are_cut_into_lines_that_fit():
    (node,) = cycle_nodes(["Check what has changed"])
    assert [line for _, line in node.lines] == ["Check what has", "changed"]
    assert all(len(line) <= LABEL_WIDTH for _, line in node.lines)


def test_nothing_to_draw():
    assert cycle_nodes([]) == []
