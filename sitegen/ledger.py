"""What one build leaves to the next on disk, and what of it still holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sitegen.files import Seen
from sitegen.model import Memory, Output, References, Rendered
from sitegen.records import (
    file_record,
    known_text,
    prose_record,
    read_fact,
    seen_file,
    text_record,
    written,
)
from sitegen.standing import Standing, Survey, survey, untouched
from sitegen.store import FOLDER, Damaged, Store, key_of
from sitegen.texts import Text

# All texts in a cache referred to nothing amiss while a site's places had the digest kept under
# this name.
PLACES = "places"

# What comes of reading a record that is not as it was written.
SHAPELESS = (ValueError, TypeError, KeyError, IndexError, AttributeError)


class Ledger:
    """The part of a cache that tells of one site, built into one folder."""

    def __init__(self, store: Store, root: Path, folder: Path) -> None:
        self.store = store
        self.root = root
        self.folder = folder
        self.key = key_of(root, folder)
        self.standing: Mapping[str, Standing] = {}
        self.found: Survey | None = None
        self._before = Memory()

    @property
    def spare(self) -> Path:
        """Where the site before the last waits to be made into the next."""
        name = blake2b(self.key.encode(), digest_size=8).hexdigest()
        return self.root.resolve() / FOLDER / f"spare-{name}"

    def memory(self) -> Memory:
        """Return what earlier builds know. Raises Damaged."""
        try:
            texts = self._texts()
            self._before = Memory(
                seen=self._seen(),
                texts=texts,
                references=self._references(texts),
                rendered=self._rendered(),
            )
        except SHAPELESS as error:
            raise Damaged("damaged") from error
        return self._before

    def read(self, *, outputs: bool = False) -> Memory:
        """Return what earlier builds know of sources, all of it read now. Raises Damaged.

        With ``outputs`` it knows the files too that still stand in the output folder.
        """
        try:
            proses = self.store.rows("proses")
            texts = {
                name: known_text(it, partial(proses.__getitem__, name))
                for name, it in self.store.rows("texts").items()
                if name in proses
            }
            rendered = self._rendered() if outputs else None
            references = self._references(texts)
            return Memory(seen=self._seen(), texts=texts, references=references, rendered=rendered)
        except SHAPELESS as error:
            raise Damaged("damaged") from error

    def keep(
        self, memory: Memory, standing: Mapping[str, Standing], summary: Mapping[str, Any]
    ) -> None:
        """Leave what a build knows, the files that it wrote, and a summary of it."""
        before, seen, texts = self._before, memory.seen, memory.texts
        new_files = {name: it for name, it in seen.items() if not _same(before.seen.get(name), it)}
        new_texts = {name: it for name, it in texts.items() if before.texts.get(name) != it}
        files = {path: _columns(it) for path, it in standing.items()}
        assert memory.rendered is not None
        assert memory.references is not None
        new = {
            "files": {name: file_record(it) for name, it in new_files.items()},
            "texts": {name: text_record(it) for name, it in new_texts.items()},
            "proses": {name: prose_record(it.prose) for name, it in new_texts.items()},
            "builds": {
                self.key: written({**summary, "files": files}),
                PLACES: memory.references.places,
                f"{self.key} outputs": _outputs_record(memory.rendered),
            },
        }
        gone_texts = [name for name in before.texts if name not in texts]
        gone = {
            "files": [name for name in before.seen if name not in seen],
            "texts": gone_texts,
            "proses": gone_texts,
        }
        self.store.put(new, gone)

    def edited(self, seen: Mapping[str, Seen]) -> tuple[str, ...]:
        """Return the names of files that are new, gone, or not what they were."""
        before = self._before.seen
        return tuple(
            name
            for name in sorted(before.keys() | seen.keys())
            if name not in before or name not in seen or before[name].digest != seen[name].digest
        )

    def _seen(self) -> dict[str, Seen]:
        rows = self.store.rows("files")
        return {name: seen_file(record, self.root) for name, record in rows.items()}

    def _texts(self) -> dict[str, Text]:
        rows = self.store.rows("texts")
        return {name: known_text(it, partial(self._prose, name)) for name, it in rows.items()}

    def _references(self, texts: Mapping[str, Text]) -> References | None:
        places = self.store.value("builds", PLACES)
        if places is None:
            return None
        return References(places, {name: text.digest for name, text in texts.items()})

    def _prose(self, name: str) -> str:
        record = self.store.value("proses", name)
        if record is None:
            raise Damaged("damaged")
        return record

    def _rendered(self) -> Rendered | None:
        summary = self.store.value("builds", self.key)
        record = self.store.value("builds", f"{self.key} outputs")
        if summary is None or record is None:
            return None
        recorded = {path: Standing(*it) for path, it in json.loads(summary)["files"].items()}
        self.found = survey(self.folder)
        self.standing = untouched(self.found, recorded)
        told = json.loads(record)
        facts = [read_fact(it) for it in told["facts"]]
        return Rendered(
            outputs={
                path: self._output(path, made_from, (facts[at] for at in trace), assets)
                for path, made_from, trace, assets in told["outputs"]
                if path in self.standing
            },
            facts=dict(zip(facts, told["digests"], strict=True)),
            parts=told["parts"],
            reasons={},
        )

    def _output(self, path: str, made_from: str, trace: Iterable[Any], assets: list[str]) -> Output:
        return Output(
            path=path,
            content=(self.folder / path).read_bytes,
            digest=self.standing[path].digest,
            made_from=made_from,
            trace=tuple(trace),
            assets=tuple(assets),
        )


def _same(one: Seen | None, other: Seen) -> bool:
    return one is not None and (one.stamp, one.digest) == (other.stamp, other.digest)


def _columns(it: Standing) -> list[object]:
    return [it.size, it.time, it.inode, it.digest]


def _outputs_record(rendered: Rendered) -> str:
    facts = list(rendered.facts)
    numbers = {fact: at for at, fact in enumerate(facts)}
    outputs = [
        [it.path, it.made_from, [numbers[fact] for fact in it.trace], it.assets]
        for it in rendered.outputs.values()
    ]
    digests = list(rendered.facts.values())
    parts = dict(rendered.parts)
    return written({"facts": facts, "digests": digests, "parts": parts, "outputs": outputs})
