"""What happened: past tense, flat, no personal data; and the list of them.

An event carries what its listeners need, so that nobody has to ask back. `ref` names the thing the
event is about: of two events with one `ref` the one learned later stands.
"""

from services.domain.events.activity import AreaActivityReported as AreaActivityReported
from services.domain.events.arrivals import ArrivalCount as ArrivalCount
from services.domain.events.arrivals import ArrivalsCounted as ArrivalsCounted
from services.domain.events.arrivals import HealthCount as HealthCount
from services.domain.events.arrivals import ResidentsCounted as ResidentsCounted
from services.domain.events.base import Event as Event
from services.domain.events.base import named_id as named_id
from services.domain.events.base import new_id as new_id
from services.domain.events.base import new_ids as new_ids
from services.domain.events.contacts import ContactPersonCount as ContactPersonCount
from services.domain.events.contacts import ContactPersonsCounted as ContactPersonsCounted
from services.domain.events.goods import ConsignmentCount as ConsignmentCount
from services.domain.events.goods import ConsignmentsCounted as ConsignmentsCounted
from services.domain.events.inspections import InspectionCount as InspectionCount
from services.domain.events.inspections import InspectionsCounted as InspectionsCounted
from services.domain.events.judged import AreaFactsReported as AreaFactsReported
from services.domain.events.judged import JudgementMade as JudgementMade
from services.domain.events.laboratory import LabCount as LabCount
from services.domain.events.laboratory import LabResultsCounted as LabResultsCounted
from services.domain.events.levels import AreaLevelChanged as AreaLevelChanged
from services.domain.events.levels import FirstCaseAfterQuiet as FirstCaseAfterQuiet
from services.domain.events.levels import SourcePressureChanged as SourcePressureChanged
from services.domain.events.listed import ListKind as ListKind
from services.domain.events.listed import PeopleListed as PeopleListed
from services.domain.events.listed import WorkWanted as WorkWanted
from services.domain.events.lists import ExposureSiteReported as ExposureSiteReported
from services.domain.events.lists import ListRevised as ListRevised
from services.domain.events.lists import RevisionRefused as RevisionRefused
from services.domain.events.operation import MessageParked as MessageParked
from services.domain.events.people import PairDecided as PairDecided
from services.domain.events.people import PeopleNoted as PeopleNoted
from services.domain.events.posts import PassageCount as PassageCount
from services.domain.events.posts import PassagesCounted as PassagesCounted
from services.domain.events.proposed import InspectionsDue as InspectionsDue
from services.domain.events.proposed import ProposalChanged as ProposalChanged
from services.domain.events.quarantine import EntrantCount as EntrantCount
from services.domain.events.quarantine import EntrantsCounted as EntrantsCounted
from services.domain.events.quarantine import QuarantineCounted as QuarantineCounted
from services.domain.events.quarantine import RollCallCount as RollCallCount
from services.domain.events.quarantine import RollCallsCounted as RollCallsCounted
from services.domain.events.quarantine import StayCount as StayCount
from services.domain.events.reported import BorderIncidentReported as BorderIncidentReported
from services.domain.events.reported import CaseCountReported as CaseCountReported
from services.domain.events.reported import CaseReported as CaseReported
from services.domain.events.reported import ContactsReported as ContactsReported
from services.domain.events.reported import OrderIssued as OrderIssued

EVENTS: dict[str, type[Event]] = {
    kind.topic: kind
    for kind in (
        CaseCountReported,
        CaseReported,
        ContactsReported,
        OrderIssued,
        BorderIncidentReported,
        ArrivalsCounted,
        ResidentsCounted,
        PassagesCounted,
        ContactPersonsCounted,
        EntrantsCounted,
        QuarantineCounted,
        RollCallsCounted,
        PeopleNoted,
        PairDecided,
        LabResultsCounted,
        ConsignmentsCounted,
        InspectionsCounted,
        JudgementMade,
        AreaFactsReported,
        AreaActivityReported,
        AreaLevelChanged,
        FirstCaseAfterQuiet,
        SourcePressureChanged,
        ProposalChanged,
        InspectionsDue,
        MessageParked,
        ListRevised,
        RevisionRefused,
        ExposureSiteReported,
        PeopleListed,
        WorkWanted,
    )
}
