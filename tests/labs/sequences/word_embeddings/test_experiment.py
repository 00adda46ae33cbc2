from __future__ import annotations

from typing import Any

import pytest
import torch
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.analogies import analogy
from lossland.algorithms.sequences.fixed_window import FixedWindow, WindowGradients, window_gradients
from lossland.algorithms.sequences.fixed_window import scores as window_scores
from lossland.algorithms.sequences.windows import Windows
from lossland.lab import Refused
from lossland.labs.sequences.word_embeddings import learning
from lossland.labs.sequences.word_embeddings.experiment import NEAR, arranged, now
from lossland.labs.sequences.word_embeddings.lab import WordEmbeddings
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.presets import PRESETS
from lossland.labs.sequences.word_embeddings.state import State
from lossland.runs.messages import Vectors
from lossland.uploads.prose import ProseRef, WrittenText
from lossland.uploads.vectors import kept_vectors
from lossland.uploads.word_vectors import VectorsRef, loaded_vectors

LAB = WordEmbeddings()
SHA = "0" * 64


def begun(**params: Any) -> tuple[State, WordEmbeddingsParams]:
    p = WordEmbeddingsParams(**{"study": "train", "a": "man", "c": "woman", **params})
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return s, p


def trained(steps: int, **params: Any) -> tuple[State, WordEmbeddingsParams, dict[str, float]]:
    s, p = begun(**params)
    found: dict[str, float] = {}
    for _ in range(steps):
        found |= {name: float(value) for name, value in LAB.step(s, p).items()}
    return s, p, found


def preset(slug: str) -> dict[str, Any]:
    return dict(next(preset.params for preset in PRESETS if preset.slug == slug))


def words_in(text: torch.Tensor) -> list[str]:
    return bytes(text.tolist()).decode().split("\n")[:-1]


@pytest.mark.seeds(3)
def test_skip_gram_solves_what_was_planted(seed: int) -> None:
    p = WordEmbeddingsParams(study="train")
    s = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    LAB.adopt(s, p, None)
    before = LAB.measure(s, p)
    for _ in range(1500):
        LAB.step(s, p)
    after = LAB.measure(s, p)
    assert all(float(value) < 0.1 for value in before.values())
    assert all(float(after[f"solved_{name}"]) >= 0.9 for name in ("gender", "royal", "capital"))


def test_the_window_of_two_solves_all_and_glove_falls_behind() -> None:
    fixed = trained(1000, **preset("fixed"))[2]
    assert min(fixed[f"solved_{name}"] for name in ("gender", "royal", "capital", "plural")) >= 0.9
    glove = trained(1000, **preset("glove"))[2]
    assert glove["solved_plural"] < 0.7
    assert glove["loss"] < 0.1


def test_the_bars_are_the_norms_of_autograd_and_rows_are_the_words_of_the_windows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    s, p = begun(**preset("mean"), corpus={"kind": "planted", "sentences": 1000})
    assert LAB.draw(s, p)["moves"]["norms.y"].isnan().all()
    LAB.step(s, p)
    free = FixedWindow(**{name: value.clone().requires_grad_() for name, value in s.learned.theta.items()})
    drawn: list[Windows] = []

    def watched(net: FixedWindow, windows: Windows) -> WindowGradients:
        drawn.append(windows)
        return window_gradients(net, windows)

    monkeypatch.setattr(learning, "window_gradients", watched)
    LAB.step(s, p)
    context, target = drawn[0].context, drawn[0].target
    slopes = torch.autograd.grad(cross_entropy(window_scores(free, context), target), [free.E, free.W1, free.W2])
    moves = LAB.draw(s, p)["moves"]
    torch.testing.assert_close(moves["norms.y"], torch.stack([slope.norm() for slope in slopes]))
    assert float(moves["norms.y"].min()) > 0
    assert int(moves["rows.met"]) == int((slopes[0] != 0).any(1).sum()) < int(moves["rows.all"])


def test_the_mean_of_four_has_a_quarter_of_the_inputs_and_loses_the_order() -> None:
    losses = {}
    for join, inputs in (("concatenated", 4 * 32), ("mean", 32)):
        s, p = begun(**preset("mean") | {"join": join})
        assert s.learned.theta["W1"].shape[1] == inputs
        losses[join] = sum(float(LAB.step(s, p)["loss"]) for _ in range(500)) / 500
    assert losses["mean"] > losses["concatenated"] + 0.1


def test_only_the_fixed_window_has_bars_of_what_moves() -> None:
    assert "moves" not in LAB.figures(WordEmbeddingsParams(study="train"))
    s, p = begun()
    assert "moves" not in LAB.draw(s, p)


def test_the_arrow_from_man_to_king_finds_queen_at_woman() -> None:
    s, p, _ = trained(1500)
    arrays = LAB.draw(s, p)
    tokens, lines = words_in(arrays["lists"]["text"]), arrays["lists"]["line"]
    answers = [token for token, line in zip(tokens, lines.tolist(), strict=True) if line == 2]
    assert answers[0] == "queen"
    assert len(answers) == 5
    assert not {"man", "king", "woman"} & set(answers)
    arrows = arrays["cloud"]["arrows"]
    torch.testing.assert_close(arrows[0, 1] - arrows[0, 0], arrows[1, 1] - arrows[1, 0])
    assert torch.equal(arrays["cloud"]["landing"][0], arrows[1, 1])


