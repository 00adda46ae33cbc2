"""The parameters of the attention lab."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lossland.fields.descent import form_of_formulas
from lossland.lab import T, live, structural
from lossland.labs.sequences.attention.read_params import ReadParams
from lossland.labs.sequences.attention.study_params import BLOCK, COST, HEADS, TOKENS, WIDTH

QUERY = T("Queries, keys, values", "查询、键、值")
SCORE = T("Score and mask", "得分与掩码")
SENTENCE = T("Sentence", "句子")
PARTS = T("What goes together", "怎样组合")
SIZES = T("Sizes", "尺寸")

REACH = 4.0
"""Numbers of tokens are typed and dragged between minus and plus this."""
Value = Annotated[float, Field(ge=-REACH, le=REACH)]
DEEPEST = 24
"""Blocks on each other."""


def numbers(start: list[float], title: T, description: T, **hints: object) -> list[float]:
    """A matrix as the list of its rows; its tables are where it is typed."""
    found: list[float] = Field(
        start,
        min_length=len(start),
        max_length=len(start),
        title=title,
        description=description,
        json_schema_extra=live(**{"hidden": True, **hints}),
    )
    return found


class AttentionParams(ReadParams):
    """What the page shows as controls."""

    source: Literal["given", "own", "self"] = Field(
        "given",
        title=T("Where q, k, v come from", "q、k、v 从何而来"),
        description=T(
            "One query, and inputs that are keys and values at once; keys and values of their own; or self-attention: three "
            "matrices make all of them from the same tokens.",
            "一个查询，输入同时作键和值；键与值各自给定；或自注意力：三个矩阵从同一组词元得到全部三者。",
        ),
        json_schema_extra=structural(
            group=QUERY,
            options={
                "given": T("Query q, inputs x", "查询 q、输入 x"),
                "own": T("q, K and V", "q、K 与 V"),
                "self": T("Self-attention", "自注意力"),
            },
            when=TOKENS,
        ),
    )
    times: float = Field(
        1.0,
        ge=0,
        le=8,
        title=T("Query times", "查询乘以"),
        description=T(
            "Every query is multiplied by it: twice the query is twice the scores, and a sharper softmax.",
            "每个查询都乘以它：查询加倍，得分加倍，softmax 更尖锐。",
        ),
        json_schema_extra=live(group=QUERY, symbol="c", when=TOKENS),
    )
    q: list[Value] = numbers([1, 0], T("Query", "查询"), T("What is looked for.", "要找什么。"))
    X: list[Value] = numbers(
        [1, 0, 0, 1, 1, 1], T("Inputs", "输入"), T("Three tokens of two numbers, row by row.", "三个词元，每个两个数。")
    )
    K: list[Value] = numbers(
        [1, 0, 0, 1, 1, 1], T("Keys", "键"), T("What each token offers to be found by.", "每个词元供查找的特征。")
    )
    V: list[Value] = numbers(
        [3, 0, 0, 3, -2, -1], T("Values", "值"), T("What each token gives.", "每个词元给出的内容。")
    )
    W_Q: list[Value] = numbers([1, 0, 0, 1], T("W_Q", "W_Q"), T("Makes queries.", "生成查询。"))
    W_K: list[Value] = numbers([1, 0, 0, 1], T("W_K", "W_K"), T("Makes keys.", "生成键。"))
    W_V: list[Value] = numbers([1, 0, 0, 1], T("W_V", "W_V"), T("Makes values.", "生成值。"))
    query: int = Field(
        1,
        ge=1,
        le=3,
        title=T("Query looked at", "所看的查询"),
        description=T("Of self-attention: the row whose sum is drawn.", "自注意力中画出加权和的那一行。"),
        json_schema_extra=live(group=QUERY, symbol="i", when={**TOKENS, "source": ["self"]}),
    )
    score: Literal["dot", "bilinear", "additive"] = Field(
        "dot",
        title=T("Score", "得分"),
        description=T("How well a key answers a query.", "键与查询的匹配程度。"),
        json_schema_extra=live(
            group=SCORE,
            symbol="e",
            options={
                "dot": T("Dot product q·k", "点积 q·k"),
                "bilinear": T("Linear map q′Wk", "线性映射 q′Wk"),
                "additive": T("Additive v′tanh(Wq + k)", "加性 v′tanh(Wq + k)"),
            },
            when=TOKENS,
        ),
    )
    W: list[Value] = numbers(
        [1, 0, 0, 1], T("W of the score", "得分的 W"), T("Learned in a net.", "在网络中学习得到。")
    )
    v: list[Value] = numbers([1, 1], T("v of the score", "得分的 v"), T("Learned in a net.", "在网络中学习得到。"))
    form: Literal["course", "library"] = form_of_formulas(
        live,
        T(
            "The course's: no root. The library's: scores are divided by √d_k.",
            "课程写法：无根号。PyTorch 写法：得分除以 √d_k。",
        ),
        group=SCORE,
        when=TOKENS,
    )
    mask: Literal["none", "causal", "last"] = Field(
        "none",
        title=T("Mask", "掩码"),
        description=T(
            "Which keys may not be seen: those after the query, or the last one, which is padding.",
            "哪些键不可见：查询之后的键，或最后一个 (填充)。",
        ),
        json_schema_extra=live(
            group=SCORE,
            options={
                "none": T("None", "无"),
                "causal": T("Causal", "因果"),
                "last": T("Last is padding", "末位为填充"),
            },
            when={"study": ["tokens", "heads"]},
        ),
    )
    masked: Literal["before", "after"] = Field(
        "before",
        title=T("Masked", "何时掩码"),
        description=T(
            "−∞ is added before the softmax. Zeros that are put in after it leave rows that do not sum to 1.",
            "在 softmax 之前加 −∞。若在之后置零，各行之和就不再是 1。",
        ),
        json_schema_extra=live(
            group=SCORE,
            advanced=True,
            options={
                "before": T("Before the softmax", "softmax 之前"),
                "after": T("After it (wrong)", "之后 (错误)"),
            },
            when=TOKENS,
        ),
    )
    d_k: int = Field(
        64,
        ge=1,
        le=512,
        title=T("Width of queries and keys", "查询与键的维数"),
        description=T("Independent random components of variance 1.", "各分量独立随机，方差为 1。"),
        json_schema_extra=live(scale="log", symbol="d_k", when=WIDTH),
    )
    sentence: Literal["cat", "river", "library"] = Field(
        "cat",
        title=T("Tokens", "词元"),
        description=T("Some stand there twice.", "其中有的出现两次。"),
        json_schema_extra=live(
            group=SENTENCE,
            options={
                "cat": T("the cat saw the dog", "the cat saw the dog"),
                "river": T("will the river bank hold the bank", "will the river bank hold the bank"),
                "library": T("我 爱 我 的 图 书 馆", "我 爱 我 的 图 书 馆"),
            },
            when=HEADS,
        ),
    )
    order: Literal["written", "reversed", "exchanged"] = Field(
        "written",
        title=T("Order", "次序"),
        description=T("The same tokens in another order.", "同样的词元换一个次序。"),
        json_schema_extra=live(
            group=SENTENCE,
            options={
                "written": T("As written", "原序"),
                "reversed": T("Reversed", "倒序"),
                "exchanged": T("First and last exchanged", "首尾互换"),
            },
            when=HEADS,
        ),
    )
    positions: bool = Field(
        True,
        title=T("Add positions", "加上位置编码"),
        description=T("Sines and cosines are added to every token.", "给每个词元加上正弦与余弦。"),
        json_schema_extra=live(group=SENTENCE, when=HEADS),
    )
    sharpness: float = Field(
        30.0,
        ge=0,
        le=100,
        title=T("Sharpness of the heads", "各头的锐度"),
        description=T("A factor in every head's W_Q.", "每个头的 W_Q 中的一个因子。"),
        json_schema_extra=live(group=SENTENCE, symbol="β", when=HEADS),
    )
    joins: Literal["encoder", "decoder", "cross", "recurrent"] = Field(
        "encoder",
        title=T("Attention", "注意力"),
        description=T(
            "Where queries come from and where keys and values: one sequence, one that hides its future, or two sequences.",
            "查询从哪里来，键与值从哪里来：同一个序列、遮住未来的序列，或两个序列。",
        ),
        json_schema_extra=structural(
            group=PARTS,
            options={
                "encoder": T("Self-attention, encoder", "自注意力，编码器"),
                "decoder": T("Self-attention, decoder", "自注意力，解码器"),
                "cross": T("Encoder-decoder", "编码器-解码器"),
                "recurrent": T("RNN + attention", "RNN + 注意力"),
            },
            when=BLOCK,
        ),
    )
    residual: bool = Field(
        True,
        title=T("Residual paths", "残差路径"),
        description=T("What comes in is added to what comes out.", "输入加到输出上。"),
        json_schema_extra=structural(group=PARTS, when=BLOCK),
    )
    norm: Literal["before", "after", "none"] = Field(
        "before",
        title=T("Layer norm", "层归一化"),
        description=T("Before each part, after each addition, or nowhere.", "在每一部分之前、每次相加之后，或没有。"),
        json_schema_extra=structural(
            group=PARTS,
            options={"before": T("Before", "之前"), "after": T("After", "之后"), "none": T("None", "无")},
            when=BLOCK,
        ),
    )
    feed: bool = Field(
        True,
        title=T("Feed-forward part", "前馈部分"),
        description=T("Two layers at each position by itself.", "在每个位置上各自的两层。"),
        json_schema_extra=structural(group=PARTS, when=BLOCK),
    )
    blocks: int = Field(
        12,
        ge=1,
        le=DEEPEST,
        title=T("Blocks on each other", "模块层数"),
        description=T("With random weights, before any training.", "随机权重，尚未训练。"),
        json_schema_extra=live(group=PARTS, symbol="L", when=BLOCK),
    )
    n: int = Field(
        128,
        ge=1,
        le=4096,
        title=T("Tokens", "词元数"),
        description=T("Length of the sequence.", "序列长度。"),
        json_schema_extra=live(group=SIZES, scale="log", symbol="n", when=COST),
    )
    d: int = Field(
        512,
        ge=8,
        le=2048,
        multiple_of=8,
        title=T("Width", "宽度"),
        description=T("Of tokens; the heads share it.", "词元的维数；各头平分。"),
        json_schema_extra=live(group=SIZES, scale="log", symbol="d", when=COST),
    )
    h: int = Field(
        8,
        ge=1,
        le=16,
        title=T("Heads", "头数"),
        description=T("Each is d / h wide; the last may be narrower.", "每个头宽 d / h。"),
        json_schema_extra=live(group=SIZES, symbol="h", when=COST),
    )
