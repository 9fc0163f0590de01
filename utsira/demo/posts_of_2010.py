"""What the municipality wrote on its blog in 2010, retold in our own words."""

from datetime import datetime

from utsira.demo.posts import OSLO, DemoPost

BETA = DemoPost(
    slug="utsira-kommune-i-betablogging",
    title="Utsira Kommune i Betablogging",
    published_at=datetime(2010, 9, 2, 14, 30, tzinfo=OSLO),
    author="Atle Grimsby",
    picture="harbour",
    tags=["blogg", "sosiale medier"],
    ingress=(
        "Oslo kommune har startet betablogg og nevner vår. Vi ønsker dem velkommen. Samtidig spør "
        "vi dere som leser: Hva savner dere her?"
    ),
    body="""
<p>Det var hyggelig å se bloggen vår nevnt da Oslo kommune forklarte hva de mener med «beta». Det
minnet oss om vår egen tanke: Bloggen er under arbeid, og den blir til sammen med leserne.</p>
<h2>En blogg som leserne styrer</h2>
<p>En slik blogg virker bare hvis innbyggerne leser den og kommer med innspill og forslag. Vil du se
hvordan andre kommuner gjør det, finner du dem i blogglisten vår.</p>
<h2>Dette finner du på bloggen</h2>
<p>På en blogg kan vi flette sammen informasjon. Den oppdaterer seg selv, og den viser stoffet
finere enn vi får til på en vanlig hjemmeside. Her samler vi:</p>
<ul>
<li>de siste bildene fra webalbumet vårt på Picasa</li>
<li>andre blogger som vi følger</li>
<li>de siste meldingene våre på Twitter</li>
<li>nyheter og kurs fra offentlige aktører, som vi deler gjennom Google Leser</li>
</ul>
<p>Savner du noe? Si gjerne fra.</p>
<h2>De fleste kommuner venter</h2>
<p>De fleste norske kommuner har valgt bort sosiale medier, ifølge
<a href="https://www.digi.no/">digi.no</a>. Bare 23 prosent bruker dem for å nå innbyggerne. Tallene
er fra NTB, og vi fant dem hos Norske bibliotekblogger.</p>
<table>
<tr><th>Kanal</th><th>Andel av norske kommuner i 2010</th></tr>
<tr><th>Egen side på Facebook</th><td>17 prosent</td></tr>
<tr><th>Twitter</th><td>15 prosent</td></tr>
<tr><th>Blogg</th><td>13 prosent</td></tr>
</table>
<p>Halvparten av kommunene på Twitter skriver noe hver dag. På Facebook gjør 36 prosent det
samme.</p>
<h2>Velkommen, Oslo</h2>
<p>Ungdommene i <a href="https://nrkbeta.no/">NRKbeta</a> er nok de som har inspirert de første
kommunene mest. Er du nysgjerrig på nye medier, er de verdt å følge.</p>
<p>Velkommen i betasandkassen, Oslo kommune! Bloggen deres på WordPress er lekker.</p>
<h2>Om denne gjenfortellingen</h2>
<p>Innlegget sto på kommunens blogg torsdag 2. september 2010. Her er det gjenfortalt med nye ord.
Slik har det gått med tjenestene som er nevnt:</p>
<table>
<tr><th>Tjeneste i 2010</th><th>I dag</th></tr>
<tr><th>Picasa webalbum</th><td>Finnes ikke lenger. Google la det ned i 2016.</td></tr>
<tr><th>Google Leser</th><td>Finnes ikke lenger. Google la den ned i 2013.</td></tr>
<tr><th>Twitter</th><td>Heter X siden 2023.</td></tr>
</table>
""",
)

