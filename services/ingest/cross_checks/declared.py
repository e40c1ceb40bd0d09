"""A traveller's declaration, as a draft on its way into the books or as the Word read back from them."""

from services.domain.records import Declaration
from services.ingest.drafts import DeclarationDraft

Declared = Declaration | DeclarationDraft
