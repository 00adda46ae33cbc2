"""The optimizer's formula with the numbers of its last update."""

from __future__ import annotations

from torch import Tensor

from lossland.algorithms.optimizers.rule import direction, rule_of
from lossland.lab import T
from lossland.lab.views import Formula
from lossland.labs.networks.mlp_playground.experiment import rates_of
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The last update of the weight that is now the largest: w <- w - alpha d / r."""
    s, p = seen.s, seen.p
    k = (s.net.theta.abs() * s.net.is_weight).argmax()
    now = s.net.theta[k].double()
    alpha, d, r = s.rate, now.new_zeros(()), now.new_ones(())
    if s.moments.t:
        rates = rates_of(p, s.epoch)._replace(alpha=s.rate)
        above, below = direction(s.moments, s.net.gradient, rule_of(rates))
        if p.optimizer == "adadelta" and p.form == "course":
            alpha = 1.0
        d = above[k].double()
        r = r if below is None else below[k].double()
    values = {"w": now + alpha * d / r, "alpha": now.new_tensor(alpha), "d": d, "r": r, "next": now}
    return {name: value.reshape(1).float() for name, value in values.items()}


def figure(p: MlpPlaygroundParams) -> Formula:
    """The last update of the largest weight."""
    numbers = r"@w@ - @alpha@ \cdot \frac{@d@}{@r@} = @next@"
    return Formula(
        title=T("The last update", "最近一次更新"),
        caption=T("Of the weight that is now the largest.", "当前绝对值最大的权重。"),
        alt=T("The optimizer's formula with its numbers.", "优化器公式及其数值。"),
        tex=r"\begin{aligned} w &\leftarrow w - \alpha\,\frac{d}{\sqrt{v + \epsilon}} \\ &= "
        + numbers
        + r"\end{aligned}",
        library=r"\begin{aligned} w &\leftarrow w - \alpha\,\frac{d}{\sqrt{v} + \epsilon} \\ &= "
        + numbers
        + r"\end{aligned}",
        explained=T(
            "d is the gradient g (SGD, normalised gradient, AdaGrad, RMSprop), its average m (momentum, Nesterov; in Adam "
            "corrected for its beginning at 0), or g √(u + ε) with α = 1 in AdaDelta. v is g² (normalised gradient), the "
            "sum of all g² (AdaGrad) or their average; SGD, momentum and Nesterov divide by 1.",
            "d 为梯度 g (SGD、归一化梯度、AdaGrad、RMSprop)、其平均 m (动量、Nesterov；Adam 中经偏差修正)，"
            "在 AdaDelta 中为 g √(u + ε) 且 α = 1。v 为 g² (归一化梯度)、全部 g² 之和 (AdaGrad) 或其平均；"
            "SGD、动量和 Nesterov 除以 1。",
        ),
        digits=3,
        max_rate=8,
    )
