"""The same form is sent again and again, at the same time: one thing comes of it, and everybody gets it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from lt_web.commands import proposals
from lt_web.identity import Deed
from lt_web.installation import Installation
from tests.company import Company, outline
from tests.faults.judge import recorded
from tests.faults.scale import sized

CLICKS = 4


def test_a_double_click_proposes_once(installation: Installation, company: Company) -> None:
    def click(form: int) -> object:
        deed = Deed(actor=company.ben, command=f"form-{form}")
        return installation.perform(deed, proposals.propose, company.programme, outline(f"Idea {form}"), [])

    forms = [form for form in range(sized(20, 250)) for _click in range(CLICKS)]
    with ThreadPoolExecutor(8) as fingers:
        results = list(fingers.map(click, forms))
    drafted = [e.originator_id for e in recorded(installation) if type(e).TOPIC == "proposal.drafted"]
    assert len(drafted) == len(forms) // CLICKS
    assert dict(zip(forms, results, strict=True)) == dict(enumerate(drafted)) or set(results) == set(drafted)
    for form in range(len(forms) // CLICKS):
        assert len({result for f, result in zip(forms, results, strict=True) if f == form}) == 1
