"""Evaluation of extracted reports against gold: scores, errors by cause, bootstrap intervals, character tags.

Gold and predicted documents are plain dicts (`records`, `sections`), as their JSON files hold them; `evaluate(gold, predicted)` prints the
scores of two folders and `main(argv)` is the command line.
"""

from giar_ner.evaluate.causes import Error, by_cause, by_confidence, by_metric, by_phenomenon, document_errors, errors, judged
from giar_ner.evaluate.command import evaluate, main
from giar_ner.evaluate.folders import breakdown, read_folders, score_folders
from giar_ner.evaluate.resampling import difference, interval
from giar_ner.evaluate.scores import KINDS, SLICES, Match, Score, Scores, agrees, match, score, score_document
from giar_ner.evaluate.tags import iob2

__all__ = [
    "KINDS",
    "SLICES",
    "Error",
    "Match",
    "Score",
    "Scores",
    "agrees",
    "breakdown",
    "by_cause",
    "by_confidence",
    "by_metric",
    "by_phenomenon",
    "difference",
    "document_errors",
    "errors",
    "evaluate",
    "interval",
    "iob2",
    "judged",
    "main",
    "match",
    "read_folders",
    "score",
    "score_document",
    "score_folders",
]
