"""The one list of what can be fetched.

Hashes are those that the publishers give (torchvision and Zalando for the digits and clothes, the name of VGG-19's
file, gensim-data's list for GloVe) or, of FastestDet at its commit and of the film reviews, what the file has. A file
of which nobody has published a hash is pinned by the commit in its address.
"""

from __future__ import annotations

from collections.abc import Mapping

from lossland.assets.asset import Asset, File, Pin
from lossland.lab.text import T

GZIP, ZIP, JPEG = b"\x1f\x8b", b"PK\x03\x04", b"\xff\xd8\xff"
_RAW = "https://raw.githubusercontent.com"
_BCCD = "d272fb14cdff6e473fafeeeba32aba5f560e9e43"
_FASTESTDET = "50473cd155cb088aa4a99e64ff6a4b3c24fa07e1"
_FRA_ENG = "adddaf33ac35572bcfeb421efec29435e7ea9332"
_CMN_ENG = "620408eda1721f683e2413778ad19e4f94691053"
_STYLES = "e550cdab35115e927b0f3a7cb6b8ba897ffe0356"
_STYLES_FIRST = "2e10fb91cb42cb7fb849379ee4f899b5826e5627"
_GLOVE = "glove-wiki-gigaword-50"


def _as_is(name: str) -> T:
    """Names of licences and of people are the same in both languages."""
    return T(name, name)


def _idx(bases: tuple[str, ...], name: str, size: int, sha256: str) -> File:
    return File(name, tuple(f"{base}/{name}" for base in bases), Pin("sha256", sha256), size, begins=GZIP)


def _at_commit(repository: str, commit: str, path: str, name: str, size: int | None, most: int, begins: bytes) -> File:
    return File(name, (f"{_RAW}/{repository}/{commit}/{path}",), Pin("commit", commit), size, most, begins)


def _painting(commit: str, path: str, name: str) -> File:
    place = f"images/style/{path}"
    return _at_commit("jarmalmichal/Neural-Style-Transfer", commit, place, name, None, 8 * 2**20, JPEG)


_MNIST = ("https://ossci-datasets.s3.amazonaws.com/mnist", "https://storage.googleapis.com/cvdf-datasets/mnist")
_FASHION = (
    f"{_RAW}/zalandoresearch/fashion-mnist/master/data/fashion",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets",
)
_TRAIN_X, _TRAIN_Y = "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"
_TEST_X, _TEST_Y = "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"

