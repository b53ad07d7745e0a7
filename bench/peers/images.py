"""Readers for the few data files that the scripts here need."""

import gzip
from pathlib import Path

import numpy as np


def idx(path: Path) -> np.ndarray:
    """A gzipped IDX file of bytes, as an array of its own shape."""
    with gzip.open(path, "rb") as stream:
        magic = stream.read(4)
        if magic[:3] != b"\x00\x00\x08":
            raise SystemExit(f"{path}: not an IDX file of bytes (it begins {magic.hex()})")
        shape = np.frombuffer(stream.read(4 * magic[3]), ">u4").astype(int)
        return np.frombuffer(stream.read(), np.uint8).reshape(shape)


def grey(folder: Path, part: str) -> np.ndarray:
    """The images of an MNIST-like folder, (n, 1, 28, 28) in [0, 1]; part is `train` or `t10k`."""
    return idx(folder / f"{part}-images-idx3-ubyte.gz")[:, None].astype(np.float32) / np.float32(255)


def cifar(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Images (n, 3, 32, 32) in [0, 1] and labels (n) of a CIFAR-10 binary file."""
    rows = np.fromfile(path, np.uint8).reshape(-1, 3073)
    return rows[:, 1:].reshape(-1, 3, 32, 32).astype(np.float32) / np.float32(255), rows[:, 0].astype(np.int64)
