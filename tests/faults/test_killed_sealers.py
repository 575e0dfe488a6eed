"""Four seal at once and are killed again and again: the same root as one clean pass, and nothing unsigned."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from lt_web.installation import Installation
from lt_web.log import checkpoints, digest, sealing
from lt_web.log.verifying import verified
from tests.company import Company
from tests.faults.judge import noted
from tests.faults.scale import seed, sized


def test_racing_sealers_that_are_killed_come_to_the_root_of_one_clean_pass(
    company: Company, installation: Installation, writers: Callable[..., Any]
) -> None:
    kills = sized(10, 50)
    crew = writers(work="seal", writers=4, kills=kills, between=6, pause=0.05, seed=seed())
    ended = threading.Thread(target=crew.ended)
    ended.start()
    while ended.is_alive():
        company.session()
        ended.join(0.1)
    assert noted(crew.folder, "begun") > noted(crew.folder, "sealed") > 0
    last = installation.seal_now()
    verdict = verified(installation.database)
    assert verdict.damage == [], "every checkpoint that any of them signed agrees"
    with installation.database.reading() as db:
        assert digest.recomputed(db, last.size).root == last.root
        assert sealing.is_sealed(db)
        sizes = [row.size for row in checkpoints.every(db)]
    assert sizes == sorted(set(sizes)), "nothing was signed twice"
    print(f"{last.size} events, {len(sizes)} checkpoints by 4 sealers, {kills} of them killed: one root")
