"""What the lines around a report look like, in words that publishers of many countries share.

A pattern must match a whole line (decoration and case aside). ``_ANYWHERE`` patterns cannot be a sentence of a report;
``_EDGE`` patterns could be, so they count only before the first and after the last sentence of the report. What reads like a
sentence is furniture only by a line that opens with "!". The tables hold one regular expression a line, or several plain ones
with " | " between them; <names> in angle brackets stand for what is defined above them.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from overhorizon.domain.reports import FurnitureKind as Kind

AGENCIES: Final = "|".join(
    """Thomson Reuters;Reuters;The Associated Press;Associated Press;AP;Agence France-Presse;AFP;Xinhua;TASS;Interfax
    Anadolu Agency;Anadolu;DPA;dpa;EFE;ANSA;ANI;PTI;UPI;IANS;Bloomberg;Kyodo;Yonhap;Antara;Belga;SANA;IRNA;WAM;Ukrinform;APP
    news agencies;wire services;agencies""".replace("\n    ", ";").split(";")
)
_SITES: Final = (
    r"facebook|twitter/x|twitter|x \(twitter\)|x|whats ?app|telegram|linked ?in|reddit|pinterest|messenger|instagram|youtube|"
    r"tiktok|threads|bluesky|mastodon|viber|flipboard|tumblr|google news|google|rss|e-?mail|print|copy link|sms"
)
_DATE_WORD: Final = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|"
    r"july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|today|yesterday|at|on|of|[ap]\.?m\.?|gmt|utc|"
    r"[a-z]{1,4}t|[+-]?\d[\d:./+-]*(?:st|nd|rd|th|[ap]m|z|h)?)"
)
# A hyphen parts words only between blanks: within "2025-04-03" it belongs to the number, and one string must have one reading.
DATE_LINE: Final = rf"{_DATE_WORD}\.?(?:[\s,|•·()–—]+(?:-\s+)?{_DATE_WORD}\.?)*[\s,)]*"
_AGO: Final = (
    r"(?:about |over )?(?:an?|\d+) ?(?:[smhdwy]|secs?|mins?|hrs?|seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago"
)
_CREDITED: Final = (
    r"(?:[A-ZÀ-Þ][\w.'’&-]*|and|in|by|from|of|the|with|[Rr]eporting|[Ee]diting|[Ww]riting|[Aa]dditional|[Rr]esearch)"
)
_NAMED: Final = {
    "<sites>": _SITES,
    "<agencies>": AGENCIES,
    "<date>": DATE_LINE,
    "<ago>": _AGO,
    "<names>": rf"(?-i:(?=[A-ZÀ-Þ]){_CREDITED}(?:[ ,;/]+{_CREDITED})*)",
    "<when>": f"(?:{DATE_LINE}|{_AGO}|just now)",
}

_ANYWHERE: Final[dict[Kind, str]] = {
    Kind.ADVERT: r"""
        (?:an? )?adv(?:ert(?:isement)?s?|t|erts)\.?(?: ?[:–—-] ?.{0,100})?
        (?:story|article|content|text|post) continues (?:below|after)(?: this)?(?: advertisement| ad| the ad)?
        (?:scroll(?: down)?|swipe) (?:to continue|for more|down)(?: .{0,30})?
        continue reading(?: (?:the main|this) story| below)?
        sponsored(?: (?:content|post|links?|stories|by .{1,60}))?
        paid (?:content|post|partnership|for by .{1,60})
        promoted(?: content| stories)?
        report (?:this|an) ad
        ad feedback | remove ads
        why (?:am i|are you) seeing this(?: ad)?\??
        skip (?:ad|advertisement)
        ads? by .{1,40}
    """,
    Kind.READING_TIME: r"""
        (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)[ -]?min(?:ute)?s?\.?[ -]?(?:read|listen|watch)(?: time)?
        (?:estimated )?(?:reading|read|listening) time ?:? ?(?:about )?[\da-z]+ ?min(?:ute)?s?(?: .{0,10})?
        \d+ min(?:ute)?s? to read
        [\d,]+ words
        listen to this (?:article|story)(?: .{0,30})?
        listen \(?\d+ ?min(?:ute)?s?\)?
    """,
    Kind.SHARING: r"""
        share(?: (?:this|the|our))?(?: (?:article|story|post|page|news|report|link))?(?: (?:on|via|to|with) .{1,60})?[:!]?
        ! share (?:this|the|our) (?:article|story|post|page|link)(?: (?:on|via|to|with) .{1,60})?[.!]
        share(?: on| via)?:? (?:(?:<sites>)[ ,/]*)+
        (?:<sites>)(?: ?[,/ ] ?(?:<sites>))+
        ! (?:follow|find|join|like|watch) (?:us|(?:the )?[a-z][\w'’.& -]{1,40}?) (?:on|at|via) (?:<sites>)(?: .{0,60})?[.!]?
        ! (?:follow|find|join|like) (?:us|(?:the )?[a-z][\w'’.& -]{1,40}?) on (?:your phone|social media|our .{1,30})[.!]?
        follow us
        ! join our (?:whats ?app|telegram|viber|signal) (?:channel|group|community).{0,60}
        tweet this | retweet | pin it
        (?:print|e-?mail|save|bookmark|download|listen to|gift|copy)(?: this| the)? (?:article|story|page|post|link|url|as pdf)
        save for later | print | copy link
        download (?:as )?pdf
        a ?\+ ?a ?-?
        text size
    """,
    Kind.PROMOTION: r"""
        ! subscribe(?: (?:now|today|here|free))?(?: (?:to|for) .{1,120})?[.!]?
        subscribe[,:] .{1,120}
        subscribe (?:and|or) .{1,80}
        ! sign ?up(?: (?:now|here|free|today))?(?: (?:for|to|and) .{1,140})?[.!]?
        ! (?:no spam\.?|unsubscribe(?: at any ?time| anytime)?|no spam\. unsubscribe at any ?time)[.!]?
        ! (?:get|receive) .{0,60}(?:newsletter|(?:in|to) your inbox|news alerts|push alerts|notifications|our app).{0,60}
        (?:our |daily |weekly |free )?newsletters?
        e-?mail newsletters?
        ! download (?:our|the) .{0,40}app.{0,60}
        ! (?:turn on|enable|allow) notifications.{0,40}
        ! (?:support|fund|back) (?:us|(?:our|independent|quality|local) (?:journalism|reporting|work|newsroom)).{0,60}
        (?:donate|contribute)(?: (?:now|today|here))?
        ! become an? (?:member|subscriber|supporter|patron|friend).{0,80}
        ! already an? (?:subscriber|member)\??.{0,40}
        ! (?:create|register for) (?:a )?(?:free )?account.{0,40}
        ! this (?:article|story) is for subscribers.{0,40}
        (?:read|see|watch|listen|learn|find out) (?:more|also|next|the full (?:story|article)|related)(?: ?[:–—-]? .{1,160})?
        also (?:read|see|today|watch)(?: ?[:–—-] ?.{1,160})?
        more (?:reading|to read|explainers)
        (?:related|recommended|suggested|similar)(?: (?:articles?|stories|story|news|posts?|topics?|content))?(?: ?: ?.{1,160})?
        (?:related|recommended|similar) (?:coverage|reading|links?|reports?|videos?|for you)(?: ?: ?.{1,160})?
        recommended for you
        more (?:from|on|in) [\w'’&.,/ -]{1,60}
        more (?:stories|news|articles|headlines|top stories|coverage|videos)(?: (?:from|on|in|about) .{1,60})?
        you (?:may|might|could) (?:also )?(?:like|enjoy|be interested in|have missed)(?: ?[:–—-]? ?.{0,160})?
        (?:most|top) (?:read|popular|viewed|shared|watched|commented|stories|news|headlines)(?: .{0,40})?
        trending(?: (?:now|stories|topics|news|articles))?
        (?:the )?latest(?: (?:news|stories|headlines|updates|articles|posts|videos|from .{1,40}))
        (?:editor(?:['’]?s|s['’])?|our) (?:picks?|choices?)
        must[ -]reads?
        what to read next
        (?:next|previous) \w+ ?: ?.{1,160}
        (?:next|previous|prev) (?:article|story|post|page|communiqu[eé]|issue)(?: ?: ?.{1,160})?
        up next
        read next(?: ?: ?.{1,160})?
        don['’]t miss(?: .{0,80})?
        in case you missed it.{0,40}
        in other news
        elsewhere (?:on|in) .{1,40}
        popular (?:now|stories|posts|articles)
        ! (?:do you )?(?:have|got) (?:a|any) (?:story|tips?|news tips?|questions?)\b.{0,120}
        ! did we get something wrong\?.{0,60}
        ! was this (?:article|page|story|useful|helpful).{0,40}
        send us your .{1,80}
        tell us what you .{1,80}
        (?:please )?(?:log|sign) ?in(?: (?:to|or|here).{0,60})?
        (?:start|try) your (?:free )?trial.{0,40}
    """,
    Kind.COMMENT: r"""
        (?:leave|write|post|add|submit|make)(?: (?:a|your|us a))? (?:comments?|reply|response)(?: .{0,60})?
        (?:join|start) the (?:conversation|discussion|debate).{0,40}
        (?:no|\d[\d,]*|(?:view|show|see|load|read|hide)(?: all)?|all)(?: \d+)? (?:comments?|replies|responses)(?: yet| .{0,20})?
        ! be the first to (?:comment|reply)(?: .{0,30})?
        ! have your say(?: .{0,30})?
        comments? ?\(\d+\)
        comments? (?:are|have been) (?:now )?(?:closed|disabled|moderated|turned off).{0,40}
        comment policy.{0,60}
        ! your (?:e-?mail )?address will not be published.{0,60}
        ! required fields are marked.{0,10}
        ! save my name,? e-?mail.{0,100}
        cancel reply
        reply to .{1,40}
        ! (?:log|sign) in to (?:leave a )?(?:comment|reply).{0,20}
        ! you must (?:be logged|log) in.{0,60}
        ! notify me (?:of|when|by) .{1,60}
        ! what do you think\?.{0,60}
    """,
    Kind.LEGAL: r"""
        ! (?:copyright ?(?:©|\(c\)|\d{4}|by\b)|©|\(c\)).{0,160}
        ! all rights reserved.{0,60}
        ! .{1,60}[.,–—-] all rights reserved\.?
        ! (?:we|this (?:web)?site|our partners) (?:and our partners )?uses? cookies.{0,300}
        ! .{1,60}\. we use cookies.{0,200}
        (?:accept|reject|manage|allow)(?: all)?(?: (?:cookies|preferences|settings|consent))
        cookie (?:policy|settings|preferences|notice|consent)
        ! by (?:clicking|continuing|using|signing up|subscribing).{1,200}(?:you (?:agree|accept|consent)|your consent).{0,120}
        (?:privacy|terms)(?: (?:policy|notice|statement|(?:of|and) .{1,30}|& .{1,30}))?
        ! do not sell .{1,60}
        ! this site is protected by recaptcha.{0,120}
        ! (?:this|the) (?:material|article|story|content|report) may not be (?:published|reproduced|copied).{0,160}
        ! no part of (?:this|the) .{1,60}(?:reproduced|published|copied).{0,100}
        ! (?:unauthori[sz]ed )?reproduction.{1,60}(?:prohibited|permission|allowed).{0,80}
        ! (?:the )?(?:views|opinions) expressed.{1,60}(?:are|is|do not|don[\'’]t)\b.{1,60}(?:author|own|writer|view).{0,160}
        ! disclaimer ?:.{1,300}
    """,
    Kind.CREDIT: r"""
        (?:with|additional) (?:additional )?(?:inputs?|reporting|reports|contributions?|material|files) (?:from|by) .{1,140}
        ! with (?:additional )?(?:inputs?|reporting|reports|contributions?|files) (?:from|by) <names>[.)]*
        ! \(?(?:additional )?(?:reporting|writing|editing|compiled|translated|edited) (?:by|in|from) <names>[.)]*
        (?:compiled|translated|edited|produced|rewritten) (?:by|from|in) .{1,160}
        ! (?:this (?:article|story|report) )?(?:was )?(?:first|originally) (?:published|appeared|ran) (?:by|in|on|at) .{1,80}
        ! this (?:article|story|report|piece) (?:first |originally )?appeared (?:in|on) .{1,80}
        ! this (?:article|story|report) (?:was|is) (?:produced|provided|supplied|written|compiled|translated) (?:by|from) .{1,120}
        \(?(?:<agencies>)(?:(?: ?[,/|&+] ?| and )(?:<agencies>))*\)?
        (?:translated|adapted) from (?:the )?\w+(?: by .{1,60})?
    """,
    Kind.CAPTION: r"""
        ! (?:image|photo|picture|photograph|video|graphic|map|illustration|pic)s? ?[:©] ?.{1,300}
        ! (?:image|photo|picture|photograph|video)s? (?:source|credits?|caption|copyright|courtesy)(?: of| by)? ?[:,©] ?.{1,300}
        file(?: (?:photo|picture|image|pic))? ?[:–—-] .{1,400}
        file (?:photo|picture|image|pic)s?
        \(?(?:photo|image|picture) by .{1,120}
        ! .{1,500}[(\[](?:(?:file )?(?:photo|image|picture|photograph|file|pic)s?|ap photo)\b[^()\[\]]{0,80}[)\]]\.?
        ! .{1,500}[(\[][^()\[\]]{2,40}/(?:ap|afp|reuters|getty|epa|anadolu|xinhua|tass|dpa|ap photo)\b[^()\[\]]{0,80}[)\]]\.?
        .{0,400}\b(?:photo credit|photograph|photo|image|picture)s? ?: ?[^.!?:]{2,60}
        (?:reuters|ap|afp|getty images|epa(?:-efe)?|shutterstock|istock|getty)(?: ?/ ?[\w .'’-]{2,60}){1,3}
        getty images
        (?:view|open) image in (?:full ?screen|gallery)
        play video
        (?:click|tap) to (?:enlarge|expand|play|view).{0,30}
        hide caption | toggle caption
        enlarge (?:this )?image
    """,
    Kind.TIMESTAMP: r"""
        ! (?:first |originally |last )?(?:published|posted|updated|issued|modified|edited)(?: on| at| in)? ?:? ?<when>
        ! (?:corrected|created|filed|released)(?: on| at| in)? ?:? ?<when>
        ! date ?: ?<when>
        <ago>
        just now
        live ?: ?<date>
    """,
    Kind.NAVIGATION: r"""
        (?:tags?|topics?|filed under|categor(?:y|ies)|keywords?|sections?|posted in|tagged|jump to) ?:.{1,200}
        in this (?:article|story)(?: ?:.{1,200})?
        skip to (?:main |the )?(?:content|navigation|footer)
        (?:toggle|open|close|main|show|hide) (?:navigation|menu|search|sidebar)
        back to (?:top|home|homepage)
        (?:load|show|view|see) (?:more|all)(?: (?:posts|stories|news|articles|updates))?
        page \d+(?: of \d+)?
        newest first | oldest first
        return to (?:home|homepage|top)
    """,
    Kind.BYLINE: r"""
        (?:by |from )?(?:our |a |the )(?:[\w'’-]+ ){0,3}(?:correspondents?|reporters?|staff|newsroom|desk)(?: in [\w'’ -]{1,40})?
        (?:by |from )?staff(?: (?:reporters?|writers?|correspondents?|and agencies))?
        by agencies | agency report | own correspondent
    """,
}
_EDGE: Final[dict[Kind, str]] = {
    Kind.NAVIGATION: r"""
        home(?:page)?
        menu | search | sections? | news | world | politics | business
        econom(?:y|ics)
        sports? | opinion | culture | arts? | lifestyle
        tech(?:nology)?
        science | health | environment | climate | weather | travel | video | videos | photos | pictures | gallery
        podcasts? | audio | radio | tv | live | africa | asia | europe | americas? | middle east
        asia[ -]pacific
        south asia | latin america | markets? | local | national | international | global | regions? | features?
        archives?
        about(?: us)?
        contact(?: us)?
        careers | jobs
        advertise(?: with us)?
        help(?: cent(?:re|er))?
        faq | site ?map | accessibility | imprint | terms | privacy | cookies | edition | english | more | login
        register | profile | account | settings | notifications | crosswords? | puzzles | obituaries
        entertainment | education | crime | security | conflict | war | front page | mideast
        photos from .{1,30}
        explainers? | analysis | long read | the long read | news analysis | exclusive
        breaking(?: news)?
        developing(?: story)?
        in depth | special report | investigation
        live(?: updates?| blog)?
        fact check | interview | report | briefing | comment | editorial | in brief | press release
        for immediate release | unconfirmed
    """,
    Kind.SHARING: r"""
        <sites>
        share | post | tweet | save | bookmark | like | follow
    """,
    Kind.COMMENT: r"""
        comments? | reply | replies | submit | post
        name ?\*?
        e-?mail ?\*?
        website
        comment ?\*?
        discussion
    """,
    Kind.CREDIT: r"""
        (?:news )?sources? ?[:–—-] ?[^.!?:;]{1,120}\.?
        via ?:? ?[^.!?:;]{1,60}
        credits? ?: ?[^.!?;]{1,100}
        by (?:the )?(?:<agencies>)
    """,
    Kind.TIMESTAMP: r"""
        <date>
    """,
    Kind.LEGAL: r"""
        (?:registered|published|printed) (?:in|by|at) .{1,100}
        (?:issn|isbn|vat|abn)\b.{1,60}
        reproduction .{1,80}
    """,
}


_HEADLINE_BLOCK: Final = r"""
    also (?:today|read|in .{1,20})
    (?:most|top) (?:read|popular|viewed|shared|stories|news|headlines)
    related(?: \w+)? | recommended(?: .{1,20})? | trending(?: .{1,20})? | popular .{1,20}
    more (?:from|on|stories|news|explainers|headlines|articles|to read)(?: .{1,50})?
    you (?:may|might) (?:also )?(?:like|be interested in)
    in other news | elsewhere .{1,40} | (?:the )?latest .{1,30}
    editor['’]?s['’]? (?:picks?|choice)
    what to read next | read (?:next|more|also) | see also | must[ -]reads? | don['’]t miss
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    kind: Kind
    anywhere: bool
    sentences: bool  # matches what reads like a sentence, too
    form: re.Pattern[str]


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns, compiled on first use: they take a sixth of a second, which ``--help`` must not wait for."""
    return tuple(
        Pattern(kind=kind, anywhere=anywhere, sentences=marked, form=re.compile(_alternatives(rows), re.IGNORECASE))
        for anywhere, tables in ((True, _ANYWHERE), (False, _EDGE))
        for kind, table in tables.items()
        for marked in (True, False)
        if (rows := [row.removeprefix("! ") for row in _rows(table) if row.startswith("! ") == marked])
    )


@cache
def headline_block() -> re.Pattern[str]:
    """A heading under which the headlines of other reports stand ("Most read")."""
    return re.compile(f"(?:{_alternatives(_rows(_HEADLINE_BLOCK))}):?", re.IGNORECASE)


def _rows(table: str) -> list[str]:
    for name, form in _NAMED.items():
        table = table.replace(name, form)
    return [row.strip() for row in table.strip().splitlines()]


def _alternatives(rows: list[str]) -> str:
    return "|".join(f"(?:{form})" for row in rows for form in row.split(" | "))
