"""Writes what PyTorch makes of published models, for the import of the same files to be compared with.

    python reference_outputs.py MODELS OUT [--mnist FOLDER] [--cifar FILE]

For each model: OUT/NAME.npz (input, output; images also as pixels in [0, 1]), the state dict again as NAME-zip.pt and
NAME-legacy.pt, the scripted module as NAME-script.pt; and OUT/reference.json with versions, shapes and plausibility checks.
Without MNIST or CIFAR files, critic and classifier are fed generated and uniform images, and the checks on real ones are left out.
"""

import argparse
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from images import cifar, grey
from networks import FaceDiscriminator, FaceGenerator, ResNet20, WassersteinCritic, WassersteinGenerator

COUNT = 16
MEAN = torch.tensor([0.485, 0.456, 0.406]).reshape(1, 3, 1, 1)
SPREAD = torch.tensor([0.229, 0.224, 0.225]).reshape(1, 3, 1, 1)


@dataclass(frozen=True)
class Model:
    name: str
    kind: str
    path: str
    module: nn.Module


MODELS = [
    Model("face32-generator", "generator", "face32-dcgan/generator.pt", FaceGenerator()),
    Model("face32-discriminator", "critic", "face32-dcgan/discriminator.pt", FaceDiscriminator()),
    Model("mnist-generator", "generator", "mnist-wgan-gp/generator.pt", WassersteinGenerator()),
    Model("mnist-critic", "critic", "mnist-wgan-gp/critic.pt", WassersteinCritic()),
    Model("cifar10-resnet20", "classifier", "cifar10-resnet20/resnet20-12fca82f.th", ResNet20()),
]


def load(model: Model, folder: Path) -> dict:
    """Fills the module strictly and returns the file's whole content, containers included."""
    content = torch.load(folder / model.path, map_location="cpu", weights_only=True)
    state = content.get("state_dict", content)
    # Strict but for the counters of batch norm, which old files do not hold and evaluation does not read.
    found = model.module.load_state_dict({k.removeprefix("module."): v for k, v in state.items()}, strict=False)
    missing = [k for k in found.missing_keys if not k.endswith("num_batches_tracked")]
    if missing or found.unexpected_keys:
        raise SystemExit(f"{model.path}: missing {missing}, unexpected {found.unexpected_keys}")
    model.module.eval().requires_grad_(False)
    return content


def tanh_range(pixels: Tensor) -> Tensor:
    return pixels * 2 - 1


def imagenet_range(pixels: Tensor) -> Tensor:
    return (pixels - MEAN) / SPREAD


def write(model: Model, content: dict, out: Path, arrays: dict[str, Tensor]) -> dict:
    """Stores the arrays, both state dict formats and the script; the script must say what the module says."""
    np.savez(out / f"{model.name}.npz", **{k: v.numpy() for k, v in arrays.items()})
    torch.save(content, out / f"{model.name}-zip.pt")
    torch.save(content, out / f"{model.name}-legacy.pt", _use_new_zipfile_serialization=False)
    script = out / f"{model.name}-script.pt"
    torch.jit.script(model.module).save(str(script))
    again = torch.jit.load(str(script))(arrays["input"])
    return {
        "name": model.name,
        "kind": model.kind,
        "source": model.path,
        "input": list(arrays["input"].shape),
        "output": list(arrays["output"].shape),
        "output_range": [arrays["output"].min().item(), arrays["output"].max().item()],
        "script_difference": (again - arrays["output"]).abs().max().item(),
        "sha256": hashlib.sha256((out / f"{model.name}.npz").read_bytes()).hexdigest(),
    }


def judged(module: nn.Module, pixels: Tensor, normalise: Callable[[Tensor], Tensor]) -> dict[str, Tensor]:
    x = normalise(pixels)
    return {"input": x, "pixels": pixels, "output": module(x)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Write PyTorch's outputs for published models")
    parser.add_argument("models", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mnist", type=Path, help="folder with MNIST's gzipped IDX files")
    parser.add_argument("--cifar", type=Path, help="CIFAR-10 test images, binary format")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    content = {m.name: load(m, given.models) for m in MODELS}
    module = {m.name: m.module for m in MODELS}

    uniform = torch.rand(256, 100) * 2 - 1
    normal = torch.randn(256, 64)
    faces = (module["face32-generator"](uniform) + 1) / 2
    digits = (module["mnist-generator"](normal) + 1) / 2
    noise = torch.rand(256, 1, 28, 28)
    real = torch.from_numpy(grey(given.mnist, "t10k")) if given.mnist else noise
    colour, labels = cifar(given.cifar) if given.cifar else (np.random.default_rng(0).random((COUNT, 3, 32, 32), np.float32), None)
    colour = torch.from_numpy(colour)

    half = COUNT // 2
    stored = {
        "face32-generator": {"input": uniform[:COUNT], "output": module["face32-generator"](uniform[:COUNT])},
        "face32-discriminator": judged(module["face32-discriminator"], faces[:COUNT], tanh_range),
        "mnist-generator": {"input": normal[:COUNT], "output": module["mnist-generator"](normal[:COUNT])},
        "mnist-critic": judged(module["mnist-critic"], torch.cat([real[:half], digits[:half]]), tanh_range),
        "cifar10-resnet20": judged(module["cifar10-resnet20"], colour[:COUNT], imagenet_range),
    }
    described = [write(m, content[m.name], given.out, stored[m.name]) for m in MODELS]

    def critic(pixels: Tensor) -> float:
        return module["mnist-critic"](tanh_range(pixels)).mean().item()

    def face(pixels: Tensor) -> float:
        return module["face32-discriminator"](tanh_range(pixels)).mean().item()

    checks = {
        "mnist-critic on generated": critic(digits),
        "mnist-critic on noise": critic(noise),
        "face32-discriminator on generated": face(faces),
        "face32-discriminator on noise": face(torch.rand(256, 3, 32, 32)),
    }
    if given.mnist:
        checks["mnist-critic on real"] = critic(real)
    if labels is not None:
        guessed = module["cifar10-resnet20"](imagenet_range(colour)).argmax(1).numpy()
        checks[f"cifar10-resnet20 accuracy on {len(labels)}"] = float((guessed == labels).mean())
    summary = {"torch": torch.__version__, "numpy": np.__version__, "checks": checks, "models": described}
    text = json.dumps(summary, indent=2)
    (given.out / "reference.json").write_text(text + "\n")
    print(text)


if __name__ == "__main__":
    main()
