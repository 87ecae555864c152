"""Makes the tables beside it, in the forms that vendors publish: pip install mmdb-writer==0.2.7 netaddr; python make.py

The networks are those of documentation (RFC 5737, RFC 3849), and 8.0.0.0/8.
"""

import calendar
import pathlib

import mmdb_writer
from netaddr import IPSet

here = pathlib.Path(__file__).parent
networks = {"8.0.0.0/8": "US", "192.0.2.0/24": "DE", "2001:db8::/32": "NL", "198.51.100.0/24": "ZZ"}


def table(name, kind, built, record):
    mmdb_writer.time.time = lambda: calendar.timegm((*built, 0, 0, 0))
    writer = mmdb_writer.MMDBWriter(6, kind, ["en"], f"{kind}, for tests", ipv4_compatible=True)
    for network, code in networks.items():
        writer.insert_network(IPSet([network]), record(code))
    writer.to_db_file(str(here / f"{name}.mmdb"))


names = {"US": "United States", "DE": "Germany", "NL": "The Netherlands", "ZZ": "Unknown"}
nested = lambda code: {
    "continent": {"code": "EU"},
    "country": {"iso_code": code, "names": {"en": names[code]}},
}
table(
    "maxmind",
    "GeoLite2-Country",
    (2024, 1, 30),
    lambda code: {**nested(code), "registered_country": {"iso_code": "FR", "names": {"en": "France"}}},
)
table("db-ip", "DBIP-Country-Lite", (2026, 11, 1), nested)
table("ipinfo", "ipinfo country.mmdb", (2026, 11, 1), lambda code: {"country": code, "country_name": names[code]})
table("by-code", "ip-location-db", (2026, 11, 1), lambda code: {"country_code": code})
table("networks", "GeoLite2-ASN", (2026, 11, 1), lambda code: {"autonomous_system_number": 64496})
