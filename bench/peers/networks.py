"""The networks that are measured or compared, as a PyTorch user would write them.

The attribute names follow the keys of the published state dicts, so that `load_state_dict` is strict. Every generator takes
latents (n, d) or (n, d, 1, 1); every critic gives (n, 1).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SLOPE = 0.2


class Generator(nn.Sequential):
    """A sequence of layers over a latent seen as d channels of one pixel."""

    def forward(self, z: Tensor) -> Tensor:
        x = z.reshape(z.shape[0], -1, 1, 1)
        for layer in self:
            x = layer(x)
        return x


def dcgan_generator(width: int = 64, latent: int = 100) -> Generator:
    """The DCGAN generator at 28 pixels, (n, latent) -> (n, 1, 28, 28) in [-1, 1]."""
    return Generator(
        nn.ConvTranspose2d(latent, 2 * width, 7, bias=False),
        nn.BatchNorm2d(2 * width),
        nn.ReLU(inplace=True),
        nn.ConvTranspose2d(2 * width, width, 4, 2, 1, bias=False),
        nn.BatchNorm2d(width),
        nn.ReLU(inplace=True),
        nn.ConvTranspose2d(width, 1, 4, 2, 1, bias=False),
        nn.Tanh(),
    )


def dcgan_discriminator(width: int = 64) -> nn.Sequential:
    """The DCGAN discriminator at 28 pixels, (n, 1, 28, 28) -> logits (n, 1)."""
    return nn.Sequential(
        nn.Conv2d(1, width, 4, 2, 1, bias=False),
        nn.LeakyReLU(SLOPE, inplace=True),
        nn.Conv2d(width, 2 * width, 4, 2, 1, bias=False),
        nn.BatchNorm2d(2 * width),
        nn.LeakyReLU(SLOPE, inplace=True),
        nn.Flatten(),
        nn.Linear(2 * width * 7 * 7, 1),
    )


class FaceGenerator(nn.Module):
    """face32-dcgan/generator.pt: (n, 100) -> (n, 3, 32, 32) in [-1, 1]. The first block has no activation."""

    def __init__(self) -> None:
        super().__init__()
        self.generator_deconv = Generator(
            nn.Sequential(nn.ConvTranspose2d(100, 256, 4, 1, 0, bias=False), nn.BatchNorm2d(256)),
            nn.Sequential(nn.Conv2d(256, 128, 3, 1, 1, bias=False), nn.BatchNorm2d(128), nn.LeakyReLU(SLOPE)),
            nn.Sequential(nn.ConvTranspose2d(128, 64, 4, 2, 1, bias=False), nn.BatchNorm2d(64), nn.LeakyReLU(SLOPE)),
            nn.Sequential(nn.ConvTranspose2d(64, 32, 4, 2, 1, bias=False), nn.BatchNorm2d(32), nn.LeakyReLU(SLOPE)),
            nn.Sequential(nn.ConvTranspose2d(32, 3, 4, 2, 1), nn.Tanh()),
        )

    def forward(self, z: Tensor) -> Tensor:
        return self.generator_deconv(z)


class FaceDiscriminator(nn.Module):
    """face32-dcgan/discriminator.pt: (n, 3, 32, 32) -> logits (n, 1)."""

    def __init__(self) -> None:
        super().__init__()

        def block(inputs: int, outputs: int) -> nn.Sequential:
            return nn.Sequential(nn.Conv2d(inputs, outputs, 4, 2, 1, bias=False), nn.BatchNorm2d(outputs), nn.LeakyReLU(SLOPE))

        self.discriminator = nn.Sequential(
            nn.Sequential(nn.Conv2d(3, 32, 4, 2, 1), nn.LeakyReLU(SLOPE)),
            block(32, 64),
            block(64, 128),
            block(128, 256),
            nn.Flatten(),
            nn.Linear(1024, 1),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.discriminator(x)


class Block(nn.Module):
    """Layers under the name `block`, as the WGAN-GP state dicts have them."""

    def __init__(self, *layers: nn.Module) -> None:
        super().__init__()
        self.block = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        return self.block(x)


class WassersteinGenerator(nn.Module):
    """mnist-wgan-gp/generator.pt: (n, 64) -> (n, 1, 28, 28) in [-1, 1], sides 1, 3, 6, 13, 28."""

    def __init__(self) -> None:
        super().__init__()
        self.model = Generator(
            Block(nn.ConvTranspose2d(64, 256, 3, 2), nn.BatchNorm2d(256), nn.ReLU()),
            Block(nn.ConvTranspose2d(256, 128, 4, 1), nn.BatchNorm2d(128), nn.ReLU()),
            Block(nn.ConvTranspose2d(128, 64, 3, 2), nn.BatchNorm2d(64), nn.ReLU()),
            nn.ConvTranspose2d(64, 1, 4, 2),
            nn.Tanh(),
        )

    def forward(self, z: Tensor) -> Tensor:
        return self.model(z)


class WassersteinCritic(nn.Module):
    """mnist-wgan-gp/critic.pt: (n, 1, 28, 28) -> (n, 1), sides 28, 13, 5, 1."""

    def __init__(self) -> None:
        super().__init__()
        self.model = nn.Sequential(
            Block(nn.Conv2d(1, 64, 4, 2), nn.BatchNorm2d(64), nn.LeakyReLU(SLOPE)),
            Block(nn.Conv2d(64, 128, 4, 2), nn.BatchNorm2d(128), nn.LeakyReLU(SLOPE)),
            nn.Conv2d(128, 1, 4, 2),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.model(x).flatten(1)


class Residual(nn.Module):
    """Two 3x3 convolutions beside a shortcut without weights (He et al. 2015, option A)."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.stride = stride
        self.missing = outputs - inputs

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        # Every second pixel, and zero channels in equal numbers before and behind: before alone or behind alone is another network.
        half = self.missing // 2
        shortcut = F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, half, half))
        return F.relu(y + shortcut)


class ResNet20(nn.Module):
    """cifar10-resnet20: normalised images (n, 3, 32, 32) -> logits (n, 10)."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(Residual(16, 16, 1), Residual(16, 16, 1), Residual(16, 16, 1))
        self.layer2 = nn.Sequential(Residual(16, 32, 2), Residual(32, 32, 1), Residual(32, 32, 1))
        self.layer3 = nn.Sequential(Residual(32, 64, 2), Residual(64, 64, 1), Residual(64, 64, 1))
        self.linear = nn.Linear(64, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.linear(torch.mean(x, dim=(2, 3)))
