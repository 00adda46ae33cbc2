"""Byte-pair encoding (Sennrich et al. 2016) by the `tokenizers` library: frequent words are one token, rare ones several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from lossland.algorithms.sequences.tokens import BOS, EOS, PAD, SPECIAL, START, UNK
from lossland.lab.text import Refused, T


class BytePairs:
    """Cuts text into tokens and joins them again. Digits and punctuation stand alone."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.size = tokenizer.get_vocab_size()

    @classmethod
    def learned(cls, texts: Iterable[str], size: int, characters: int = 1000) -> BytePairs:
        """Merges the most frequent neighbours until there are `size` tokens; begins with the most frequent `characters`."""
        tokenizer = Tokenizer(models.BPE(unk_token=SPECIAL[UNK]))
        tokenizer.normalizer = normalizers.Sequence(
            [
                normalizers.NFKC(),
                normalizers.Replace("\u2019", "'"),
                normalizers.Replace(Regex(r"\s+"), " "),
                normalizers.Replace(Regex(r" (?=[!?;:])"), ""),  # French writes a space before these
                normalizers.Strip(),
            ]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Metaspace(START, prepend_scheme="always"),
                pre_tokenizers.Punctuation("isolated"),
                pre_tokenizers.Digits(individual_digits=True),
            ]
        )
        tokenizer.decoder = decoders.Metaspace(START, prepend_scheme="always")
        trainer = trainers.BpeTrainer(
            vocab_size=size,
            limit_alphabet=characters,
            min_frequency=2,
            special_tokens=list(SPECIAL),
            show_progress=False,
        )
        tokenizer.train_from_iterator(texts, trainer)
        return cls(tokenizer)

    @classmethod
    def read(cls, text: str) -> BytePairs:
        """From the JSON of a tokeniser. Raises `Refused` for anything else."""
        try:
            return cls(Tokenizer.from_str(text))
        except Exception as error:  # noqa: BLE001 (the library raises nothing narrower)
            raise Refused(T(f"this is no tokeniser: {error}", f"这不是分词器：{error}")) from None

    def encode(self, text: str) -> list[int]:
        """Its tokens."""
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def encode_all(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each."""
        return [found.ids for found in self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def pieces(self, tokens: Sequence[int]) -> list[str]:
        """How each is written; the first of a word begins with `START`."""
        return [self.tokenizer.id_to_token(token) or SPECIAL[UNK] for token in tokens]

    def decode(self, tokens: Sequence[int]) -> str:
        """The text of the tokens, without padding, beginning and end."""
        pieces = self.pieces([token for token in tokens if token not in (PAD, BOS, EOS)])
        return "".join(pieces).replace(START, " ").strip()

    def written(self) -> str:
        """Its JSON, for `read`."""
        return self.tokenizer.to_str()
