"""Import and export for those who may."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from chalicelib.core.cursors import seal, unseal
from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.core.files import FilesOff
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.exchange.api.views import (
    ActOnExport,
    ActOnImport,
    AskForExportLink,
    BeginExport,
    BeginImport,
    ChangeImport,
    ExchangeKindView,
    ExportLink,
    ExportView,
    ImportBegun,
    ImportView,
    SampleRow,
    TemplateView,
    ToldPart,
    ToldRow,
    UploadForm,
    show_begun,
    show_column,
    show_export,
    show_import,
    show_sample,
    show_told,
)
from chalicelib.exchange.model.kinds import EXPORT, IMPORT, KINDS
from chalicelib.exchange.model.runs import Choices, FilesGone, NotInState, Run
from chalicelib.exchange.service import asking, exporting, telling
from chalicelib.exchange.service.asking import NotArrived
from chalicelib.people import service as people
from chalicelib.people.model.rights import PermissionNeeded

routes = Routes(__name__)

ROOT = "/v1/admin/exchange"
IMPORTS, EXPORTS = ROOT + "/imports", ROOT + "/exports"
ONE_IMPORT, ONE_EXPORT = IMPORTS + "/{run_id}", EXPORTS + "/{run_id}"
MAY_IMPORT = people.may(IMPORT, everywhere=True)
MAY_EXPORT = people.may(EXPORT)
MOST, MOST_LOOKED_AT = 20, 100  # of a page of imports; of all exports, for one's own


class ToldQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``language``: of the names of columns."""

    language: Literal["zh-CN", "en"] = "zh-CN"
    cursor: Cursor = ""


class TemplateQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``language``: of the names of columns, and of the line."""

    language: Literal["zh-CN", "en"] = "zh-CN"


@routes.get(ROOT + "/kinds", caller=people.may(EXPORT, IMPORT), query=PageQuery, of_desk=True)
def list_exchange_kinds(call: Call[people.Caller]) -> Answer[PageOf[ExchangeKindView]]:
    """What can be imported and exported, with the columns of each."""

    def show_kind(name: str) -> ExchangeKindView:
        columns = [show_column(each) for each in asking.columns_shown(call.desk, name)]
        return ExchangeKindView(name, KINDS[name].planned, columns)

    return Answer(page(call, sorted(KINDS), lambda each: each, show_kind))


@routes.get(ROOT + "/kinds/{kind}/template", caller=MAY_IMPORT, query=TemplateQuery)
def read_exchange_template(call: Call[people.Caller], kind: str) -> Answer[TemplateView]:
    """A file of such things to be filled in: the names of its columns, and a line as an example."""
    text = asking.template(call.desk, kind, call.query.language)
    return Answer(TemplateView(f"{kind}-template.csv", text))


@routes.post(
    IMPORTS,
    caller=MAY_IMPORT,
    body=BeginImport,
    statuses=(201,),
    keyed=True,
    of_desk=True,
    raises=(NotFound, PermissionNeeded, LimitReached, FilesOff, KeyReused),
)
def begin_import(call: Call[people.Caller]) -> Answer[ImportBegun]:
    """Ask for a place for a file of such things, for an hour."""
    form, agent = call.body, call.caller.agent
    once = call.once(f"begin_import#{agent.agent_id}")
    choices = msgspec.convert(msgspec.to_builtins(form.choices), Choices)
    asked = (agent, call.caller.by(call.request_id), form.kind, form.name, choices, once)
    run, upload = asking.ask(call.desk, *asked)
    return Answer(show_begun(run, UploadForm(upload.url, upload.fields)), status=201)


@routes.get(IMPORTS, caller=MAY_IMPORT, query=PageQuery)
def list_imports(call: Call[people.Caller]) -> Answer[PageOf[ImportView]]:
    """The imports of the desk, the newest first; kept for ninety days."""
    found, more = asking.list_imports(call.desk, _before(call), MOST)
    return Answer(page(call, found, lambda each: each.run_id, show_import, forward=False, more=more))


@routes.get(ONE_IMPORT, caller=MAY_IMPORT)
def read_import(call: Call[people.Caller], run_id: str) -> Answer[ImportView]:
    """One, and how far it is."""
    return Answer(show_import(asking.read(call.desk, run_id)))


@routes.put(ONE_IMPORT, caller=MAY_IMPORT, body=ChangeImport, raises=(NotInState, PermissionNeeded, ChangedMeanwhile))
def change_import(call: Call[people.Caller], run_id: str) -> Answer[ImportView]:
    """Say which of the file's columns is what, and what is chosen; then it is to be checked anew."""
    form, chosen = call.body, None
    if form.choices is not None:
        chosen = msgspec.convert(msgspec.to_builtins(form.choices), Choices)
    changed = asking.change(call.desk, call.caller.agent, run_id, form.mapping, chosen, form.version)
    return Answer(show_import(changed))


