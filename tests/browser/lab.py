"""JupyterLab in a real browser, for the tests and the benchmark: a server of its own, and one page of it."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from playwright.sync_api import Browser, Locator, Page, sync_playwright

START_LIMIT = 60  # seconds for the server to answer
RUN_LIMIT = 120  # seconds for anything asked of JupyterLab: a page, a kernel, all cells of a notebook


class Lab:
    """A page of JupyterLab and what a learner does in it.

    `errors` collects what the page throws or logs as an error; `outside` every request that would leave this
    machine.
    """

    def __init__(self, page: Page, server: "Server", url: str | None = None):
        self.page = page
        self.server = server
        self.url = url or server.url
        self.errors: list[str] = []
        self.outside: list[str] = []
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))

    def open(self, notebook: str) -> None:
        """Open a notebook of the server's folder; returns when its cells are shown and its kernel is idle."""
        query = f"reset&token={self.server.token}"
        self.page.goto(f"{self.url}/lab/tree/{quote(notebook)}?{query}", timeout=RUN_LIMIT * 1000)
        self.page.wait_for_function(
            "window.jupyterapp?.shell.currentWidget?.sessionContext", timeout=RUN_LIMIT * 1000
        )
        self.settle()

    def settle(self) -> None:
        """Wait until the cells of the notebook in front are shown and its kernel is idle."""
        self._ask("await panel.revealed; await panel.sessionContext.ready; await idle();")

    def run_all(self) -> list[str]:
        """Run all cells and wait for the last one; returns the error outputs, as `cell 3: NameError: …`.

        Cells are counted from 0, as in `cell`. As in JupyterLab, the first error ends the run, unless its
        cell has the tag `raises-exception`: such an error is part of the lesson and is not returned.
        """
        return self._ask(
            """
            await jupyterapp.commands.execute("notebook:run-all-cells");
            await idle();
            return panel.content.model.sharedModel.cells.flatMap((cell, i) =>
                (cell.metadata.tags ?? []).includes("raises-exception") ? [] :
                (cell.toJSON().outputs ?? [])
                    .filter((output) => output.output_type === "error")
                    .map((output) => `cell ${i}: ${output.ename}: ${output.evalue}`));
            """
        )

    def run(self, i: int, source: str | None = None) -> None:
        """Run cell number i, with another source if one is given, and wait for its end."""
        self.start(i, source)
        self._ask("await running; await idle();")

    def start(self, i: int, source: str | None = None) -> None:
        """As `run`, but do not wait."""
        self._ask(
            f"""
            panel.content.activeCellIndex = {i};
            const source = {json.dumps(source)};
            if (source !== null) panel.content.activeCell.model.sharedModel.setSource(source);
            globalThis.running = jupyterapp.commands.execute("notebook:run-cell");
            """
        )

    def interrupt(self) -> None:
        """Interrupt the kernel, and wait until it is idle."""
        self._ask(
            'await jupyterapp.commands.execute("notebook:interrupt-kernel"); await running; await idle();'
        )

    def evaluate(self, expression: str) -> str:
        """The repr of a Python expression in the kernel of the notebook."""
        return self._ask(
            f"""
            const request = {{ code: "", user_expressions: {{ it: {json.dumps(expression)} }} }};
            const reply = await kernel().requestExecute(request).done;
            const it = reply.content.user_expressions.it;
            return it.status === "ok" ? it.data["text/plain"] : `${{it.ename}}: ${{it.evalue}}`;
            """
        )

    def restart_kernel(self) -> None:
        """Restart the kernel; the outputs on the page stay."""
        self._ask("await panel.sessionContext.restartKernel(); await idle();")

    def cell(self, i: int) -> Locator:
        """Cell number i of the notebook, text cells included, counted from 0."""
        return self.page.locator(".jp-NotebookPanel:visible .jp-Cell").nth(i)

    def where(self, start: str) -> int:
        """The number of the first cell whose source starts with this text."""
        return next(i for i, (_, source) in enumerate(self.cells()) if source.startswith(start))

    def cells(self) -> list[list[str]]:
        """The type and the source of each cell."""
        return self._ask(
            "return panel.content.model.sharedModel.cells.map((cell) => [cell.cell_type, cell.source]);"
        )

    def selected(self) -> tuple[int, str]:
        """The number of the selected cell, and "command" or "edit"."""
        return tuple(self._ask("return [panel.content.activeCellIndex, panel.content.mode];"))

    def dark(self) -> None:
        self._theme("JupyterLab Dark")

    def light(self) -> None:
        self._theme("JupyterLab Light")

    def screenshot(self, name: str, of: Locator | None = None) -> Path:
        """Save the page, or one element of it, as screenshots/<name>.png; returns the path."""
        path = Path("screenshots", f"{name}.png").resolve()
        (of or self.page).screenshot(path=path)
        return path

    def _theme(self, theme: str) -> None:
        self._ask(f'await jupyterapp.commands.execute("apputils:change-theme", {{theme: "{theme}"}});')
        self.page.wait_for_selector(f'body[data-jp-theme-name="{theme}"]', state="attached")

    def _ask(self, steps: str):
        """What JavaScript in the page returns; in its reach: `panel`, the notebook in front, and `idle()`."""
        return self.page.evaluate(ASK.replace("STEPS", steps), RUN_LIMIT)

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.outside.append(url)


