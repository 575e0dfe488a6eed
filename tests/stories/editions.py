"""Stories of the report as it is published, and published again."""

from __future__ import annotations

from lt_web.commands import editions
from tests.company import Company
from tests.scenarios import scenario
from tests.test_pdf import report_data


@scenario
def a_report_is_published_and_corrected(company: Company) -> None:
    first = report_data(1)
    for _twice in range(2):
        company.by(company.ada, editions.publish, company.programme, first, "a4", "", {}, {})
    other = report_data(2, "Two more came", summary=["Another sentence."])
    company.by(company.ada, editions.publish, company.programme, other, "letter", "", {}, {})
