"""As much of an ONNX file as it takes to run a chain of nodes: a reader of its
protocol buffers (github.com/onnx/onnx, onnx.proto; numbers are its fields)."""

import struct

import numpy as np

TYPES = {1: "<f4", 6: "<i4", 7: "<i8", 11: "<f8"}


def varint(buf, at):
    """A varint and the position after it."""
    value = shift = 0
    while True:
        b = buf[at]
        value |= (b & 127) << shift
        at, shift = at + 1, shift + 7
        if b < 128:
            return value, at


def fields(buf):
    """Yields (number, value) of each field of a message; bytes stay bytes."""
    at = 0
    while at < len(buf):
        key, at = varint(buf, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(buf, at)
        elif kind in (1, 2, 5):
            size = {1: 8, 5: 4}.get(kind)
            if size is None:
                size, at = varint(buf, at)
            value, at = bytes(buf[at:at + size]), at + size
        else:
            raise ValueError(f"onnx: wire type {kind}")
        yield key >> 3, value


def integers(value):
    """The signed integers of a repeated field, packed or one at a time."""
    if isinstance(value, int):
        values = [value]
    else:
        values, at = [], 0
        while at < len(value):
            v, at = varint(value, at)
            values.append(v)
    return [v - (1 << 64) if v >> 63 else v for v in values]


def tensor(buf):
    """(name, array) of a TensorProto with raw data."""
    dims, kind, name, raw = [], 1, "", b""
    for number, v in fields(buf):
        if number == 1:
            dims += integers(v)
        elif number == 2:
            kind = v
        elif number == 8:
            name = v.decode()
        elif number == 9:
            raw = v
    return name, np.frombuffer(raw, TYPES[kind]).reshape(dims)


def attribute(buf):
    """(name, value) of an AttributeProto: a number or a list of integers."""
    name, value, many = "", None, []
    for number, v in fields(buf):
        if number == 1:
            name = v.decode()
        elif number == 2:
            value = struct.unpack("<f", v)[0]
        elif number == 3:
            value = integers(v)[0]
        elif number == 8:
            many += integers(v)
    return name, many or value


def node(buf):
    out = {"op": "", "in": [], "out": [], "attr": {}}
    for number, v in fields(buf):
        if number in (1, 2):
            out["in" if number == 1 else "out"].append(v.decode())
        elif number == 4:
            out["op"] = v.decode()
        elif number == 5:
            out["attr"].update([attribute(v)])
    return out


def read(path):
    """(nodes, arrays by name) of a model's graph."""
    with open(path, "rb") as f:
        graph = next(v for number, v in fields(f.read()) if number == 7)
    nodes, arrays = [], {}
    for number, v in fields(graph):
        if number == 1:
            nodes.append(node(v))
        elif number == 5:
            arrays.update([tensor(v)])
    return nodes, arrays
