"""What goes beyond the protocol: requests by which an editor fills views and pages of its own.

``reportlint/overview``
    ``{"textDocument": {"uri"}}``: what :func:`.overview.overview` says; null where there is no report.
``reportlint/rulePage``
    ``{"code", "textDocument"?}``: the page of a rule in Markdown, a string; null if there is no such rule. The
    document decides which plugins count.
``reportlint/years``
    ``{"textDocument"?}``: the years that reports with a prescribed form can be on, the likeliest first.
``reportlint/formPage``
    ``{"year", "textDocument"?}``: the page of the form of a year in Markdown; null without a form.
``reportlint/skeleton``
    ``{"year", "markdown", "textDocument"?}``: a report to be filled in, ``text`` as it is and ``snippet`` with places
    to fill in; null without a form.

The messages are in the language of the client's settings.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from reportlint.engine import Session
from reportlint.forms import Form
from reportlint.server.documents import path_of

from .offered_structure import HINT_BODY
from .offers import to_snippet
from .overview import overview
from .template import template

if TYPE_CHECKING:
    from reportlint.server.server import ReportServer

FIRST_YEAR = 2008
"""The year that the first annual reports were on."""


def register_requests(server: ReportServer) -> None:
    """Gives a server the requests that are its own."""
    analyst = server.analyst

    async def session_of(params: Any) -> Session:
        """The session of the document that a request names, else that of a text without a file."""
        uri = _uri(params)
        analysis = await analyst.current(uri) if uri else None
        if analysis is not None:
            return analysis.session
        workspace, trusted = analyst.workspace, analyst.settings.trusted
        configured = await analyst.off_loop(
            lambda: analyst.configuration.session(path_of(uri), workspace.home, trusted=trusted)
        )
        return configured.session

    async def form_of(params: Any) -> tuple[Form, int] | None:
        year = getattr(params, "year", None)
        form = (await session_of(params)).plugins.forms.for_year(year) if isinstance(year, int) else None
        return (form, year) if form is not None and form.sections and isinstance(year, int) else None

    @server.feature("reportlint/overview")
    async def tell_overview(params: Any) -> dict[str, Any] | None:
        analysis = await analyst.current(_uri(params))
        if analysis is None:
            return None
        language = analyst.settings.language
        return await analyst.off_loop(lambda: overview(analysis, language))

    @server.feature("reportlint/rulePage")
    async def show_rule(params: Any) -> str | None:
        from reportlint.pages.rules import page

        session, language = await session_of(params), analyst.settings.language
        rule = session.plugins.find_rule(str(getattr(params, "code", "")))
        return await analyst.off_loop(lambda: page(rule, language)) if rule is not None else None

    @server.feature("reportlint/years")
    async def list_years(params: Any) -> list[int]:
        forms, now = (await session_of(params)).plugins.forms, date.today().year
        # A report on a year is written in January of the next one.
        years = [now - 1, now, *range(now - 2, FIRST_YEAR - 1, -1)]
        return [year for year in years if (form := forms.for_year(year)) is not None and form.sections]

    @server.feature("reportlint/formPage")
    async def show_form(params: Any) -> str | None:
        from reportlint.pages.forms import form_page

        found = await form_of(params)
        return form_page(*found, analyst.settings.language) if found is not None else None

    @server.feature("reportlint/skeleton")
    async def write_skeleton(params: Any) -> dict[str, str] | None:
        found = await form_of(params)
        if found is None:
            return None
        shape = "pipe" if getattr(params, "markdown", None) is True else "tab"
        text = await analyst.off_loop(lambda: template().text(*found, HINT_BODY, None, shape))
        return {"text": text, "snippet": to_snippet(text)}


def _uri(params: Any) -> str:
    """The URI of the document that a request names, "" if it names none."""
    uri = getattr(getattr(params, "textDocument", None), "uri", None)
    return uri if isinstance(uri, str) else ""
