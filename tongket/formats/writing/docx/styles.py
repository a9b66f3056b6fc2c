"""The styles of an official paper: real headings for navigation, in the plain look that annex I asks for."""

from __future__ import annotations

from collections.abc import Iterable

from tongket.formats.writing import layout
from tongket.formats.writing.docx.xml import Element, half_points, look, twips, w

LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_INDENT = twips(layout.FIRST_LINE * layout.MM)
_SPACE = twips(layout.PARAGRAPH_SPACE)
_LINE = round(240 * layout.LINE_SPACING)


def styles(lang: str) -> Element:
    """The part word/styles.xml for a document in `lang`."""
    language = LANGUAGES.get(lang, lang)
    fonts = w("rFonts", ascii=layout.FONT, hAnsi=layout.FONT, eastAsia=layout.FONT, cs=layout.FONT)
    size = half_points(layout.BODY)
    defaults = w(
        "docDefaults",
        w(
            "rPrDefault",
            w(
                "rPr",
                fonts,
                w("color", val="000000"),
                w("sz", val=size),
                w("szCs", val=size),
                w("lang", val=language, eastAsia=language, bidi="ar-SA"),
            ),
        ),
        w("pPrDefault"),
    )
    return w("styles", defaults, *_paragraph_styles(), *_character_styles(), *_table_styles())


def _paragraph_styles() -> Iterable[Element]:
    yield _style("Normal", "Normal", default=True)
    yield _style("BodyText", "Body Text", ppr=_body_properties())
    yield _style("LegalBasis", "Legal Basis", based="BodyText", rpr=look(italic=True))
    for level in (1, 2, 3):
        properties = (
            w("keepNext"),
            w("spacing", before=_SPACE, after=_SPACE, line=_LINE, lineRule="auto"),
            w("ind", firstLine=_INDENT),
            w("jc", val="both"),
            w("outlineLvl", val=level - 1),
        )
        yield _style(
            f"Heading{level}",
            f"heading {level}",
            ppr=properties,
            rpr=look(bold=True, italic=level == 3),
            after="BodyText",
        )
    centred = (w("jc", val="center"),)
    yield _style("Superior", "Superior Body", ppr=centred, rpr=look(size=layout.SUPERIOR))
    yield _style("Issuer", "Issuing Body", ppr=centred, rpr=look(bold=True, size=layout.SUPERIOR))
    yield _style("Nation", "Nation", ppr=centred, rpr=look(bold=True, size=layout.NATION))
    yield _style("Motto", "Motto", ppr=centred, rpr=look(bold=True, size=layout.MOTTO))
    above = (w("spacing", before=twips(8)), w("jc", val="center"))
    yield _style("DocumentNumber", "Document Number", ppr=above, rpr=look(size=layout.NUMBER))
    yield _style("PlaceAndDate", "Place And Date", ppr=above, rpr=look(italic=True, size=layout.PLACE_AND_DATE))
    exact = (w("spacing", before=60, after=0, line=40, lineRule="exact"),)
    yield _style("Rule", "Rule", ppr=exact, rpr=look(size=1))
    kind = (w("keepNext"), w("spacing", before=twips(18)), w("jc", val="center"))
    yield _style("Title", "Title", ppr=kind, rpr=look(bold=True, size=layout.TITLE), after="BodyText")
    subject = (w("keepNext"), w("jc", val="center"))
    yield _style("Subtitle", "Subtitle", ppr=subject, rpr=look(bold=True, size=layout.TITLE), after="BodyText")
    yield _style("AnnexLabel", "Annex Label", based="Heading1", ppr=_annex_label(), rpr=look(size=layout.ANNEX))
    yield _style("AnnexTitle", "Annex Title", ppr=subject, rpr=look(bold=True, size=layout.ANNEX))
    attached = (w("spacing", after=twips(10)), w("jc", val="center"))
    yield _style("AnnexAttached", "Annex Attached To", ppr=attached, rpr=look(italic=True, size=layout.ANNEX))
    yield _style(
        "Signer", "Signer", ppr=(w("keepNext"), w("jc", val="center")), rpr=look(bold=True, size=layout.SIGNATURE)
    )
    bold_italic = look(bold=True, italic=True, size=layout.RECIPIENTS_TITLE)
    yield _style("RecipientsTitle", "Recipients Title", ppr=(w("keepNext"),), rpr=bold_italic)
    yield _style("Recipients", "Recipients", rpr=look(size=layout.RECIPIENTS))
    caption = (w("keepNext"), w("spacing", before=_SPACE, after=_SPACE), w("jc", val="center"))
    yield _style("Caption", "caption", ppr=caption, rpr=look(bold=True, size=layout.CAPTION))
    yield _style("TableText", "Table Text", ppr=(w("spacing", before=20, after=20),))
    yield _style("TableFigure", "Table Figure", based="TableText", ppr=(w("jc", val="right"),))
    yield _style("TableHead", "Table Head", based="TableText", ppr=(w("keepNext"), *centred), rpr=look(bold=True))
    yield _style("Header", "header", ppr=centred, rpr=look(size=layout.PAGE_NUMBER))
    yield _style("FootnoteText", "footnote text", ppr=(w("jc", val="both"),), rpr=look(size=layout.NOTE))
    yield _style(
        "Spacer", "Spacer", ppr=(w("spacing", before=0, after=0, line=20, lineRule="exact"),), rpr=look(size=1)
    )


