"""XML from outside as a small tree with lines: no entities of its own, nothing external, bounded depth.

Expat by itself expands what a document declares; here every declaration of an entity ends the reading, so
that there is nothing to expand and nothing to fetch.
"""

from xml.parsers import expat

from msgspec import Struct, field

from studio.base.errors import InputError

MAX_DEPTH = 100
MAX_NODES = 2_000_000


class Element(Struct):
    """name and attributes without their namespaces.  content: elements and text in their order."""

    name: str
    attributes: dict[str, str]
    line: int
    content: list["Element | str"] = field(default_factory=list)


def parse_xml(text: str, where: str) -> Element:
    """Raises InputError for what is not well-formed, too deep, or declares entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    root: list[Element] = []
    open_ones: list[Element] = []
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(open_ones) >= MAX_DEPTH or count > MAX_NODES:
            raise InputError("this XML file is nested too deeply to be subtitles", "", where)
        plain = {_local(key): value for key, value in attributes.items()}
        element = Element(_local(name), plain, parser.CurrentLineNumber)
        if open_ones:
            open_ones[-1].content.append(element)
        else:
            root.append(element)
        open_ones.append(element)

    def end(_name: str) -> None:
        open_ones.pop()

    def characters(data: str) -> None:
        if open_ones:
            open_ones[-1].content.append(data)

    def refuse(*_declared: object) -> int:
        raise InputError(
            "this XML file declares entities of its own, which is not safe to read",
            "Export the subtitles again, or as .srt.",
            where,
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise InputError(
            f"this is no well-formed XML: line {error.lineno}, {expat.ErrorString(error.code)}",
            "Export the subtitles again, or as .srt.",
            where,
        ) from error
    return root[0]


def _local(name: str) -> str:
    return name.rsplit(" ", 1)[-1]
