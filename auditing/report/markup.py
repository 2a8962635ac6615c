"""HTML that cannot be broken out of: whatever is text is escaped where an element is made."""

from html import escape

STYLE = """
:root { --ink: #1a1a1a; --soft: #595959; --line: #d9d9d9; --blue: #005b8f; --pale: #f2f6f9; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 52rem; padding: 2rem 1.25rem 4rem; color: var(--ink);
  background: #fff; font: 1rem/1.5 system-ui, "Liberation Sans", sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .4rem; break-after: avoid; overflow-wrap: anywhere; }
h3 { font-size: 1.05rem; margin: 1.2rem 0 .3rem; break-after: avoid; }
p, li { max-width: 46rem; overflow-wrap: anywhere; }
p { margin: .5rem 0; } ul { padding-left: 1.2rem; margin: .4rem 0; } li { margin: .3rem 0; }
.soft { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; margin: .6rem 0; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
td.n { font-variant-numeric: tabular-nums; min-width: 5.5rem; }
tr { break-inside: avoid; } thead { display: table-header-group; }
tr.gap td:last-child { font-weight: 700; color: var(--blue); }
figure { margin: 1rem 0; break-inside: avoid; }
svg { display: block; width: 100%; height: auto; font-family: inherit; }
figcaption { font-size: .875rem; color: var(--soft); }
.front { background: var(--pale); border-radius: .5rem; padding: .2rem 1.2rem .8rem; }
pre { background: var(--pale); padding: .6rem .8rem; white-space: pre-wrap; break-inside: avoid;
  overflow-wrap: anywhere; font-size: .85rem; }
@page { size: A4; margin: 16mm 15mm; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; }
  .front { break-after: page; background: none; padding: 0; } .wide { overflow: visible; }
  h1 { font-size: 17pt; } h2 { font-size: 13pt; } table { font-size: 8pt; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, *inside, **attributes) -> Markup:
    """Make an element; what is no ``Markup`` is escaped. ``cls`` is the class.

    Examples
    --------
    >>> tag("p", "<script>", cls="soft")
    '<p class="soft">&lt;script&gt;</p>'
    """
    told = "".join(
        f' {"class" if key == "cls" else key}="{escape(str(value))}"'
        for key, value in attributes.items()
    )
    return Markup(f"<{name}{told}>{joined(*inside)}</{name}>")


def joined(*parts) -> Markup:
    """Put parts one after the other, escaping text."""
    return Markup("".join(one if isinstance(one, Markup) else escape(str(one)) for one in parts))


def bullets(lines) -> Markup:
    """Make a list."""
    return tag("ul", *(tag("li", line) for line in lines))


def table(head, rows, kinds=None) -> Markup:
    """Make a table; ``kinds`` are the classes of its rows."""
    kinds = kinds or [""] * len(rows)
    body = [
        tag("tr", *(tag("td", cell, cls="n") for cell in row), cls=kind)
        for row, kind in zip(rows, kinds, strict=True)
    ]
    top = tag("thead", tag("tr", *(tag("th", one, scope="col") for one in head)))
    return tag("div", tag("table", top, tag("tbody", *body)), cls="wide")


def page(title: str, language: str, *body) -> str:
    """Make a whole page that asks nothing of the outside."""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(joined(one) for one in body)
        + "\n</body>\n</html>\n"
    )
