"""The space of one visitor, and a section of the page whose work is done in this process."""

import pytest

from twin import replications
from twin.errors import InputError
from twin.ui.data import forms, space, work
from twin.ui.data.desk import Desk, Kind
from twin.ui.data.space import Spaces
from twin.workers import Outcome


@pytest.fixture
def spaces(monkeypatch):
    """Give spaces of this test's own, in place of the server's."""
    own = Spaces(keep=0.05)
    monkeypatch.setattr(space, "SPACES", own)
    monkeypatch.setattr("twin.ui.data.desk.SPACES", own)
    yield own
    for held in list(own._spaces.values()):
        held.close()


@pytest.fixture
def desk(spaces, monkeypatch):
    """Give a desk for districts whose work is done in this process, and wait for its end."""

    def work_here(crew, function, jobs, steps, tell):
        try:
            return [Outcome(function(jobs[0], tell))]
        except InputError as error:
            return [Outcome(error=error)]

    monkeypatch.setattr(work.Crew, "work", work_here)
    monkeypatch.setattr(work, "yield_to_others", lambda nice: None)
    monkeypatch.setattr(replications, "yield_to_others", lambda: None)
    monkeypatch.setattr(space, "visitor", lambda: "ann")
    kind = Kind(forms.DISTRICT_ENDINGS, forms.import_job, work.import_files, forms.keep_district)
    return Desk("ann", kind)