def _body_properties() -> tuple[Element, ...]:
    return (
        w("spacing", after=_SPACE, line=_LINE, lineRule="auto"),
        w("ind", firstLine=_INDENT),
        w("jc", val="both"),
    )


def _annex_label() -> tuple[Element, ...]:
    return (
        w("keepNext"),
        w("spacing", before=0, after=twips(3)),
        w("ind", firstLine=0),
        w("jc", val="center"),
        w("outlineLvl", val=0),
    )


def _character_styles() -> Iterable[Element]:
    font = w(
        "style", w("name", val="Default Paragraph Font"), type="character", default=1, styleId="DefaultParagraphFont"
    )
    yield font
    raised = w("rPr", w("vertAlign", val="superscript"))
    reference = ("FootnoteReference", "footnote reference")
    yield w("style", w("name", val=reference[1]), raised, type="character", styleId=reference[0])
    # Black like all of the paper (annex I, part I, section I.2); a link shows by its underline.
    link = w("rPr", w("color", val="000000"), w("u", val="single"))
    yield w("style", w("name", val="Hyperlink"), link, type="character", styleId="Hyperlink")


def _table_styles() -> Iterable[Element]:
    margins = w(
        "tblCellMar",
        w("top", w=0, type="dxa"),
        w("left", w=0, type="dxa"),
        w("bottom", w=0, type="dxa"),
        w("right", w=0, type="dxa"),
    )
    yield w(
        "style",
        w("name", val="Normal Table"),
        w("tblPr", w("tblInd", w=0, type="dxa"), margins),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    side = twips(layout.CELL_PADDING)
    borders = (w(edge, val="single", sz=4, space=0, color="000000") for edge in _EDGES)
    padding = w("tblCellMar", w("left", w=side, type="dxa"), w("right", w=side, type="dxa"))
    yield w(
        "style",
        w("name", val="Table Grid"),
        w("basedOn", val="TableNormal"),
        w("tblPr", w("tblBorders", *borders), padding),
        type="table",
        styleId="TableGrid",
    )


_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _style(
    style_id: str,
    name: str,
    *,
    based: str = "Normal",
    ppr: Iterable[Element] = (),
    rpr: Element | None = None,
    after: str = "",
    default: bool = False,
) -> Element:
    attributes: dict[str, object] = {"type": "paragraph", "styleId": style_id}
    if default:
        attributes["default"] = 1
    properties = list(ppr)
    return w(
        "style",
        w("name", val=name),
        None if default else w("basedOn", val=based),
        w("next", val=after) if after else None,
        w("qFormat"),
        w("pPr", *properties) if properties else None,
        rpr,
        **attributes,
    )
