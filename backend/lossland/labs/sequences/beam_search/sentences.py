"""Sentences of the house and what a person says of them, to find out whether network or search is to blame."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "french": (
        ("Le chat dort sur la chaise rouge.", "The cat is sleeping on the red chair."),
        ("Je n'ai jamais vu une si grande maison blanche.", "I have never seen such a big white house."),
        ("Elle a oublié ses clés dans la voiture.", "She forgot her keys in the car."),
        ("Demain nous irons à la plage avec nos amis.", "Tomorrow we will go to the beach with our friends."),
        ("Il ne faut pas parler la bouche pleine.", "You should not speak with your mouth full."),
        ("Pourquoi est-ce que tu ne m'as rien dit ?", "Why didn't you tell me anything?"),
        ("Mon frère aîné travaille dans une banque.", "My older brother works in a bank."),
        ("Les enfants jouaient dans le jardin sous la pluie.", "The children were playing in the garden in the rain."),
    ),
    "chinese": (
        ("他昨天没有来学校。", "He did not come to school yesterday."),
        ("我喜欢喝咖啡。", "I like to drink coffee."),
        ("你会说英语吗？", "Can you speak English?"),
        ("今天天气很好。", "The weather is nice today."),
        ("她在图书馆看书。", "She is reading in the library."),
        ("我们明天去北京。", "We are going to Beijing tomorrow."),
        ("这本书太贵了。", "This book is too expensive."),
        ("他的妹妹是老师。", "His younger sister is a teacher."),
    ),
}
