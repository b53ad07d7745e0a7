"""Latent recovery in PyTorch, as a careful user writes it.

    python recover.py GENERATOR.safetensors TARGETS.npy STARTS.npy [--rate R] [--steps N] [--batch N] [--out FILE.npz]
                      [--optimiser adam|descent] [--schedule constant|cosine|halving] [--clip none|standard|stochastic]
                      [--truth Z.npy] [--compile] [--threads N] [--allocator tuned]

The generator is a 28-pixel DCGAN's state dict (names 0.weight, 1.weight, …, a prefix before them is dropped); targets (n, 1, 28, 28)
lie in its own range [-1, 1], starts are (n, d). The loss is the mean over pixels summed over the batch, so samples do not meet. The
protocol is that of alternate.py; a step is one step of one batch, and after --steps of them the next batch begins (the first
again after the last). FILE.npz gets z and loss of the batches completed, when the input ends.

Weights need no gradients and the network is in evaluation mode. --compile compiles network and loss, with their backward pass, by
torch.compile. Schedules run over --steps (halving: each 50,000). Clipping is to [-1, 1], the support of the latents' prior: back to
the edge, or drawn afresh where a component reached it. With --truth, answers say how many latents have a mean squared error below
1e-4 (`below`), and the median error.
"""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

import alternate
from networks import dcgan_generator


def generator(path: Path) -> nn.Module:
    """The network of the file, frozen and in evaluation mode; its width and latent dimension are read from the first weight."""
    state = load_file(path)
    names = [k for k in state if k == "0.weight" or k.endswith(".0.weight")]
    if len(names) != 1:
        raise SystemExit(f"{path}: a 28-pixel DCGAN has one tensor named 0.weight, but here are {sorted(state)}")
    prefix = names[0].removesuffix("0.weight")
    first = state[names[0]]
    network = dcgan_generator(width=first.shape[1] // 2, latent=first.shape[0])
    found = network.load_state_dict({k.removeprefix(prefix): v for k, v in state.items()}, strict=False)
    missing = [k for k in found.missing_keys if not k.endswith("num_batches_tracked")]
    if missing or found.unexpected_keys:
        raise SystemExit(f"{path}: missing {missing}, unexpected {found.unexpected_keys}")
    return network.eval().requires_grad_(False)


SCHEDULES: dict[str, Callable[[int, int], float]] = {
    "constant": lambda step, steps: 1.0,
    "cosine": lambda step, steps: (1 + math.cos(math.pi * step / steps)) / 2,
    "halving": lambda step, steps: 0.5 ** (step // 50_000),
}


class Recovery:
    """The batch at hand, its optimiser, and what the finished batches came to."""

    def __init__(self, network: nn.Module, targets: Tensor, starts: Tensor, truth: Tensor | None, given) -> None:
        self.network, self.targets, self.starts, self.truth = network, targets, starts, truth
        self.rate, self.steps, self.batch, self.clip = given.rate, given.steps, given.batch, given.clip
        self.optimiser, self.schedule = given.optimiser, SCHEDULES[given.schedule]
        self.fixed = given.schedule == "constant"
        self.losses = torch.compile(self.plain_losses, fullgraph=True) if given.compile else self.plain_losses
        self.found: dict[int, Tensor] = {}
        self.begin(0)

    def begin(self, at: int) -> None:
        rows = slice(at, at + self.batch)
        self.at, self.target, self.done = at, self.targets[rows], 0
        self.z = self.starts[rows].clone().requires_grad_()
        kind = torch.optim.Adam if self.optimiser == "adam" else torch.optim.SGD
        self.mover = kind([self.z], lr=self.rate)

    def plain_losses(self, z: Tensor, target: Tensor) -> Tensor:
        return ((self.network(z) - target) ** 2).mean(dim=(1, 2, 3))

    def step(self) -> None:
        if self.done == self.steps:
            self.found[self.at] = self.z.detach()
            following = self.at + self.batch
            self.begin(following if following < len(self.targets) else 0)
        if not self.fixed:
            self.mover.param_groups[0]["lr"] = self.rate * self.schedule(self.done, self.steps)
        self.mover.zero_grad()
        self.losses(self.z, self.target).sum().backward()
        self.mover.step()
        if self.clip != "none":
            self.keep_inside()
        self.done += 1

    @torch.no_grad()
    def keep_inside(self) -> None:
        if self.clip == "standard":
            self.z.clamp_(-1, 1)
        else:
            self.z.copy_(torch.where(self.z.abs() >= 1, torch.rand_like(self.z) * 2 - 1, self.z))

    def describe(self) -> dict:
        with torch.no_grad():
            losses = self.plain_losses(self.z, self.target)
        answer = {"batch": len(self.z), "mean_loss": losses.mean().item(), "median_loss": losses.median().item()}
        if self.truth is not None:
            errors = ((self.z.detach() - self.truth[self.at : self.at + len(self.z)]) ** 2).mean(dim=1)
            answer |= {"below": int((errors < 1e-4).sum()), "median_error": errors.median().item()}
        return answer

    def write(self, path: Path) -> None:
        if self.done == self.steps:
            self.found[self.at] = self.z.detach()
        if not self.found:
            raise SystemExit(f"{path}: not written, since no batch made its {self.steps} steps")
        z, losses = [], []
        for at, latents in sorted(self.found.items()):
            with torch.no_grad():
                images = self.network(latents)
            z.append(latents)
            losses.append(((images - self.targets[at : at + len(latents)]) ** 2).mean(dim=(1, 2, 3)))
        np.savez(path, z=torch.cat(z).numpy(), loss=torch.cat(losses).numpy())


def main() -> None:
    options = alternate.parser("Recover latents, in blocks that a driver asks for")
    options.add_argument("generator", type=Path)
    options.add_argument("targets", type=Path)
    options.add_argument("starts", type=Path)
    options.add_argument("--rate", type=float, default=0.1)
    options.add_argument("--steps", type=int, default=200, help="steps a batch")
    options.add_argument("--batch", type=int, default=256)
    options.add_argument("--optimiser", choices=["adam", "descent"], default="adam")
    options.add_argument("--schedule", choices=list(SCHEDULES), default="constant")
    options.add_argument("--clip", choices=["none", "standard", "stochastic"], default="none")
    options.add_argument("--truth", type=Path, help="the targets' latents, to count errors below 1e-4 with")
    options.add_argument("--compile", action="store_true", help="by torch.compile, which needs a C++ compiler")
    options.add_argument("--out", type=Path)
    given = options.parse_args()
    alternate.prepare(given)
    targets, starts = (torch.from_numpy(np.load(f)).float() for f in (given.targets, given.starts))
    if len(targets) != len(starts):
        raise SystemExit(f"{given.targets} holds {len(targets)} images, but {given.starts} {len(starts)} latents")
    truth = torch.from_numpy(np.load(given.truth)).float() if given.truth else None
    recovery = Recovery(generator(given.generator), targets, starts, truth, given)
    alternate.serve("recover", given.allocator, recovery.step, recovery.describe)
    if given.out:
        recovery.write(given.out)


if __name__ == "__main__":
    main()
