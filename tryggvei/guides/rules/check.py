"""The proof: every rule, on every path of a guide."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tryggvei.guides.rules.codes import Code
from tryggvei.guides.rules.covers import condition_findings, overlap_findings
from tryggvei.guides.rules.findings import RULES, Finding, Known, Severity
from tryggvei.guides.rules.graph import Graph
from tryggvei.guides.rules.paths import MAX_PATHS, Path, count_paths, every_path
from tryggvei.guides.rules.safety import PATH_RULES, Said, threshold_findings
from tryggvei.guides.rules.schema import GuideBody
from tryggvei.guides.rules.shape import at, shape_findings, source_findings
from tryggvei.guides.rules.words import word_findings
from tryggvei.toolbox.wording import Params

_STOPS_THE_WALK = {"start", "unknown-step", "loop"}


@dataclass(frozen=True)
class Proof:
    """What was checked, and what was found. `passed` when there is no error."""

    guide: str
    steps: int
    paths: int
    rules: int
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> list[Finding]:
        """Return the findings that stop publication."""
        return [one for one in self.findings if one.severity is Severity.ERROR]

    @property
    def passed(self) -> bool:
        """Return whether the guide may be published."""
        return not self.errors


@dataclass(frozen=True)
class _Question:
    """A guide and a world, told apart by what they hold: the same question has the same proof."""

    key: tuple[object, ...]
    guide: GuideBody = field(compare=False)
    known: Known = field(compare=False)


def check(guide: GuideBody, known: Known) -> Proof:
    """Hold a guide against every rule of RULES. Never raises for a bad guide: it finds.

    A proof is kept: a bake asks for the same one in every language.
    """
    return _proved(_Question((guide.model_dump_json(), *known.key), guide, known))


def check_all(guides: Sequence[GuideBody], known: Known) -> list[Proof]:
    """Check each guide, and the rules that speak of several guides together; in the same order."""
    overlaps = list(overlap_findings(guides))
    return [_with(check(guide, known), overlaps) for guide in guides]


def _with(proof: Proof, findings: Iterable[Finding]) -> Proof:
    more = tuple(one for one in findings if one.guide == proof.guide)
    return replace(proof, findings=proof.findings + more) if more else proof


@lru_cache(maxsize=128)
def _proved(question: _Question) -> Proof:
    return _prove(question.guide, question.known)


def _prove(guide: GuideBody, known: Known) -> Proof:
    graph = Graph(guide)
    findings = list(shape_findings(graph))
    findings += source_findings(graph, known)
    findings += threshold_findings(guide)
    findings += word_findings(guide, known)
    findings += condition_findings(guide, known)
    paths = 0
    if not any(one.rule in _STOPS_THE_WALK for one in findings):
        walked, path_findings = _walk_all(graph)
        paths = walked
        findings += path_findings
    return Proof(guide.id, len(guide.steps), paths, len(RULES), tuple(findings))


def _walk_all(graph: Graph) -> tuple[int, list[Finding]]:
    """Return how many paths were walked, and one finding a fault: the shortest path shows it."""
    if count_paths(graph) > MAX_PATHS:
        params = Params(most=MAX_PATHS)
        return 0, [Finding(graph.guide.id, Code.PATH_COUNT, params, at(graph.guide.start))]
    seen: Counter[Said] = Counter()
    shortest: dict[Said, Path] = {}
    walked = 0
    for path in every_path(graph):
        walked += 1
        for rule in PATH_RULES:
            for said in set(rule(graph.guide, path)):
                seen[said] += 1
                best = shortest.get(said)
                if best is None or len(path.answers) < len(best.answers):
                    shortest[said] = path
    found: list[Finding] = []
    for (code, step_id, params), path in shortest.items():
        finding = Finding(graph.guide.id, code, params, at(step_id), str(path))
        found.append(replace(finding, more_paths=seen[code, step_id, params] - 1))
    return walked, found