GUIDELINES = DemoPost(
    slug="retningslinjer-for-sosiale-medier-er-vedtatt",
    title="Retningslinjer for sosiale medier er vedtatt",
    published_at=datetime(2010, 9, 14, 10, 20, tzinfo=OSLO),
    author="Atle Grimsby",
    picture="wire",
    tags=["sosiale medier", "retningslinjer"],
    ingress=(
        "Kommunen har vedtatt egne kjøreregler for sosiale medier. Del A gjelder de offisielle "
        "kontoene. Del B gjelder rollene vi har som ansatte."
    ),
    body="""
<p>Utsira var tidlig ute. Biblioteket begynte å legge bilder på Flickr i 2007. I desember 2008 ble
Utsira den første norske kommunen på Twitter. Bærum og Trondheim har arbeidet lenge med
retningslinjer, og nå har vi våre egne.</p>
<h2>Hvorfor vi trenger dem</h2>
<p>Med smarttelefoner i lomma blir grensen mellom arbeid og privatliv mindre tydelig. Når samtalen
går på nett eller telefon og ikke på et kontor, kan det være vanskelig å vite hvilken rolle den
ansatte har. Derfor har kommunen vedtatt hvordan vi skal opptre i nettverkene våre.</p>
<h2>To deler</h2>
<p>Vi har delt retningslinjene i to, slik Trondheim kommune har gjort.</p>
<table>
<tr><th>Del</th><th>Gjelder</th><th>Svarer på</th></tr>
<tr><th>A</th><td>De offisielle kontoene til kommunen</td>
<td>Hvordan opptrer vi når vi snakker for kommunen?</td></tr>
<tr><th>B</th><td>Oss som er ansatt</td>
<td>Hvilke roller har vi, og hva skiller den private fra den offentlige personen?</td></tr>
</table>
<h2>Dokumentene</h2>
<ul>
<li><a href="/retningslinjer/sosiale-medier/utgave/1/">Retningslinjer for sosiale medier, utgave
1</a> (eksempel; lenken fra 2010 finnes ikke lenger)</li>
<li><a href="/retningslinjer/sosiale-medier/utgave/1/#saksframlegg">Saksframlegg til utgave 1</a>
(eksempel; lenken fra 2010 finnes ikke lenger)</li>
</ul>
<p>Hva vi bruker de nye kanalene til, kan du lese i innlegget
<a href="/blogg/2010/09/utsira-kommune-i-betablogging/">Utsira Kommune i Betablogging</a>.</p>
<h2>Om denne gjenfortellingen</h2>
<p>Innlegget sto på kommunens blogg tirsdag 14. september 2010. Her er det gjenfortalt med nye
ord.</p>
""",
)

