"""New posts: examples with invented figures, signed by a department and never by a person."""

from datetime import datetime

from utsira.demo.posts import OSLO, DemoPost

BOARD = DemoPost(
    slug="slik-bruker-vi-tavla",
    title="Slik bruker vi tavla",
    published_at=datetime(2026, 6, 8, 12, 15, tzinfo=OSLO),
    department="administrasjon-kultur",
    picture="notes",
    tags=["LEAN", "forbedring", "tavlemøte"],
    ingress=(
        "Hver mandag møtes vi ved tavla i ti minutter. Vi ser på hva som er gjort, hva som står "
        "fast, og hvem som trenger hjelp."
    ),
    body="""
<p><strong>Eksempel – oppdiktede tall.</strong> Innlegget er laget for demonstrasjonen.</p>
<p>Tavla henger ved kaffetrakteren, for der går alle forbi. Hvert forslag er én lapp, og lappen
flytter seg fra venstre mot høyre.</p>
<h2>Fire kolonner</h2>
<table>
<tr><th>Kolonne</th><th>Her henger</th></tr>
<tr><th>Forslag</th><td>Det noen vil prøve, eller noe de vil slippe.</td></tr>
<tr><th>Vi prøver</th><td>Det vi holder på med nå. Aldri mer enn tre lapper.</td></tr>
<tr><th>Står fast</th><td>Det som venter. På lappen står det hva vi venter på.</td></tr>
<tr><th>Ferdig</th><td>Det vi har prøvd, og det vi lærte av det.</td></tr>
</table>
<h2>Ti minutter</h2>
<p>Vi står mens vi snakker. Da blir møtet kort. Spørsmålene er alltid de samme:</p>
<ol>
<li>Hva er gjort siden sist?</li>
<li>Hva står fast?</li>
<li>Hvem trenger hjelp?</li>
</ol>
<p>Noe er for stort for ti minutter. Da avtaler de det gjelder, en egen tid, og vi andre går tilbake
til arbeidet.</p>
<h2>Alle kan henge opp en lapp</h2>
<p>Du trenger ikke ha løsningen. Det holder å si hva som er tungvint. Den som foreslår noe, slipper
å forsvare det. Vi stiller spørsmål til lappen og ikke til den som skrev den.</p>
<h2>Før og nå</h2>
<table>
<tr><th>Det vi teller hver måned</th><th>Januar</th><th>Mai</th></tr>
<tr><th>Nye forslag</th><td>4</td><td>11</td></tr>
<tr><th>Forslag vi har prøvd</th><td>1</td><td>6</td></tr>
<tr><th>Forslag som står fast</th><td>2</td><td>3</td></tr>
</table>
<p>Flere forslag betyr ikke at mer går galt. Det betyr at flere sier fra. At tre lapper står fast,
er vi ikke fornøyde med. De er det første vi tar opp på mandag.</p>
""",
)

FIVE_WHYS = DemoPost(
    slug="fem-hvorfor-pa-vaskerommet",
    title="Fem hvorfor på vaskerommet",
    published_at=datetime(2026, 8, 27, 8, 30, tzinfo=OSLO),
    department="teknisk-renhold",
    picture="laundry",
    tags=["LEAN", "forbedring", "renhold"],
    ingress=(
        "På fredager manglet vi mopper. Vi spurte hvorfor fem ganger, og fant noe annet enn det "
        "vi lette etter."
    ),
    body="""
<p><strong>Eksempel – oppdiktede tall.</strong> Innlegget er laget for demonstrasjonen.</p>
<h2>Det som skjedde</h2>
<p>Torsdag kveld var hylla tom. Da måtte noen hastebestille, og varene måtte rekke båten. Det første
vi tenkte, var at vi brukte for mange mopper. Det var ikke det.</p>
<h2>Hvorfor, fem ganger</h2>
<ol>
<li>Hvorfor manglet vi mopper på fredag? Fordi vi brukte den siste pakken på torsdag.</li>
<li>Hvorfor var det den siste? Fordi vi får like mange hver mandag, også i uker med mye regn og
våte sko.</li>
<li>Hvorfor får vi like mange? Fordi bestillingen er fast.</li>
<li>Hvorfor er den fast? Fordi den følger kalenderen og ikke forbruket.</li>
<li>Hvorfor følger den kalenderen? Fordi ingen kunne se på hylla når det var på tide å
bestille.</li>
</ol>
<h2>Det vi gjorde</h2>
<p>Vi satte en rød strek midt på veggen bak hylla. Når streken synes, er hylla halvtom. Den som ser
den, henger bestillingslappen på tavla, og så bestiller vi. Streken er en bit teip.</p>
<h2>Før og nå</h2>
<table>
<tr><th>Det vi måler</th><th>Før</th><th>Nå</th></tr>
<tr><th>Hasteinnkjøp per måned</th><td>6</td><td>1</td></tr>
<tr><th>Pakker på lager, på det meste</th><td>24</td><td>14</td></tr>
</table>
<h2>Det vi lærte</h2>
<p>Hadde vi stoppet etter det første spørsmålet, hadde vi lett etter en som brukte for mye. Etter
det femte fant vi en bestilling som ingen hadde sett på på lenge.</p>
<p>Helt i mål er vi ikke. Hasteinnkjøpene i juli kom fordi vikarer ikke visste hva streken betyr. Nå
står det på veggen.</p>
""",
)

