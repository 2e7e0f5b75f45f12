"""Where does a number come from, and how far can it be trusted?"""

from lib.links.asked import Page
from lib.ui import controls, frame, methods, queries
from lib.ui.copy_link import copy_link

with frame.page(Page.METHODS):
    controls.no_choice()
    methods.heading()
    methods.definitions(queries.footprint(), queries.contract())
    methods.contract(queries.contract(), queries.footprint().names)
    methods.limits()
    methods.protection(queries.footprint())
    methods.sources(queries.attributions())
    methods.accessibility()
    copy_link()
