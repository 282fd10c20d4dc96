"""Groups, work under way, and consolidated asks."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import FORM, page, steps_of
from answerable.workspace.views import consolidating, coordinating, coordinating_work

_WORK = "bodies/<str:body>/under-way"

urlpatterns: list[URLPattern] = [
    page("groups", coordinating.group_list, "groups"),
    page("groups/start", coordinating.start, "groups-start", FORM),
    page("groups/<str:written>", coordinating.group, "group"),
    page("groups/<str:written>/note", coordinating.note, "group-note", FORM),
    page("groups/<str:written>/files/<str:note>", coordinating.note_file, "group-file"),
    *steps_of("group", coordinating.run, coordinating.RUNS),
    page(_WORK, coordinating_work.work_list, "work"),
    *(
        page(f"{_WORK}/{what}", coordinating_work.step, f"work-{what}", FORM, what=what)
        for what in coordinating_work.STEPS
    ),
    page("consolidations", consolidating.consolidation_list, "consolidations"),
    page("consolidations/propose", consolidating.propose, "consolidations-propose", FORM),
    page("consolidations/<str:written>", consolidating.consolidation, "consolidation"),
    *steps_of("consolidation", consolidating.step, consolidating.STEPS),
    page("positions", consolidating.position_list, "positions"),
    page("positions/<str:written>", consolidating.position, "position"),
    page("positions/<str:written>/record", consolidating.take_position, "position-record", FORM),
]
