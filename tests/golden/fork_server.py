# SPDX-License-Identifier: Apache-2.0
"""Runs the command of the Python package many times without starting Python as often.

Reads requests of one line each, `[[WORD, ...], INPUT]`; every one is run in a child that is forked
when the package is imported and nothing has been run yet, as in a process of its own. Answers
with one line, `[CODE, STDOUT, STDERR]`, bytes as Latin-1.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from typing import IO, NoReturn

from vaern.__main__ import main


def run(words: list[str], streams: list[IO[bytes]]) -> NoReturn:
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
    sys.argv = ["vaern", *words]
    code = 70
    try:
        code = main()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def answer(words: list[str], given: str) -> list[int | str]:
    streams = [tempfile.TemporaryFile() for _ in range(3)]
    try:
        streams[0].write(given.encode("latin-1"))
        for stream in streams:
            stream.seek(0)
        child = os.fork()
        if child == 0:
            run(words, streams)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        for stream in streams:
            stream.seek(0)
        return [code, *(stream.read().decode("latin-1") for stream in streams[1:])]
    finally:
        for stream in streams:
            stream.close()


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(*json.loads(line))), flush=True)
