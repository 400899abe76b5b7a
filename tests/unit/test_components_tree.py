from __future__ import annotations

from html import escape

import pytest
from dash import dcc, html
from hypothesis import given
from hypothesis import strategies as st

from components.root import standing_at
from components.tree import Child, Live, Node, drawn_by, h, safe_address, to_dash, to_html
from tests.unit.component_samples import by_dash, text_of

HOSTILE = "<script>\"&'"


def test_an_element_with_its_attributes():
    node = h("th", "a", None, ["b", h("b", "c")], scope="row", class_="x", aria_label="l", hidden=True, title=None)
    assert to_html(node) == '<th scope="row" class="x" aria-label="l" hidden>ab<b>c</b></th>'


def test_elements_without_content_are_not_closed():
    assert to_html(h("p", h("br"), h("input", type="date"))) == '<p><br><input type="date"></p>'


def test_words_and_attributes_are_escaped():
    assert to_html(h("p", HOSTILE, title=HOSTILE)) == (
        '<p title="&lt;script&gt;&quot;&amp;&#x27;">&lt;script&gt;"&amp;\'</p>'
    )


@pytest.mark.parametrize(
    "address", ["https://a.be/x?y=1#z", "http://a.be", "/pad", "pad?x=a:b", "?lang=en", "#main", ""]
)
def test_web_and_relative_addresses_are_kept(address):
    assert safe_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " JavaScript:alert(1)", "java\nscript:alert(1)", "\x01javascript:x", "data:text/html,x",
     "vbscript:x", "mailto:a@b.be", "file:///etc/passwd", "https://[bad", "x y:z"],
)  # fmt: skip
def test_other_addresses_are_left_out_in_both_forms(address):
    link = h("a", "bron", href=address)
    assert to_html(link) == "<a>bron</a>"
    assert not hasattr(by_dash(to_dash(link)), "href")


@pytest.mark.parametrize(("tag", "attribute"), [("script x", "id"), ("p", "onclick"), ("P", "id"), ("p", "on_load")])
def test_names_that_could_carry_script_are_refused(tag, attribute):
    with pytest.raises(ValueError, match="not a name"):
        h(tag, **{attribute: "x"})


def test_dash_gets_the_same_element_with_its_own_spelling():
    node = h("td", "x", class_="c", colspan=2, tabindex=0, style="--n:3;margin-top:1px", aria_label="l", data_key="k")
    cell = by_dash(to_dash(node))
    assert isinstance(cell, html.Td)
    assert cell.to_plotly_json()["props"] == {
        "children": ["x"], "className": "c", "colSpan": 2, "tabIndex": 0, "style": {"--n": "3", "marginTop": "1px"},
        "aria-label": "l", "data-key": "k",
    }  # fmt: skip
    assert by_dash(to_dash(h("label", "x", for_="f"))).htmlFor == "f"


def test_a_live_place_is_static_in_html_and_built_only_for_dash():
    built = []

    def build():
        built.append(True)
        return drawn_by(dcc.Graph, {"id": "graph"})

    node = h("div", Live(h("p", "tabel"), build))
    assert to_html(node) == "<div><p>tabel</p></div>"
    assert text_of(node) == "tabel"
    assert built == []
    assert isinstance(by_dash(to_dash(node)).children[0], dcc.Graph)


@given(
    st.recursive(st.text(), lambda inner: st.lists(inner, max_size=3).map(lambda parts: h("div", parts)), max_leaves=8)
)
def test_both_forms_hold_the_same_words(tree):
    def words(component):
        inside = getattr(component, "children", component)
        return inside if isinstance(inside, str) else "".join(map(words, inside))

    assert words(by_dash(to_dash(tree))) == text_of(tree)


def plainly(node: Child, below: str) -> str:
    """HTML as anyone would write it, with nothing kept."""
    if isinstance(node, str):
        return escape(node, quote=False)
    assert isinstance(node, Node)
    ours = {name: name == "href" or name.startswith("data-") for name, _ in node.attributes}
    values = {
        name: f"{below}{value}" if ours[name] and str(value)[:1] == "/" else str(value)
        for name, value in node.attributes
    }
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in values.items())
    return f"<{node.tag}{attributes}>{''.join(plainly(part, below) for part in node.children)}</{node.tag}>"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["/", "/dossier/3?a=1&b=2", "pad", "https://a.be/"]),
            st.sampled_from(["", "/", HOSTILE, "/x"]),
            st.sampled_from(["", "/monitor", "/other"]),
        ),
        max_size=12,
    )
)
def test_what_was_written_below_one_path_is_not_taken_for_another(drawn):
    for address, words, below in drawn:
        node = h("p", h("a", words, href=address, title=words), data_where=address, class_="x")
        with standing_at(below):
            assert to_html(node) == plainly(node, below)
