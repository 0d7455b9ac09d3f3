"""What a unit of a municipality may be. In code, since rules and statistics tell them apart."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """Kinds of unit; the value is stored, the label is shown."""

    AREA = "area", _("Kommunalområde")
    CHILD_WELFARE = "child_welfare", _("Barnevern")
    DOCTOR = "doctor", _("Fastlege")
    HEALTH_STATION = "health_station", _("Helsestasjon")
    HOME_CARE = "home_care", _("Hjemmetjeneste")
    KINDERGARTEN = "kindergarten", _("Barnehage")
    LIBRARY_CULTURE = "library_culture", _("Bibliotek og kultur")
    MUNICIPALITY = "municipality", _("Kommune")
    NAV = "nav", _("Nav")
    NURSING_HOME = "nursing_home", _("Sykehjem")
    SCHOOL = "school", _("Skole")
    SHARED_HOUSING = "shared_housing", _("Bofellesskap")
    STAFF_OFFICE = "staff_office", _("Stab")
    TRYGGEST_TEAM = "tryggest_team", _("TryggEst-team")
    VOLUNTEER = "volunteer", _("Frivillig organisasjon")
    OTHER = "other", _("Annen enhet")
