"""An amount in words, as invoices repeat it: nobody adds a digit to words."""

_ID_SMALL = (
    *("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    *("sepuluh", "sebelas"),
)
_EN_SMALL = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_EN_TENS = (
    *("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)
_ID_SCALES = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun")
_EN_SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion")
_MOST = 1000 ** len(_ID_SCALES) - 1


def in_words(amount: int, language: str) -> str:
    """Rupiah in words: `seratus dua puluh lima ribu rupiah`.

    Raises ValueError from a million trillion on.
    """
    if abs(amount) > _MOST:
        raise ValueError("no words for so much")
    zero = "nol" if language == "id" else "zero"
    said = _number(abs(amount), language) or zero
    return f"{'minus ' if amount < 0 else ''}{said} rupiah"


def _number(number: int, language: str) -> str:
    """Thousands by thousands, the largest first; nothing for zero."""
    scales = _ID_SCALES if language == "id" else _EN_SCALES
    below_thousand = _id_hundreds if language == "id" else _en_hundreds
    words: list[str] = []
    for place in reversed(range(len(scales))):
        part = number // 1000**place % 1000
        if part == 1 and scales[place] == "ribu":
            words.append("seribu")
        elif part:
            words += [below_thousand(part), scales[place]]
    return " ".join(filter(None, words))


def _id_hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = ["seratus" if hundreds == 1 else f"{_ID_SMALL[hundreds]} ratus"] if hundreds else []
    tens, ones = divmod(rest, 10)
    if rest < len(_ID_SMALL):
        words.append(_ID_SMALL[rest])
    elif tens == 1:
        words.append(f"{_ID_SMALL[ones]} belas")
    else:
        words += [f"{_ID_SMALL[tens]} puluh", _ID_SMALL[ones]]
    return " ".join(filter(None, words))


def _en_hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_EN_SMALL[hundreds]} hundred"] if hundreds else []
    tens, ones = divmod(rest, 10)
    if rest < len(_EN_SMALL):
        words.append(_EN_SMALL[rest])
    else:
        words.append("-".join(filter(None, (_EN_TENS[tens], _EN_SMALL[ones]))))
    return " ".join(filter(None, words))
