"""Small reports of fictional offices around the official statistics forms, in every kind of file, with exact gold.

    document = generate_form("2021", seed=7, defects={"slash", "ocr_labels"})
    document.html("word"), document.docx(), document.pdf(ruled=False), document.text("lines")
    document.gold.cells          # metric, applicant, value, and whether a reader can know it
    generate_form("2021", inconsistent="balance:total").gold.faults

Word files and PDFs need python-docx and reportlab (extra `dev`).
"""

from giar_ner.synthesis.forms.document import DEFECTS, TEXT_STYLES, FormDocument, Gold, GoldCell, generate_form
from giar_ner.synthesis.forms.html import LAYOUTS
from giar_ner.synthesis.forms.identities import Fault, identities
from giar_ner.synthesis.forms.official import FORMS

__all__ = ["DEFECTS", "FORMS", "LAYOUTS", "TEXT_STYLES", "Fault", "FormDocument", "Gold", "GoldCell", "generate_form", "identities"]
