"""The reading process: a warm one waits for files, and forks a fresh child for each.

So every file is met by a process that no other file has touched, without paying each time for the start of
Python and its libraries. The child sets its own ceilings before it looks at the first byte; whatever becomes
of it, the warm process and the register live on. Run by process.py; nothing else should import this.
"""

import contextlib
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from typing import BinaryIO

from answerable.sources.readers import wire
from answerable.sources.readers.document import UnreadableError
from answerable.sources.readers.limits import Limits, in_megabytes, needs_too_much_memory
from answerable.sources.readers.registry import EXIT_MEMORY, Reader, Task, reader_of

_MESSAGE_BYTES = 64 * 1024


def main(descriptor: int) -> None:
    """Serves requests from the socket `descriptor` until it closes.

    A request is one JSON line with two open files: the document, and where to write the answer.
    """
    with socket.socket(fileno=descriptor) as register:
        while True:
            message, files, _, _ = socket.recv_fds(register, _MESSAGE_BYTES, 2)
            if not message:
                return
            request = json.loads(message)
            task, limits = Task(**request["task"]), Limits(**request["limits"])
            outcome = _read_in_child(task, limits, files, register)
            for file in files:
                os.close(file)
            register.sendall(json.dumps(outcome).encode() + b"\n")


def _read_in_child(
    task: Task, limits: Limits, files: list[int], register: socket.socket
) -> dict[str, object]:
    """Reads one file in a forked child, and tells how the child ended."""
    reader = reader_of(task.form)  # here and not in the child, so that its library is imported once
    gc.freeze()
    started = time.monotonic()
    alive, held = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(alive)
        register.close()
        _read_and_exit(reader, task, limits, files)
    os.close(held)
    with contextlib.suppress(OSError):  # the child does it too; whoever is first
        os.setpgid(child, child)
    ready, _, _ = select.select([alive, register.fileno()], [], [], limits.wall_seconds)
    late = not ready
    if alive not in ready:  # too late, or the register has gone
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
    os.close(alive)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)  # what it started itself, if anything is left of that
    _, status, usage = os.wait4(child, 0)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "late": late,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "wall_seconds": time.monotonic() - started,
        "peak_bytes": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    }


def _read_and_exit(reader: Reader, task: Task, limits: Limits, files: list[int]) -> None:
    """Never returns."""
    code = 1
    try:
        os.setpgid(0, 0)
        _lower_ceilings(limits)
        with os.fdopen(files[1], "wb") as answer:
            _read(reader, task, limits, files[0], answer)
        code = 0
    except MemoryError:
        code = EXIT_MEMORY
    finally:
        os._exit(code)


def _lower_ceilings(limits: Limits) -> None:
    """None of these can be raised again by the process itself or by what it starts."""
    for which, soft, hard in (
        (resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1),  # first SIGXCPU, which tells why
        (resource.RLIMIT_FSIZE, limits.output_bytes, limits.output_bytes),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, 64, 64),
    ):
        with contextlib.suppress(ValueError, OSError):  # a lower ceiling is in force already
            resource.setrlimit(which, (soft, hard))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds + 5)  # should the warm process be gone by then


def _read(reader: Reader, task: Task, limits: Limits, source: int, answer: BinaryIO) -> None:
    try:
        document = reader(_content(source), task, limits)
    except UnreadableError as refusal:
        why = str(refusal)
    except MemoryError:
        why = needs_too_much_memory(limits)
    except RecursionError:
        why = "The file is nested too deep to be read: it is damaged, or made to do harm."
    except Exception as error:  # whatever a library makes of a damaged file, a person gets a plain message
        why = f"The file is damaged, or of a kind that its reader does not know ({type(error).__name__})."
    else:
        try:
            wire.send(document, answer)
            return
        except OSError as error:
            why = (
                f"The file holds more than {in_megabytes(limits.output_bytes)} of text: split it."
                if answer.tell() + 1_000_000 > limits.output_bytes
                else f"There is no room for its text in the temporary folder ({error.strerror})."
            )
            answer.seek(0)
            answer.truncate()
    wire.send_refusal(why, answer)


def _content(source: int) -> bytes:
    size = os.fstat(source).st_size
    parts = []
    at = 0
    while at < size:
        part = os.pread(source, min(size - at, 1 << 26), at)
        if not part:
            break
        parts.append(part)
        at += len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)