# page.evaluate has no time limit of its own, and a cell may never end.
ASK = """async (limit) => {
    const panel = jupyterapp.shell.currentWidget;
    const kernel = () => panel.sessionContext.session?.kernel;
    const pause = (ms) => new Promise((done) => setTimeout(done, ms));
    const idle = async () => {
        while (kernel()?.status !== "idle") await pause(20);
        await kernel().requestKernelInfo();
    };
    const late = async () => {
        await pause(limit * 1000);
        const dialog = document.querySelector(".jp-Dialog")?.innerText ?? "none";
        const status = kernel()?.status ?? "missing";
        throw new Error(`no end after ${limit} s; kernel: ${status}; open dialog: ${dialog}`);
    };
    const steps = async () => { STEPS };
    return Promise.race([steps(), late()]);
}"""


@dataclass(frozen=True)
class Server:
    """A running JupyterLab; everything that it reads or writes stands under `home`."""

    home: Path
    url: str
    token: str

    @property
    def notebooks(self) -> Path:
        return self.home / "notebooks"

    @property
    def progress(self) -> Path:
        return self.home / "progress"

    def clear(self) -> None:
        """End all kernels; empty notebooks, progress, settings."""
        for kernel in json.loads(self._call("GET", "/api/kernels")):
            self._call("DELETE", f"/api/kernels/{kernel['id']}")
        _furnish(self.home)

    def _call(self, method: str, path: str) -> bytes:
        request = Request(self.url + path, headers={"Authorization": f"token {self.token}"}, method=method)
        # Whatever proxy leads out of this machine, it does not lead to this server.
        with build_opener(ProxyHandler({})).open(request, timeout=START_LIMIT) as answer:
            return answer.read()


@contextmanager
def jupyter_server(home: Path) -> Iterator[Server]:
    """JupyterLab on a free port, with all that it keeps under `home`, and no network."""
    _furnish(home)
    token = secrets.token_hex(16)
    runtime = home / "runtime"
    environment = os.environ | {
        "COURSE_PROGRESS": str(home / "progress"),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTER_TOKEN": token,
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--expose-app-in-browser"]
    command += ["--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", "--ServerApp.answer_yes=True"]
    command += [f"--ServerApp.root_dir={home / 'notebooks'}"]
    command += ["--LabApp.extension_manager=readonly", "--LabApp.news_url=None"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    if os.geteuid() == 0:
        command += ["--allow-root"]
    log = home / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        try:
            url = _wait_for_url(process, runtime, log)
            yield Server(home, url, token)
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright; it finds no host but this machine."""
    executable = shutil.which("chromium")
    if executable is None:
        raise FileNotFoundError("Chromium is missing. Install it with: sudo apt-get install -y chromium")
    arguments = ["--disable-gpu", "--disable-quic", "--disable-sync"]
    arguments += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


SETTINGS = {
    # All cells exist in the page, also those far below the window.
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"checkForUpdates": False, "fetchNews": "false"},
}


def _furnish(home: Path) -> None:
    for folder in ("notebooks", "progress", "config"):
        shutil.rmtree(home / folder, ignore_errors=True)
        (home / folder).mkdir(parents=True)
    for name, settings in SETTINGS.items():
        path = home / "config" / "lab" / "user-settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))


def _wait_for_url(process: subprocess.Popen, runtime: Path, log: Path) -> str:
    """The URL that the server wrote down once it had found its port; it listens there a little later."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and process.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            # Being written just now, or not listening yet.
            with suppress(ValueError, OSError):
                url = json.loads(path.read_text())["url"].rstrip("/")
                socket.create_connection((urlsplit(url).hostname, urlsplit(url).port)).close()
                return url
        time.sleep(0.05)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-3000:]}")