VALUE_STREAM = DemoPost(
    slug="kva-er-ein-verdistraum",
    title="Kva er ein verdistraum?",
    published_at=datetime(2026, 9, 23, 10, 0, tzinfo=OSLO),
    lang="nn",
    department="administrasjon-kultur",
    picture="brook",
    tags=["LEAN", "forbedring"],
    ingress=(
        "Ein verdistraum er vegen frå nokon treng noko, til dei har fått det. Når vi teiknar "
        "vegen, ser vi kvar folk ventar."
    ),
    body="""
<p><strong>Eksempel – oppdikta tal.</strong> Innlegget er laga for demonstrasjonen.</p>
<p>Tenk på ein bekk som skal frå høgda til havet. Nokre stader renn han, andre stader står vatnet
stille i ein kulp. Slik er det med arbeidet vårt òg.</p>
<h2>Verdi er det den andre treng</h2>
<p>Verdi er ikkje det vi gjer mest av. Verdi er det som hjelper den vi gjer det for. Den som spør
kommunen om noko, treng eit svar. At spørsmålet ligg i ein bunke, hjelper ingen.</p>
<h2>Eit døme: Er rommet ledig på laurdag?</h2>
<p>Nokon vil leige eit rom til ein bursdag og skriv til oss. Vi følgde førespurnaden frå han kom,
til svaret var sendt.</p>
<table>
<tr><th>Steg</th><th>Vi ventar</th><th>Vi arbeider</th></tr>
<tr><th>Vi les e-posten</th><td>1 dag</td><td>5 minutt</td></tr>
<tr><th>Vi finn ut kven som kan svare</th><td>2 dagar</td><td>10 minutt</td></tr>
<tr><th>Vi ser etter om rommet er ledig</th><td>2 dagar</td><td>10 minutt</td></tr>
<tr><th>Vi skriv og sender svaret</th><td>1 dag</td><td>15 minutt</td></tr>
<tr><th>Til saman</th><td>6 dagar</td><td>40 minutt</td></tr>
</table>
<p>Førti minutt arbeid tok seks dagar. Ingen hadde somla. Tida gjekk medan førespurnaden låg
stille mellom oss.</p>
<h2>Slik teiknar de dykkar eigen</h2>
<ol>
<li>Vel éi teneste, og sei kven ho er til for.</li>
<li>Gå heile vegen sjølve, frå start til slutt. Ikkje teikn etter minnet.</li>
<li>Skriv éin lapp for kvart steg.</li>
<li>Skriv under lappen kor lenge de ventar, og kor lenge de arbeider.</li>
<li>Set ring rundt den lengste ventinga. Der byrjar de.</li>
</ol>
<p>Verdistraumen er det andre av dei fem prinsippa i LEAN. Alle fem står i innlegget
<a href="/blogg/2010/09/lean-i-alle-avdelinger/"><span lang="nb">LEAN i alle avdelinger</span></a>
frå 2010.</p>
""",
)

