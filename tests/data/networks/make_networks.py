"""Make the tiny networks that the SDK's tests run: ``python make_networks.py``.

`darkness.tflite` keeps to the network contract (NHWC, RGB and the previous mask in, hair
probability out, 64 × 64) and calls what is dark hair: every test knows what it must answer.
The previous mask pulls the answer towards itself. `three_channels.tflite` breaks the contract:
it takes no previous mask.

Needs the `train` extra.
"""

from pathlib import Path

import litert_torch
import torch
from torch import Tensor, nn

SIZE = 64
HERE = Path(__file__).resolve().parent


class Darkness(nn.Module):
    """``sigmoid(12·(0.4 − luma) + 3·previous)``, pixel by pixel."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.net = nn.Conv2d(channels, 1, 1)
        with torch.no_grad():
            weights = torch.tensor([0.2126, 0.7152, 0.0722, -3 / 12][:channels]) * -12
            self.net.weight[:] = weights.reshape(1, channels, 1, 1)
            self.net.bias[:] = 12 * 0.4

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(self.net(x.permute(0, 3, 1, 2))).permute(0, 2, 3, 1)


def main() -> None:
    for name, channels in (("darkness", 4), ("three_channels", 3)):
        example = (torch.zeros(1, SIZE, SIZE, channels),)
        edge_model = litert_torch.convert(Darkness(channels).eval(), example)
        edge_model.export(str(HERE / f"{name}.tflite"))


if __name__ == "__main__":
    main()
