"""How much faster a 51 x 51 loss surface is: `python -m tests.bench.landscape`. Prints JSON.

In one process, one thread and in turns: the lab's own function, and the plain loop over the grid, which moves a torch.nn
network's parameters in place from point to point and asks it for its loss there, as the published `loss-landscapes`
package (3.0.6) does, without gradients. Both compute in float32 on the same samples. What is compared is processor time
of the least disturbed turn of each, so that other work on the machine counts little.

The bound: the lab needs no product for the first layer and only the losses' and activations' share of the loop's overhead;
the products of all later layers remain, and run at the processor's full rate in both. So the gain is large where overhead
and first layer are (small networks, wide inputs), and small where wide hidden layers are.
"""

from __future__ import annotations

import json
import time

import torch
from torch import Tensor, nn

from lossland.algorithms.nets.row_nets import Net, Samples, filters, initial, parts
from lossland.algorithms.surfaces.landscape import Plane, filter_normalised, lattice, on_plane
from lossland.engine.numerics import fix_numerics

GRID = 51
TURNS = 5
NETS = {
    "2-16-16-2, 1,000 points": (Net("mlp", 2, 16, 2, 2), 1000),
    "64-16-16-10, 1,000 points": (Net("mlp", 64, 16, 2, 10), 1000),
    "64-64-64-10, 1,000 points": (Net("mlp", 64, 64, 2, 10), 1000),
    "CNN of 4 layers, 4 channels, 500 digits": (Net("cnn", 64, 4, 4, 10), 500),
    "CNN of 4 layers, 8 channels, 500 digits": (Net("cnn", 64, 8, 4, 10), 500),
}


def module_of(net: Net, theta: Tensor) -> nn.Sequential:
    """The same plain network with torch.nn."""
    layers: list[nn.Module] = []
    for index, part in enumerate(parts(net)):
        if part.kind == "dense":
            flat: list[nn.Module] = [nn.Flatten()] if net.kind == "cnn" else []
            layers += [*flat, nn.Linear(part.fan_in, part.filters), nn.ReLU()]
        else:
            layers += [nn.Conv2d(part.fan_in // 9, part.filters, 3, 1 if index else 2, 1), nn.ReLU()]
    module = nn.Sequential(*layers[:-1])
    nn.utils.vector_to_parameters(theta.clone(), module.parameters())
    return module


def loop(net: Net, plane: Plane, x: Tensor, label: Tensor) -> Tensor:
    """The loss at every point of the grid from -1 to 1, (b, a), by moving through it line by line, to and fro."""
    module = module_of(net, plane.centre - plane.D.sum(0))
    criterion = nn.CrossEntropyLoss()
    places = [parameter.data for parameter in module.parameters()]
    moves = [list(module_of(net, d * (2 / (GRID - 1))).parameters()) for d in plane.D]
    columns = []
    with torch.no_grad():
        for a in range(GRID):
            column = []
            for b in range(GRID):
                column.append(criterion(module(x), label).item())
                if b < GRID - 1:
                    for place, move in zip(places, moves[1], strict=True):
                        place.add_(move, alpha=1 if a % 2 == 0 else -1)
            columns.append(column if a % 2 == 0 else column[::-1])
            for place, move in zip(places, moves[0], strict=True):
                place.add_(move)
    return torch.tensor(columns).T


def compared(net: Net, count: int) -> tuple[float, float]:
    """How many times faster by the least disturbed turns, and the largest difference of the losses relative to max(1, loss)."""
    rng = torch.Generator().manual_seed(0)
    theta = initial(net, rng)
    plane = Plane(theta, filter_normalised(torch.randn(2, len(theta), generator=rng), theta, filters(net)))
    x = torch.randn(net.inputs, count, generator=rng)
    label = torch.randint(net.outputs, (count,), generator=rng)
    y = nn.functional.one_hot(label, net.outputs).T.float().contiguous()
    samples = Samples(x, y, torch.full((count,), 1 / count))
    ab = lattice(torch.tensor([-1.0, -1.0]), torch.tensor([1.0, 1.0]), GRID, GRID)
    rows = x.T.contiguous() if net.kind == "mlp" else x.T.reshape(count, 1, 8, 8).contiguous()
    times: tuple[list[float], list[float]] = ([], [])
    on_plane(net, plane, ab, samples, False)
    for _ in range(TURNS):
        began = time.thread_time()
        expected = loop(net, plane, rows, label)
        between = time.thread_time()
        found = on_plane(net, plane, ab, samples, False)[0].view(GRID, GRID)
        times[0].append(between - began)
        times[1].append(time.thread_time() - between)
    away = float(((found - expected).abs() / expected.clamp(min=1)).max())
    return min(times[0]) / min(times[1]), away


def main() -> None:
    """Measures all networks."""
    fix_numerics()
    print(json.dumps({name: compared(net, count) for name, (net, count) in NETS.items()}))


if __name__ == "__main__":
    main()