_LISTED = (
    Asset(
        "mnist",
        T("MNIST digits", "MNIST 手写数字"),
        T(
            "70,000 handwritten digits, grey, 28×28; 10,000 of them for the test.",
            "70,000 个手写数字，28×28 灰度图；其中 10,000 个用于测试。",
        ),
        "data set",
        "idx, gzip",
        _as_is("CC BY-SA 3.0"),
        _as_is("Y. LeCun, C. Cortes, C. Burges; LeCun et al. 1998"),
        (
            _idx(_MNIST, _TRAIN_X, 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            _idx(_MNIST, _TRAIN_Y, 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            _idx(_MNIST, _TEST_X, 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            _idx(_MNIST, _TEST_Y, 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ),
    ),
    Asset(
        "fashion-mnist",
        T("Fashion-MNIST clothes", "Fashion-MNIST 服装"),
        T(
            "70,000 pictures of clothes in ten classes, grey, 28×28; 10,000 of them for the test.",
            "十类共 70,000 张服装图片，28×28 灰度图；其中 10,000 张用于测试。",
        ),
        "data set",
        "idx, gzip",
        _as_is("MIT"),
        _as_is("Zalando Research; Xiao, Rasul, Vollgraf 2017"),
        (
            _idx(_FASHION, _TRAIN_X, 26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            _idx(_FASHION, _TRAIN_Y, 29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            _idx(_FASHION, _TEST_X, 4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            _idx(_FASHION, _TEST_Y, 5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        ),
    ),
    Asset(
        "blood-cells",
        T("Blood cells (BCCD)", "血细胞 (BCCD)"),
        T(
            "364 microscope pictures with boxes of red cells, white cells and platelets.",
            "364 张显微镜图片，标有红细胞、白细胞和血小板的边界框。",
        ),
        "data set",
        "JPEG and Pascal VOC, zip",
        _as_is("MIT"),
        T(
            "BCCD Dataset, Shenggan; images by cosmicad and akshaylamba",
            "BCCD Dataset，Shenggan；图片由 cosmicad 和 akshaylamba 提供",
        ),
        (
            File(
                "bccd.zip",
                (f"https://codeload.github.com/Shenggan/BCCD_Dataset/zip/{_BCCD}",),
                Pin("commit", _BCCD),
                None,
                32 * 2**20,
                ZIP,
            ),
        ),
    ),
    Asset(
        "paintings",
        T("Four paintings", "四幅画"),
        T(
            "The Starry Night, The Great Wave, The Scream, The Shipwreck of the Minotaur: styles to transfer.",
            "《星月夜》《神奈川冲浪里》《呐喊》《米诺陶洛斯号沉船》：用于风格迁移。",
        ),
        "paintings",
        "JPEG",
        T("public domain", "公有领域"),
        _as_is("V. van Gogh 1889; K. Hokusai 1831; E. Munch 1893; J. M. W. Turner c. 1810"),
        (
            _painting(_STYLES, "starry_night.jpg", "starry_night.jpg"),
            _painting(_STYLES_FIRST, "wave.jpg", "wave.jpg"),
            _painting(_STYLES_FIRST, "scream.jpg", "scream.jpg"),
            _painting(_STYLES, "shipwreck.jpg", "wreck.jpg"),
        ),
    ),
    Asset(
        "fastestdet",
        T("FastestDet, a detector", "FastestDet 检测器"),
        T(
            "A small network that finds objects of the 80 classes of COCO; AP at .5 is .253.",
            "小型目标检测网络，可识别 COCO 的 80 类物体；AP@.5 为 .253。",
        ),
        "weights",
        "PyTorch state dict",
        _as_is("BSD-3-Clause"),
        _as_is("FastestDet, © 2022 xuehao.ma"),
        (
            File(
                "fastestdet.pth",
                (f"{_RAW}/dog-qiuqiu/FastestDet/{_FASTESTDET}/weights/weight_AP05%3A0.253207_280-epoch.pth",),
                Pin("sha256", "7f688d478ee474c82dbdb9c10e0ede2f8f3cf5d603f0825d2efd925eb561d05e"),
                1157945,
            ),
        ),
    ),
    Asset(
        "vgg19",
        T("VGG-19", "VGG-19"),
        T(
            "The network of the first paper on style transfer, trained on ImageNet.",
            "风格迁移开创性论文所用的网络，在 ImageNet 上训练。",
        ),
        "weights",
        "PyTorch state dict",
        _as_is("BSD-3-Clause"),
        T("torchvision; Simonyan and Zisserman 2014", "torchvision；Simonyan 和 Zisserman 2014"),
        (
            File(
                "vgg19-dcbb9e9d.pth",
                ("https://download.pytorch.org/models/vgg19-dcbb9e9d.pth",),
                Pin("sha256", "dcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44"),
                574673361,
            ),
        ),
    ),
    Asset(
        "tatoeba-fra-eng",
        T("French and English sentences", "法语—英语句对"),
        T("Some 167,000 pairs of sentences of Tatoeba.", "约 167,000 个 Tatoeba 句对。"),
        "pairs",
        "tab-separated, zip",
        _as_is("CC BY 2.0"),
        T(
            "Sentence pairs from tatoeba.org via www.manythings.org/anki",
            "句对来自 tatoeba.org，经由 www.manythings.org/anki",
        ),
        (_at_commit("modelexlab/data", _FRA_ENG, "fra-eng.zip", "fra-eng.zip", 3424571, 0, ZIP),),
    ),
    Asset(
        "tatoeba-cmn-eng",
        T("Chinese and English sentences", "汉语—英语句对"),
        T("Some 29,000 pairs of sentences of Tatoeba with their authors.", "约 29,000 个 Tatoeba 句对，附作者。"),
        "pairs",
        "tab-separated",
        _as_is("CC BY 2.0 FR"),
        T("Tatoeba; authors in the third column", "Tatoeba；作者见第三列"),
        (_at_commit("DaoChaShao/py-st-dl-translater-2.0", _CMN_ENG, "data/cmn.txt", "cmn.txt", None, 16 * 2**20, b""),),
    ),
    Asset(
        "sentence-polarity",
        T("Film review sentences", "影评句子"),
        T(
            "5,331 positive and 5,331 negative sentences of film reviews.",
            "5,331 个正面和 5,331 个负面的影评句子。",
        ),
        "data set",
        "text, zip",
        _as_is("CC BY 4.0"),
        T("B. Pang and L. Lee 2005, via NLTK", "B. Pang 和 L. Lee 2005，经由 NLTK"),
        (
            File(
                "sentence_polarity.zip",
                (f"{_RAW}/nltk/nltk_data/gh-pages/packages/corpora/sentence_polarity.zip",),
                Pin("sha256", "6e1ed4405b65c7eabf1d199a7f7c437091ac21da0ea7467b410a74062574566b"),
                490256,
                begins=ZIP,
            ),
        ),
    ),
    Asset(
        "glove",
        T("GloVe word vectors", "GloVe 词向量"),
        T(
            "Vectors of 400,000 English words with 50 numbers each, from Wikipedia 2014 and Gigaword 5.",
            "400,000 个英文单词的 50 维向量，取自 Wikipedia 2014 和 Gigaword 5。",
        ),
        "vectors",
        "word2vec text, gzip",
        _as_is("PDDL 1.0"),
        _as_is("Pennington, Socher, Manning 2014"),
        (
            File(
                f"{_GLOVE}.gz",
                (f"https://github.com/RaRe-Technologies/gensim-data/releases/download/{_GLOVE}/{_GLOVE}.gz",),
                Pin("md5", "c289bc5d7f2f02c6dc9f2f9b67641813"),
                69182535,
                begins=GZIP,
            ),
        ),
    ),
)

ASSETS: Mapping[str, Asset] = {asset.name: asset for asset in _LISTED}