LEAN = DemoPost(
    slug="lean-i-alle-avdelinger",
    title="LEAN i alle avdelinger",
    published_at=datetime(2010, 9, 17, 13, 5, tzinfo=OSLO),
    author="Atle Grimsby",
    picture="board",
    tags=["LEAN", "forbedring"],
    ingress=(
        "Utsira er trolig den første norske kommunen som innfører LEAN i alle avdelinger. Hver "
        "avdeling skal gå gjennom ett område av arbeidet sitt."
    ),
    body="""
<p>LEAN er det nye verktøyet vårt for å organisere arbeidet. Vi bruker det på to måter: som en måte
å lede på, og som et redskap for å gjøre tjenestene bedre.</p>
<h2>Sju kommuner lærer sammen</h2>
<p>Vi er med i et pilotprosjekt i regi av <a href="https://www.ks.no/">KS</a> (Kommunesektorens
interesse- og arbeidsgiverorganisasjon). Sju kommuner utdanner veiledere sammen. De lærer teorien,
og de øver på å gjennomføre forbedringsprosjekter. KS samarbeider med KL, kommunenes landsforening i
Danmark. Erfarne danske kommunekonsulenter står for opplæring og støtte.</p>
<p>Disse kommunene er med:</p>
<ul>
<li>Utsira, i alle avdelinger</li>
<li>Haugesund, i pleie og omsorg</li>
<li>Øyer, Gausdal og Lillehammer, fra Lillehammer-regionen</li>
<li>Hamar</li>
<li>Oppegård (fra 2020 en del av Nordre Follo kommune)</li>
</ul>
<h2>De fem prinsippene</h2>
<p>LEAN tar lang tid. Det skal få alle på jobb til stadig å tenke på hva som kan bli bedre. Fem
prinsipper viser vei:</p>
<table>
<tr><th>Prinsipp</th><th>Kort sagt</th></tr>
<tr><th>1 - Spesifiser hva som skaper verdi for kunden</th>
<td>Finn ut hvem tjenesten er til for, og hva som er viktig for dem.</td></tr>
<tr><th>2 - Identifiser verdistrømmer og fjern tap</th>
<td>Følg arbeidet fra start til slutt. Ta bort det som ikke gir verdi.</td></tr>
<tr><th>3 - Skap flyt omkring de verdiskapende aktiviteter</th>
<td>La arbeidet gå videre uten stopp og unødig venting.</td></tr>
<tr><th>4 - Innfør nye styringsprinsipper</th>
<td>Start arbeidet når noen trenger det, ikke av gammel vane.</td></tr>
<tr><th>5 - Streb etter det perfekte gjennom løpende forbedringer</th>
<td>Prøv, mål og gjør det litt bedre neste gang.</td></tr>
</table>
<p>For dem som leder, er spørsmålet dette: Hvordan får vi en kultur der vi stadig forbedrer oss?
Hvordan kan ledere legge til rette, og hvilke metoder og verktøy gjør at de ansattes ideer og energi
blir brukt?</p>
<h2>Veilederne våre</h2>
<ul>
<li>Oppvekstsjef/rektor - Bjørn Aadnesen</li>
<li>Pleie- og omsorgsleder - Arild Søyland</li>
</ul>
<p>Kontaktskjemaet til veilederne fra 2010 finnes ikke lenger.</p>
<h2>En oppgave til hver avdeling</h2>
<p>Veilederne har vært på den første samlingen. Nå skal alle avdelinger gå gjennom et utvalgt område
av arbeidet sitt. Administrasjon/kultur ser på post og kommunikasjon. Teknisk/renhold,
Skole/barnehage og Pleie og omsorg har hvert sitt tjenesteområde.</p>
<figure><img src="{flowchart}" alt="{flowchart_alt}"><figcaption>Flytskjema for post og
kommunikasjon. Skjemaet fra 2010 er tegnet på nytt, og trinnene er et eksempel.</figcaption>
</figure>
<h3>Flytskjemaet som tekst</h3>
<ol>
<li>Et brev eller en e-post kommer til kommunen.</li>
<li>Postmottaket åpner, leser og sorterer.</li>
<li>Gjelder det en sak? Hvis nei: Postmottaket svarer, eller viser til rett sted. Da har avsenderen
fått svar, og vi er ferdige. Hvis ja: Vi går til neste trinn.</li>
<li>Postmottaket fører henvendelsen i postjournalen.</li>
<li>Postmottaket fordeler den til en saksbehandler.</li>
<li>Kan vi svare innen fristen? Hvis nei: Saksbehandleren sender først et foreløpig svar. Hvis ja:
Vi går rett til neste trinn.</li>
<li>Saksbehandleren skriver og sender svaret.</li>
<li>Saksbehandleren arkiverer saken.</li>
<li>Avsenderen har fått svar.</li>
</ol>
<h2>Nytt fra de andre kommunene</h2>
<ul>
<li>Øyer kommune om arbeidet med LEAN (lenken fra 2010 finnes ikke lenger)</li>
<li>Lillehammer kommune: www.lillehammer.kommune.no/view/787938/ (finnes ikke lenger)</li>
</ul>
<h2>Om denne gjenfortellingen</h2>
<p>Innlegget sto på kommunens blogg fredag 17. september 2010. Her er det gjenfortalt med nye ord.
Forklaringene til prinsippene og trinnene i flytskjemaet er laget for demonstrasjonen.</p>
""",
)

POSTS = [BETA, GUIDELINES, LEAN]
