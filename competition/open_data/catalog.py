"""catalog.jsonld: what there is of a round, in DCAT-AP.de (the German profile of DCAT).

https://www.dcat-ap.de/def/dcatde/3.0/spec/. GovData and other portals harvest it. Words are German;
keys of licence, theme, format and place are those of the profile's lists.
"""

from collections.abc import Mapping, Sequence

from competition.open_data import lines
from competition.open_data.shapes import File, Json, Results, Source

MEDIA_TYPE = "application/ld+json"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority"
FORMATS = {"text/csv": "CSV", "application/json": "JSON", MEDIA_TYPE: "JSON_LD"}


def document(
    results: Results, source: Source, address: str, files: Sequence[File], titles: Mapping[str, str]
) -> Json:
    """The catalogue of a round. ``files``: what there is; ``titles``: their names in German."""
    return {
        "@context": {**CONTEXT, "synthetic": f"{source.origin}/open-data/#synthetic"},
        "@id": f"{address}catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _german(f"Offene Daten: {results.title}"),
        "dct:description": _german("Ergebnisse eines Wettbewerbs für Kommunen als offene Daten."),
        "dct:publisher": _publisher(source),
        "dct:language": {"@id": f"{EU}/language/DEU"},
        "dct:license": {"@id": source.licence},
        "foaf:homepage": {"@id": address},
        "dcat:dataset": [_dataset(results, source, address, files, titles)] if files else [],
    }


def _dataset(
    results: Results, source: Source, address: str, files: Sequence[File], titles: Mapping[str, str]
) -> Json:
    dataset: Json = {
        "@id": f"{address}#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{address}#dataset",
        "dct:title": _german(results.title),
        "dct:description": _german(results.summary),
        "dct:publisher": _publisher(source),
        "dcat:contactPoint": _contact(results, source),
        "dcat:theme": {"@id": f"{EU}/data-theme/GOVE"},
        "dcat:keyword": [_german(word) for word in ("Förderung", "Kommunen", "Wettbewerb")],
        "dct:language": {"@id": f"{EU}/language/DEU"},
        "dct:spatial": {"@id": f"{EU}/country/DEU"},
        "dcatde:politicalGeocodingLevelURI": {
            "@id": "http://dcat-ap.de/def/politicalGeocoding/Level/federal"
        },
        "dct:temporal": _period(results),
        "dct:accrualPeriodicity": {"@id": f"{EU}/frequency/IRREG"},
        "dcat:landingPage": {"@id": address},
        "dcat:version": str(results.version),
        "synthetic": results.is_synthetic,
        "dcat:distribution": [
            _distribution(results, source, address, file, titles[file.name]) for file in files
        ],
    }
    if results.announced_at:
        dataset["dct:issued"] = _instant(lines.iso(results.announced_at))
    if results.changed_at:
        dataset["dct:modified"] = _instant(lines.iso(results.changed_at))
    return dataset


def _distribution(results: Results, source: Source, address: str, file: File, title: str) -> Json:
    found: Json = {
        "@id": f"{address}#{file.name}",
        "@type": "dcat:Distribution",
        "dct:title": _german(title),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": f"{address}{file.name}"},
        "dct:format": {"@id": f"{EU}/file-type/{FORMATS[file.media_type]}"},
        "dcat:mediaType": {
            "@id": f"https://www.iana.org/assignments/media-types/{file.media_type}"
        },
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file.size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": file.sha256},
        },
        "dct:license": {"@id": source.licence_key},
    }
    if results.attribution:
        found["dcatde:licenseAttributionByText"] = _german(results.attribution)
    return found


def _period(results: Results) -> Json:
    """From the first day of applications to the last change of the results."""
    period: Json = {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _instant(lines.iso(results.opens_at)),
    }
    if results.changed_at:
        period["dcat:endDate"] = _instant(lines.iso(results.changed_at))
    return period


def _publisher(source: Source) -> Json:
    return {
        "@id": f"{source.origin}/#publisher",
        "@type": "foaf:Organization",
        "foaf:name": _german(source.publisher),
        "foaf:homepage": {"@id": f"{source.origin}/"},
    }


def _contact(results: Results, source: Source) -> Json:
    contact: Json = {
        "@type": "vcard:Organization",
        "vcard:fn": source.publisher,
        "vcard:hasURL": {"@id": source.imprint},
    }
    if results.contact_email:
        contact["vcard:hasEmail"] = {"@id": f"mailto:{results.contact_email}"}
    return contact


def _german(text: str) -> Json:
    return {"@language": "de", "@value": text}


def _instant(text: str) -> Json:
    return {"@type": "xsd:dateTime", "@value": text}
