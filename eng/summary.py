"""Prints the table of test suites, what failed and why tests were skipped, and the closing line; exits 1 unless every suite ran and nothing failed.

Counts come from NAME.xml (trx or junit), else from a last line "N passed, N failed" of NAME.log. A suite that ended badly without saying
which test failed, or that ran no test at all, counts as one failure.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple


class Counts(NamedTuple):
    passed: int
    failed: int
    skipped: int


def from_trx(root: ElementTree.Element) -> Counts:
    outcomes = [element.get("outcome", "") for element in unit_tests(root)]
    passed = outcomes.count("Passed")
    skipped = outcomes.count("NotExecuted")
    return Counts(passed, len(outcomes) - passed - skipped, skipped)


def from_junit(root: ElementTree.Element) -> Counts:
    passed = failed = skipped = 0
    for case in root.iter("testcase"):
        children = {child.tag for child in case}
        if children & {"failure", "error"}:
            failed += 1
        elif "skipped" in children:
            skipped += 1
        else:
            passed += 1
    return Counts(passed, failed, skipped)


def from_log(text: str) -> Counts | None:
    found = re.findall(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$", text, re.MULTILINE)
    return Counts(*(int(number or 0) for number in found[-1])) if found else None


def parsed(results: Path, name: str) -> ElementTree.Element | None:
    """The report of a suite; None if it is missing or cut off."""
    try:
        return ElementTree.parse(results / f"{name}.xml").getroot()
    except (OSError, ElementTree.ParseError):
        return None


def unit_tests(root: ElementTree.Element) -> list[ElementTree.Element]:
    """The tests of a trx report."""
    return [element for element in root.iter() if element.tag.endswith("}UnitTestResult")]


def read(results: Path, name: str) -> Counts | None:
    root = parsed(results, name)
    if root is not None:
        return from_trx(root) if root.tag.endswith("}TestRun") else from_junit(root)
    if (results / f"{name}.xml").exists():
        return None
    return from_log((results / f"{name}.log").read_text(errors="replace"))


def skip_reasons(root: ElementTree.Element) -> list[str]:
    """Why tests of a suite were skipped, each reason once: what xunit leaves out of its own output."""
    texts = [element.findtext(".//{*}Message") or "no reason given"
             for element in unit_tests(root) if element.get("outcome") == "NotExecuted"]
    texts += [element.get("message") or "no reason given" for element in root.iter("skipped")]
    return list(dict.fromkeys(" ".join(text.split()) for text in texts))


def failures(root: ElementTree.Element) -> list[str]:
    """The tests of a suite that failed, each with the first line of its message."""
    found = [(element.get("testName", ""), element.findtext(".//{*}Message") or "")
             for element in unit_tests(root) if element.get("outcome") not in ("Passed", "NotExecuted")]
    for case in root.iter("testcase"):
        fault = next((child for child in case if child.tag in ("failure", "error")), None)
        if fault is not None:
            found.append((f"{case.get('classname', '')}.{case.get('name', '')}", fault.get("message") or fault.text or ""))
    return [": ".join([test, *message.strip().splitlines()[:1]]) for test, message in found]


def main() -> int:
    results = Path(sys.argv[1])
    listed = results / "suites.tsv"
    rows = [line.split("\t") for line in listed.read_text().splitlines()] if listed.exists() else []
    total = Counts(0, 0, 0)
    print(f"\n{'suite':<18}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for name, status, seconds in rows:
        counts = read(results, name) or Counts(0, 0, 0)
        note = ""
        if counts.passed + counts.failed == 0:
            counts, note = counts._replace(failed=1), "  ran no test"
        elif status != "0" and counts.failed == 0:
            counts, note = counts._replace(failed=1), f"  ended with status {status}"
        total = Counts(*(a + b for a, b in zip(total, counts)))
        print(f"{name:<18}{counts.passed:>8}{counts.failed:>8}{counts.skipped:>9}{seconds:>9}{note}")
    reports = [(name, root) for name, _, _ in rows if (root := parsed(results, name)) is not None]
    for word, texts in (("failed", failures), ("skipped", skip_reasons)):
        for name, root in reports:
            for text in texts(root):
                print(f"{word} in {name}: {text}")
    if not rows:
        print("no suite ran")
        total = total._replace(failed=1)
    skipped = f", {total.skipped} skipped" if total.skipped else ""
    print(f"\n{total.passed} passed, {total.failed} failed{skipped}")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
