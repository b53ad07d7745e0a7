"""Makes the small checkpoints that the tests of preimage.io read, with what they must hold.

Run with any Python that has torch, numpy and safetensors:

    python bench/peers/make_fixtures.py core/src/test/resources/preimage/io

Values depend on the seed alone. The legacy format names storages by their addresses, so that
file's bytes differ from run to run while its tensors do not.
"""

import collections
import pathlib
import sys

import numpy
import safetensors.numpy
import torch


def checkpoint():
    """Every kind of value that a state dict may hold, small."""
    torch.manual_seed(20260101)
    base = torch.randn(4, 6)
    types = {
        "half": torch.randn(3).half(),
        "bfloat": torch.randn(3).bfloat16(),
        "double": torch.randn(2, 2).double(),
        "byte": torch.tensor([0, 7, 255], dtype=torch.uint8),
        "char": torch.tensor([-128, 0, 127], dtype=torch.int8),
        "short": torch.tensor([-32768, 5, 32767], dtype=torch.int16),
        "int": torch.tensor([-(2**31), 2**31 - 1], dtype=torch.int32),
        "long": torch.tensor([-(2**63), 2**63 - 1], dtype=torch.int64),
        "bool": torch.tensor([[True], [False]]),
        "scalar": torch.tensor(2.5),
        "empty": torch.empty(0, 3),
    }
    views = {
        "base": base,
        "transposed": base.t(),
        "offset": base[1:3, 2:5],
        "strided": base[::2, ::3],
        "expanded": torch.tensor([[1.0], [2.0]]).expand(2, 3),
        "permuted": torch.randn(2, 3, 4).permute(2, 0, 1),
        "negative": torch.flip(base, dims=(0,)),
    }
    module = torch.nn.Sequential(
        torch.nn.Conv2d(2, 3, 3), torch.nn.BatchNorm2d(3), torch.nn.Flatten(), torch.nn.Linear(3, 2)
    )
    return {
        "epoch": 3,
        "best": 91.5,
        "name": "größe",
        "nothing": None,
        "huge": 2**100,
        "state_dict": collections.OrderedDict(
            ("module." + key, value) for key, value in module.state_dict().items()
        ),
        "with_metadata": module.state_dict(),
        "parameter": torch.nn.Parameter(torch.randn(2, 2)),
        "types": types,
        "views": views,
        "list": [torch.arange(3), (torch.arange(2), "text")],
        "optimiser": {"state": {0: {"step": torch.tensor(1.0)}}, "lr": 2e-4},
    }


def tensors(value, name=""):
    """Tensors under their dotted paths, in the order of the dictionaries."""
    if isinstance(value, torch.Tensor):
        yield name, value.detach()
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from tensors(item, f"{name}.{key}" if name else str(key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from tensors(item, f"{name}.{index}")


def as_numpy(tensor):
    """NumPy has no bfloat16."""
    return (tensor.float() if tensor.dtype == torch.bfloat16 else tensor).numpy()


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    content = checkpoint()
    torch.save(content, folder / "zip.pt")
    torch.save(content, folder / "legacy.pt", _use_new_zipfile_serialization=False)
    expected = {name: as_numpy(value) for name, value in tensors(content)}
    numpy.savez_compressed(folder / "expected.npz", **expected)
    safetensors.numpy.save_file(
        {
            "b.weight": numpy.arange(6, dtype=numpy.float32).reshape(2, 3),
            "a": numpy.array([1, 2, 3], dtype=numpy.uint8),
            "n": numpy.array(7, dtype=numpy.int64),
            "h": numpy.array([0.5, -2], dtype=numpy.float16),
            "u": numpy.array([65535], dtype=numpy.uint16),
        },
        folder / "python.safetensors",
        metadata={"architecture": "größe", "seed": "1"},
    )


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
