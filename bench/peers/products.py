"""Large square float32 products: how fast the machine multiplies while rivals take their turns.

    python products.py [--by torch|numpy] [--threads N] [--allocator tuned]

PyTorch brings one BLAS and NumPy another; which is the faster one depends on the processor. The protocol is that of alternate.py; a
step is one product.
"""

import numpy as np
import torch

import alternate

SIDE = 2048


def main() -> None:
    options = alternate.parser("Multiply large matrices, in blocks that a driver asks for")
    options.add_argument("--by", choices=["torch", "numpy"], default="torch")
    given = options.parse_args()
    alternate.prepare(given)
    a, b, c = torch.rand(SIDE, SIDE), torch.rand(SIDE, SIDE), torch.empty(SIDE, SIDE)
    by = {
        "torch": lambda: torch.mm(a, b, out=c),
        "numpy": lambda: np.matmul(a.numpy(), b.numpy(), out=c.numpy()),
    }
    alternate.serve("products", given.allocator, by[given.by], lambda: {"flops": 2 * SIDE**3})


if __name__ == "__main__":
    main()
