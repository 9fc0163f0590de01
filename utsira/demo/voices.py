"""What invented citizens say in the demo, and how the municipality answers them."""

from dataclasses import dataclass
from datetime import datetime

from dialogue.contribution import Rule
from utsira.demo.posts import OSLO
from utsira.demo.posts_of_2010 import BETA, POSTS

LEAN = next(post for post in POSTS if "lean" in post.slug)


@dataclass(frozen=True, kw_only=True)
class DemoComment:
    """`made_at` is empty for what has just come; such a one waits, unless it breaks a rule."""

    mark: str
    post: str  # the slug
    text: str
    name: str = ""
    person: str = ""  # who signs, when it is the municipality that answers
    answers: str = ""  # the mark of a comment above
    made_at: datetime | None = None
    rule: str = ""
    reason: str = ""


COMMENTS = [
    DemoComment(
        mark="demo-boat",
        post=BETA.slug,
        name="Ingrid (demo)",
        made_at=datetime(2010, 9, 2, 19, 12, tzinfo=OSLO),
        text=(
            "Jeg savner beskjed når båten er innstilt. Det er det første vi ser etter om morgenen. "
            "Kan det stå øverst?"
        ),
    ),
    DemoComment(
        mark="demo-boat-answer",
        post=BETA.slug,
        person="Sekretær",
        answers="demo-boat",
        made_at=datetime(2010, 9, 3, 9, 40, tzinfo=OSLO),
        text=(
            "Takk for innspillet. Viktige meldinger kan stå øverst på alle sider, så lenge de "
            "gjelder.\n\n(Dette er et eksempel på svar i demoen.)"
        ),
    ),
    DemoComment(
        mark="demo-boat-more",
        post=BETA.slug,
        name="Torbjørn (demo)",
        answers="demo-boat",
        made_at=datetime(2010, 9, 3, 16, 5, tzinfo=OSLO),
        text="Enig med Ingrid. Gjerne med telefonnummeret til rederiet ved siden av.",
    ),
    DemoComment(
        mark="demo-pictures",
        post=BETA.slug,
        made_at=datetime(2010, 9, 5, 21, 30, tzinfo=OSLO),
        text="Flere gamle bilder fra øya, takk!",
    ),
    DemoComment(
        mark="demo-hidden",
        post=BETA.slug,
        name="Leif (demo)",
        text="Han som svarer på telefonen hos dere, kan jo ingenting. (demo)",
        rule=Rule.ATTACK,
        reason="Skriv gjerne hva som gikk galt, men ikke om hvordan en ansatt er.",
    ),
    DemoComment(
        mark="demo-lean",
        post=LEAN.slug,
        name="Sigrun (demo)",
        made_at=datetime(2010, 9, 20, 18, 0, tzinfo=OSLO),
        text="Får vi som bor her, se hva dere finner ut? Også det som ikke gikk så bra?",
    ),
    DemoComment(
        mark="demo-waiting",
        post=LEAN.slug,
        name="Torbjørn (demo)",
        text="Kan dere skrive mer om hvordan det går med tavla?",
    ),
]
