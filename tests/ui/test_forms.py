"""Every form is drawn with label, hint, error beside the field, and words for required."""

import html5lib
import pytest
from django import forms
from django.template import engines
from django.test import override_settings


class Sample(forms.Form):
    name = forms.CharField(label="Navn", help_text="Et hint", max_length=5)
    story = forms.CharField(label="Fortell", widget=forms.Textarea, max_length=9, required=False)
    safe = forms.ChoiceField(label="Trygt?", widget=forms.RadioSelect, choices=[("j", "Ja")])
    tick = forms.BooleanField(label="Lest")
    listed = forms.ChoiceField(label="Liste", choices=[("a", "A")])
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form: forms.Form) -> str:
    text = str(form)
    html5lib.HTMLParser(strict=False).parseFragment(text)
    return text


def test_a_required_field_says_so_in_words_and_a_voluntary_one_does_not() -> None:
    text = drawn(Sample())
    assert text.count("(må fylles ut)") == 4
    assert ' required="' not in text
    assert " required>" not in text
    assert 'aria-required="true"' in text


def test_hint_and_error_are_tied_to_their_field() -> None:
    text = drawn(Sample({"name": "for langt navn"}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    assert 'id="id_name_helptext"' in text
    assert 'id="id_name_error"' in text
    assert 'aria-describedby="id_safe_error"' in text
    assert text.count('id="id_safe_error"') == 1
    assert 'value="for langt navn"' in text


def test_a_long_text_is_never_cut_by_the_browser() -> None:
    text = drawn(Sample())
    story = text[text.index("<textarea") : text.index("</textarea>")]
    assert "maxlength" not in story


@pytest.mark.promise(32, "Autocomplete off, spelling check off in every public text field")
def test_typed_fields_are_not_remembered_or_checked_on_the_public_face() -> None:
    with override_settings(FACE="public"):
        text = drawn(Sample())
    assert text.count('autocomplete="off"') == 3
    assert text.count('spellcheck="false"') == 2


def test_staff_keep_their_spelling_check() -> None:
    assert "spellcheck" not in drawn(Sample())


def test_a_group_of_boxes_has_a_legend_and_each_box_its_label() -> None:
    text = drawn(Sample())
    assert '<legend class="ds-label">Trygt?' in text
    assert '<label class="ds-label" for="id_safe_0">Ja</label>' in text


def test_the_list_of_errors_leads_to_each_field_by_name() -> None:
    template = engines["django"].from_string("{% load ui %}{% error_summary form %}")
    text = template.render({"form": Sample({"secret": "x", "name": "a"})})
    assert 'href="#id_safe_0"' in text
    assert "Trygt?: " in text
    assert 'href="#id_tick"' in text
    assert "id_name" not in text


def test_a_whole_form_has_no_list_of_errors() -> None:
    template = engines["django"].from_string("{% load ui %}{% error_summary form %}")
    assert template.render({"form": Sample()}) == ""


def test_what_was_typed_is_escaped() -> None:
    text = drawn(Sample({"name": '"><script>', "story": "</textarea><script>"}))
    assert "<script>" not in text
