"""The presets of the convolution lab."""

from __future__ import annotations

from lossland.lab import Preset, T

STEP = {"kind": "step"}

PRESETS = (
    Preset(
        "edges",
        T("The course's step", "课程中的阶跃"),
        T("6×6, 10 on the left and 0 on the right: where does the filter answer?", "6×6，左 10 右 0：核在哪里有响应？"),
        {"picture": STEP, "kernel": "vertical", "padding": "valid"},
        view="terms",
    ),
    Preset(
        "other-way",
        T("From dark to light", "由暗到亮"),
        T(
            "0 on the left, 10 on the right: the sign turns, and a clipped picture would show nothing.",
            "左 0 右 10：符号反了，若截去负值就什么也看不到。",
        ),
        {"picture": {"kind": "step", "left": 0.0, "right": 10.0}, "kernel": "vertical", "padding": "valid"},
        view="terms",
    ),
    Preset(
        "zeros-around",
        T("Zeros around (broken)", "四周填零 (反例)"),
        T(
            "“Same” with zeros: an edge is found at the border, where there is none.",
            "用零填充的 same：在边框处“发现”了不存在的边缘。",
        ),
        {"picture": {"kind": "step", "left": 10.0, "right": 10.0}, "kernel": "vertical", "padding": "same"},
    ),
    Preset(
        "mirrored",
        T("Mirrored around", "四周反射"),
        T("The same with reflection: no edge that is not there.", "改用反射填充：不再有假边缘。"),
        {
            "picture": {"kind": "step", "left": 10.0, "right": 10.0},
            "kernel": "vertical",
            "padding": "same",
            "filling": "reflect",
        },
    ),
    Preset(
        "stride",
        T("Stride 2 drops a column", "步幅 2 舍去一列"),
        T(
            "8 cells, windows of 3, two apart: the last column is never seen.",
            "8 格、窗口 3、相隔 2：最后一列从未被看到。",
        ),
        {
            "picture": {"kind": "typed", "numbers": [*range(1, 65)]},
            "kernel": "box",
            "padding": "valid",
            "stride": 2,
        },
    ),
    Preset(
        "dilated",
        T("Zeros between the taps", "抽头间插零"),
        T(
            "Nine taps that reach over five cells: a wider look for the same nine weights.",
            "九个抽头跨五格：同样九个权重，看得更宽。",
        ),
        {"dilation": 1, "kernel": "sobel"},
    ),
    Preset(
        "photograph",
        T("Edges of a photograph", "照片的边缘"),
        T(
            "Sobel on a photograph: pink and blue-grey are edges of opposite sign.",
            "照片上的 Sobel：粉色与蓝灰色是符号相反的边缘。",
        ),
        {"size": 120},
    ),
    Preset(
        "red-only",
        T("A filter for red", "只看红色的核"),
        T(
            "Two filters on three channels: the second is zero on green and blue.",
            "三通道上的两个核：第二个在绿、蓝上为零。",
        ),
        {"study": "channels", "picture": {"kind": "shipped", "name": "astronaut"}},
        view="channels",
    ),
    Preset(
        "one-by-one",
        T("1×1 doubles", "1×1 使其加倍"),
        T(
            "A filter of a single number: every pixel is doubled, and the channels are mixed.",
            "只有一个数的核：每个像素加倍，通道混合。",
        ),
        {
            "picture": {"kind": "typed", "numbers": [*range(1, 37)]},
            "kernel": "own",
            "weights": [2.0],
            "padding": "valid",
        },
        view="terms",
    ),
    Preset(
        "pooling",
        T("Largest or mean", "最大值还是均值"),
        T(
            "4×4 windows: a sixteenth is left of the pixels, and most of the picture.",
            "4×4 窗口：像素只剩十六分之一，画面却大体还在。",
        ),
        {"study": "pooling", "size": 96},
        view="pooled",
    ),
    Preset(
        "checkerboard",
        T("Checkerboard (broken)", "棋盘格 (反例)"),
        T(
            "Stride 2 does not divide 3: some pixels get four taps, others one.",
            "步幅 2 不整除 3：有的像素得到四个抽头，有的只有一个。",
        ),
        {"study": "upsampling", "size": 28, "up_stride": 2, "up_size": 3},
        view="upsampled",
    ),
    Preset(
        "no-checkerboard",
        T("Size 4, stride 2", "核 4，步幅 2"),
        T("2 divides 4: every pixel gets four taps.", "2 整除 4：每个像素都得到四个抽头。"),
        {"study": "upsampling", "size": 28, "up_stride": 2, "up_size": 4, "up_kernel": "gauss"},
        view="upsampled",
    ),
    Preset(
        "lenet",
        T("LeNet's receptive fields", "LeNet 的感受野"),
        T("5×5, pooling, 5×5, pooling: 5, 6, 14, 16.", "5×5、池化、5×5、池化：5、6、14、16。"),
        {
            "study": "stack",
            "layers": [{"f": 5, "s": 1}, {"f": 2, "s": 2}, {"f": 5, "s": 1}, {"f": 2, "s": 2}],
        },
        view="stacked",
    ),
    Preset(
        "matrix",
        T("As one matrix", "写成一个矩阵"),
        T("16 rows, 36 columns, and nine different numbers beside 0.", "16 行 36 列，除 0 以外只有九个不同的数。"),
        {"study": "why", "kernel": "own", "weights": [1, 2, 3, 4, 5, 6, 7, 8, 9]},
        view="matrix",
    ),
    Preset(
        "moved",
        T("Shifted by a pixel", "平移一个像素"),
        T("The map moves along; pooled values change less.", "特征图随之移动；池化后的值变化更小。"),
        {"study": "why", "size": 96, "pool_size": 8, "pool_stride": 8},
        view="shifted",
    ),
    Preset(
        "line",
        T("1 2 4 7 11", "1 2 4 7 11"),
        T("Differences of a line of numbers, with zeros around.", "一行数的差分，两端补零。"),
        {"study": "shapes"},
        view="line",
    ),
    Preset(
        "scan",
        T("A scan in slices", "扫描的切片"),
        T(
            "A cube of 27 numbers subtracts a slice from the one two before: a ball begins and ends, a bar is not seen.",
            "27 个数的立方体用前一片减后一片：看得见球的开始与结束，看不见杆。",
        ),
        {"study": "volume", "padding": "valid"},
        view="slices",
    ),
    Preset(
        "film",
        T("A film in frames", "影片的各帧"),
        T(
            "Depth is time: what moves is seen, what stands still is 0.",
            "深度就是时间：看得见运动的，静止的为 0。",
        ),
        {"study": "volume", "solid": "film", "speckle": 0.0, "padding": "valid"},
        view="slices",
    ),
    Preset(
        "learned",
        T("Sobel, found again", "重新找到 Sobel"),
        T(
            "Mean subtracted, with momentum: nine random numbers become Sobel's.",
            "减去均值并用动量：九个随机数变成 Sobel 核。",
        ),
        {"study": "learning", "size": 160, "centred": True, "momentum": 0.9},
        view="filters",
    ),
    Preset(
        "learned-plain",
        T("Plain descent (broken)", "普通梯度下降 (反例)"),
        T(
            "200 updates later the cost is small and a weight is still far off.",
            "200 次更新后代价已很小，却仍有权重差得远。",
        ),
        {"study": "learning", "size": 160},
        view="errors",
    ),
    Preset(
        "learned-noise",
        T("Learned from noise", "从噪声中学习"),
        T(
            "In noise no pixel tells of its neighbour: plain descent is exact soon.",
            "噪声中像素互不相关：普通梯度下降很快就精确。",
        ),
        {"study": "learning", "noise": True},
        view="filters",
    ),
    Preset(
        "learned-own",
        T("Your own target", "自己的目标核"),
        T(
            "Type nine numbers: descent finds them again from the picture and what they made of it.",
            "键入九个数：梯度下降只凭图片与目标图就能重新找到它们。",
        ),
        {"study": "learning", "size": 160, "centred": True, "momentum": 0.9, "goal": "own"},
        view="filters",
    ),
    Preset(
        "learned-columns",
        T("Only columns are told (broken)", "只能分辨各列 (反例)"),
        T(
            "On the course's step all rows are alike: three sums are learned, and not which row has what.",
            "课程的阶跃图各行相同：只能学到三个列和，学不到各行如何分配。",
        ),
        {"study": "learning", "picture": STEP, "momentum": 0.9},
        view="filters",
    ),
    Preset(
        "learned-flat",
        T("A flat picture (broken)", "平坦的图片 (反例)"),
        T(
            "The output is right after one update, the filter never: a level picture tells the sum of its numbers only.",
            "一次更新后输出就对了，核却始终不对：平坦的图片只透露各数之和。",
        ),
        {
            "study": "learning",
            "picture": {"kind": "step", "left": 10.0, "right": 10.0},
            "goal": "sharpen",
        },
        view="filters",
    ),
)
