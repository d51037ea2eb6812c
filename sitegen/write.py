"""Last stage: outputs to the output folder, all of them or none.

The new site is written beside the old one and takes its place in one step of the file
system. Whatever stops the build before that step leaves the old site as it was.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sitegen.fill import fill, write_file
from sitegen.model import GENERATOR, MARKER, Output
from sitegen.problems import Problem, ProblemsFound
from sitegen.standing import FOLDER_MODE, Standing, Survey, has_names, inode_of, survey, untouched

AT_FDCWD = -100
RENAME_EXCHANGE = 2
NOT_OFFERED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def write(
    outputs: Iterable[Output],
    folder: Path,
    *,
    standing: Mapping[str, Standing] | None = None,
    found: Survey | None = None,
    spare: Path | None = None,
) -> dict[str, Standing]:
    """Replace ``folder`` by the outputs, whole, and return its files as they then stand.

    ``standing`` are files that an earlier build wrote: what still stands and has the same
    content is not written again. ``found`` is what lies in ``folder``, if that is known.
    ``spare`` is where the old site goes, to be made into the next new one. Raises ProblemsFound
    and leaves ``folder`` as it was.
    """
    fresh, wanted = _beside(folder, "new"), {output.path: output for output in outputs}
    try:
        with _alone(folder.parent):
            check_folder(folder)
            if found is None or found.inode != inode_of(folder):
                found = survey(folder)
            kept = {
                path: it
                for path, it in untouched(found, standing or {}).items()
                if path in wanted and wanted[path].digest == it.digest
            }
            if has_names(found, wanted) and len(wanted) - len(kept) <= 1:
                # The system exchanges one file at once, as it does a folder.
                return _exchange_one(fresh, folder, wanted, kept)
            _take(spare, fresh)
            written = fill(fresh, folder, wanted, kept)
            _swap(fresh, folder)
            _put_away(fresh, spare)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise ProblemsFound([write_problem(error, folder)]) from error
    return written


def _exchange_one(
    fresh: Path, folder: Path, wanted: Mapping[str, Output], kept: dict[str, Standing]
) -> dict[str, Standing]:
    """Replace the one file that is not kept, if there is one."""
    for path in wanted.keys() - kept.keys():
        shutil.rmtree(fresh, ignore_errors=True)
        _take(None, fresh)
        kept[path] = write_file(f"{fresh}/new", wanted[path])
        (fresh / "new").rename(folder / path)
        shutil.rmtree(fresh, ignore_errors=True)
    return kept


def recover(folder: Path) -> None:
    """Put the old site back if a build was killed between the two renames of ``_swap``.

    Raises ProblemsFound if it cannot.
    """
    old = _beside(folder, "old")
    if old.is_symlink() or not old.is_dir():
        return
    try:
        with _alone(folder.parent):
            if folder.exists():
                shutil.rmtree(old, ignore_errors=True)
            elif old.exists():
                old.rename(folder)
    except OSError as error:
        message = f"the old site cannot be put back: {error.strerror}"
        hint = f"rename this folder to {folder.name}"
        raise ProblemsFound([Problem(path=old.name, message=message, hint=hint)]) from error


def check_folder(folder: Path) -> None:
    """Raise ProblemsFound if ``folder`` holds something that a build did not make."""
    if folder.is_symlink():
        raise _refused(folder, "the output folder is a link", "name the real folder with --output")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise _refused(folder, "the output folder is a file", "name another with --output")
    if any(folder.iterdir()) and not _is_ours(folder):
        raise _refused(
            folder,
            "this folder was not made by a build, so it is not replaced",
            "empty it yourself, or name another with --output",
        )


def _is_ours(folder: Path) -> bool:
    try:
        told = json.loads((folder / MARKER).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("generator") == GENERATOR


def _refused(folder: Path, message: str, hint: str) -> ProblemsFound:
    return ProblemsFound([Problem(path=folder.name, message=message, hint=hint)])


def write_problem(error: OSError, folder: Path) -> Problem:
    """Return what keeps a folder from being written, in an owner's words."""
    reasons = {
        errno.ENOSPC: ("the disk is full", "make room and build again"),
        errno.EDQUOT: ("the disk is full", "make room and build again"),
        errno.EFBIG: ("the disk takes no file of that size", "make room and build again"),
        errno.EROFS: ("the disk is read-only", "name another folder with --output"),
        errno.EEXIST: ("a file is where a folder is needed", "name another folder with --output"),
        errno.ENOTDIR: ("a file is where a folder is needed", "name another folder with --output"),
        errno.ENAMETOOLONG: ("a name is too long for this disk", "choose a shorter one"),
        errno.EACCES: ("the output folder may not be written", "check its rights"),
        errno.EPERM: ("the output folder may not be written", "check its rights"),
    }
    message, hint = reasons.get(error.errno or 0, (f"writing failed: {error.strerror}", ""))
    return Problem(path=folder.name, message=f"{message}; the old site is unchanged", hint=hint)


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f"{folder.name}.sitegen-{what}")


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Wait until no other build writes below ``parent``; the lock ends with the process."""
    parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _take(spare: Path | None, fresh: Path) -> None:
    """Put the spare folder, or what a killed build has left, in the place of the new site.

    Raises ProblemsFound if something is in the way.
    """
    try:
        if fresh.is_symlink() or fresh.is_file():
            fresh.unlink()
    except OSError as error:
        message = f"a leftover of an earlier build is in the way: {error.strerror}"
        raise ProblemsFound(
            [Problem(path=fresh.name, message=message, hint="remove it")]
        ) from error
    if spare and not fresh.exists() and spare.is_dir() and not spare.is_symlink():
        with contextlib.suppress(OSError):
            spare.rename(fresh)
    fresh.mkdir(exist_ok=True)


def _put_away(old: Path, spare: Path | None) -> None:
    """Keep the old site as the spare folder of the next build, or remove it."""
    with contextlib.suppress(OSError):
        old.chmod(FOLDER_MODE)  # Whoever has taken its rights away keeps it from being moved.
    if spare:
        with contextlib.suppress(OSError):
            old.rename(spare)
    shutil.rmtree(old, ignore_errors=True)


def _swap(fresh: Path, folder: Path) -> None:
    """Exchange the two folders; where the system cannot, rename one after the other."""
    if not folder.exists():
        fresh.rename(folder)
        return
    try:
        _exchange(fresh, folder)
    except OSError as error:
        if error.errno not in NOT_OFFERED:
            raise
        old = _beside(folder, "old")
        folder.rename(old)
        try:
            fresh.rename(folder)
        except OSError:
            old.rename(folder)
            raise
        with contextlib.suppress(OSError):
            old.rename(fresh)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> None:
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, "renameat2 is not offered")
    paths = os.fsencode(one), os.fsencode(other)
    if call(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
