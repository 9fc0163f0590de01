"""The kinds of waste as one meets them in a municipality, and a sign for each."""

from django.utils.translation import gettext_lazy as _

from lean.principles import Waste

EXAMPLES = {
    Waste.OVERPRODUCTION: _("Reports and printouts that nobody has asked for"),
    Waste.WAITING: _("The application lies waiting for a signature"),
    Waste.TRANSPORT: _("Keys, linen or papers are carried to and fro between buildings"),
    Waste.OVERWORKING: _("The same facts are entered in three systems"),
    Waste.STOCK: _("Purchases that were too large expire; heaps of untreated cases"),
    Waste.MOTION: _("We look for equipment that has no fixed place"),
    Waste.FAULTS: _("Forms come back because the guidance is unclear"),
    Waste.TALENT: _("Those who know the task best are not asked"),
}

# In a square of 16: sheets, a clock, a lorry, a loop, a box, to and fro, a warning, a lamp.
SIGNS = {
    Waste.OVERPRODUCTION: "M3 5h7v9H3zM6 5V2h7v9h-3",
    Waste.WAITING: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 5v3l2 2",
    Waste.TRANSPORT: "M1 4h8v7H1zM9 6h3l3 3v2H9M4 13h1M11 13h1",
    Waste.OVERWORKING: "M13 8a5 5 0 1 1-2-4M11 1v3H8",
    Waste.STOCK: "M2 5l6-3 6 3v6l-6 3-6-3zM2 5l6 3 6-3M8 8v6",
    Waste.MOTION: "M1 5h11M9 2l3 3-3 3M15 11H4M7 8l-3 3 3 3",
    Waste.FAULTS: "M8 1l7 13H1zM8 6v4M8 12v.5",
    Waste.TALENT: "M6 12h4M6 14h4M6 10C3 8 4 2 8 2s5 6 2 8z",
}
