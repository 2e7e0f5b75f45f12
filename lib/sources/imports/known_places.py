"""
Well-known public places: where anybody can check that a download is right.

Positions are read from general maps, not from the data that they check, and lie well
inside their authorities. Postcodes are the places' own published addresses.
"""

from typing import Final, NamedTuple


class KnownPlace(NamedTuple):
    """A public place: position in degrees (WGS84), authority or country by GSS code."""

    name: str
    postcode: str
    latitude: float
    longitude: float
    authority_code: str


KNOWN_PLACES: Final = (
    KnownPlace("Barking Town Hall", "IG11 7LU", 51.536, 0.078, "E09000002"),
    KnownPlace("Guildhall, City of London", "EC2V 7HH", 51.5157, -0.0919, "E09000001"),
    KnownPlace("Hackney Town Hall", "E8 1EA", 51.545, -0.057, "E09000012"),
    KnownPlace("Romford Town Hall", "RM1 3BD", 51.579, 0.184, "E09000016"),
    KnownPlace("Stratford Station", "E15 1AZ", 51.5416, -0.0033, "E09000025"),
    KnownPlace("Redbridge Town Hall", "IG1 1DD", 51.559, 0.074, "E09000026"),
    KnownPlace("Tower of London", "EC3N 4AB", 51.508, -0.076, "E09000030"),
    KnownPlace("Walthamstow Town Hall", "E17 4JF", 51.591, -0.013, "E09000031"),
    KnownPlace("Palace of Westminster", "SW1A 0AA", 51.4995, -0.1248, "E09000033"),
    KnownPlace("Manchester Central Library", "M2 5DB", 53.479, -2.244, "E08000003"),
    KnownPlace("Birmingham Council House", "B1 1BB", 52.480, -1.903, "E08000025"),
    KnownPlace("Leeds Town Hall", "LS1 3AD", 53.801, -1.549, "E08000035"),
    KnownPlace("Newcastle Civic Centre", "NE1 8QH", 54.978, -1.611, "E08000021"),
    KnownPlace("York Minster", "YO1 7HH", 53.962, -1.082, "E06000014"),
    KnownPlace("Durham Cathedral", "DH1 3EH", 54.773, -1.576, "E06000047"),
    KnownPlace("Bristol Cathedral", "BS1 5TJ", 51.4517, -2.6009, "E06000023"),
    KnownPlace("Truro Cathedral", "TR1 2AF", 50.264, -5.051, "E06000052"),
    KnownPlace("County Hall, Chelmsford", "CM1 1QH", 51.736, 0.471, "E10000012"),
    KnownPlace("Canterbury Cathedral", "CT1 2EH", 51.2798, 1.0828, "E10000016"),
    KnownPlace("Norwich Castle", "NR1 3JU", 52.6285, 1.2965, "E10000020"),
    KnownPlace("Exeter Cathedral", "EX1 1HS", 50.7226, -3.5299, "E10000008"),
    KnownPlace("Oxford Town Hall", "OX1 1BX", 51.7519, -1.2578, "E10000025"),
    KnownPlace("Lincoln Cathedral", "LN2 1PX", 53.2344, -0.5361, "E10000019"),
    KnownPlace("Cardiff Castle", "CF10 3RB", 51.4823, -3.1812, "W92000004"),
    KnownPlace("Edinburgh Castle", "EH1 2NG", 55.9486, -3.1999, "S92000003"),
)