STOPPED = DemoPost(
    slug="hva-vi-ikke-fikk-til",
    title="Hva vi ikke fikk til",
    published_at=datetime(2026, 10, 15, 14, 0, tzinfo=OSLO),
    department="administrasjon-kultur",
    picture="moored",
    tags=["LEAN", "forbedring"],
    ingress=(
        "Vi ville ha én felles kalender for alle møterommene. Etter åtte uker stoppet vi. Her er "
        "det som gikk galt, og det vi lærte."
    ),
    body="""
<p><strong>Eksempel – oppdiktede tall.</strong> Innlegget er laget for demonstrasjonen.</p>
<h2>Det vi ville</h2>
<p>I gangen henger en bok der vi skriver opp hvem som skal bruke rommene. Noen ganger hadde to møter
fått det samme rommet. Derfor laget vi en felles kalender på nett.</p>
<h2>Det som skjedde</h2>
<table>
<tr><th>Det vi målte</th><th>Før</th><th>Etter åtte uker</th></tr>
<tr><th>Dobbeltbestillinger per måned</th><td>2</td><td>5</td></tr>
<tr><th>Minutter for å bestille et rom</th><td>1</td><td>4</td></tr>
</table>
<p>Begge tallene ble verre. Boka ble hengende for sikkerhets skyld, og noen brukte fortsatt den. Da
hadde vi to kalendere, og ingen visste hvilken som gjaldt.</p>
<h2>Hvorfor det gikk galt</h2>
<ul>
<li>Vi spurte ikke dem som bestiller oftest. De gjør det på vei forbi, uten å logge inn.</li>
<li>Vi begynte med verktøyet og ikke med problemet.</li>
<li>Vi tok alle rommene på en gang. Ett rom hadde vært nok.</li>
</ul>
<h2>Derfor stoppet vi</h2>
<p>Før vi begynte, hadde vi avtalt dette: Er tallene dårligere etter åtte uker, slutter vi. Det var
de. Uten den avtalen hadde vi nok holdt på lenger.</p>
<h2>Det vi tar med oss</h2>
<ol>
<li>Spør først dem som gjør arbeidet hver dag.</li>
<li>Prøv i det små.</li>
<li>Avtal hva som får dere til å stoppe, før dere begynner.</li>
</ol>
<p>Boka gjelder igjen. Hvert rom har fått sin egen side, etter et forslag på tavla. Om det hjelper,
vet vi til jul.</p>
<p>Denne gangen rodde vi det altså ikke i land. Vi skriver om det likevel, så andre kan prøve noe
annet.</p>
""",
)

FORMS = DemoPost(
    slug="faerre-skjema-for-foreldre",
    title="Færre skjema for foreldre",
    published_at=datetime(2026, 11, 9, 9, 0, tzinfo=OSLO),
    lang="nn",
    department="skole-barnehage",
    picture="cloakroom",
    tags=["LEAN", "forbedring", "skole og barnehage"],
    ingress=(
        "Barnehagen og skulen spurde etter dei same opplysningane to gonger. No spør vi éin gong. "
        "Her er det vi gjorde, og det vi måler."
    ),
    body="""
<p><strong>Eksempel – oppdikta tal.</strong> Innlegget er laga for demonstrasjonen.</p>
<h2>Kvifor vi gjorde noko</h2>
<p>Når eit barn skulle byrje i barnehagen eller på SFO, fylte foreldra ut eitt skjema for kvar
plass. Mange av felta var dei same: namn, adresse og kven som kan hente barnet. Ein lapp på tavla
vår sa det slik:</p>
<blockquote><p>Kvifor spør vi om noko vi alt veit?</p></blockquote>
<h2>Slik gjorde vi det</h2>
<ol>
<li>Vi la skjemaa ved sida av kvarandre og streka under alt som stod to gonger.</li>
<li>Vi tok for oss eitt felt om gongen og spurde: Kven brukar svaret, og til kva?</li>
<li>Vi tok bort felta som ingen brukte.</li>
<li>Vi laga eitt skjema for barnehage og SFO. Nokre få prøvde det først, så tok alle det i
bruk.</li>
</ol>
<h2>Før og no</h2>
<figure><img src="{forms}" alt="{forms_alt}"><figcaption>Kvar rute er eitt felt som
foreldra fyller ut. Eksempel – oppdikta tal.</figcaption></figure>
<table>
<tr><th>Det vi måler</th><th>Før</th><th>No</th></tr>
<tr><th>Felt i skjemaet</th><td>46</td><td>19</td></tr>
<tr><th>Dagar frå skjemaet kjem, til foreldra får svar</th><td>9</td><td>3</td></tr>
</table>
<h2>Det vi ikkje veit enno</h2>
<p>Målet er at foreldra skal bruke mindre tid. Det måler vi no, men vi har ikkje tal enno. Når
vi får dei, skriv vi om dei her, også om dei er dårlege.</p>
<p>Arbeidsmåten kjem frå LEAN. Dei fem prinsippa står i innlegget
<a href="/blogg/2010/09/lean-i-alle-avdelinger/"><span lang="nb">LEAN i alle avdelinger</span></a>
frå 2010.</p>
""",
)

POSTS = [BOARD, FIVE_WHYS, VALUE_STREAM, STOPPED, FORMS]
