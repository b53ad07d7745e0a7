"""The line protocol by which a driver alternates with a rival in one run, and what both rivals share.

Commands on standard input, one a line; every answer is one JSON line on standard output, the first one unasked:

    (start)   {"ready": …, versions, threads, allocator}
    warm N    {"warmed": N}
    steps N   {"seconds": …, "steps": N, "faults": …, …}    faults: pages that the kernel had to supply meanwhile
    quit      (no answer; the end of input does the same)
"""

import argparse
import json
import os
import platform
import resource
import sys
import time
from collections.abc import Callable

import torch

# What the Java side sets, by mallopt and its launcher: one heap that never shrinks, of large pages, for blocks below 8 MiB.
ALLOCATOR = {
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    "MALLOC_MMAP_THRESHOLD_": str(8 << 20),
    "MALLOC_TRIM_THRESHOLD_": str((1 << 31) - 1),
}


def parser(description: str) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--threads", type=int, help="threads within an operation (default: PyTorch's own choice)")
    options.add_argument("--allocator", choices=["default", "tuned"], default="default", help="glibc's settings")
    return options


def prepare(given: argparse.Namespace) -> None:
    """Sets threads and allocator; for the latter the process starts itself again, since glibc reads it only then."""
    if given.allocator == "tuned" and any(os.environ.get(k) != v for k, v in ALLOCATOR.items()):
        sys.stdout.flush()
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ALLOCATOR})
    if given.threads:
        torch.set_num_threads(given.threads)


def faults() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def say(answer: dict) -> None:
    print(json.dumps(answer), flush=True)


def serve(name: str, allocator: str, step: Callable[[], None], describe: Callable[[], dict]) -> None:
    """Answers commands until the input ends; `describe` is called after each block, outside the clock."""
    say(
        {
            "ready": name,
            "torch": torch.__version__,
            "python": platform.python_version(),
            "threads": torch.get_num_threads(),
            "allocator": allocator,
        }
    )
    for line in sys.stdin:
        match line.split():
            case ["warm", count]:
                for _ in range(int(count)):
                    step()
                say({"warmed": int(count)})
            case ["steps", count]:
                pages, start = faults(), time.perf_counter()
                for _ in range(int(count)):
                    step()
                seconds = time.perf_counter() - start
                say({"seconds": seconds, "steps": int(count), "faults": faults() - pages, **describe()})
            case ["quit"]:
                return
            case []:
                pass
            case _:
                say({"error": f"no command '{line.strip()}' among [warm N, steps N, quit]"})
