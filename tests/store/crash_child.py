"""Run by test_crash.py as a program of its own: record numbered reports, say each one's id once it is committed.

python crash_child.py FILE COUNT
"""

import sys
from datetime import UTC, datetime

from overhorizon.domain.analysis import Analysis, AnalysisRun
from overhorizon.domain.claims import Certainty, Claim, Polarity
from overhorizon.domain.reports import Capture, Form, Report
from overhorizon.domain.spans import Span
from overhorizon.store.ledger import Ledger

AT = datetime(2030, 1, 1, tzinfo=UTC)


def item(number: int) -> tuple[Capture, Analysis]:
    text = f"Report {number}\n\nA bridge was closed near kilometre {number}, the road office said.\n"
    report = Report(
        text=text, address=f"https://lantern.example/{number}", outlet="Lantern", publication=None, title=None, language="en"
    )
    run = AnalysisRun(revision=report.revision, encoder="none", gazetteer="none", code="none")
    claim = Claim(id="c", content=(Span(start=0, end=6),), cue=(), chain=(), polarity=Polarity.ASSERTS, certainty=Certainty())
    capture = Capture(content=text.encode(), form=Form.RECORD, origin="crash", received=AT)
    return capture, Analysis(report=report, run=run, claims=(claim,))


def main(file: str, count: int) -> None:
    with Ledger.open(file) as ledger:
        for number in range(count):
            capture, analysis = item(number)
            if not ledger.has_capture(capture.sha256):
                ledger.record(capture, analysis, at=AT)
                sys.stdout.write(analysis.report.id + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
