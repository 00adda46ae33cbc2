"""The written-out forward and backward pass against autograd, finite differences and the library's layers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from torch import Tensor, nn

from lossland.algorithms.nets.initialisation import deviation, initialise
from lossland.algorithms.nets.losses import cross_entropy, loss_and_slope, mean_loss, predicted, probabilities, targets
from lossland.algorithms.nets.mlp import (
    LEAK,
    Architecture,
    Network,
    Noise,
    activate,
    backward,
    count_parameters,
    cut,
    forward,
    keep,
    new_network,
    penalise,
    through_activation,
)
from tests.support.examples import examples

CPU = torch.device("cpu")
ACTIVATIONS = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "gelu"]


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def network(architecture: Architecture, seed: int = 0) -> Network:
    """Random in every parameter, in float64."""
    net = new_network(architecture, CPU)
    net.theta = torch.randn(len(net.theta), generator=seeded(seed)).double() * 0.7
    net.gradient = torch.zeros_like(net.theta)
    net.layers, net.slopes = cut(net.theta, architecture), cut(net.gradient, architecture)
    net.running = [type(r)(r.mean.double(), r.variance.double()) for r in net.running]
    return net


def batch(architecture: Architecture, count: int, seed: int = 1) -> tuple[Tensor, Tensor]:
    x = torch.randn(architecture.sizes[0], count, generator=seeded(seed)).double()
    classes = max(2, architecture.sizes[-1])
    label = torch.randint(classes, (count,), generator=seeded(seed + 1))
    return x, targets(label, architecture.sizes[-1]).double()


def by_autograd(net: Network, x: Tensor, y: Tensor, loss: str, form: str, noise: Noise | None) -> Tensor:
    """The gradient of the same loss, by autograd through a network built from the library's functions."""
    theta = net.theta.clone().requires_grad_()
    h = x
    names = net.architecture.activations
    for i, layer in enumerate(cut(theta, net.architecture)):
        W = layer.W
        if noise is not None and noise.dropconnect:
            W = W * keep(W, noise.dropconnect, noise.rng)
        h = W @ h + layer.b
        if i == len(names):
            break
        if layer.gamma is not None and layer.beta is not None:
            mean, s = h.mean(1, keepdim=True), h.var(1, correction=0, keepdim=True)
            if form == "course":
                h = (h - mean) / (s.sqrt() + 1e-5)
            else:
                h = nn.functional.batch_norm(h.T, None, None, training=True).T
            h = layer.gamma * h + layer.beta
        functions: dict[str, Callable[[Tensor], Tensor]] = {
            "linear": lambda z: z,
            "sigmoid": torch.sigmoid,
            "tanh": torch.tanh,
            "relu": torch.relu,
            "leaky_relu": lambda z: nn.functional.leaky_relu(z, LEAK),
            "gelu": nn.functional.gelu,
        }
        h = functions[names[i]](h)
        if noise is not None and noise.dropout:
            h = h * keep(h, noise.dropout, noise.rng)
    binary = len(h) == 1
    if loss == "squared_error":
        p = torch.sigmoid(h) if binary else torch.softmax(h, 0)
        value = (p - y).square().sum(0).mean()
    elif binary:
        value = nn.functional.binary_cross_entropy_with_logits(h, y)
    else:
        value = nn.functional.cross_entropy(h.T, y.argmax(0))
    (slope,) = torch.autograd.grad(value, theta)
    return slope


