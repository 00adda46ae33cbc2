"""Beam search against transformers' Marian, and many sentences at once: `python -m tests.bench.beam`. Prints JSON.

Both have the same weights: 2 + 2 layers of width 128, 2,000 tokens; beam 5, 30 tokens, on one thread and in turns; of each the
least disturbed turn counts. Both must say the same. Then 32 sentences in one batch, and one by one.
"""

from __future__ import annotations

import json

import torch
from torch import Tensor

from lossland.algorithms.sequences.beam_search import Found, beam_search
from lossland.algorithms.sequences.tokens import EOS, PAD
from lossland.algorithms.sequences.transformer import Transformer
from lossland.engine.numerics import fix_numerics
from tests.bench.nms import took
from tests.support.marian import as_ours, marian

V, BEAM, LONGEST, TURNS, SENTENCES = 2000, 5, 30, 9, 32


@torch.no_grad()
def main() -> None:
    """Milliseconds a token of ours and theirs; whether they say the same; milliseconds a sentence together and alone."""
    fix_numerics()
    torch.manual_seed(0)
    net = Transformer(V, width=128, heads=4, layers=2, hidden=512, norms="after").eval()
    for weight in net.parameters():
        if weight.dim() == 2:
            weight.mul_(1.5)
    net.embedding.weight[EOS] = 0.0  # neither ends before its 30 tokens
    peer = marian(net, 4)
    rng = torch.Generator().manual_seed(1)
    source = torch.randint(4, V, (SENTENCES, 12), generator=rng)

    def ours(rows: Tensor) -> list[Found]:
        return beam_search(net, net.begin(rows), len(rows), BEAM, alpha=1.0, longest=LONGEST, banned=(PAD,))

    def theirs(rows: Tensor) -> Tensor:
        said: Tensor = peer.generate(
            rows, num_beams=BEAM, min_new_tokens=LONGEST, max_new_tokens=LONGEST, length_penalty=1.0, **as_ours(rows)
        )
        return said

    one = source[:1]
    turns = [(took(lambda: ours(one)), took(lambda: theirs(one))) for _ in range(TURNS)]
    together = min(took(lambda: ours(source)) for _ in range(3))
    alone = min(took(lambda: [ours(source[k : k + 1]) for k in range(SENTENCES)]) for _ in range(2))
    said = [list(ours(source[k : k + 1])[0].best(1.0)[0].tokens) for k in range(6)]
    same = [row[1 : LONGEST + 1] for row in theirs(source[:6]).tolist()]
    print(
        json.dumps(
            {
                "ours": min(mine for mine, _ in turns) / LONGEST,
                "theirs": min(peers for _, peers in turns) / LONGEST,
                "same": sum(a == b for a, b in zip(said, same, strict=True)) / 6,
                "together": together / SENTENCES,
                "alone": alone / SENTENCES,
            }
        )
    )


if __name__ == "__main__":
    main()
