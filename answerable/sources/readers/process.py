"""The register's side of reading: hands a file to a warm reading process and takes its answer.

A few warm processes are kept and used again; one that fails to answer is ended and replaced.
"""

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path

import answerable
from answerable.sources.readers import wire
from answerable.sources.readers.document import ReadDocument, UnreadableError
from answerable.sources.readers.limits import ADVICE, Limits, in_megabytes, needs_too_much_memory
from answerable.sources.readers.registry import EXIT_MEMORY, Task

_KEPT = 4
_GRACE_SECONDS = 15  # for the warm process itself: to import a library, and to reap
_START = (
    "import sys; sys.path.append(sys.argv[1]);"
    "from answerable.sources.readers.child import main; main(int(sys.argv[2]))"
)
# Nothing else of the environment reaches the process that opens strangers' files: no secrets to be had there.
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX")


class _WarmProcess:
    """One warm reading process. Reads one file at a time."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
            root = str(Path(answerable.__file__).parent.parent)
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START, root, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={**environment, "OMP_THREAD_LIMIT": "1"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # a Ctrl-C at the terminal is for the register to handle
            )

    def run(self, task: Task, limits: Limits, source: int, answer: int) -> dict[str, float]:
        """How the child that read the file ended. Raises OSError when the warm process fails to tell."""
        request = json.dumps({"task": asdict(task), "limits": asdict(limits)}).encode()
        socket.send_fds(self._socket, [request], [source, answer])
        deadline = time.monotonic() + limits.wall_seconds + _GRACE_SECONDS
        reply = b""
        while not reply.endswith(b"\n"):
            ready, _, _ = select.select([self._socket], [], [], max(0.0, deadline - time.monotonic()))
            part = self._socket.recv(65536) if ready else b""
            if not part:
                raise ConnectionError("the reading process has gone" if ready else "it does not answer")
            reply += part
        outcome: dict[str, float] = json.loads(reply)
        return outcome

    def end(self) -> None:
        self._socket.close()  # at which it ends by itself, and its child with it
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def forget(self) -> None:
        """In a forked copy of the register: leaves the process to the original."""
        self._socket.close()
        self._process.returncode = 0  # not ours to wait for


_idle: list[_WarmProcess] = []
_lock = threading.Lock()


def run(task: Task, source: int, limits: Limits) -> ReadDocument:
    """Reads the open file `source` in a child process.

    Raises UnreadableError, whatever happens to the child.
    """
    with tempfile.TemporaryFile() as answer:
        outcome = _run(task, source, answer.fileno(), limits)
        _refuse_failure(outcome, limits)
        answer.seek(0)
        try:
            return wire.receive(answer)
        except wire.ForgedAnswerError as error:
            raise UnreadableError(
                f"The file could not be read: {error}. It may be made to do harm; do not pass it on."
            ) from error


def _run(task: Task, source: int, answer: int, limits: Limits) -> dict[str, float]:
    for attempt in (1, 2):  # a kept process, or all of them, may have been ended since last used
        process = _take() if attempt == 1 else _WarmProcess()
        try:
            outcome = process.run(task, limits, source, answer)
        except OSError as error:
            process.end()
            if attempt == 2:
                raise UnreadableError(f"The reading process broke off twice: {error}. Try again.") from error
            os.ftruncate(answer, 0)
        except BaseException:  # Ctrl-C: nothing is left running
            process.end()
            raise
        else:
            _give_back(process)
            return outcome
    raise AssertionError("unreachable")


def _take() -> _WarmProcess:
    with _lock:
        if _idle:
            return _idle.pop()
    return _WarmProcess()


def _give_back(process: _WarmProcess) -> None:
    with _lock:
        if len(_idle) < _KEPT:
            _idle.append(process)
            return
    process.end()


def _refuse_failure(outcome: dict[str, float], limits: Limits) -> None:
    """Raises UnreadableError where the child did not end by itself, with the likeliest reason."""
    code = int(outcome["code"])
    if outcome["late"] or code == -signal.SIGALRM:
        raise UnreadableError(
            f"Reading the file took longer than {limits.wall_seconds:.0f} seconds and was stopped. {ADVICE}"
        )
    if code == 0:
        return
    if code == -signal.SIGXCPU or (code < 0 and outcome["cpu_seconds"] >= limits.cpu_seconds):
        raise UnreadableError(
            f"Reading the file took more than {limits.cpu_seconds} seconds of computing and was stopped. "
            f"{ADVICE}"
        )
    # PDFium ends itself, and not always by one signal, when it is refused memory.
    if code == EXIT_MEMORY or (code < 0 and outcome["peak_bytes"] > 0.8 * limits.memory_bytes):
        raise UnreadableError(needs_too_much_memory(limits))
    raise UnreadableError(
        f"The reading process broke down ({_name(code)}) after {in_megabytes(int(outcome['peak_bytes']))} of "
        f"memory; it may take {in_megabytes(limits.memory_bytes)}. {ADVICE}"
    )


def _name(code: int) -> str:
    try:
        return signal.Signals(-code).name if code < 0 else f"exit {code}"
    except ValueError:
        return f"signal {-code}"


@atexit.register
def end_all() -> None:
    """Ends the warm processes that wait for work."""
    with _lock:
        processes, _idle[:] = list(_idle), []
    for process in processes:
        process.end()


def _after_fork() -> None:
    global _lock
    _lock = threading.Lock()
    for process in _idle:
        process.forget()
    _idle.clear()


os.register_at_fork(after_in_child=_after_fork)