@examples(80)
@given(
    inputs=st.integers(1, 7),
    hidden=st.lists(st.tuples(st.integers(1, 6), st.sampled_from(ACTIVATIONS)), max_size=4),
    outputs=st.sampled_from([1, 2, 3, 10]),
    loss=st.sampled_from(["cross_entropy", "squared_error"]),
    norm=st.booleans(),
    form=st.sampled_from(["course", "library"]),
    dropout=st.sampled_from([0.0, 0.4]),
    dropconnect=st.sampled_from([0.0, 0.3]),
    count=st.integers(2, 9),
)
def test_the_gradient_is_autograds(
    inputs: int,
    hidden: list[tuple[int, str]],
    outputs: int,
    loss: str,
    norm: bool,
    form: str,
    dropout: float,
    dropconnect: float,
    count: int,
) -> None:
    sizes = (inputs, *(width for width, _ in hidden), outputs)
    architecture = Architecture(sizes, tuple(name for _, name in hidden), norm)
    net = network(architecture)
    x, y = batch(architecture, count)
    passes = forward(net, x, form, Noise(dropout, dropconnect, seeded(3)))
    value, df = loss_and_slope(loss, passes[-1].z, y)
    backward(net, passes, df)
    torch.testing.assert_close(value, mean_loss(loss, passes[-1].z, y))
    expected = by_autograd(net, x, y, loss, form, Noise(dropout, dropconnect, seeded(3)))
    assume(bool(torch.isfinite(expected).all()))  # autograd has no slope for the deviation of a constant row
    torch.testing.assert_close(net.gradient, expected, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("form", ["course", "library"])
def test_the_gradient_is_the_slope_of_the_loss(form: str) -> None:
    architecture = Architecture((2, 4, 3, 1), ("tanh", "gelu"), batch_norm=True)
    net = network(architecture)
    x, y = batch(architecture, 6)
    passes = forward(net, x, form)
    backward(net, passes, loss_and_slope("cross_entropy", passes[-1].z, y)[1])
    for k in range(len(net.theta)):
        ends = []
        for shift in (1e-6, -2e-6):
            net.theta[k] += shift
            ends.append(mean_loss("cross_entropy", forward(net, x, form)[-1].z, y))
        net.theta[k] += 1e-6
        assert (ends[0] - ends[1]) / 2e-6 == pytest.approx(net.gradient[k].item(), abs=1e-7)


def test_parameters_of_the_courses_networks() -> None:
    assert count_parameters(Architecture((4, 5, 3), ("relu",))) == 43
    assert count_parameters(Architecture((3, 5, 5, 3, 1), ("relu",) * 3)) == 72
    assert count_parameters(Architecture((4, 3), ())) == 15
    assert count_parameters(Architecture((2, 8, 8, 1), ("tanh",) * 2, batch_norm=True)) == 105 + 32


def test_one_vector_holds_all_parameters() -> None:
    net = new_network(Architecture((2, 3, 1), ("tanh",), batch_norm=True), CPU)
    net.theta.copy_(torch.arange(float(len(net.theta))))
    flat = [part for layer in net.layers for part in layer if part is not None]
    assert torch.cat([part.flatten() for part in flat]).tolist() == net.theta.tolist()
    assert net.layers[0].W.tolist() == [[0, 1], [2, 3], [4, 5]]
    assert int(net.is_weight.sum()) == 2 * 3 + 3


def test_batch_norm_leaves_mean_beta_and_deviation_gamma() -> None:
    net = network(Architecture((3, 4, 1), ("linear",), batch_norm=True))
    layer = net.layers[0]
    assert layer.gamma is not None
    assert layer.beta is not None
    u = forward(net, torch.randn(3, 50, generator=seeded()).double(), "library")[0].u
    torch.testing.assert_close(u.mean(1, keepdim=True), layer.beta, atol=1e-9, rtol=0)
    torch.testing.assert_close(u.std(1, correction=0, keepdim=True), layer.gamma.abs(), atol=1e-4, rtol=0)


def test_a_bias_before_batch_norm_changes_nothing() -> None:
    net = network(Architecture((3, 4, 1), ("tanh",), batch_norm=True))
    x = torch.randn(3, 8, generator=seeded()).double()
    first = forward(net, x, "course")[-1].z.clone()
    net.layers[0].b.add_(5)
    torch.testing.assert_close(forward(net, x, "course")[-1].z, first)


def test_running_statistics_become_those_of_the_data() -> None:
    net = network(Architecture((2, 3, 1), ("tanh",), batch_norm=True))
    x = torch.randn(2, 64, generator=seeded()).double()
    for _ in range(300):
        trained = forward(net, x, "course")[-1].z
    torch.testing.assert_close(forward(net, x, "course", training=False)[-1].z, trained)


@pytest.mark.parametrize("form", ["course", "library"])
def test_a_batch_of_one_is_normalised_to_nothing_and_nothing_breaks(form: str) -> None:
    net = network(Architecture((2, 3, 1), ("tanh",), batch_norm=True))
    passes = forward(net, torch.ones(2, 1).double(), form)
    backward(net, passes, torch.ones(1, 1).double())
    assert bool(torch.isfinite(net.gradient).all())
    assert net.slopes[0].W.abs().max() == 0


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_each_activation_has_its_derivative(name: str) -> None:
    u = torch.linspace(-6, 6, 100, dtype=torch.float64).requires_grad_()  # misses the corner at 0
    a = activate(name, u)
    (expected,) = torch.autograd.grad(a.sum(), u)
    torch.testing.assert_close(through_activation(name, torch.ones_like(u), u.detach(), a.detach()), expected)


def test_dropout_keeps_the_expectation_and_its_ends() -> None:
    like = torch.zeros(50, 4000)
    kept = keep(like, 0.2, seeded())
    assert set(kept.flatten().tolist()) == {0.0, 1.25}
    assert kept.mean().item() == pytest.approx(1, abs=0.01)
    assert (kept == 0).sum(0).float().mean().item() == pytest.approx(10, abs=0.2)  # of 50 units
    assert bool((keep(like, 0.0, seeded()) == 1).all())
    assert bool((keep(like, 1.0, seeded()) == 0).all())


def test_without_noise_evaluation_and_training_are_the_same() -> None:
    net = network(Architecture((2, 4, 3), ("relu",)))
    x = torch.randn(2, 5, generator=seeded()).double()
    torch.testing.assert_close(forward(net, x, "course")[-1].z, forward(net, x, "course", training=False)[-1].z)


@pytest.mark.parametrize(("form", "factor"), [("course", 2.0), ("library", 1.0)])
def test_penalties_pull_weights_only(form: str, factor: float) -> None:
    net = network(Architecture((2, 3, 1), ("tanh",), batch_norm=True))
    penalise(net, 0.25, 0.5, form)
    expected = (factor * 0.5 * net.theta + 0.25 * net.theta.sign()) * net.is_weight
    torch.testing.assert_close(net.gradient, expected)


def test_squared_error_does_not_move_a_confident_wrong_answer() -> None:
    for y, f in ((0.0, 40.0), (1.0, -120.0)):
        _, slope = loss_and_slope("squared_error", torch.tensor([[f]]), torch.tensor([[y]]))
        assert slope.item() == 0
        _, slope = loss_and_slope("cross_entropy", torch.tensor([[f]]), torch.tensor([[y]]))
        assert slope.abs().item() == 1


def test_cross_entropy_of_the_courses_example() -> None:
    p = torch.tensor([[0.3], [0.2], [0.1], [0.4]])
    y = torch.tensor([[0.0], [1.0], [0.0], [0.0]])
    assert cross_entropy(p.log(), y).item() == pytest.approx(1.6094, abs=1e-4)
    torch.testing.assert_close(probabilities(p.log()), p)


def test_cross_entropy_does_not_overflow() -> None:
    assert cross_entropy(torch.tensor([[1e4]]), torch.tensor([[0.0]])).item() == 1e4
    assert cross_entropy(torch.tensor([[1e4], [0.0]]), torch.tensor([[0.0], [1.0]])).item() == 1e4


def test_the_most_probable_class() -> None:
    assert predicted(torch.tensor([[-1.0, 2.0]])).tolist() == [0, 1]
    assert predicted(torch.tensor([[1.0, 0.0], [0.0, 3.0], [0.0, 1.0]])).tolist() == [0, 1]


@pytest.mark.parametrize("name", ["zero", "small", "large", "xavier", "he"])
def test_weights_begin_with_the_deviation_of_their_name(name: str) -> None:
    W = torch.empty(200, 300)
    initialise([W], name, seeded())
    assert W.std().item() == pytest.approx(deviation(name, 300, 200), rel=0.02, abs=1e-9)
    assert W.mean().abs() <= 0.02 * deviation(name, 300, 200)


def test_he_keeps_the_size_of_signals_through_relu_layers() -> None:
    net = new_network(Architecture((64,) * 8 + (1,), ("relu",) * 7), CPU)
    initialise([layer.W for layer in net.layers], "he", seeded())
    passes = forward(net, torch.randn(64, 400, generator=seeded(1)), "course")
    assert 0.5 < passes[-2].z.std() / passes[0].z.std() < 2
