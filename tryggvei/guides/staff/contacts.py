"""The unit's own numbers on its cards."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tryggvei.access.api import Permission, get_visible, needs, viewer_of
from tryggvei.guides.actions.issuing import write_contacts
from tryggvei.guides.queries.issues import contacts_of, own_unit
from tryggvei.guides.staff.forms import ContactsForm


@needs(Permission.GUIDES_CARD_ISSUE)
@require_http_methods(["GET", "POST"])
def contacts(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Show the numbers, or store the new ones; cards that hang are then older."""
    viewer = viewer_of(request)
    found = get_visible(own_unit(viewer, unit_id))
    sent = request.POST if request.method == "POST" else None
    form = ContactsForm(sent, contacts=contacts_of(found.id))
    if form.is_bound and form.is_valid():
        write_contacts(viewer, found.id, form.contacts)
        messages.success(request, _("Numrene er lagret. Lag nytt kort, så de kommer med."))
        return redirect("guides:unit", unit_id=found.public_id)
    context = {"form": form, "unit": found}
    status = 422 if form.is_bound else 200
    return render(request, "guides/staff/contacts.html", context, status=status)
