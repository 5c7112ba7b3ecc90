/*
 * Pooled lookups for x86-64 with AVX-512: the arithmetic of PoolingKernels.poolInto, to the bit.
 *
 * A row's columns are summed in up to 16 registers over a whole bag; every line of the row that comes AHEAD rows later is
 * prefetched, also across bags. Called through a critical downcall: it calls nothing, never blocks and touches nothing but its arguments.
 */
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#define LANES 16
#define MOST_REGISTERS 16
#define BLOCK_COLUMNS (LANES * MOST_REGISTERS)
#define LINE 64
#define ROW_ALIGNMENT 16

/* Rows. On Zen 5 4, 8, 16, 32 and none could not be told apart from the noise; 8 was the choice on Cascade Lake. */
#define AHEAD 16

/*
 * What a call may cost, as the collector waits for it: the bytes of its rows and vectors, and as many more for each as 20 to 100 ns are worth. It
 * is 4096 rows of 256 bytes, 0.4 ms at most, beside which a call of 5 ns does not count. One bag may cost 16 times as much; longer
 * ones are left to the caller.
 */
#define COST_OF_ROW 256
#define COST_OF_BAG 64
#define COST_OF_CALL (1 << 21)
#define COST_OF_LONGEST_BAG (16LL * COST_OF_CALL)

/* ElementType.code(), as in a packed shard's header page. */
enum { FLOAT32 = 1, FLOAT16 = 2, INT8 = 3, INT4 = 4 };

typedef struct {
    const uint8_t *rows;
    int64_t stride;
    const int64_t *local_rows;
    const float *weights; /* read where a function is `weighted`; every weight is 1 elsewhere */
    int64_t last;         /* the last position in local_rows that is prefetched */
    int32_t dim;
    int32_t row_bytes; /* without padding */
} gather;

/* Scale and bias of a row. */
typedef struct {
    float scale;
    float bias;
} affine;

INLINE int32_t row_bytes(int32_t format, int32_t dim) {
    switch (format) {
        case FLOAT32:
            return 4 * dim;
        case FLOAT16:
            return 2 * dim;
        case INT8:
            return dim + 8;
        default:
            return (dim + 1) / 2 + 4;
    }
}

/*
 * The same prefetches for every row: to count a row's lines costs mispredicted branches. Rows are aligned to 16 bytes, so that the last byte's line
 * is one more where they do not fill theirs, and stands for one that begins less than 16 bytes before. Of widths that do not fill their registers a
 * line in between may be left out. `columns` is a constant where this is inlined.
 */
INLINE void prefetch_row(int format, int32_t columns, const gather *g, int64_t i) {
    if (i > g->last) {
        return;
    }
    const char *row = (const char *)g->rows + g->local_rows[i] * g->stride;
    _mm_prefetch(row, _MM_HINT_T0);
#pragma GCC unroll 16
    for (int32_t line = LINE; line < row_bytes(format, columns) - ROW_ALIGNMENT; line += LINE) {
        _mm_prefetch(row + line, _MM_HINT_T0);
    }
    if (columns == BLOCK_COLUMNS) {
        /* What a row wider than a block has besides. */
        for (int32_t line = row_bytes(format, BLOCK_COLUMNS); line < g->row_bytes; line += LINE) {
            _mm_prefetch(row + line, _MM_HINT_T0);
        }
    }
    if (columns == BLOCK_COLUMNS || row_bytes(format, columns) % LINE != 0) {
        _mm_prefetch(row + g->row_bytes - 1, _MM_HINT_T0);
    }
}

/* Bytes before a column. */
INLINE int32_t offset(int format, int32_t column) {
    return format == FLOAT32 ? 4 * column : format == FLOAT16 ? 2 * column : format == INT8 ? column : column / 2;
}

/* Sixteen columns from an address on as floats, those of int8 without scale and bias; lanes outside the mask are 0. */
INLINE __m512 load(int format, const uint8_t *at, __mmask16 lanes) {
    switch (format) {
        case FLOAT32:
            return _mm512_maskz_loadu_ps(lanes, at);
        case FLOAT16:
            return _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(lanes, at));
        default:
            return _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(lanes, at)));
    }
}

INLINE affine scale_and_bias(int format, const uint8_t *row, int32_t dim) {
    affine a = {1, 0};
    if (format == INT8) {
        memcpy(&a.scale, row + dim, sizeof(float));
        memcpy(&a.bias, row + dim + 4, sizeof(float));
    } else if (format == INT4) {
        int32_t halves;
        memcpy(&halves, row + (dim + 1) / 2, sizeof halves);
        __m128 floats = _mm_cvtph_ps(_mm_cvtsi32_si128(halves));
        a.scale = _mm_cvtss_f32(floats);
        a.bias = _mm_cvtss_f32(_mm_movehdup_ps(floats));
    }
    return a;
}

