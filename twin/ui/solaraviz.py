"""The twin in Mesa's own page, for those who teach with it: levers as sliders, map, two curves.

In a script for ``solara run``, ``page = mesa_page(twin.CityTwin(district="classroom", rng=1))``.
Needs the extra ``solaraviz`` of this project. The page of the twin itself is ``twin serve``.
"""

from typing import Any

from mesa.visualization import Slider, SolaraViz
from mesa.visualization.components import (
    AgentPortrayalStyle,
    make_plot_component,
    make_space_component,
)

from agents.people import Team, Vendor
from twin.model import CityTwin
from twin.own import all_levers

#: Colours that stay apart for most colour-blind readers (Okabe and Ito 2008).
ORANGE, BLUE, GREEN, GREY = "#E69F00", "#0072B2", "#009E73", "#999999"


def agent_portrayal(agent: Any) -> AgentPortrayalStyle:
    """Draw vendors as dots, orange or (licensed) green, teams as blue squares, offices in grey.

    All keep the default ``zorder``: Mesa 3.3 to 3.5 mix up markers drawn at any other.
    """
    if isinstance(agent, Vendor):
        return AgentPortrayalStyle(color=GREEN if agent.licensed else ORANGE)
    if isinstance(agent, Team):
        return AgentPortrayalStyle(color=BLUE, marker="s")
    return AgentPortrayalStyle(color=GREY, marker="^")


def model_params(model: CityTwin, language: str = "zh") -> dict[str, Any]:
    """Give what a reset builds the next city from: the same place and luck, sliders for levers.

    ``language`` ("zh" or "en") is that of the labels.
    """
    sliders = {
        lever.name: Slider(
            lever.label[language], model.levers()[lever.name], lever.low, lever.high, lever.step
        )
        for lever in all_levers()
    }
    return {"district": model.district.name, "rng": model.seed_number, **sliders}


def _north_up(axes: Any) -> None:
    """Turn the map: row 0 of a district is its north, and Mesa draws row 0 at the bottom."""
    if not axes.yaxis_inverted():
        axes.invert_yaxis()


def mesa_page(model: CityTwin, language: str = "zh") -> Any:
    """Give Mesa's page of a city as a solara element."""
    return SolaraViz(
        model,
        components=[
            make_space_component(agent_portrayal, post_process=_north_up),
            make_plot_component(["order", "vitality"]),
        ],
        model_params=model_params(model, language),
        name=model.district.title[language],
    )
