"""What institutions hear and do from day to day: streets listen, the city loses patience."""

from typing import Any

from agents.compiled import kernel, rule


@rule
def listen_street(office: Any, reports: float, unmet: float, ill: float, p: Any) -> None:
    """Let a street hear its day: reports, unmet wants, illness (all per 1,000 residents)."""
    thousands = max(office.persons / 1000.0, 1e-9)
    office.order_reports += p.hearing_pace * (reports / thousands - office.order_reports)
    office.order_usual += p.usual_pace * (reports / thousands - office.order_usual)
    office.life_reports += p.hearing_pace * (unmet / thousands - office.life_reports)
    office.life_usual += p.usual_pace * (unmet / thousands - office.life_usual)
    office.food_trust -= p.trust_loss * office.food_trust * min(1.0 / p.trust_loss, ill / thousands)
    office.food_trust += p.trust_recovery * (1.0 - office.food_trust)


@kernel
def listen(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Add up the day of every street, and let street and city hear it."""
    n = city.streets.shape[0]
    whole = city.streets[n - 1]
    for s in range(n - 1):
        reports, unmet, ill = 0.0, 0.0, 0.0
        for c in range(city.cells.shape[0]):
            if city.cells.street[c] == s:
                reports += city.cells.day_reports[c]
                unmet += city.cells.day_unmet[c]
                ill += city.cells.day_illness[c]
        listen_street(city.streets[s], reports, unmet, ill, p)
    reports, unmet, ill = 0.0, 0.0, 0.0
    for c in range(city.cells.shape[0]):
        reports += city.cells.day_reports[c]
        unmet += city.cells.day_unmet[c]
        ill += city.cells.day_illness[c]
        city.cells.day_reports[c] = 0.0
        city.cells.day_unmet[c] = 0.0
        city.cells.day_illness[c] = 0.0
    listen_street(whole, reports, unmet, ill, p)
    attend(city, reports / max(whole.persons / 1000.0, 1e-9), now, p)


@rule
def attend(city: Any, reports: float, now: Any, p: Any) -> None:
    """Let the city's attention follow reports with a lag, and launch a campaign (运动式执法).

    A campaign starts when attention exceeds ``campaign_threshold`` x the usual, lasts
    ``campaign_days``, and only where some street has the lever above 0.
    """
    record = city.city[0]
    record.attention += (reports - record.attention) / p.attention_lag
    record.usual += (reports - record.usual) / 90.0
    wanted = 0.0
    for s in range(city.streets.shape[0]):
        wanted = max(wanted, city.streets.campaign[s])
    running = now.day < record.campaign_until
    if wanted > 0.0 and not running and record.attention > p.campaign_threshold * record.usual:
        record.campaign_until = now.day + p.campaign_days
        record.campaigns += 1.0
        running = True
    record.push = 1.0 if running else 0.0
