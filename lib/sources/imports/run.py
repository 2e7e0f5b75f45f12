"""Takes an official download, whatever it is."""

from pathlib import Path

from lib.errors import SourceError
from lib.sources.imports.directory import import_directory
from lib.sources.imports.layer import import_layer
from lib.sources.imports.published import import_published, is_publication


def import_file(path: Path, *, replace: bool = False) -> list[str]:
    """
    Check an official download; put it in place of the present edition, or its year beside.

    Parameters
    ----------
    path
        Boundaries as GeoJSON or GeoPackage, the postcode directory (ONSPD) as CSV, or
        official figures as CSV or workbook (:mod:`lib.sources.imports.published`).
    replace
        Of official figures: take revised years in place of those here.

    Returns
    -------
    list of str
        What was replaced, in sentences.

    Raises
    ------
    SourceError
        Naming all that is wrong with the file. The present edition is then untouched.
    """
    if not path.is_file():
        message = f"{path.name} is not a file. Give the path of an official download."
        raise SourceError(message)
    match path.suffix.lower():
        case ".xlsx":
            return import_published(path, replace=replace)
        case ".csv" if is_publication(path):
            return import_published(path, replace=replace)
        case ".csv":
            return import_directory(path)
        case ".geojson" | ".json" | ".gpkg":
            return import_layer(path)
        case ".zip":
            wanted = "Unpack it, and give the path of the file inside"
        case _:
            wanted = "Wanted is a file that ends in .geojson, .gpkg, .csv or .xlsx"
    message = (
        f"{path.name} cannot be imported. {wanted}: boundaries as GeoJSON or GeoPackage, or the "
        "postcode directory as CSV (in the folder Data of its archive), official figures as "
        "CSV or XLSX."
    )
    raise SourceError(message)