/* Without a mask where there is no need of one. */
INLINE void store(int full, float *at, __mmask16 lanes, __m512 sum) {
    if (full) {
        _mm512_storeu_ps(at, sum);
    } else {
        _mm512_mask_storeu_ps(at, lanes, sum);
    }
}

/*
 * Sums columns [column, column + 16 * registers) of one bag; the last register has the lanes `last`. With `ahead` the rows to come are
 * prefetched, once a bag.
 */
INLINE void pool_columns(int format, int registers, int full, int weighted, const gather *g, int32_t from, int32_t to, int32_t column,
                         __mmask16 last, int ahead, float *out) {
    __m512 sums[MOST_REGISTERS];
#pragma GCC unroll 16
    for (int r = 0; r < registers; r++) {
        sums[r] = _mm512_setzero_ps();
    }
    float biases = 0;
    for (int32_t i = from; i < to; i++) {
        if (ahead) {
            prefetch_row(format, full ? LANES * registers : LANES * (registers - 1) + 1, g, (int64_t)i + AHEAD);
        }
        const uint8_t *row = g->rows + g->local_rows[i] * g->stride;
        float weight = weighted ? g->weights[i] : 1;
        const uint8_t *block = row + offset(format, column);
        affine a = scale_and_bias(format, row, g->dim);
        __m512 factor = _mm512_set1_ps(weight * a.scale);
        biases = __builtin_fmaf(weight, a.bias, biases);
#pragma GCC unroll 16
        for (int r = 0; r < registers; r++) {
            __mmask16 lanes = full || r < registers - 1 ? (__mmask16)0xFFFF : last;
            sums[r] = _mm512_fmadd_ps(load(format, block + offset(format, LANES * r), lanes), factor, sums[r]);
        }
    }
    __m512 bias = _mm512_set1_ps(biases);
#pragma GCC unroll 16
    for (int r = 0; r < registers; r++) {
        __m512 sum = format == INT8 ? _mm512_add_ps(sums[r], bias) : sums[r];
        store(full || r < registers - 1, out + column + LANES * r, last, sum);
    }
}

/*
 * The same for int4, for columns [column, column + count), count <= 32 * pairs: 16 bytes feed two sums, of the even columns (low nibbles) and
 * of the odd ones, which are interleaved once a bag.
 */
INLINE void pool_nibbles(int pairs, int full, int weighted, const gather *g, int32_t from, int32_t to, int32_t column, int32_t count, int ahead,
                         float *out) {
    const __m512i first = _mm512_set_epi32(23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    const __m512i second = _mm512_add_epi32(first, _mm512_set1_epi32(LANES / 2));
    const __m512i low = _mm512_set1_epi32(0xF);
    int32_t last_bytes = (count - 2 * LANES * (pairs - 1) + 1) / 2;
    __mmask16 last = (__mmask16)(0xFFFFu >> (LANES - last_bytes));
    __m512 even[MOST_REGISTERS / 2];
    __m512 odd[MOST_REGISTERS / 2];
#pragma GCC unroll 8
    for (int p = 0; p < pairs; p++) {
        even[p] = odd[p] = _mm512_setzero_ps();
    }
    float biases = 0;
    for (int32_t i = from; i < to; i++) {
        if (ahead) {
            prefetch_row(INT4, full ? 2 * LANES * pairs : 2 * LANES * (pairs - 1) + 1, g, (int64_t)i + AHEAD);
        }
        const uint8_t *row = g->rows + g->local_rows[i] * g->stride;
        float weight = weighted ? g->weights[i] : 1;
        const uint8_t *block = row + column / 2;
        affine a = scale_and_bias(INT4, row, g->dim);
        __m512 factor = _mm512_set1_ps(weight * a.scale);
        biases = __builtin_fmaf(weight, a.bias, biases);
#pragma GCC unroll 8
        for (int p = 0; p < pairs; p++) {
            __mmask16 bytes = full || p < pairs - 1 ? (__mmask16)0xFFFF : last;
            __m512i nibbles = _mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(bytes, block + LANES * p));
            even[p] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(_mm512_and_si512(nibbles, low)), factor, even[p]);
            odd[p] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(_mm512_srli_epi32(nibbles, 4)), factor, odd[p]);
        }
    }
    __m512 bias = _mm512_set1_ps(biases);
