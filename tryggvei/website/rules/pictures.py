"""Small line pictures for those who read little: our own drawings, under the house's own licence.

Each is the path of one line drawing in a square of 24 by 24, drawn with the colour of the text.
They are calm: a telephone, a door, a hand; never a blow, a tear or a broken heart.
"""

# By the Norwegian name that authors write: [[bilde:telefon|Telefon]].
PICTURES = {
    "telefon": "M6 3h3l2 5-3 2a11 11 0 0 0 6 6l2-3 5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6z",
    "fare": "M12 3 2 21h20zM12 9v6M12 17v1.5",
    "hus": "M3 11 12 3l9 8M5 9.5V21h14V9.5M10 21v-6h4v6",
    "snakke": "M3 4h12v8H8l-3 3v-3H3zM17 9h4v8h-2v3l-3-3H9v-3",
    "barn": "M12 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6v7M7 12.5h10M12 16l-3 5M12 16l3 5",
    "voksen": "M12 7a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M8 22v-7H6V9h12v6h-2v7M12 15v7",
    "hjerte": "M12 20 4 12a4.6 4.6 0 0 1 8-5 4.6 4.6 0 0 1 8 5z",
    "penger": "M2 6h20v12H2zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6M5 9v1M19 14v1",
    "noen-ser": "M6 2h12v20H6zM10.5 19.5h3M8 10.5q4-5 8 0-4 5-8 0M12 9.5v2",
    "lukket": "M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4M12 15v2.5",
    "lege": "M3 8h18v12H3zM9 8V4h6v4M12 11v6M9 14h6",
    "politi": "M12 2 4 5v6q0 7 8 11 8-4 8-11V5zM12 8l1 2.5h3l-2.5 2 1 3-2.5-2-2.5 2 1-3-2.5-2h3z",
    "papir": "M6 2h8l5 5v15H6zM14 2v5h5M9 12h7M9 15h7M9 18h4",
    "klokke": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l4 2",
    "stopp": (
        "M7 13V6q1-2 2.5 0V4q1-2 2.5 0v1q1-2 2.5 0v2q1-2 2.5 0v8q0 6-5 6-3 0-5-3l-3-5q1-2 3 0"
        "M9.5 6v5M12 4v7M14.5 5v6"
    ),
    "dor": "M6 21V3h12v18M3 21h18M15 12v1",
}
