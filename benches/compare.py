#!/usr/bin/env python3
"""Runs the same HTML through chitieu, kreuzberg and trafilatura and prints the ratios.

    cargo build --release
    cargo run --release --example bench_corpus -- target/bench-corpus 300
    benches/compare.py target/release/chitieu target/bench-corpus/html

The two others only get the text out; chitieu reads header and targets and writes records. They are installed once, pinned,
into target/compare-env. Processor seconds of one thread count, start-up left out on the Python side (it counts for chitieu);
rounds alternate and the best of each is told, so other work on the machine changes little.
"""

import os
import pathlib
import resource
import subprocess
import sys

PINNED = ["kreuzberg==4.10.4", "trafilatura==2.3.1", "lxml_html_clean==0.4.6"]
ROUNDS = 3
ENV = pathlib.Path("target/compare-env")

PEER = """
import asyncio, pathlib, sys, time
name, folder = sys.argv[1:]
pages = [p.read_bytes() for p in sorted(pathlib.Path(folder).glob("*.html"))]
if name == "kreuzberg":
    import kreuzberg
    read = lambda page: kreuzberg.extract_bytes_sync(page, mime_type="text/html")
else:
    import trafilatura
    read = lambda page: trafilatura.extract(page.decode("utf-8", "replace"))
read(pages[0])
start = time.process_time()
for page in pages:
    read(page)
print(time.process_time() - start)
"""


def chitieu(binary: str, folder: pathlib.Path) -> float:
    """Processor seconds of one run on one thread."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [binary, "extract", "--threads", "1", "--quiet", "--format", "jsonl", str(folder)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def peer(name: str, folder: pathlib.Path) -> float:
    """Processor seconds of one peer, imports and the first page left out."""
    environment = {**os.environ, "RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [ENV / "bin/python", "-c", PEER, name, str(folder)]
    return float(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    if not ENV.exists():
        subprocess.run([sys.executable, "-m", "venv", ENV], check=True)
        subprocess.run([ENV / "bin/pip", "install", "--quiet", *PINNED], check=True)
    megabytes = sum(p.stat().st_size for p in folder.glob("*.html")) / 1e6
    sides = {
        "chitieu": lambda: chitieu(binary, folder),
        "kreuzberg 4.10.4": lambda: peer("kreuzberg", folder),
        "trafilatura 2.3.1": lambda: peer("trafilatura", folder),
    }
    best = dict.fromkeys(sides, float("inf"))
    for _ in range(ROUNDS):
        for name, run in sides.items():
            best[name] = min(best[name], run())
    print(f"{len(list(folder.glob('*.html')))} pages, {megabytes:.1f} MB")
    print("| | MB/s | chitieu is faster by |\n|---|---|---|")
    for name, seconds in best.items():
        print(f"| {name} | {megabytes / seconds:.1f} | {seconds / best['chitieu']:.1f} |")


if __name__ == "__main__":
    main()