def test_the_lists_are_the_same_whatever_the_projection() -> None:
    s, p = begun(study="explore", a="he", b="king", c="she")
    lists = LAB.draw(s, p)["lists"]
    assert words_in(lists["text"])[p.near + 3] == "queen"
    for projection in ("axes", "tsne"):
        other = p.model_copy(update={"projection": projection, "dimensions": "2"})
        LAB.adopt(s, other, p)
        arrays = LAB.draw(s, other)
        assert torch.equal(arrays["lists"]["text"], lists["text"])
        assert arrays["cloud"]["points"].shape == ((len(s.words) if projection == "axes" else NEAR), 2)
        assert ("arrows" in arrays["cloud"]) == (projection == "axes")
        if projection == "axes":
            first, copied = arrays["cloud"]["arrows"].diff(dim=1)
            torch.testing.assert_close(first, copied)


def test_as_many_neighbours_as_asked_for_are_listed_and_named() -> None:
    for near in (1, 20):
        s, p = begun(study="explore", near=near)
        arrays = LAB.draw(s, p)
        (listed,) = (arrays["lists"]["line"] == 0).nonzero(as_tuple=True)
        words = [words_in(arrays["lists"]["text"])[k] for k in listed.tolist()]
        assert len(words) == near
        assert words[0] == "beasts"
        assert set(words) <= {s.words[k] for k in arrays["cloud"]["named"].tolist()}


def test_with_man_and_woman_queen_is_fourth_in_the_shipped_vectors() -> None:
    s, _ = begun(study="explore")
    index = {word: k for k, word in enumerate(s.words)}
    found = analogy(now(s), index["man"], index["king"], index["woman"], 5)
    assert [s.words[k] for k in found.ids.tolist()].index("queen") == 3


def test_axes_are_cosines_with_the_arrows_between_the_words() -> None:
    s, p = begun(study="explore", projection="axes")
    arrays = LAB.draw(s, p)["cloud"]
    index = {word: k for k, word in enumerate(s.words)}
    points = arrays["points"]
    assert float(points[index["woman"], 0]) > 0 > float(points[index["man"], 0])
    assert words_in(arrays["axes"]) == ["man → woman", "boy → king"]
    assert float(points.abs().max()) <= 1 + 1e-5


def test_an_unknown_word_has_a_question_mark_and_no_arrows() -> None:
    s, p = begun(study="explore", word="qwertyuiop", a="qwertyuiop", x_from="qwertyuiop", projection="axes")
    arrays = LAB.draw(s, p)
    assert words_in(arrays["lists"]["text"]) == ["?", "qwertyuiop", "king", "woman", "?"]
    assert "arrows" not in arrays["cloud"]
    assert arrays["cloud"]["points"].shape[1] == 3  # as PCA has it


def test_after_neutralising_all_are_as_far_from_man_as_from_woman() -> None:
    s, p = begun(study="explore", **preset("bias"))
    bias = LAB.draw(s, p)["bias"]
    assert float(bias["before"].abs().max()) > 0.15
    torch.testing.assert_close(bias["after"], torch.zeros(10), atol=1e-5, rtol=0)
    torch.testing.assert_close(bias["man"], bias["woman"])


def test_one_hot_vectors_say_nothing_of_likeness() -> None:
    s, p = begun(study="explore")
    sizes = LAB.draw(s, p)["sizes"]
    assert sizes["ab"][0] == 0
    assert sizes["numbers"].tolist() == [len(s.words), 64]
    assert sizes["touched"].tolist() == [len(s.words) * 64, 6 * 64]


def test_t_sne_follows_training_without_a_jump() -> None:
    s, p, _ = trained(300, projection="tsne", dimensions="2")
    torch.testing.assert_close(arranged(s, 2), arranged(s, 2))
    assert LAB.draw(s, p)["cloud"]["points"].shape == (NEAR, 2)


def own(rows: int, width: int) -> tuple[WordEmbeddingsParams, State]:
    rng = torch.Generator().manual_seed(1)
    lines = (f"w{k} {' '.join(f'{x:.3f}' for x in torch.randn(width, generator=rng).tolist())}" for k in range(rows))
    upload = kept_vectors("\n".join(lines).encode())[0]
    assert isinstance(upload, Vectors)
    ref = VectorsRef(SHA, loaded_vectors(upload))
    p = WordEmbeddingsParams(study="explore", vectors={"kind": "vectors", "vectors": ref})
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return p, s


def test_own_vectors_are_looked_at_and_at_most_ten_thousand_drawn() -> None:
    p, s = own(10_050, 3)
    cloud = LAB.draw(s, p)["cloud"]
    assert len(cloud["points"]) == 10_000
    assert len(words_in(cloud["text"])) == 10_000


def test_of_three_words_that_are_all_asked_none_is_left_to_answer() -> None:
    p, s = own(3, 3)
    arrays = LAB.draw(s, p.model_copy(update={"a": "w0", "b": "w1", "c": "w2", "word": "w0"}))
    assert sorted(arrays["cloud"]["named"].tolist()) == [0, 1, 2]
    assert int((arrays["lists"]["line"] == 2).sum()) == 0


def test_own_text_is_learned() -> None:
    ref = ProseRef(SHA, WrittenText("The cat sat on the mat. The dog sat on the rug. " * 40))
    p = WordEmbeddingsParams(study="train", corpus={"kind": "text", "text": ref})
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    first = float(LAB.step(s, p)["loss"])
    for _ in range(300):
        last = float(LAB.step(s, p)["loss"])
    assert last < first
    assert s.questions == {}


def test_a_text_of_one_word_is_refused() -> None:
    ref = ProseRef(SHA, WrittenText("again " * 40))
    p = WordEmbeddingsParams(study="train", corpus={"kind": "text", "text": ref})
    with pytest.raises(Refused, match="at least 2"):
        LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))


def test_too_large_a_rate_diverges() -> None:
    s, _, _ = trained(300, **preset("diverges"))
    assert not bool(now(s).isfinite().all())
