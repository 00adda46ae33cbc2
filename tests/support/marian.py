"""The same network in two libraries: the weights of a Transformer put into transformers' Marian."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from transformers import MarianConfig, MarianMTModel

from lossland.algorithms.sequences.attention import MultiHeadAttention
from lossland.algorithms.sequences.tokens import BOS, EOS, PAD
from lossland.algorithms.sequences.transformer import DecoderBlock, EncoderBlock, Sublayer, Transformer


def marian(net: Transformer, heads: int) -> MarianMTModel:
    """A Marian that says what `net` says, whose norms come after. `net` gets Marian's order of sines and cosines."""
    vocabulary, width = net.embedding.weight.shape
    first: EncoderBlock = net.encoder[0]  # type: ignore[assignment]
    hidden = len(first.feed.get_parameter("0.weight"))
    config = MarianConfig(
        vocab_size=vocabulary,
        d_model=width,
        encoder_layers=len(net.encoder),
        decoder_layers=len(net.decoder),
        encoder_attention_heads=heads,
        decoder_attention_heads=heads,
        encoder_ffn_dim=hidden,
        decoder_ffn_dim=hidden,
        activation_function="relu",
        scale_embedding=True,
        pad_token_id=PAD,
        eos_token_id=EOS,
        bos_token_id=BOS,
        decoder_start_token_id=BOS,
        forced_eos_token_id=None,
        max_position_embeddings=len(net.positions),
        dropout=0.0,
    )
    model = MarianMTModel(config)
    model.train(False)
    with torch.no_grad():
        net.positions.copy_(model.model.decoder.embed_positions.weight)
        model.model.shared.weight.copy_(net.embedding.weight)
        for own, theirs in zip(net.encoder, model.model.encoder.layers, strict=True):
            assert isinstance(own, EncoderBlock)
            _attention(own.attention, theirs.self_attn)
            _rest(own, theirs)
            _norm(own.first, theirs.self_attn_layer_norm)
            _norm(own.second, theirs.final_layer_norm)
        for own, theirs in zip(net.decoder, model.model.decoder.layers, strict=True):
            assert isinstance(own, DecoderBlock)
            _attention(own.attention, theirs.self_attn)
            _attention(own.source, theirs.encoder_attn)
            _rest(own, theirs)
            _norm(own.first, theirs.self_attn_layer_norm)
            _norm(own.second, theirs.encoder_attn_layer_norm)
            _norm(own.third, theirs.final_layer_norm)
    return model


def as_ours(source: Tensor) -> dict[str, Any]:
    """What its search is told besides, for it to use the same tokens."""
    return {
        "attention_mask": source != PAD,
        "bad_words_ids": [[PAD]],
        "pad_token_id": PAD,
        "eos_token_id": EOS,
        "decoder_start_token_id": BOS,
    }


def _attention(own: MultiHeadAttention, theirs: torch.nn.Module) -> None:
    for mine, name in ((own.W_Q, "q_proj"), (own.W_K, "k_proj"), (own.W_V, "v_proj"), (own.W_O, "out_proj")):
        getattr(theirs, name).load_state_dict(mine.state_dict())


def _rest(own: EncoderBlock | DecoderBlock, theirs: torch.nn.Module) -> None:
    for name, layer in (("fc1", own.feed[0]), ("fc2", own.feed[2])):
        getattr(theirs, name).load_state_dict(layer.state_dict())


def _norm(own: Sublayer, theirs: torch.nn.Module) -> None:
    theirs.load_state_dict(own.norm.state_dict())
