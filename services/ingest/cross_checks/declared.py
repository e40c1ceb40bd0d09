"""What travellers and employers declare, as drafts on their way into the books or as Words read back."""

from services.domain.records import Declaration, WorkerReturn
from services.ingest.drafts import DeclarationDraft, WorkerReturnDraft

Declared = Declaration | DeclarationDraft
Listed = WorkerReturn | WorkerReturnDraft
