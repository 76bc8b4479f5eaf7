# SPDX-License-Identifier: Apache-2.0
"""How heavy a Danish text is to read: LIX (Björnsson 1968).

Words for each sentence plus the percentage of words of more than six letters. Up to 25 is easy, up to
35 is plain. A sentence ends at . ! ? or : before a space or the end of the text; a number is a word.
"""

import re

WORD = re.compile(r"[\w]+(?:[-'’.][\w]+)*")
END = re.compile(r"[.!?:]+(?=\s|$)")


def words(text: str) -> list[str]:
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    return [part.strip() for part in END.split(text) if words(part)]


def lix(text: str) -> float:
    all_words = words(text)
    long = [word for word in all_words if len(word) > 6]
    return len(all_words) / len(sentences(text)) + 100 * len(long) / len(all_words)
