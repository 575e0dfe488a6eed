"""What is said, in which language, and that it stays text."""

from __future__ import annotations

from jinja2 import Environment

from lt_web import speech
from lt_web.events.refusals import Refused


def test_a_label_is_text_wherever_it_is_shown():
    label = speech.lazy("Questions & answers of {name}", name="<b>Ada</b>")
    page = Environment(autoescape=True).from_string("{{ label }}")
    assert page.render(label=label) == "Questions &amp; answers of &lt;b&gt;Ada&lt;/b&gt;"


def test_templates_say_numbers_and_percent_signs_as_they_are():
    pages = Environment(autoescape=True)
    speech.install(pages)
    page = '{{ _("60 % of {n}", n=3) }}, {% trans n=2 %}50 % of <b>{{ n }}</b>{% endtrans %}'
    page += ", {% trans n=2 %}one <i>knot</i>{% pluralize %}{{ n }} <i>knots</i>{% endtrans %}"
    assert pages.from_string(page).render() == "60 % of 3, 50 % of <b>2</b>, 2 <i>knots</i>"


def test_a_language_is_spoken_for_a_while():
    with speech.speaking("ar"):
        assert (speech.language(), speech.direction()) == ("ar", "rtl")
    assert (speech.language(), speech.direction()) == ("en", "ltr")


def test_a_refusal_says_its_parameters():
    assert speech.said(Refused("{n} seats are the most.", n=3)) == "3 seats are the most."


def test_words_put_into_a_sentence_written_from_the_right_keep_their_own_direction() -> None:
    pages = Environment(autoescape=True)
    speech.install(pages)
    link = '{% trans url=to, name=who %}<a href="{{ url }}">{{ name }}</a>{% endtrans %}'
    inside = '{{ _("{name} is here.", name=who) }}|' + link
    with speech.speaking("ar"):
        said = pages.from_string(inside).render(who="<Ada>", to="/a?b=1")
    assert said.count("\u2068&lt;Ada&gt;\u2069") == 2
    assert 'href="/a?b=1"' in said
    plain = pages.from_string(inside).render(who="Ada", to="/a")
    assert plain == 'Ada is here.|<a href="/a">Ada</a>'


def test_hours_put_into_a_sentence_written_from_the_right_are_read_from_the_right() -> None:
    with speech.speaking("ar"):
        said = speech._("{day}, {time} {zone}", day="Fri", time="14:00–15:00", zone="Lisbon")
    assert said == "\u2068Fri\u2069، \u206714:00–15:00\u2069 \u2068Lisbon\u2069"