#pragma GCC unroll 8
    for (int p = 0; p < pairs; p++) {
        int32_t rest = count - 2 * LANES * p;
        __mmask16 left = (__mmask16)(rest >= LANES ? 0xFFFFu : (1u << rest) - 1);
        __mmask16 right = (__mmask16)(rest >= 2 * LANES ? 0xFFFFu : rest > LANES ? (1u << (rest - LANES)) - 1 : 0);
        __m512 a = _mm512_permutex2var_ps(even[p], first, odd[p]);
        __m512 b = _mm512_permutex2var_ps(even[p], second, odd[p]);
        float *vector = out + column + 2 * LANES * p;
        store(full || p < pairs - 1, vector, left, _mm512_add_ps(a, bias));
        store(full || p < pairs - 1, vector + LANES, right, _mm512_add_ps(b, bias));
    }
}

/*
 * The columns from `column` on, at most `16 * registers` and more than `16 * (registers - 1)`; `full` where they fill their registers, those of
 * int4 in pairs.
 */
INLINE void pool_block(int format, int registers, int full, int weighted, const gather *g, int32_t from, int32_t to, int32_t column, int ahead, float *out) {
    int32_t count = g->dim - column < LANES * registers ? g->dim - column : LANES * registers;
    if (format == INT4) {
        pool_nibbles((registers + 1) / 2, full, weighted, g, from, to, column, count, ahead, out);
    } else {
        __mmask16 last = (__mmask16)(0xFFFFu >> (registers * LANES - count));
        pool_columns(format, registers, full, weighted, g, from, to, column, last, ahead, out);
    }
}

/* The bags of a call. */
typedef struct {
    gather gather;
    const int32_t *offsets;
    int32_t first;
    int32_t end;
    uint8_t *out;
    int64_t out_stride;
} batch;

/*
 * Rows of at most a block: one pass over each bag. All that a bag needs is in locals, and whether there are weights is known where this is
 * compiled: with bags of one row the instructions of a bag decide how many rows are in flight.
 */
INLINE void pool_narrow(int format, int registers, int full, int weighted, const batch *b) {
    const gather g = b->gather;
    const int32_t *offsets = b->offsets;
    const int32_t end = b->end;
    const int64_t out_stride = b->out_stride;
    uint8_t *vector = b->out + b->first * out_stride;
    int32_t from = offsets[b->first];
    for (int32_t bag = b->first; bag < end; bag++) {
        int32_t to = offsets[bag + 1];
        pool_block(format, registers, full, weighted, &g, from, to, 0, 1, (float *)vector);
        from = to;
        vector += out_stride;
    }
}

/* Wider rows: a pass for each block of columns; the first one prefetches whole rows. */
INLINE void pool_wide(int format, int weighted, const batch *b) {
    const gather g = b->gather;
    for (int32_t bag = b->first; bag < b->end; bag++) {
        int32_t from = b->offsets[bag];
        int32_t to = b->offsets[bag + 1];
        float *vector = (float *)(b->out + bag * b->out_stride);
        pool_block(format, 16, 1, weighted, &g, from, to, 0, 1, vector);
        int32_t column = BLOCK_COLUMNS;
        for (; g.dim - column > LANES; column += 2 * LANES) {
            pool_block(format, 2, 0, weighted, &g, from, to, column, 0, vector);
        }
        if (column < g.dim) {
            pool_block(format, 1, 0, weighted, &g, from, to, column, 0, vector);
        }
    }
}

typedef void pool_function(const batch *);

/* A function for each format, width and kind of bags, so that the compiler keeps sums and addresses in registers. */
#define POOL(name, call) \
    static __attribute__((noinline)) void name(const batch *b) { call; }
#define NARROW(name, format, full, weighted, n) POOL(name##_##format##_##n, pool_narrow(format, n, full, weighted, b))
#define WIDTHS(name, format, full, weighted) \
    NARROW(name, format, full, weighted, 1) NARROW(name, format, full, weighted, 2) NARROW(name, format, full, weighted, 3) \
    NARROW(name, format, full, weighted, 4) NARROW(name, format, full, weighted, 5) NARROW(name, format, full, weighted, 6) \
    NARROW(name, format, full, weighted, 7) NARROW(name, format, full, weighted, 8) NARROW(name, format, full, weighted, 9) \
    NARROW(name, format, full, weighted, 10) NARROW(name, format, full, weighted, 11) NARROW(name, format, full, weighted, 12) \
    NARROW(name, format, full, weighted, 13) NARROW(name, format, full, weighted, 14) NARROW(name, format, full, weighted, 15) \
    NARROW(name, format, full, weighted, 16) \
    static pool_function *const name##_##format[] = { \
        name##_##format##_1, name##_##format##_2, name##_##format##_3, name##_##format##_4, \
        name##_##format##_5, name##_##format##_6, name##_##format##_7, name##_##format##_8, \
        name##_##format##_9, name##_##format##_10, name##_##format##_11, name##_##format##_12, \
        name##_##format##_13, name##_##format##_14, name##_##format##_15, name##_##format##_16};
