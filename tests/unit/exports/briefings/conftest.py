"""The packs of the invented returns for each audience, and their files, each made once a module."""

from collections.abc import Callable
from functools import cache

import pytest

from lib.answer.loaded import Loaded
from lib.disclosure.released import Audience
from lib.exports.briefing import Briefing
from lib.exports.formats import Format, files
from lib.exports.packs.answered import views_of
from lib.exports.packs.pack import briefing
from lib.exports.packs.views import Chosen, Pack, Views

ViewsFor = Callable[[Audience], Views]
Made = Callable[[Pack, Audience], Briefing]
FilesOf = Callable[[Pack, Audience, Format], list[bytes]]


@pytest.fixture(scope="module")
def views_for(demo: Loaded) -> ViewsFor:
    @cache
    def views(audience: Audience) -> Views:
        return views_of(demo, contract=demo.own_contract, audience=audience)

    return views


@pytest.fixture(scope="module")
def made(views_for: ViewsFor) -> Made:
    @cache
    def make(pack: Pack, audience: Audience) -> Briefing:
        return briefing(views_for(audience), Chosen(pack=pack))

    return make


@pytest.fixture(scope="module")
def files_of(made: Made, demo: Loaded) -> FilesOf:
    @cache
    def written(pack: Pack, audience: Audience, of: Format) -> list[bytes]:
        return files(made(pack, audience), of, demo.footprint)

    return written