@routes.post(ONE_IMPORT + "/arrived", caller=MAY_IMPORT, body=Empty, raises=(NotArrived, NotInState))
def import_arrived(call: Call[people.Caller], run_id: str) -> Answer[ImportView]:
    """The file was uploaded: it is looked at, and what its columns are is guessed."""
    return Answer(show_import(asking.arrived(call.desk, run_id)))


@routes.get(ONE_IMPORT + "/sample", caller=MAY_IMPORT, query=PageQuery)
def sample_import(call: Call[people.Caller], run_id: str) -> Answer[PageOf[SampleRow]]:
    """The first rows of the file, as it has them."""
    start_of(call)
    return Answer(page(call, asking.sample(call.desk, run_id), lambda each: each.row, show_sample))


@routes.post(
    ONE_IMPORT + "/acts", caller=MAY_IMPORT, body=ActOnImport, raises=(NotInState, FilesGone, PermissionNeeded)
)
def act_on_import(call: Call[people.Caller], run_id: str) -> Answer[ImportView]:
    """Check it (a dry run, of which nothing is written), start it, pause it, have it go on, stop it; twice is once."""
    agent, by = call.caller.agent, call.caller.by(call.request_id)
    return Answer(show_import(asking.act(call.desk, agent, by, run_id, call.body.act)))


@routes.get(ONE_IMPORT + "/told", caller=MAY_IMPORT, query=PageQuery)
def list_told_rows(call: Call[people.Caller], run_id: str) -> Answer[PageOf[ToldRow]]:
    """The rows that are not taken, and those in which the desk and the file differ, with why."""
    found, more = telling.list_told(call.desk, run_id, int(start_of(call) or 0))
    return Answer(page(call, found, lambda each: each.row, show_told, more=more))


@routes.get(ONE_IMPORT + "/told/csv", caller=MAY_IMPORT, query=ToldQuery)
def read_told_csv(call: Call[people.Caller], run_id: str) -> Answer[ToldPart]:
    """The same as a file for spreadsheets, part by part."""
    query, purpose = call.query, f"told-csv#{run_id}"
    after = int(unseal(call.desk, purpose, query.cursor)) if query.cursor else 0
    text, done, following = telling.told_as_csv(call.desk, run_id, query.language, after)
    return Answer(ToldPart(text, done, seal(call.desk, purpose, following) if following is not None else None))


@routes.post(
    EXPORTS,
    caller=MAY_EXPORT,
    body=BeginExport,
    statuses=(201,),
    keyed=True,
    raises=(PermissionNeeded, LimitReached, FilesOff, KeyReused),
)
def begin_export(call: Call[people.Caller]) -> Answer[ExportView]:
    """Have what one reaches of such things written into a file; who asked for what is in the audit log."""
    agent = call.caller.agent
    once = call.once(f"begin_export#{agent.agent_id}")
    run = exporting.ask(call.desk, agent, call.caller.by(call.request_id), call.body.kind, call.body.wanted, once)
    return Answer(show_export(run), status=201)


@routes.get(EXPORTS, caller=MAY_EXPORT, query=PageQuery)
def list_exports(call: Call[people.Caller]) -> Answer[PageOf[ExportView]]:
    """One's own exports, the newest first; their files are kept for a week. A page may be short while others follow."""
    found, more = exporting.list_exports(call.desk, _before(call), MOST_LOOKED_AT)
    own = call.caller.agent.agent_id

    def is_own(run: Run) -> bool:
        return run.by.agent_id == own

    listed = page(call, found, lambda each: each.run_id, show_export, forward=False, more=more, among=is_own)
    return Answer(listed)


@routes.get(ONE_EXPORT, caller=MAY_EXPORT)
def read_export(call: Call[people.Caller], run_id: str) -> Answer[ExportView]:
    """One of one's own, and how far it is."""
    return Answer(show_export(exporting.read(call.desk, call.caller.agent, run_id)))


@routes.post(ONE_EXPORT + "/acts", caller=MAY_EXPORT, body=ActOnExport, raises=(NotInState, FilesGone))
def act_on_export(call: Call[people.Caller], run_id: str) -> Answer[ExportView]:
    """Pause it, have it go on, stop it."""
    return Answer(show_export(exporting.act(call.desk, call.caller.agent, run_id, call.body.act)))


@routes.post(
    ONE_EXPORT + "/links",
    caller=MAY_EXPORT,
    body=AskForExportLink,
    statuses=(201,),
    of_desk=True,
    raises=(NotInState, FilesGone, PermissionNeeded),
)
def link_to_export(call: Call[people.Caller], run_id: str) -> Answer[ExportLink]:
    """An address that gives the file for ten minutes; the audit log has that it was asked for."""
    by = call.caller.by(call.request_id)
    url = exporting.link(call.desk, call.caller.agent, by, run_id, call.body.number)
    return Answer(ExportLink(url), status=201)


def _before(call: Call[Any]) -> str | None:
    start = start_of(call)
    return str(start) if start is not None else None
