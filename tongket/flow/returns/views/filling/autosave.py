"""What the script of the page sends as one types, and what it is told: one definition of the rules, on the server."""

from __future__ import annotations

from typing import Any

from django.http import Http404, JsonResponse
from django.utils.timezone import get_current_timezone
from django.views.decorators.http import require_POST

from tongket.core.forms.cells import Cell, cells_as_json
from tongket.flow.organisation.actors import Actor, Request, lang_of, open_to
from tongket.flow.returns.actions import filling as actions
from tongket.flow.returns.queries.filling import Sheet
from tongket.flow.returns.queries.filling import sheet as read_sheet
from tongket.flow.returns.views.filling import showing
from tongket.flow.returns.views.filling.page import WRITERS, cell_text, theirs_of, why
from tongket.flow.returns.views.filling.typed import Typed, from_script


@require_POST
@open_to(*WRITERS)
def save(request: Request, actor: Actor, id: int) -> JsonResponse:
    """Keep what was typed; {"saved", "texts", "conflicts", "refused", "rows", "told", "progress", "time"}.

    409 with "shut" in words where the return cannot be written in now, or where the page was given to somebody else:
    on a shared telephone one person's figures are never sent in the name of another.
    """
    try:
        sheet = read_sheet(actor, id)
        if sheet.shut == "other":
            raise Http404
        typed = from_script(sheet.content, request.body, lang_of())
        if typed.by not in (None, actor.account_id):
            return JsonResponse({"shut": why("person")}, status=409)
        saved = actions.save_cells(
            obligation=id,
            changes=typed.changes,
            narratives=typed.narratives,
            by=actor,
            at=request.at,
        )
    except actions.Refused as refused:
        return JsonResponse({"shut": why(refused.code)}, status=409)
    return JsonResponse(_answer(request, sheet.saying(saved.cells, saved.narratives), typed, saved))


def _answer(request: Request, sheet: Sheet, typed: Typed, saved: actions.Saved) -> dict[str, Any]:
    lang = lang_of()
    problems = sheet.problems()
    done = showing.progress(sheet)
    theirs = theirs_of(sheet, saved.conflicts)
    return {
        "saved": {
            key: {"text": cell_text(sheet, key, sheet.stands(key)), "cell": _plain(sheet.stands(key))}
            for key in saved.saved
            if key in typed.changes
        },
        "texts": {key: typed.narratives[key].now for key in saved.saved if key in typed.narratives},
        "conflicts": {
            each.key: {
                "text": theirs[each.key].text,
                "name": theirs[each.key].name,
                "time": f"{each.at.astimezone(get_current_timezone()):%H:%M}",
                "now": each.theirs if isinstance(each.theirs, str) else _plain(each.theirs),
            }
            for each in saved.conflicts
        },
        "refused": typed.refused,
        "rows": showing.figures_shown(sheet, lang),
        "told": {
            key: [{"text": told.text, "blocking": told.blocking} for told in said]
            for key, said in showing.told_at(sheet, problems, lang).items()
        },
        "explain": sorted({problem.explain_at for problem in problems if not problem.blocking}),
        "progress": {"done": done.done, "of": done.of},
        "time": f"{request.at:%H:%M}",
    }


def _plain(cell: Cell | None) -> dict[str, Any] | None:
    return None if cell is None else dict(cells_as_json({"": cell})[""])
