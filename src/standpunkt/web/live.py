"""What others change while somebody looks: asked for once, or as a stream of events."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from standpunkt.errors import StandpunktError
from standpunkt.web.desk import Desk, DeskOf

__all__ = ["api", "pages"]

api = APIRouter(prefix="/api", tags=["views"])
pages = APIRouter(include_in_schema=False)
_EVERY = 1.0
_LONGEST = 300.0
"""Seconds of one stream; the browser asks again, and with it who asks is looked up again."""
_STILL_THERE = 15.0
Since = Annotated[int, Query(ge=0, le=2**31 - 1, description="The number of the last entry that is known.")]


@api.get("/changes")
def changes(desk: DeskOf, since: Since = 0) -> dict[str, Any]:
    """What people changed after an entry of the history, and the number of the last one."""
    return desk.changes(since)


@pages.get("/api/live")
async def live(request: Request, desk: DeskOf, since: Since = 0) -> StreamingResponse:
    """The same as a stream of server-sent events, one whenever something has changed."""
    last = request.headers.get("last-event-id", "")
    start = int(last) if last.isascii() and last.isdigit() and len(last) < 10 else since
    stream = StreamingResponse(_events(request, desk, start), media_type="text/event-stream")
    stream.headers["x-accel-buffering"] = "no"
    return stream


async def _events(request: Request, desk: Desk, since: int) -> AsyncIterator[str]:
    begun = said = time.monotonic()
    state = ""
    yield "retry: 2000\n\n"
    while time.monotonic() - begun < _LONGEST and not desk.closing and not await request.is_disconnected():
        try:
            now = await _state(desk)
            if now != state:
                found = await _changes(desk, since, now)
                if state or found["changes"]:
                    yield f"id: {found['last']}\ndata: {json.dumps(found)}\n\n"
                    said = time.monotonic()
                since, state = found["last"], now
        except StandpunktError:
            return  # the database is away; the browser asks again
        if time.monotonic() - said > _STILL_THERE:
            yield ":\n\n"
            said = time.monotonic()
        await asyncio.sleep(_EVERY)


async def _changes(desk: Desk, since: int, state: str) -> dict[str, Any]:
    """What changed up to a state, asked of the database once for all who know the same."""
    key = since, state
    task = desk.told.get(key)
    if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
        for old in [k for k in desk.told if k[1] != state]:
            del desk.told[old]
        desk.told[key] = asyncio.create_task(run_in_threadpool(desk.changes, since))
    return await asyncio.shield(desk.told[key])


async def _state(desk: Desk) -> str:
    """The dossier's state, asked of the database once a second for all who listen."""
    at, state = desk.pulse
    if time.monotonic() - at >= _EVERY * 0.9:
        desk.pulse = time.monotonic(), state  # the others take the last one meanwhile
        state = str(await run_in_threadpool(desk.stamp))
        desk.pulse = time.monotonic(), state
    return state
