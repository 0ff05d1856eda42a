"""Fifty bureaus whose articles each tell of an incident of their own: the web of tests/feeds/server.py with news worth an alert."""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from tests.feeds.server import START, Article, Fault, Site, make_sites

_TOWNS = (
    "Kandahar Herat Kunduz Jalalabad Ghazni Baghlan Farah Zaranj Khost Gardez Baidoa Kismayo Galkayo Beledweyne Jowhar Bosaso Garowe Merca "
    "Idlib Homs Raqqa Hama Palmyra Daraa Tartus Manbij Mosul Kirkuk Tikrit Baqubah Fallujah Samarra Maiduguri Damaturu Gao Kidal Mopti "
    "Timbuktu Goma Bukavu Beni Bunia Hodeidah Taiz Marib Dhamar Benghazi Sirte Misrata Sabha Nyala Kassala Juba Malakal Bentiu Quetta "
    "Peshawar Bannu Turbat Kharkiv Mazar-i-Sharif Taloqan Bamyan Asadabad Lashkargah Charikar Puli-Khumri Maymana Berbera Burao Hargeisa "
    "Luuq Afgoye Qamishli Suwayda Latakia Afrin Ramadi Najaf Karbala Amarah Erbil Potiskum Bama Gwoza Konduga Sokoto Katsina Zaria Segou "
    "Sikasso Tessalit Menaka Butembo Uvira Kalemie Kindu Aden Mukalla Ibb Saada Zinjibar Tobruk Derna Zintan Ajdabiya Zalingei Atbara "
    "Kadugli Wau Torit Yambio Kohat Mingora Gwadar Zhob Odesa Kherson Sumy Mykolaiv Pemba Palma Bangui Bambari Bria"
).split()
_GROUPS = (
    "the Saffron Column",
    "the Ninth Lantern",
    "the Heron Brigade",
    "the Salt Road Front",
    "the Lapwing Militia",
    "the Orchard Guard",
)
_DEEDS = (
    ("Gunmen of {group} opened fire on {target} in {town} on {day} and killed {toll} people", "Gunmen kill {toll} in {town}"),
    (
        "A bomb that {group} had hidden near {target} in {town} exploded on {day}, killing {toll} people",
        "Bomb kills {toll} in {town}",
    ),
    ("Shells fired by {group} hit {target} in {town} on {day} and killed {toll} people", "Shelling of {town} kills {toll}"),
    ("Fighters of {group} raided {target} in {town} on {day}, killing {toll} people", "Raid in {town} leaves {toll} dead"),
)
_TARGETS = (
    "a police post", "a fuel convoy", "a grain market", "a border checkpoint", "a town hall", "a bus station", "a pump house", "a mill",
    "a customs office", "a timber yard", "a radio mast", "a ferry landing",
)  # fmt: skip
_OFFICIALS = ("the provincial governor", "a police spokesman", "the district commissioner", "an army colonel", "the mayor")
_TRADES = ("baker", "teacher", "driver", "weaver", "nurse", "shepherd", "carpenter", "trader", "tailor", "fisherman")
_COLOUR = (
    "{name}, a {trade} from {village}, said that the windows of {count} houses in the {other} lane had been broken.",
    "The {village} hospital took in {count} wounded, among them a {trade} named {name}, Doctor {other} said.",
    "Smoke stood over {village} until {hour} o'clock, and {count} families of {other} left for the {name} fields.",
    "The {village} road was closed for {count} hours, the {other} transport office wrote to {name}.",
    "A {trade} who gave his name as {name} had counted {count} shots from his roof in {village}, beside the {other} mill.",
    "Schools in {village} and {other} stay shut for {count} days, a teacher named {name} said.",
    "{name}, who has sold {other} tea in {village} for {count} years, found the stall under bricks.",
    "Power failed in {count} streets of {village}; {name}, a {trade}, lent lamps to the {other} clinic.",
    "Nobody had warned the {trade}s of {village}, {name} complained, although {count} {other} patrols had passed since {hour} o'clock.",
    "{name}, an elder of {village}, put the damage at {count} carts of the {other} family and {hour} lorries.",
    "Rain kept the ambulances of {village} away for {hour} hours, said {name}, a {trade} of {other}.",
    "The {village} bridge holds one lane now, and {count} lorries for {other} wait before it, according to {name}, a {trade}.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentArticle(Article):
    """An article of one incident. Each change of its words raises the number of dead."""

    def words(self, version: int) -> list[str]:
        chance = Random(f"incident {self.site} {self.number}")
        deed, title = chance.choice(_DEEDS)
        facts = {
            "group": chance.choice(_GROUPS),
            "target": chance.choice(_TARGETS),
            "town": _TOWNS[(self.site * 17 + self.number * 7) % len(_TOWNS)],
            "day": _DAYS[(START + timedelta(minutes=self.minute, days=-chance.randrange(6))).weekday()],
            "toll": str(chance.randint(2, 40) + 3 * version),
        }
        colour = [
            line.format(
                name=_made_up(chance),
                village=_made_up(chance),
                other=_made_up(chance),
                trade=chance.choice(_TRADES),
                count=chance.randint(3, 90),
                hour=chance.randint(2, 11),
            )
            for line in chance.sample(_COLOUR, 3)
        ]
        return [title.format(**facts), f"{deed.format(**facts)}, {chance.choice(_OFFICIALS)} said.", *colour]


def _made_up(chance: Random) -> str:
    """A name that nothing bears: what two articles do not share makes no reprints of them."""
    return "".join(chance.choice(("dov", "mar", "tel", "kin", "os", "ru", "bel", "an", "ghi", "sha")) for _ in range(3)).title()


def make_bureaus(
    seed: int, *, sites: int, entries: int, minutes: int, faults: tuple[Fault, ...] = tuple(Fault)
) -> tuple[Site, ...]:
    """As `make_sites` gives them, with news of incidents. The faults come round in the order given."""
    made = make_sites(seed, sites=sites * len(Fault), entries=entries, minutes=minutes)
    by_fault = {fault: [site for site in made if site.fault is fault] for fault in faults}
    chosen = [by_fault[faults[n % len(faults)]][n // len(faults)] for n in range(sites)]
    return tuple(replace(site, active=_active(site), articles=tuple(_told(a) for a in site.articles)) for site in chosen)


def _active(site: Site) -> tuple[int, int]:
    """What shows only when something is read for the first time, a robots.txt or a page, breaks from the beginning."""
    begin, end = site.active
    return (0, end - begin) if site.fault in (Fault.ROBOTS_BROKEN, Fault.BROKEN_PAGES) else (begin, end)


def _told(article: Article) -> IncidentArticle:
    return IncidentArticle(site=article.site, number=article.number, minute=article.minute, changes=article.changes)
