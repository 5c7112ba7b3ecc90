"""Quantises a few rows with PyTorch and writes golden.safetensors beside this file. See README.md."""

import json
import pathlib
import struct

import numpy as np
import torch

DIMS = (1, 2, 3, 4, 7, 8, 13, 16, 32, 33, 64, 100)


def rows(dim: int) -> np.ndarray:
    """Returns float32 [rows, dim]: ordinary, constant, tiny, subnormal, large, one-sided and mixed rows."""
    random = np.random.default_rng(dim)
    normal = random.standard_normal
    made = [
        normal(dim),
        normal(dim) * 1e-3 + 5,
        -np.abs(normal(dim)),
        np.zeros(dim),
        np.full(dim, 0.1),
        np.full(dim, -3.7),
        np.full(dim, 1e-42),
        normal(dim) * 1e-41,
        normal(dim) * 1e-7,
        normal(dim) * 1e-9,
        random.uniform(-6e4, 6e4, dim),
        np.where(np.arange(dim) % 2 == 0, -60000.0, 60000.0),
        np.arange(dim) / 17.0,
        np.where(np.arange(dim) == dim // 2, 1000.0, normal(dim) * 1e-3),
        random.uniform(0.999, 1.001, dim),
        np.where(np.arange(dim) % 3 == 0, -0.0, 0.0),
        np.where(np.arange(dim) < 8, 0.0, -0.0),
        np.where(np.arange(dim) % 2 == 0, -0.0, 1.0),
    ]
    made += [normal(dim) * np.exp(normal() * 2) + normal() for _ in range(9)]
    return np.stack(made).astype(np.float32)


def tensors() -> dict[str, np.ndarray]:
    quantized = torch.ops.quantized
    made = {}
    for dim in DIMS:
        values = rows(dim)
        made[f"{dim}.input"] = values
        made[f"{dim}.float16"] = torch.from_numpy(values).half().numpy()
        packed = quantized.embedding_bag_byte_prepack(torch.from_numpy(values))
        made[f"{dim}.int8"] = packed.numpy()
        made[f"{dim}.int8.decoded"] = quantized.embedding_bag_byte_unpack(packed).numpy()
        if dim % 2 == 0:  # PyTorch refuses odd dims
            packed = quantized.embedding_bag_4bit_prepack(torch.from_numpy(values))
            made[f"{dim}.int4"] = packed.numpy()
            made[f"{dim}.int4.decoded"] = quantized.embedding_bag_4bit_unpack(packed).numpy()
    # Beyond the range of float16: float32 and int8 only.
    wide = np.array([[3e37, -1e38, 0, 1, 2e37, 5, -7, 1e38], [1e30, 1e30, 1e30, 1e30, 1e30, 1e30, 1e30, 1.1e30]], np.float32)
    made["wide.input"] = wide
    packed = quantized.embedding_bag_byte_prepack(torch.from_numpy(wide))
    made["wide.int8"] = packed.numpy()
    made["wide.int8.decoded"] = quantized.embedding_bag_byte_unpack(packed).numpy()
    return made


def write(file: pathlib.Path, made: dict[str, np.ndarray]) -> None:
    names = {"float32": "F32", "float16": "F16", "uint8": "U8"}
    header, begin = {}, 0
    for name, array in made.items():
        end = begin + array.nbytes
        header[name] = {"dtype": names[array.dtype.name], "shape": list(array.shape), "data_offsets": [begin, end]}
        begin = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 8) % 64)
    with file.open("wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for array in made.values():
            out.write(np.ascontiguousarray(array).tobytes())


if __name__ == "__main__":
    print("torch", torch.__version__, torch.backends.cpu.get_cpu_capability())
    write(pathlib.Path(__file__).with_name("golden.safetensors"), tensors())
