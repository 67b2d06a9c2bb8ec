"""A folder of records: safe beside other runs, and never in the way."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import platformdirs
import pytest

from reportlint.cache.store import Store, cache_folder, key_of

KEY = key_of([b"a", b"b"])
DAY = 24 * 3600


def record_file(folder: Path) -> Path:
    (path,) = (path for path in folder.glob("??/*") if path.is_file())
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "cache"
    Store(folder).write(KEY, b"one")
    assert Store(folder).read(KEY) == b"one"
    assert Store(folder).read(key_of([b"ab"])) is None
    Store(folder).write(KEY, b"two")
    assert Store(folder).read(KEY) == b"two"


def test_keys_tell_parts_apart() -> None:
    assert len({key_of(parts) for parts in ([b"ab"], [b"a", b"b"], [b"", b"ab"], [b"ab", b""])}) == 4


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_a_damaged_record_is_none(tmp_path: Path, damage: bytes | None) -> None:
    store = Store(tmp_path)
    store.write(KEY, b"something long enough to be cut")
    path = record_file(tmp_path)
    path.write_bytes(path.read_bytes()[:-1] if damage is None else damage)
    assert store.read(KEY) is None


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_what_others_may_write_into_is_left_alone(tmp_path: Path) -> None:
    Store(tmp_path).write(KEY, b"one")
    tmp_path.chmod(0o777)
    assert Store(tmp_path).read(KEY) is None
    Store(tmp_path).write(key_of([b"c"]), b"two")
    tmp_path.chmod(0o700)
    assert Store(tmp_path).read(key_of([b"c"])) is None


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_a_folder_is_made_for_its_user_alone(tmp_path: Path) -> None:
    Store(tmp_path / "cache").write(KEY, b"one")
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "cache")
    store.write(KEY, b"one")
    assert store.read(KEY) is None
    store.prune()


def test_many_runs_at_a_time(tmp_path: Path) -> None:
    records = [bytes([number]) * 50_000 for number in range(20)]

    def write_and_read(record: bytes) -> bytes | None:
        store = Store(tmp_path)
        store.write(KEY, record)
        return store.read(KEY)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(write_and_read, records))
    assert all(one in records for one in found)
    assert not list(tmp_path.glob("*/.*"))


def test_old_records_are_thrown_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    old, used = key_of([b"old"]), key_of([b"used"])
    for key in (old, used):
        store.write(key, b"one")
        path = tmp_path / key[:2] / key[2:]
        os.utime(path, (time.time() - 40 * DAY,) * 2)
    # Asking for a record keeps it.
    assert store.read(used) == b"one"
    store.prune()
    assert (store.read(old), store.read(used)) == (None, b"one")


def test_the_folder_is_where_others_put_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    for named in ("", "/elsewhere", "not/absolute"):
        monkeypatch.setenv("XDG_CACHE_HOME", named)
        assert cache_folder() == platformdirs.user_cache_dir("reportlint", appauthor=False)


def test_pruning_looks_once_a_day(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(KEY, b"one")
    store.prune()
    os.utime(record_file(tmp_path), (time.time() - 40 * DAY,) * 2)
    store.prune()
    assert store.read(KEY) == b"one"
