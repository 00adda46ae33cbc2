"""Against another library: the same weights say the same, and its beam search finds the same."""

from __future__ import annotations

import copy

import pytest
import torch
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.beam_search import beam_search
from lossland.algorithms.sequences.tokens import BOS, EOS, PAD
from lossland.algorithms.sequences.transformer import Transformer
from tests.support.marian import as_ours, marian

V = 60


def sharp(seed: int) -> Transformer:
    """One whose distributions are neither flat nor certain."""
    torch.manual_seed(seed)
    net = Transformer(V, width=32, heads=4, layers=2, hidden=64, norms="after").eval()
    with torch.no_grad():
        for weight in net.parameters():
            if weight.dim() == 2:
                weight.mul_(1.6)
    return net


@pytest.mark.parametrize("seed", range(2))
@torch.no_grad()
def test_it_says_what_marian_says(seed: int) -> None:
    net = sharp(seed)
    peer = marian(net, 4)
    rng = torch.Generator().manual_seed(seed)
    source, target = torch.randint(4, V, (3, 8), generator=rng), torch.randint(4, V, (3, 7), generator=rng)
    source[1, 5:] = PAD
    theirs = peer(input_ids=source, attention_mask=source != PAD, decoder_input_ids=target).logits
    torch.testing.assert_close(net(source, target), theirs, atol=2e-4, rtol=1e-3)


@pytest.fixture(scope="module")
def halting() -> Transformer:
    """One that has begun to learn to say words backwards, and to end."""
    torch.manual_seed(0)
    net = Transformer(V, width=32, heads=4, layers=2, hidden=64, norms="after")
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3)
    for step in range(150):
        length = 2 + step % 5
        words = torch.randint(4, V, (48, length))
        said = torch.cat([torch.full((48, 1), BOS), words.flip(1), torch.full((48, 1), EOS)], 1)
        loss = cross_entropy(net(words, said[:, :-1]).flatten(0, 1), said[:, 1:].flatten())
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
    return net.eval()


@pytest.mark.parametrize("alpha", [0.0, 0.7, 1.0])
@torch.no_grad()
def test_it_finds_what_marian_finds(halting: Transformer, alpha: float) -> None:
    net = copy.deepcopy(halting)
    peer = marian(net, 4)
    source = torch.randint(4, V, (12, 5), generator=torch.Generator().manual_seed(5))
    found = beam_search(net, net.begin(source), 12, 4, alpha=alpha, longest=20, banned=(PAD,))
    theirs = peer.generate(source, num_beams=4, max_new_tokens=20, length_penalty=alpha, **as_ours(source))
    ours = [each.best(alpha)[0] for each in found]
    assert all(best.finished for best in ours)
    for best, row in zip(ours, theirs.tolist(), strict=True):
        assert list(best.tokens) == row[1 : row.index(EOS) + 1]
    assert len({best.tokens for best in ours}) > 6
