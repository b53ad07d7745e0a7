"""DCGAN training in eager PyTorch, as its users write it.

    python train_dcgan.py [FOLDER] [--threads N] [--allocator tuned] [--no-ema] [--freeze]

FOLDER holds Fashion-MNIST (or MNIST) as gzipped IDX; without it the images are uniform noise, which costs the same. The protocol is
that of alternate.py; a step is one update of the discriminator and one of the generator.
"""

from pathlib import Path

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

import alternate
from images import grey
from networks import dcgan_discriminator, dcgan_generator

LATENT = 100


def initialise(module: nn.Module) -> None:
    """Weights as the DCGAN paper draws them: N(0, .02), batch norm's scales N(1, .02)."""
    if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
        nn.init.normal_(module.weight, 0.0, 0.02)
    elif isinstance(module, nn.BatchNorm2d):
        nn.init.normal_(module.weight, 1.0, 0.02)


def batches(images: torch.Tensor, size: int):
    """Endless batches without replacement; the incomplete one at an epoch's end is dropped."""
    while True:
        order = torch.randperm(len(images))
        for i in range(0, len(images) - size + 1, size):
            yield images[order[i : i + size]]


class Training:
    """Both networks, their optimisers, and the losses of the last step."""

    def __init__(self, images: torch.Tensor, batch: int, ema: bool, freeze: bool) -> None:
        self.generator = dcgan_generator(latent=LATENT).apply(initialise)
        self.discriminator = dcgan_discriminator().apply(initialise)
        self.generator_adam = torch.optim.Adam(self.generator.parameters(), lr=2e-4, betas=(0.5, 0.999))
        self.discriminator_adam = torch.optim.Adam(self.discriminator.parameters(), lr=2e-4, betas=(0.5, 0.999))
        self.average = AveragedModel(self.generator, multi_avg_fn=get_ema_multi_avg_fn(0.999)) if ema else None
        self.loss = nn.BCEWithLogitsLoss()
        self.batches = batches(images, batch)
        self.ones, self.zeros = torch.ones(batch, 1), torch.zeros(batch, 1)
        self.batch = batch
        self.freeze = freeze
        self.losses = (float("nan"), float("nan"))

    def step(self) -> None:
        real = next(self.batches)
        self.discriminator_adam.zero_grad()
        loss_real = self.loss(self.discriminator(real), self.ones)
        loss_real.backward()
        fake = self.generator(torch.rand(self.batch, LATENT) * 2 - 1)
        loss_fake = self.loss(self.discriminator(fake.detach()), self.zeros)
        loss_fake.backward()
        self.discriminator_adam.step()

        if self.freeze:
            self.discriminator.requires_grad_(False)
        self.generator_adam.zero_grad()
        loss_generator = self.loss(self.discriminator(fake), self.ones)
        loss_generator.backward()
        self.generator_adam.step()
        if self.freeze:
            self.discriminator.requires_grad_(True)

        if self.average is not None:
            self.average.update_parameters(self.generator)
        self.losses = ((loss_real + loss_fake).item(), loss_generator.item())

    def describe(self) -> dict:
        return {"discriminator_loss": self.losses[0], "generator_loss": self.losses[1]}


def main() -> None:
    options = alternate.parser("Train a DCGAN on 28x28 images, in blocks that a driver asks for")
    options.add_argument("folder", nargs="?", type=Path, help="gzipped IDX files; uniform images if left out")
    options.add_argument("--batch", type=int, default=64)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--no-ema", action="store_true", help="keep no moving average of the generator")
    options.add_argument("--freeze", action="store_true", help="no discriminator gradients in the generator's update")
    given = options.parse_args()
    alternate.prepare(given)
    torch.manual_seed(given.seed)
    pixels = torch.from_numpy(grey(given.folder, "train")) if given.folder else torch.rand(10_000, 1, 28, 28)
    training = Training(pixels * 2 - 1, given.batch, not given.no_ema, given.freeze)
    alternate.serve("train_dcgan", given.allocator, training.step, training.describe)


if __name__ == "__main__":
    main()
