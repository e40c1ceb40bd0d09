"""What arrives through the doors, after reading: one Word a kind. People appear as pseudonyms only."""

from services.domain.records.border import BorderIncident as BorderIncident
from services.domain.records.border import IncidentKind as IncidentKind
from services.domain.records.disease import CaseCount as CaseCount
from services.domain.records.disease import CaseReport as CaseReport
from services.domain.records.disease import ContactReport as ContactReport
from services.domain.records.disease import FoundIn as FoundIn
from services.domain.records.disease import SourceKnown as SourceKnown
from services.domain.records.journeys import Declaration as Declaration
from services.domain.records.journeys import EntryDeclaration as EntryDeclaration
from services.domain.records.journeys import ResidentDeclaration as ResidentDeclaration
from services.domain.records.journeys import Visit as Visit
from services.domain.records.journeys import WorkerReturn as WorkerReturn
from services.domain.records.orders import Order as Order
from services.domain.records.posts import CheckpointScan as CheckpointScan
from services.domain.records.posts import PostDecision as PostDecision
from services.domain.records.quarantine import LegalEntry as LegalEntry
from services.domain.records.quarantine import QuarantineKind as QuarantineKind
from services.domain.records.quarantine import QuarantineReason as QuarantineReason
from services.domain.records.quarantine import QuarantineStay as QuarantineStay
from services.domain.records.quarantine import RollCall as RollCall
from services.domain.records.quarantine import StayEnd as StayEnd
from services.domain.records.words import Count as Count
from services.domain.records.words import Pseudonym as Pseudonym
from services.domain.records.words import Record as Record
