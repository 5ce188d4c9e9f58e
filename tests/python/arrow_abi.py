"""Arrow's C structures by hand, to be wrong in every way that a reader can see."""

from __future__ import annotations

import ctypes as c
from collections.abc import Callable
from typing import Any


class Schema(c.Structure):
    pass


class Array(c.Structure):
    pass


class Stream(c.Structure):
    pass


RELEASE_SCHEMA = c.CFUNCTYPE(None, c.POINTER(Schema))
RELEASE_ARRAY = c.CFUNCTYPE(None, c.POINTER(Array))
RELEASE_STREAM = c.CFUNCTYPE(None, c.POINTER(Stream))
GET_SCHEMA = c.CFUNCTYPE(c.c_int, c.POINTER(Stream), c.POINTER(Schema))
GET_NEXT = c.CFUNCTYPE(c.c_int, c.POINTER(Stream), c.POINTER(Array))
GET_LAST_ERROR = c.CFUNCTYPE(c.c_void_p, c.POINTER(Stream))

Schema._fields_ = [
    ("format", c.c_char_p), ("name", c.c_char_p), ("metadata", c.c_char_p),
    ("flags", c.c_int64), ("n_children", c.c_int64),
    ("children", c.POINTER(c.POINTER(Schema))), ("dictionary", c.POINTER(Schema)),
    ("release", RELEASE_SCHEMA), ("private_data", c.c_void_p),
]  # fmt: skip
Array._fields_ = [
    ("length", c.c_int64), ("null_count", c.c_int64), ("offset", c.c_int64),
    ("n_buffers", c.c_int64), ("n_children", c.c_int64),
    ("buffers", c.POINTER(c.c_void_p)), ("children", c.POINTER(c.POINTER(Array))),
    ("dictionary", c.POINTER(Array)), ("release", RELEASE_ARRAY), ("private_data", c.c_void_p),
]  # fmt: skip
Stream._fields_ = [
    ("get_schema", GET_SCHEMA), ("get_next", GET_NEXT), ("get_last_error", GET_LAST_ERROR),
    ("release", RELEASE_STREAM), ("private_data", c.c_void_p),
]  # fmt: skip


def capsule(structure: c.Structure, name: bytes) -> Any:
    """A capsule around a structure that the test keeps."""
    new = c.pythonapi.PyCapsule_New
    new.restype, new.argtypes = c.py_object, [c.c_void_p, c.c_char_p, c.c_void_p]
    return new(c.addressof(structure), name, None)


class Made:
    """A column of one type, with what it points to, and how often each part was released."""

    def __init__(
        self,
        format_: bytes | None,
        buffers: list[bytes | None],
        length: int,
        *,
        children: list[Made | None] | None = None,
        dictionary: Made | None = None,
        **changes: Any,
    ) -> None:
        self.released: list[str] = []
        self.kept: list[Any] = [children, dictionary]
        self.schema, self.array = Schema(), Array()
        self.schema.format, self.schema.name = format_, b""
        self.array.length, self.array.null_count = length, -1
        pointers = (c.c_void_p * max(1, len(buffers)))()
        for at, content in enumerate(buffers):
            if content is not None:
                memory = c.create_string_buffer(content, len(content) + 8)
                self.kept.append(memory)
                pointers[at] = c.addressof(memory)
        self.kept.append(pointers)
        self.array.buffers = c.cast(pointers, c.POINTER(c.c_void_p))
        self.array.n_buffers = len(buffers)
        if children is not None:
            schemas = (c.POINTER(Schema) * len(children))()
            arrays = (c.POINTER(Array) * len(children))()
            for at, child in enumerate(children):
                if child is not None:
                    schemas[at], arrays[at] = c.pointer(child.schema), c.pointer(child.array)
            self.kept += [schemas, arrays]
            self.schema.children, self.array.children = schemas, arrays
            self.schema.n_children = self.array.n_children = len(children)
        if dictionary is not None:
            self.schema.dictionary = c.pointer(dictionary.schema)
            self.array.dictionary = c.pointer(dictionary.array)
        self.schema.release = RELEASE_SCHEMA(self._release("schema"))
        self.array.release = RELEASE_ARRAY(self._release("array"))
        for name, value in changes.items():
            part, field = name.split("_", 1)
            setattr(getattr(self, part), field, value)

    def _release(self, what: str) -> Callable[[Any], None]:
        def release(structure: Any) -> None:
            self.released.append(what)
            none = RELEASE_SCHEMA if what == "schema" else RELEASE_ARRAY
            structure.contents.release = none()

        return release

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        return capsule(self.schema, b"arrow_schema"), capsule(self.array, b"arrow_array")


class MadeStream:
    """A stream of what it is told to give: structures, or numbers of errors."""

    def __init__(
        self, schema: Made | int | None, chunks: list[Made | int], text: bytes | None = None
    ) -> None:
        self.released: list[str] = []
        self.calls: list[str] = []
        self.kept: list[Any] = [schema, chunks, c.create_string_buffer(text or b"")]
        left = list(chunks)

        def get_schema(_: Any, out: Any) -> int:
            self.calls.append("schema")
            if isinstance(schema, int):
                out.contents.release = RELEASE_SCHEMA(lambda _: self.released.append("wrong"))
                return schema
            if schema is not None:
                c.memmove(out, c.addressof(schema.schema), c.sizeof(Schema))
            return 0

        def get_next(_: Any, out: Any) -> int:
            self.calls.append("next")
            if not left:
                return 0
            chunk = left.pop(0)
            if isinstance(chunk, int):
                return chunk
            c.memmove(out, c.addressof(chunk.array), c.sizeof(Array))
            return 0

        def get_last_error(_: Any) -> int | None:
            return None if text is None else c.addressof(self.kept[2])

        def release(structure: Any) -> None:
            self.released.append("stream")
            structure.contents.release = RELEASE_STREAM()

        self.stream = Stream(
            GET_SCHEMA(get_schema), GET_NEXT(get_next), GET_LAST_ERROR(get_last_error),
            RELEASE_STREAM(release), None,
        )  # fmt: skip

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return capsule(self.stream, b"arrow_array_stream")
