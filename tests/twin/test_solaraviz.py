"""Mesa's own page on the twin: it draws, steps, and starts again with the levers as set."""

import pytest

pytest.importorskip("matplotlib", reason="needs the extra solaraviz")
pytest.importorskip("altair", reason="needs the extra solaraviz")

# Mesa's page warns about its own hooks and drawing.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def model():
    import twin

    return twin.CityTwin(district="classroom", rng=1, intensity=0.8)


@pytest.fixture
def page(model):
    """Draw the page of a city and close it afterwards."""
    import solara

    from twin.ui.solaraviz import mesa_page

    @solara.component
    def Page():  # noqa: N802 (a component)
        with solara.AppLayout():
            mesa_page(model, "en")

    _, found = solara.render(Page(), handle_error=False)
    yield found
    found.close()


def button(page, label):
    import ipyvuetify

    return page.find(ipyvuetify.Btn, children=[label]).widget


def test_every_lever_has_a_slider_where_it_stands(page, model):
    import ipyvuetify

    from twin.levers import LEVERS

    sliders = {s.label: s.v_model for s in page.find(ipyvuetify.Slider).widgets}
    standing = model.levers()
    for lever in LEVERS:
        assert sliders[lever.label["en"]] == pytest.approx(standing[lever.name])


def test_step_and_reset_work(page, model):
    button(page, "Step").click()
    assert model.steps == 1
    button(page, "Reset").click()
    button(page, "Step").click()
    assert model.steps == 1  # another city, of the same settings, went on


def test_what_can_be_drawn_is_told_apart(model):
    from agents.people import StreetOffice, Team, Vendor
    from twin.ui.solaraviz import agent_portrayal

    vendor, team, office = (model.agents_by_type[kind][0] for kind in (Vendor, Team, StreetOffice))
    vendor.licensed = False
    unlicensed = agent_portrayal(vendor)
    vendor.licensed = True
    styles = [unlicensed, agent_portrayal(vendor), agent_portrayal(team), agent_portrayal(office)]
    assert len({style.color for style in styles}) == 4
    assert len({style.marker for style in styles}) == 3


def test_the_map_has_its_north_at_the_top(model):
    from matplotlib.figure import Figure
    from mesa.visualization.mpl_space_drawing import draw_space

    from twin.ui.solaraviz import _north_up, agent_portrayal

    axes = Figure().add_subplot()
    draw_space(model.grid, agent_portrayal, ax=axes)
    _north_up(axes)
    _north_up(axes)
    bottom, top = axes.get_ylim()
    assert bottom > top
    assert sum(len(c.get_offsets()) for c in axes.collections) == len(model.grid.agents) > 0