#define FORMAT(format) \
    WIDTHS(full, format, 1, 0) WIDTHS(part, format, 0, 0) POOL(wide_##format, pool_wide(format, 0, b)) \
    WIDTHS(weighted_full, format, 1, 1) WIDTHS(weighted_part, format, 0, 1) POOL(weighted_wide_##format, pool_wide(format, 1, b))

FORMAT(FLOAT32)
FORMAT(FLOAT16)
FORMAT(INT8)
FORMAT(INT4)

INLINE pool_function *pools(int32_t dim, int32_t unit, pool_function *const *full, pool_function *const *part,
                            pool_function *wide) {
    int32_t width = (dim + LANES - 1) / LANES - 1;
    return dim > BLOCK_COLUMNS ? wide : dim % unit == 0 ? full[width] : part[width];
}

/* Makes means of sums, after them: few tables want means, and sums are the faster without. */
static void divide(const batch *b) {
    for (int32_t bag = b->first; bag < b->end; bag++) {
        int32_t rows = b->offsets[bag + 1] - b->offsets[bag];
        float *vector = (float *)(b->out + bag * b->out_stride);
        for (int32_t column = 0; rows > 1 && column < b->gather.dim; column += LANES) {
            int32_t count = b->gather.dim - column;
            __mmask16 lanes = (__mmask16)(count >= LANES ? 0xFFFFu : (1u << count) - 1);
            __m512 sum = _mm512_maskz_loadu_ps(lanes, vector + column);
            _mm512_mask_storeu_ps(vector + column, lanes, _mm512_div_ps(sum, _mm512_set1_ps((float)rows)));
        }
    }
}

/* Returns whether this CPU and its operating system run the kernels; every CPU with AVX-512 converts halves. */
int32_t outrank_pooling_supported(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
            && __builtin_cpu_supports("avx512dq");
}

/*
 * Returns the bag after the last of a call: at least one, and as many as cost COST_OF_CALL together; -1 if the offsets decrease, or leave the
 * `ids` positions.
 */
INLINE int32_t end_of_call(const int32_t *offsets, int32_t first, int32_t bag_count, int32_t ids, int64_t row_cost,
                           int64_t bag_cost) {
    int64_t left = COST_OF_CALL;
    int32_t end = first;
    do {
        if (offsets[end + 1] < offsets[end]) {
            return -1;
        }
        left -= ((int64_t)offsets[end + 1] - offsets[end]) * row_cost + bag_cost;
        end++;
    } while (end < bag_count && left > 0);
    return offsets[first] >= 0 && offsets[end] <= ids ? end : -1;
}

/*
 * Pools bags from `first` on, as many as one call should; vector b begins at out + b * out_stride. `ids` is the length of local_rows, and of
 * weights where they are not NULL.
 *
 * Returns the bag after the last that was pooled; `first` itself if it costs more than COST_OF_LONGEST_BAG; or -1 if offsets or rows are out of
 * bounds. Then it has written nothing.
 */
int32_t outrank_pool(const uint8_t *rows, int64_t stride, int64_t row_count, int32_t format, int32_t dim,
                     const int64_t *local_rows, int32_t ids, const int32_t *offsets, int32_t first, int32_t bag_count,
                     const float *weights, int32_t mean, uint8_t *out, int64_t out_stride) {
    int64_t row_cost = COST_OF_ROW + stride;
    int32_t end = end_of_call(offsets, first, bag_count, ids, row_cost, COST_OF_BAG + 4LL * dim);
    if (end < 0) {
        return -1;
    }
    int32_t to = offsets[end];
    if (((int64_t)offsets[first + 1] - offsets[first]) * row_cost > COST_OF_LONGEST_BAG) {
        return first;
    }
    /* Without a way out, so that the compiler makes vectors of it. */
    int outside = 0;
    for (int32_t i = offsets[first]; i < to; i++) {
        outside |= (uint64_t)local_rows[i] >= (uint64_t)row_count;
    }
    if (outside) {
        return -1;
    }
    batch b = {{rows, stride, local_rows, weights, (int64_t)to - 1, dim, row_bytes(format, dim)},
               offsets, first, end, out, out_stride};
    for (int32_t i = offsets[first]; i < to && i - offsets[first] < AHEAD; i++) {
        prefetch_row(format, 1, &b.gather, i);
    }
#define CASE(format) \
    case format: { \
        int32_t unit = format == INT4 ? 2 * LANES : LANES; \
        pool_function *pool = weights \
                ? pools(dim, unit, weighted_full_##format, weighted_part_##format, weighted_wide_##format) \
                : pools(dim, unit, full_##format, part_##format, wide_##format); \
        pool(&b); \
        break; \
    }
    switch (format) { CASE(FLOAT32) CASE(FLOAT16) CASE(INT8) CASE(INT4) }
#undef CASE
    if (mean) {
        divide(&b);
    }
    return end;
}
