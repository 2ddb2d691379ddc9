"""Headers to columns, and the values of a row to the headers that they stand under.

By the grid where it fits; where the head and the row do not stand in line (a merged cell lost, a blank cell too many) by their order, if
there are exactly as many values as headers. Else nobody can say which value is missing, and the row is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from giar_ner.forms.cut import cut_columns
from giar_ner.forms.labels import read_label, unit_in
from giar_ner.forms.match import Match
from giar_ner.records.tables.damaged import DOUBTFUL, likely
from giar_ner.records.tables.grid import Line, Spot
from giar_ner.records.tables.numbers import CellKind
from giar_ner.records.tables.vocabulary import Vocabulary, characters

SHIFTED = 0.95
"""Confidence in a row whose values were matched to the headers by their order."""
_VOUCHING = 2  # columns of a row that are known, beside one of which only the beginning is left
_BEGINNING = 3  # characters of it
CUT = 0.9
"""Confidence in a column whose label was cut, known by its place among its neighbours."""


@dataclass(slots=True)
class Head:
    """A header: the column of the form, the positions of the grid that it covers, the unit it names."""

    key: str
    columns: set[int]
    unit: str | None
    sure: float
    text: str


@dataclass(slots=True)
class Header:
    """The headers of a run of rows, in their order. `placed`: their positions in the grid can be trusted."""

    heads: list[Head] = field(default_factory=list)
    foreign: set[int] = field(default_factory=set)
    """Positions under headers that the form does not have."""
    placed: bool = True
    unknown: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Aligned:
    """The value under each header, and how sure that is."""

    values: dict[str, Spot]
    sure: float


def column_match(words: Vocabulary, spot: Spot, *, closed: bool = False) -> Match | None:
    """The column that a cell of a head names, or None."""
    if spot.kind is not CellKind.WORDS or words.is_head(spot.text):
        return None
    label = read_label(spot.text)
    return words.column_labels.match(label, closed=closed) if label.number is None else None


def read_header(words: Vocabulary, block: Sequence[Line]) -> Header:
    """The header that the rows of `block` make up together."""
    matches = _matches(words, block)
    width = max((spot.last for line in block for spot in line.spots), default=-1) + 1
    stacks = [[spot for line in block for spot in line.spots if spot.first <= c <= spot.last] for c in range(width)]
    header = Header()
    heads: dict[tuple[str, int], Head] = {}
    begun = crossed = False
    for c, stack in enumerate(stacks):
        named = [spot for spot in stack if id(spot.cell) in matches]
        keys = {matches[id(spot.cell)].keys[0] for spot in named}
        crossed |= len(keys) > 1
        if named:
            begun = True
            spot, match = named[-1], matches[id(named[-1].cell)]
            unit = next((u for s in reversed(stack) if (u := unit_in(s.text))), None)
            key = match.keys[0]
            head = heads.setdefault((key, id(spot.cell)), Head(key, set(), unit, match.confidence, spot.text))
            head.columns.add(c)
        elif begun and any(spot.text.strip() for spot in stack):
            header.foreign.add(c)
            header.unknown += [spot.text for spot in stack[-1:] if spot.text.strip() and not words.is_head(spot.text)]
    header.heads = list(heads.values())
    if crossed:  # a head of two levels that lost its spans
        return _by_order(block, matches) or Header()
    _drop_doubles(header)
    return header


def align(header: Header, values: Sequence[Spot], *, whole: bool = True) -> Aligned | None:
    """Which value belongs to which header; None where that cannot be told. `whole`: the header has all the columns of the form."""
    if not header.heads:
        return None
    if header.placed and (found := _by_grid(header, values)) is not None:
        return Aligned(found, 1.0)
    if header.foreign or not whole:
        return None
    for row in (list(values), [spot for spot in values if spot.kind is not CellKind.EMPTY]):
        if len(row) == len(header.heads):
            return Aligned({head.key: spot for head, spot in zip(header.heads, row, strict=True)}, SHIFTED)
    return None


def _by_grid(header: Header, values: Sequence[Spot]) -> dict[str, Spot] | None:
    found: dict[str, list[Spot]] = {head.key: [] for head in header.heads}
    for spot in values:
        over = [head for head in header.heads if any(c in head.columns for c in range(spot.first, spot.last + 1))]
        foreign = any(c in header.foreign for c in range(spot.first, spot.last + 1))
        if spot.kind is CellKind.EMPTY:  # may be merged over several
            for head in over:
                found[head.key].append(spot)
            continue
        if len(over) + foreign > 1 or (not over and not foreign):
            return None
        if over:
            found[over[0].key].append(spot)
    out = {}
    for key, spots in found.items():
        filled = [spot for spot in spots if spot.kind is not CellKind.EMPTY]
        if not spots or len(filled) > 1:
            return None
        out[key] = filled[0] if filled else spots[0]
    return out


def _matches(words: Vocabulary, block: Sequence[Line]) -> dict[int, Match]:
    """For each cell of the head that names a column, by its identity, which."""
    spots = {id(spot.cell): spot for line in block for spot in line.spots}
    found = {key: match for key, spot in spots.items() if (match := column_match(words, spot))}
    if sum(match.exact for match in found.values()) > 1:  # such neighbours vouch for a damaged label
        taken = {match.keys[0] for match in found.values() if match.exact}
        for key, spot in spots.items():
            if key not in found and spot.kind is CellKind.WORDS and not words.is_head(spot.text):
                match = words.column_labels.match(read_label(spot.text), taken, closed=True)
                match = match or likely(read_label(spot.text), words.left(taken, columns=True), characters())
                if match:
                    found[key] = match
    found = {key: match for key, match in found.items() if len(match.keys) == 1}
    for line in block:
        _match_cut(words, line, found)
        _match_beginning(words, line, found)
        if words.dimension:
            _match_framed(words, line, found)
    return found


def _match_beginning(words: Vocabulary, line: Line, found: dict[int, Match]) -> None:
    """Add to `found` the beginning of a label (本年新) that one column alone can have, once those that the row names are gone."""
    if sum(id(spot.cell) in found for spot in line.spots) < _VOUCHING:
        return
    for spot in line.words():
        own = read_label(spot.text).core
        if id(spot.cell) in found or len(own) < _BEGINNING or words.is_head(spot.text):
            continue
        left = words.left({match.keys[0] for match in found.values()}, columns=True)
        keys = [key for key, labels in left.items() if read_label(labels[0]).core.startswith(own)]
        if len(keys) == 1:
            found[id(spot.cell)] = Match((keys[0],), CUT, False)


def _match_framed(words: Vocabulary, line: Line, found: dict[int, Match]) -> None:
    """Add to `found` the column in words of its own (科研企业) between the two that the form has beside it, where no other cell names it."""
    order = list(words.columns)
    named = {match.keys[0] for match in found.values()}
    for before, spot, after in zip(line.spots, line.spots[1:], line.spots[2:], strict=False):
        left, right = found.get(id(before.cell)), found.get(id(after.cell))
        strange = spot.kind is CellKind.WORDS and id(spot.cell) not in found and not words.is_head(spot.text)
        if strange and left and right and order.index(right.keys[0]) - order.index(left.keys[0]) == 2:
            key = order[order.index(left.keys[0]) + 1]
            if key not in named:
                found[id(spot.cell)] = Match((key,), DOUBTFUL, False)


def _match_cut(words: Vocabulary, line: Line, found: dict[int, Match]) -> None:
    """Add to `found` the equal labels of a row that lost their second line, which the form's order alone tells apart."""
    equal: list[Spot] = []
    for spot in line.words():
        match = found.get(id(spot.cell))
        if match is not None and match.exact:
            keys = cut_columns(words.part, [cut.text for cut in equal], spot.text)
            found |= {id(cut.cell): Match((key,), CUT, False) for cut, key in zip(equal, keys, strict=False)}
        if match is not None or (equal and equal[-1].text.split() != spot.text.split()):
            equal = []
        if match is None:
            equal.append(spot)


