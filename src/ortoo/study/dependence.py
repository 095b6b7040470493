"""What a comparison asks of the study of dependency: power, penalty and shares under a future.

In    a future and the survey that is put to every future.
Out   figures by name, such as ``shapley_value RUS``; only what is known.
Law   a figure that is infinite or unknown is left out rather than given a number.
Not   here: the metrics (``study.dependency``), the tables (``study.compared``).
"""

from ortoo.study.case import case_of
from ortoo.study.facts import facts_table
from ortoo.study.future import Future
from ortoo.study.measures import access_facts, bypass_facts, power_facts, share_facts
from ortoo.study.outcomes import Survey
from ortoo.study.solved import solve
from ortoo.study.terms import Terms

COMPARED = ("shapley_connection", "shapley_value", "bypass_penalty", "transit_share", "access_loss")
"""The metrics of transit countries that are put side by side."""
MEASURES = (power_facts, bypass_facts, share_facts, access_facts)
ALL_MARKETS = "all:"


def dependence(future: Future, survey: Survey) -> dict[str, float]:
    """Weighted dependency metrics of every transit country, for each origin of the survey.

    Definitions and sources are those of ``ortoo.dependency``; markets are weighted by GDP. Names
    begin with the origin where there are several. No market that can be reached gives no figures.
    """
    told = dict[str, float]()
    for origin in survey.origins:
        markets = [market for market in survey.markets if market != origin]
        if not markets:
            continue
        case = case_of(future.network, origin, markets=markets, terms=Terms())
        solved = solve(case)
        facts = facts_table(fact for measure in MEASURES for fact in measure(solved))
        weighted = facts["market"].str.startswith(ALL_MARKETS)
        known = facts[weighted & facts["metric"].isin(COMPARED) & (facts["status"] == "known")]
        before = f"{origin} " if len(survey.origins) > 1 else ""
        told |= {
            f"{before}{row['metric']} {row['subject']}": float(row["value"])
            for row in known.to_dict("records")
        }
    return told
