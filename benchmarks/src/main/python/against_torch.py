"""The project's kernels in C against PyTorch's on the CPU (FBGEMM), in turn, in one process, on the same rows.

    python against_torch.py libs/embedding-engine/target/classes/dev/outrank/engine/linux-x86_64/liboutrank-pooling.so

Needs a CPU build of PyTorch and Linux on x86-64 with AVX-512; nothing of the build or of the tests does. One thread. Rows are on huge
pages for both, which is more than PyTorch asks the kernel for by itself, and not padded, which is less than a packed shard has. PyTorch makes a
new tensor of vectors each time, ours are written into one. Answers are compared before anything is timed.

float16 is the slowest part: PyTorch has no pooled lookup of it but `embedding_bag` of a half tensor, whose sums are halves as well.
"""

import ctypes
import mmap
import statistics
import sys
import time

import torch

DIM = 64
TABLE_BYTES = 2 << 30
IDS = 4080
WINDOWS = 64
ROUNDS = 25
CALLS = 16
FORMATS = {"float32": 1, "float16": 2, "int8": 3, "int4": 4}
ROW_BYTES = {"float32": 4 * DIM, "float16": 2 * DIM, "int8": DIM + 8, "int4": DIM // 2 + 4}


def table():
    memory = mmap.mmap(-1, TABLE_BYTES, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory.madvise(mmap.MADV_HUGEPAGE)
    longs = torch.frombuffer(memory, dtype=torch.int64)
    torch.manual_seed(7)
    step = 1 << 22
    for begin in range(0, longs.numel(), step):
        drawn = torch.randint(-(1 << 63), (1 << 63) - 1, (min(step, longs.numel() - begin),))
        # Small normal numbers wherever a float or a half is read.
        longs[begin : begin + step] = (drawn & 0x3FFF3FFF3FFF3FFF) | 0x0800080008000800
    with open("/proc/self/smaps_rollup") as rollup:
        huge = next(int(line.split()[1]) << 10 for line in rollup if line.startswith("AnonHugePages"))
    assert huge > 0.9 * TABLE_BYTES, f"huge pages: {huge} bytes (expected: most of {TABLE_BYTES})"
    return memory


def torch_pooling(name, memory, offsets):
    rows = TABLE_BYTES // ROW_BYTES[name]
    used = rows * ROW_BYTES[name]
    if name in ("float32", "float16"):
        dtype = torch.float32 if name == "float32" else torch.float16
        weight = torch.frombuffer(memory, dtype=dtype, count=rows * DIM).view(rows, DIM)
        return lambda ids: torch.nn.functional.embedding_bag(ids, weight, offsets, mode="sum", include_last_offset=True)
    weight = torch.frombuffer(memory, dtype=torch.uint8, count=used).view(rows, ROW_BYTES[name])
    quantized = torch.ops.quantized
    if name == "int8":
        pool = quantized.embedding_bag_byte_rowwise_offsets
    else:
        pool = quantized.embedding_bag_4bit_rowwise_offsets
    return lambda ids: pool(weight, ids, offsets, False, 0, False, None, None, True)


def native_pooling(library, name, memory, offsets, out):
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    bags = offsets.numel() - 1
    int_offsets = offsets.to(torch.int32)
    rows = TABLE_BYTES // ROW_BYTES[name]

    def pool(ids):
        first = 0
        while first < bags:
            first = library.outrank_pool(
                address, ROW_BYTES[name], rows, FORMATS[name], DIM, ids.data_ptr(), IDS,
                int_offsets.data_ptr(), first, bags, None, 0, out.data_ptr(), 4 * DIM,
            )
            assert first >= 0, "out of bounds"
        return out

    return pool


def main():
    library = ctypes.CDLL(sys.argv[1])
    long, int32, pointer = ctypes.c_int64, ctypes.c_int32, ctypes.c_void_p
    library.outrank_pool.restype = int32
    library.outrank_pool.argtypes = [
        pointer, long, long, int32, int32, pointer, int32, pointer, int32, int32, pointer, int32, pointer, long,
    ]
    torch.set_num_threads(1)
    memory = table()
    print(f"PyTorch {torch.__version__}, dim {DIM}, uniform rows, one thread; ratio: PyTorch's time over ours")
    for name in FORMATS:
        rows = TABLE_BYTES // ROW_BYTES[name]
        windows = [torch.randint(0, rows, (IDS,)) for _ in range(WINDOWS)]
        for length in (1, 20, 80):
            offsets = torch.arange(0, IDS + 1, length)
            ours = native_pooling(library, name, memory, offsets, torch.empty(IDS // length, DIM))
            theirs = torch_pooling(name, memory, offsets)
            tolerance = 2e-3 if name == "float16" else 1e-5
            torch.testing.assert_close(ours(windows[0]), theirs(windows[0]).float(), rtol=tolerance, atol=tolerance)
            nanos = {"ours": [], "theirs": []}
            window = 0
            for _ in range(ROUNDS):
                for who, pool in (("ours", ours), ("theirs", theirs)):
                    begin = time.perf_counter_ns()
                    for _ in range(CALLS):
                        window = (window + 1) % WINDOWS
                        pool(windows[window])
                    nanos[who].append((time.perf_counter_ns() - begin) / (CALLS * IDS))
            ratio = statistics.median(t / o for o, t in zip(nanos["ours"], nanos["theirs"]))
            print(
                f"{name:8} pool {length:2}: ours {statistics.median(nanos['ours']):6.1f} ns a row,"
                f" PyTorch {statistics.median(nanos['theirs']):6.1f}, ratio {ratio:.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
