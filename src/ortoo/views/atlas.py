"""The atlas: every page that there is to a network, and an index of them.

In    a network with a table of markets, a plan, and a folder.
Out   HTML files in that folder, which need nothing but each other.
Law   the same network and plan give the same bytes, by however many processes; all pages are made
      and written beside the folder before the first one is moved into it.
Not   here: what the pages say (``views.leaves``).
"""

import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import active_children, get_context, resource_tracker
from pathlib import Path
from threading import current_thread, main_thread

from ortoo.base.errors import InternalError, MissingDataError
from ortoo.base.saying import say
from ortoo.network.gazetteer import find_place
from ortoo.network.network import Network
from ortoo.views import leaves, studies
from ortoo.views.atlas_index import atlas_index
from ortoo.views.basemap import with_drawing
from ortoo.views.beside import with_links
from ortoo.views.leaf import HOME, Leaf, Maker, Plan, Subject, Words
from ortoo.views.own_plan import markets_of
from ortoo.views.written import write_all

MAKERS: tuple[Maker, ...] = (
    Maker(name="markets", group=say("Start here"), asks=leaves.once, makes=leaves.markets_leaf),
    Maker(name="explorer", group=say("Start here"), asks=leaves.explorer_asked,
          makes=leaves.explorer_leaf),
    Maker(name="gap", group=say("Start here"), asks=leaves.gaps_asked, makes=leaves.gap_leaf),
    Maker(name="route", group=say("The way to each market"), asks=leaves.routes_asked,
          makes=leaves.route_leaf),
    Maker(name="front", group=say("Least exposure"), asks=leaves.fronts_asked,
          makes=leaves.front_leaf),
    Maker(name="dependency", group=say("Who holds what"), asks=studies.dependency_asked,
          makes=studies.dependency_leaf),
    Maker(name="comparison", group=say("What would change it"), asks=studies.comparisons_asked,
          makes=studies.comparison_leaf),
    Maker(name="corridor", group=say("Corridors"), asks=leaves.corridors_asked,
          makes=leaves.corridor_leaf),
    Maker(name="sources", group=say("What it rests on"), asks=leaves.once,
          makes=leaves.sources_leaf),
)  # fmt: skip
"""The kinds of pages in the order of the index: name, heading, jobs, maker."""

PLAN = Plan()
SLOWEST = ("dependency", "explorer", "markets", "comparison", "corridor")
"""Begun first, so that no process is left alone with them at the end."""

Job = tuple[str, Words]


def write_atlas(
    network: Network,
    out: Path,
    *,
    progress: Callable[[str], None],
    plan: Plan = PLAN,
    processes: int = 2,
) -> list[Path]:
    """Write every page of the atlas into ``out``, which is made if it is not there.

    Parameters
    ----------
    network
        With a markets table; its order is the order of the atlas.
    out
        The folder; files of the same names in it are replaced, others left alone.
    progress
        Called with a name after each page is made.
    plan
        Which pages to make.
    processes
        How many pages are made at once; 1 makes all of them in this process.

    Returns
    -------
    The files written, index first.

    Raises
    ------
    MissingDataError
        The network has no markets, or none outside the country of the origin.
    UnknownNameError
        The network has no place called as the plan's origin.
    UnwrittenError
        A file could not be written; what was in the folder before is untouched.
    """
    subject = Subject(network=network, plan=plan)
    find_place(network.tables["places"], plan.origin)
    jobs = list(_jobs(subject))
    group_of = {maker.name: maker.group for maker in MAKERS}
    made = _made(subject, jobs, progress=progress, processes=processes)
    found = [(group_of[job[0]], leaf) for job in jobs if (leaf := made[job]) is not None]
    found = with_links(found, subject.language)
    files = {HOME: atlas_index(subject, found)}
    files |= {leaf.file: leaf.html for _, leaf in found}
    doubled = [file for file, n in Counter(leaf.file for _, leaf in found).items() if n > 1]
    if doubled:
        raise InternalError(f"two pages of the atlas would be called {doubled[0]}")
    write_all(out, files)
    progress(HOME)
    return [out / file for file in files]


def page_count(network: Network, plan: Plan = PLAN) -> int:
    """How many pages ``write_atlas`` will make at most, for a progress bar."""
    return sum(1 for _ in _jobs(Subject(network=network, plan=plan))) + 1


def _jobs(subject: Subject) -> Iterator[Job]:
    if not len(subject.network.tables["markets"]):
        raise MissingDataError("the network has no markets.csv, or no market in it; the atlas "
                               "needs at least one")  # fmt: skip
    if not markets_of(subject):
        raise MissingDataError(f"every market lies in the country of {subject.plan.origin}; the "
                               "atlas needs one abroad")  # fmt: skip
    for maker in MAKERS:
        yield from ((maker.name, words) for words in maker.asks(subject))


def _made(
    subject: Subject, jobs: list[Job], *, progress: Callable[[str], None], processes: int
) -> Mapping[Job, Leaf | None]:
    """What became of each job."""
    found: dict[Job, Leaf | None] = {}
    urgent = sorted(jobs, key=lambda job: job[0] not in SLOWEST)
    if processes == 1:
        _Desk.open(subject)
        for job in urgent:
            found[job] = _Desk.do(job)
            progress(" ".join([job[0], *job[1]]))
        return found
    with _pool(subject, processes) as pool:
        waiting = {pool.submit(_Desk.do, job): job for job in urgent}
        for done in as_completed(waiting):
            job = waiting[done]
            found[job] = done.result()
            progress(" ".join([job[0], *job[1]]))
    return found


@contextmanager
def _pool(subject: Subject, processes: int) -> Iterator[ProcessPoolExecutor]:
    """Processes with the subject at hand; whatever goes wrong, none of them is left or waited for.

    They are spawned, for a fork would copy the threads of a progress bar.
    """
    others = set(active_children())
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_Desk.open, initargs=(subject,)
    )
    try:
        with _uninterrupted():
            for _ in range(processes):  # each starts a process, which stays deaf to interrupts
                pool.submit(int)
        yield pool
    except BaseException:
        for process in set(active_children()) - others:
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started here never hears an interrupt; the one who starts it hears it at the end."""
    if not hasattr(signal, "pthread_sigmask") or current_thread() is not main_thread():
        yield
        return
    resource_tracker.ensure_running()  # it would undo the mask when it is started later
    heard: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    if heard:
        raise KeyboardInterrupt


class _Desk:
    """What a process has at hand to do its jobs: sent once, not with every job."""

    subject: Subject

    @classmethod
    def open(cls, subject: Subject) -> None:
        drawn = with_drawing(subject.network.countries)
        cls.subject = replace(subject, network=replace(subject.network, countries=drawn))

    @classmethod
    def do(cls, job: Job) -> Leaf | None:
        name, words = job
        maker = next(maker for maker in MAKERS if maker.name == name)
        return maker.makes(cls.subject, words)
