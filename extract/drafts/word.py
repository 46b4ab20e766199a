"""A Word document -> its words as they will be printed: what was inserted stands, what was deleted is gone.

Elements are known by their local names, so that strict documents (ISO/IEC 29500) read as transitional ones do. Wrappers
of every kind (content controls, fields, smart tags, custom XML) are looked through.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from extract.pages.compose import NoArticle
from warehouse.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

UNPACKED = 200_000_000  # bytes: a draft never unpacks to more
MOST_MARKUP, MOST_ELEMENTS = 20_000_000, 200_000  # bytes and elements of a Word document: a book has fewer
MAIN = "word/document.xml"
GONE = frozenset({"del", "moveFrom", "Fallback", "rt"})  # deleted, moved away, said twice, how a word is spoken
SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
OFF = frozenset({"0", "false", "off"})


class Block(NamedTuple):
    """A paragraph or a table's row."""

    role: Role
    words: str


def read_word(data: bytes) -> list[Block]:
    """Return the blocks of a document, its foot- and endnotes last; raises NoArticle where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _Document(packed).blocks()
    except NoArticle:
        raise
    except Exception as error:  # a damaged file raises a dozen classes of zipfile's, zlib's and lxml's
        raise NoArticle("the file is not a readable Word document") from error


class _Document:
    """The parts of one document."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed, self._names = packed, {part.filename for part in packed.infolist()}
        markup = sum(part.file_size for part in packed.infolist() if part.filename.endswith(".xml"))
        if sum(part.file_size for part in packed.infolist()) > UNPACKED or markup > MOST_MARKUP:
            raise NoArticle("the document unpacks to more than 200 MB, or to 20 MB of markup")
        rels = self._part("_rels/.rels")
        targets = [one.get("Target", "") for one in rels if one.get("Type", "").endswith("/officeDocument")]
        self._main = posixpath.normpath((targets or [MAIN])[0].lstrip("/"))
        self._styles = {
            _attribute(style, "styleId"): _value(style, "name").lower() for style in self._beside("styles")
        }  # fmt: skip
        self._noted: list[tuple[str, str]] = []

    def blocks(self) -> list[Block]:
        """Return the blocks in reading order; a paragraph whose end was deleted goes on in the next one."""
        body = self._part(self._main)
        if not len(body):
            raise NoArticle("the file holds no Word document")
        found, before = list[Block](), ""
        for block, open_ended in self._walk(body):
            if open_ended:
                before += block.words
                continue
            found.append(Block(block.role, before + block.words))
            before = ""
        found += [Block(Role.BODY, before)] * bool(before)
        notes = {part: {_attribute(note, "id"): note for note in self._beside(part)} for part in NOTES.values()}
        for part, number in dict.fromkeys(self._noted):
            if (note := notes[part].get(number)) is not None:
                found += [Block(Role.LIST_ITEM, block.words) for block, _ in self._walk(note)]
        return [block for block in found if block.words.strip()]

    def _beside(self, name: str) -> etree._Element:
        return self._part(posixpath.join(posixpath.dirname(self._main), f"{name}.xml"))

    def _part(self, name: str) -> etree._Element:
        """Return the root of a part, an empty one where the document has none."""
        if name not in self._names:
            return etree.Element("none")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        root = etree.fromstring(self._packed.read(name), parser)
        if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
            raise NoArticle(f"the document has more than {MOST_ELEMENTS:,} pieces")
        return root

    def _walk(self, node: etree._Element) -> Iterator[tuple[Block, bool]]:
        """Yield each block and whether its end was deleted; what stands in a text box comes behind its paragraph."""
        for child in node:
            name = _name(child)
            if name == "p":
                boxes: list[etree._Element] = []
                words = "".join(self._words(child, boxes))
                yield Block(self._role(child), words), _is_open(child)
                for box in boxes:
                    yield from ((block, False) for block, _ in self._walk(box))
            elif name == "tbl":
                yield from ((row, False) for row in self._rows(child))
            elif name not in GONE and not _is_prompt(child):
                yield from self._walk(child)

    def _words(self, node: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        for child in node:
            name = _name(child)
            if name == "t":
                yield child.text or ""
            elif name in SIGNS and _name(node) == "r":
                yield SIGNS[name]
            elif name in NOTES:
                self._noted.append((NOTES[name], _attribute(child, "id")))
            elif name == "txbxContent":
                boxes.append(child)
            elif name not in GONE and not (name == "r" and _is_hidden(child)) and not _is_prompt(child):
                yield from self._words(child, boxes)

    def _rows(self, table: etree._Element) -> Iterator[Block]:
        """Yield the rows: a merged cell is said once a row, equal ones as often as they stand there."""
        above: dict[int, str] = {}
        for row in _inside(table, "tr"):
            column, here, inner = 0, dict[int, str](), list[Block]()
            for cell in _inside(row, "tc"):
                settings = _child(cell, "tcPr")
                merged, across = _child(settings, "vMerge"), _value(settings, "gridSpan")
                blocks = [block for block, _ in self._walk(cell)]
                words = " ".join(block.words for block in blocks if block.role is not Role.TABLE and block.words)
                is_below = merged is not None and _attribute(merged, "val") != "restart"
                here[column] = above.get(column, "") if is_below else words
                inner += [block for block in blocks if block.role is Role.TABLE]
                column += int(across) if across.isdecimal() else 1
            yield Block(Role.TABLE, " | ".join(words for words in here.values() if words))
            yield from inner
            above = here

    def _role(self, paragraph: etree._Element) -> Role:
        style = self._styles.get(_value(_child(paragraph, "pPr"), "pStyle"), "")
        if style in {"title", "heading 1"}:
            return Role.HEADLINE
        starts = {"heading": Role.SUBHEAD, "list": Role.LIST_ITEM, "caption": Role.CAPTION}
        return next((role for start, role in starts.items() if style.startswith(start)), Role.BODY)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return None if element is None else next((one for one in element if _name(one) == name), None)


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), "")


def _value(element: etree._Element | None, name: str) -> str:
    """Return the value of a setting, empty where it is not set."""
    child = _child(element, name)
    return "" if child is None else _attribute(child, "val")


def _is_open(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was deleted or moved away, so that it runs on."""
    marks = _child(_child(paragraph, "pPr"), "rPr")
    return any(_child(marks, name) is not None for name in ("del", "moveFrom"))


def _is_hidden(run: etree._Element) -> bool:
    vanish = _child(_child(run, "rPr"), "vanish")
    return vanish is not None and _attribute(vanish, "val") not in OFF


def _is_prompt(element: etree._Element) -> bool:
    """Whether a content control shows what is to be filled in there."""
    return _name(element) == "sdt" and _child(_child(element, "sdtPr"), "showingPlcHdr") is not None


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, through any wrapper, but for deleted ones."""
    settings = {"tr": "trPr", "tc": "tcPr"}[name]
    for child in element:
        if _name(child) == name:
            own = _child(child, settings)
            if _child(own, "del") is None and _child(own, "cellDel") is None:
                yield child
        elif _name(child) not in {*GONE, "tbl", "p"}:
            yield from _inside(child, name)
