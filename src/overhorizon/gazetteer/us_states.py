"""States of the United States as their papers shorten them: "Surprise, Ariz.", "D-N.J."."""

import re

CODES = {
    "Ala.": "AL", "Ariz.": "AZ", "Ark.": "AR", "Calif.": "CA", "Colo.": "CO", "Conn.": "CT", "Del.": "DE",
    "Fla.": "FL", "Ga.": "GA", "Ill.": "IL", "Ind.": "IN", "Kan.": "KS", "Ky.": "KY", "La.": "LA", "Mass.": "MA",
    "Md.": "MD", "Mich.": "MI", "Minn.": "MN", "Miss.": "MS", "Mo.": "MO", "Mont.": "MT", "N.C.": "NC", "N.D.": "ND",
    "N.H.": "NH", "N.J.": "NJ", "N.M.": "NM", "N.Y.": "NY", "Neb.": "NE", "Nev.": "NV", "Okla.": "OK", "Ore.": "OR",
    "Pa.": "PA", "R.I.": "RI", "S.C.": "SC", "S.D.": "SD", "Tenn.": "TN", "Tex.": "TX", "Va.": "VA", "Vt.": "VT",
    "W.Va.": "WV", "W. Va.": "WV", "Wash.": "WA", "Wis.": "WI", "Wyo.": "WY", "D.C.": "DC",
}  # fmt: skip
# Those that are no word, name or initials of anyone; they stand alone too ("a Fla. economist").
_ALONE = (
    "Ala. Ariz. Calif. Conn. Fla. Minn. Nev. Okla. Tenn. Wis. Wyo. N.C. N.D. N.H. N.J. N.M. N.Y. R.I. S.D. W.Va. D.C.".split()
)
_PARTY = r"(?<=[\s(,—][DRI]-)|(?<=[\s(,—]DFL-)"
_LONGEST_FIRST = "|".join(map(re.escape, sorted(CODES, key=len, reverse=True)))
AFTER_CITY = re.compile(rf"(?<=[A-Za-z.], )(?:{_LONGEST_FIRST}|{'|'.join(sorted(set(CODES.values())))})(?![\w-])")
STANDING = re.compile(
    rf"(?:{_PARTY})(?:{_LONGEST_FIRST})(?!\w)|(?<![\w.-])(?:{'|'.join(map(re.escape, sorted(_ALONE, key=len, reverse=True)))})(?!\w)"
)
IN_FRONT = re.compile(rf", (?:{_LONGEST_FIRST}|{'|'.join(sorted(set(CODES.values())))})(?![\w-])")
