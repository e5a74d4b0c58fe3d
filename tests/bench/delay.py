"""A slow line: a TCP proxy on this machine that hands everything on, in order, half a round trip later."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Line:
    """The proxy's port on 127.0.0.1, and the round trip through it in seconds; set it at any time."""

    round_trip: float
    port: int = 0


@contextmanager
def slow_line(port: int, round_trip: float = 0) -> Iterator[Line]:
    """A line to `port` on 127.0.0.1, each direction of which takes half of `round_trip` (seconds).

    Unlike a real line this one has no limit of bandwidth, and opening a connection takes no time.
    """
    line = Line(round_trip)

    async def serve(reader, writer):
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
            there = _pump(reader, far_writer, line)
            back = _pump(far_reader, writer, line)
            await asyncio.gather(there, back)
        except (OSError, asyncio.CancelledError):
            pass  # either end may hang up at any time, and so may the proxy

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    proxy = asyncio.run_coroutine_threadsafe(asyncio.start_server(serve, "127.0.0.1", 0), loop).result()
    try:
        line.port = proxy.sockets[0].getsockname()[1]
        yield line
    finally:
        asyncio.run_coroutine_threadsafe(_stop(proxy), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _pump(reader, writer, line):
    """Copy what is read to `writer`, each piece half a round trip after it came, many at once."""
    clock = asyncio.get_running_loop().time
    under_way = asyncio.Queue()

    async def receive():
        while piece := await reader.read(65536):
            under_way.put_nowait((clock() + line.round_trip / 2, piece))
        under_way.put_nowait((clock() + line.round_trip / 2, None))

    async def send():
        while True:
            due, piece = await under_way.get()
            await asyncio.sleep(due - clock())
            if piece is None:
                return
            writer.write(piece)
            await writer.drain()

    try:
        await asyncio.gather(receive(), send())
    finally:
        writer.close()


async def _stop(proxy):
    proxy.close()
    connections = asyncio.all_tasks() - {asyncio.current_task()}
    for task in connections:
        task.cancel()
    await asyncio.gather(*connections, return_exceptions=True)
