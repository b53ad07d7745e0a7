"""Metrics of features by the libraries that people use, timed and valued as alternate.py says.

    python metrics.py TASK FOLDER [--threads N]

TASK says what is made (FOLDER/TASK-real.npy, -fake.npy, float32) and measured, each in double precision as its authors do:

    prdc         10,000 x 10,000 x 512     prdc.compute_prdc, k = 5
    fid          50,000 x 2,048, two sets  torch-fidelity's statistics of both and their distance
    kid          5,000 x 2,048             torch-fidelity's estimator of all samples as one subset
    kmeans       FOLDER/kmeans-real.npy, which is there, from FOLDER/kmeans-start.npy: scikit-learn's, Lloyd
    relu, few, lattice, scales             fid, kid and prdc of small sets that are hard in one way each

A step measures once; the answer to `steps` holds the values.
"""

import contextlib
import sys
from pathlib import Path

import numpy as np
import torch
from prdc import compute_prdc
from sklearn.cluster import KMeans
from torch_fidelity.metric_fid import fid_features_to_statistics, fid_statistics_to_metric
from torch_fidelity.metric_kid import kernel_mmd

import alternate

K = 5


def pair(task: str) -> tuple[np.ndarray, np.ndarray]:
    """Real and generated features."""
    draw = np.random.default_rng(7)
    match task:
        case "prdc":
            return draw.standard_normal((10_000, 512)), draw.standard_normal((10_000, 512))
        case "prdc-1000":
            return draw.standard_normal((10_000, 1000)), draw.standard_normal((10_000, 1000))
        case "fid":
            mix = draw.standard_normal((2048, 2048), np.float32) / 45
            real, fake = (draw.standard_normal((50_000, 2048), np.float32) for _ in range(2))
            return np.maximum(real @ mix, 0), np.maximum(fake @ mix + 0.1, 0)
        case "kid":
            return draw.standard_normal((5000, 2048)), draw.standard_normal((5000, 2048)) * 1.05
        case "relu":
            mix = draw.standard_normal((40, 256))
            real, fake = (draw.standard_normal((4000, 40)) for _ in range(2))
            return np.maximum(real @ mix, 0) + 3, np.maximum(fake * 0.9 @ mix + 0.5, 0) + 3
        case "few":
            return draw.standard_normal((300, 512)), draw.standard_normal((300, 512)) * 1.1
        case "lattice":
            return draw.integers(0, 3, (2000, 16)), draw.integers(0, 3, (2000, 16))
        case "scales":
            sizes = 10.0 ** draw.uniform(-3, 3, 128)
            return draw.standard_normal((3000, 128)) * sizes, draw.standard_normal((3000, 128)) * sizes * 1.01
    raise SystemExit(f"no task '{task}'")


def fid(real: np.ndarray, fake: np.ndarray) -> dict:
    one, two = (fid_features_to_statistics(torch.from_numpy(x)) for x in (real, fake))
    return {"fid": fid_statistics_to_metric(one, two, False)["frechet_inception_distance"]}


def kid(real: np.ndarray, fake: np.ndarray) -> dict:
    kernel = {"kid_kernel_poly_degree": 3, "kid_kernel_poly_gamma": None, "kid_kernel_poly_coef0": 1}
    return {"kid": float(kernel_mmd(real, fake, kid_kernel="poly", **kernel))}


def prdc(real: np.ndarray, fake: np.ndarray) -> dict:
    # It prints a line of its own, where the driver expects answers.
    with contextlib.redirect_stdout(sys.stderr):
        values = compute_prdc(real, fake, K)
    return {name: float(value) for name, value in values.items()}


def main() -> None:
    options = alternate.parser("Measure features with torch-fidelity, prdc or scikit-learn")
    options.add_argument("task")
    options.add_argument("folder", type=Path)
    given = options.parse_args()
    alternate.prepare(given)
    values: dict = {}
    if given.task == "kmeans":
        rows, start = (np.load(given.folder / f"kmeans-{name}.npy") for name in ("real", "start"))

        def step() -> None:
            found = KMeans(len(start), init=start, n_init=1, max_iter=300, algorithm="lloyd").fit(rows)
            values.update(inertia=float(found.inertia_), iterations=int(found.n_iter_))

    else:
        real, fake = (x.astype(np.float32) for x in pair(given.task))
        np.save(given.folder / f"{given.task}-real.npy", real)
        np.save(given.folder / f"{given.task}-fake.npy", fake)
        real, fake = real.astype(np.float64), fake.astype(np.float64)
        what = {"prdc": [prdc], "prdc-1000": [prdc], "fid": [fid], "kid": [kid]}.get(given.task, [fid, kid, prdc])

        def step() -> None:
            for measure in what:
                values.update(measure(real, fake))

    alternate.serve("metrics " + given.task, given.allocator, step, lambda: {"values": values})


if __name__ == "__main__":
    main()
