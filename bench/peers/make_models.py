"""Makes the small models that the tests of preimage.net import, with what PyTorch makes of them.

Run with any Python that has torch and numpy:

    python bench/peers/make_models.py core/src/test/resources/preimage/net

Values depend on the seed alone. The legacy format names storages by their addresses, so that
file's bytes differ from run to run while its tensors do not.
"""

import collections
import pathlib
import sys
import typing

import numpy
import torch
from torch import nn


class Conditional(nn.Module):
    """A latent and a class number to an image: the condition is TorchScript's second argument."""

    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2 + 3, 4)

    def forward(self, z: torch.Tensor, label: torch.Tensor) -> torch.Tensor:
        joined = torch.cat([z, nn.functional.one_hot(label, 3).to(z.dtype)], 1)
        return self.layer(joined).reshape(-1, 1, 2, 2)


class Detector(nn.Module):
    """The arguments of NVIDIA's Inception module: the mean of each channel of 0 to 255, or a softmax of them."""

    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.tensor([1.0, 0.0, 0.0]))

    def forward(
        self, img: torch.Tensor, return_features: bool = False, use_fp16: bool = False, no_output_bias: bool = False
    ) -> torch.Tensor:
        means = img.mean([2, 3])
        if return_features:
            return means
        return torch.softmax(means / 255 if no_output_bias else means / 255 + self.bias, 1)


class Styled(nn.Module):
    """Arguments as StyleGAN2-ADA's generator has them: tanh of the latent, truncated, and noise unless told not to."""

    def forward(
        self,
        z: torch.Tensor,
        c: typing.Optional[torch.Tensor],
        truncation_psi: float = 1.0,
        noise_mode: str = "random",
    ) -> torch.Tensor:
        img = torch.tanh(truncation_psi * z).reshape(-1, 1, 2, 2)
        return img + 10 * torch.randn_like(img) if noise_mode == "random" else img


class Stylish(nn.Module):
    """Arguments as StyleGAN2-ADA's discriminator has them: content where all pixels are one half."""

    def forward(self, img: torch.Tensor, c: typing.Optional[torch.Tensor]) -> torch.Tensor:
        return -(img - 0.5).square().sum([1, 2, 3]).unsqueeze(1)


class StyledGenerator(nn.Module):
    """What docs/methods/improvement.md says to script."""

    def __init__(self):
        super().__init__()
        self.G = Styled()

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        return self.G(z, None, truncation_psi=1.0, noise_mode="const")


class StyledCritic(nn.Module):
    def __init__(self):
        super().__init__()
        self.D = Stylish()

    def forward(self, img: torch.Tensor) -> torch.Tensor:
        return self.D(img, None)


def generator():
    """Latents (n, 4) to images (n, 1, 6, 6), its running statistics other than a fresh one's."""
    module = nn.Sequential(
        nn.Unflatten(1, (4, 1, 1)),
        nn.ConvTranspose2d(4, 6, 3, bias=False),
        nn.BatchNorm2d(6),
        nn.ReLU(),
        nn.ConvTranspose2d(6, 1, 4, 2, 1),
        nn.Tanh(),
    )
    with torch.no_grad():
        norm = module[2]
        norm.weight.copy_(torch.rand(6) + 0.5)
        norm.bias.copy_(torch.randn(6))
        norm.running_mean.copy_(torch.randn(6) * 0.1)
        norm.running_var.copy_(torch.rand(6) + 0.5)
    return module.eval()


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(20260102)
    module = generator()
    state = collections.OrderedDict(
        ("module." + key, value) for key, value in module.state_dict().items()
    )
    content = {"epoch": 3, "state_dict": state}
    torch.save(content, folder / "generator-zip.pt")
    torch.save(content, folder / "generator-legacy.pt", _use_new_zipfile_serialization=False)
    # Traced, since the source of scripted modules takes 20 kB.
    traced = torch.jit.trace(module, torch.randn(2, 4))
    traced.save(str(folder / "generator-script.pt"))
    conditional = Conditional().eval()
    torch.jit.script(conditional).save(str(folder / "conditional-script.pt"))
    torch.jit.script(Detector().eval()).save(str(folder / "detector-script.pt"))
    torch.jit.script(StyledGenerator().eval()).save(str(folder / "styled-generator.pt"))
    torch.jit.script(StyledCritic().eval()).save(str(folder / "styled-critic.pt"))
    z = torch.randn(5, 4)
    label = torch.tensor([2, 0, 1, 1, 0])
    with torch.no_grad():
        numpy.savez_compressed(
            folder / "expected.npz",
            z=z.numpy(),
            image=module(z).numpy(),
            label=label.numpy(),
            conditional=conditional(z[:, :2], label).numpy(),
        )


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
