"""Which SDK this is. A package has its own text of this file."""

#: As sdk/package.json has it; a package adds what it was made of: the notice, and a digest of the catalog.
VERSION = "1.0.0"

#: When it was made, in ms since 1970: a clock that says an earlier time is wrong.
MADE = 1795305600000
