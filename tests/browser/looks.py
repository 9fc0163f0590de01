"""The looks that pages are tried in: each width and each colour scheme once. What a width breaks it
breaks in both schemes, and the other way round."""

LOOKS = [(320, "dark"), (1280, "light")]