def _by_order(block: Sequence[Line], matches: dict[int, Match]) -> Header | None:
    """The order of the columns where a head of two levels lost its spans: the lower level stands in the place of its group."""
    levels, known = [], set()
    for line in block:
        if line.texts() not in known:
            known.add(line.texts())
            levels.append(line)
    keys: list[tuple[Spot, str]] = []
    place: int | None = None
    for line in levels:
        row: list[tuple[Spot, str]] = []
        group = None
        for spot in line.spots:
            if spot.cell.row != line.row:
                continue
            if match := matches.get(id(spot.cell)):
                row.append((spot, match.keys[0]))
            elif read_label(spot.text).core == "法人或其他组织":
                group = len(row)
        keys[place if place is not None else len(keys) : place if place is not None else len(keys)] = row
        place = group if group is not None else place
    if len({key for _, key in keys}) != len(keys) or len(keys) < 2:
        return None
    heads = [Head(key, set(), None, matches[id(spot.cell)].confidence, spot.text) for spot, key in keys]
    return Header(heads, placed=False)


def _drop_doubles(header: Header) -> None:
    """Two columns of one name: which is meant nobody can say."""
    keys = [head.key for head in header.heads]
    for key in {key for key in keys if keys.count(key) > 1}:
        for head in [head for head in header.heads if head.key == key]:
            header.heads.remove(head)
            header.foreign |= head.columns
        header.double.append(key)
