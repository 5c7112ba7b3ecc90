/*
 * What this machine's memory allows: pooled sums in C for one fixed width each, without weights, means, odd widths, checks or a contract.
 *
 * The practical limit that kernels are measured against. Registers hold the sums of a whole bag; every line of the row `ahead` rows later
 * is prefetched, none where `ahead` is 0: which of both is faster differs from CPU to CPU, so the study takes the faster one.
 */
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

/* ElementType.code(). */
enum { FLOAT32 = 1, FLOAT16 = 2, INT8 = 3, INT4 = 4 };

INLINE int row_bytes(int format, int dim) {
    return format == FLOAT32 ? 4 * dim : format == FLOAT16 ? 2 * dim : format == INT8 ? dim + 8 : dim / 2 + 4;
}

INLINE void add_row(int format, int dim, const uint8_t *row, __m512 *sums, float *biases) {
    if (format == FLOAT32) {
#pragma GCC unroll 8
        for (int r = 0; r < dim / 16; r++) {
            sums[r] = _mm512_add_ps(sums[r], _mm512_loadu_ps(row + 64 * r));
        }
    } else if (format == FLOAT16) {
#pragma GCC unroll 8
        for (int r = 0; r < dim / 16; r++) {
            sums[r] = _mm512_add_ps(sums[r], _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)(row + 32 * r))));
        }
    } else if (format == INT8) {
        float affine[2];
        memcpy(affine, row + dim, sizeof affine);
        __m512 scale = _mm512_set1_ps(affine[0]);
        *biases += affine[1];
#pragma GCC unroll 8
        for (int r = 0; r < dim / 16; r++) {
            __m512i q = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(row + 16 * r)));
            sums[r] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(q), scale, sums[r]);
        }
    } else {
        int32_t halves;
        memcpy(&halves, row + dim / 2, sizeof halves);
        __m128 affine = _mm_cvtph_ps(_mm_cvtsi32_si128(halves));
        __m512 scale = _mm512_broadcastss_ps(affine);
        *biases += _mm_cvtss_f32(_mm_movehdup_ps(affine));
        /* Even columns in the first half of the sums, odd ones in the second. */
#pragma GCC unroll 4
        for (int r = 0; r < dim / 32; r++) {
            __m512i q = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(row + 16 * r)));
            __m512 even = _mm512_cvtepi32_ps(_mm512_and_si512(q, _mm512_set1_epi32(15)));
            __m512 odd = _mm512_cvtepi32_ps(_mm512_srli_epi32(q, 4));
            sums[2 * r] = _mm512_fmadd_ps(even, scale, sums[2 * r]);
            sums[2 * r + 1] = _mm512_fmadd_ps(odd, scale, sums[2 * r + 1]);
        }
    }
}

INLINE void store(int format, int dim, __m512 *sums, float biases, float *out) {
    __m512 bias = _mm512_set1_ps(biases);
    if (format == FLOAT32 || format == FLOAT16) {
#pragma GCC unroll 8
        for (int r = 0; r < dim / 16; r++) {
            _mm512_storeu_ps(out + 16 * r, sums[r]);
        }
    } else if (format == INT8) {
#pragma GCC unroll 8
        for (int r = 0; r < dim / 16; r++) {
            _mm512_storeu_ps(out + 16 * r, _mm512_add_ps(sums[r], bias));
        }
    } else {
        const __m512i first = _mm512_set_epi32(23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
        const __m512i second = _mm512_add_epi32(first, _mm512_set1_epi32(8));
#pragma GCC unroll 4
        for (int r = 0; r < dim / 32; r++) {
            __m512 even = _mm512_add_ps(sums[2 * r], bias);
            __m512 odd = _mm512_add_ps(sums[2 * r + 1], bias);
            _mm512_storeu_ps(out + 32 * r, _mm512_permutex2var_ps(even, first, odd));
            _mm512_storeu_ps(out + 32 * r + 16, _mm512_permutex2var_ps(even, second, odd));
        }
    }
}

INLINE void pool(int format, int dim, int ahead, const uint8_t *rows, int64_t stride, const int64_t *local_rows,
                 const int32_t *offsets, int32_t first_bag, int32_t end_bag, uint8_t *out) {
    int64_t last = (int64_t)offsets[end_bag] - 1;
    float *vector = (float *)out;
    for (int32_t bag = first_bag; bag < end_bag; bag++, vector += dim) {
        __m512 sums[8];
#pragma GCC unroll 8
        for (int r = 0; r < dim / 16; r++) {
            sums[r] = _mm512_setzero_ps();
        }
        float biases = 0;
        for (int32_t i = offsets[bag]; i < offsets[bag + 1]; i++) {
            if (ahead && i + ahead <= last) {
                const char *row = (const char *)rows + local_rows[i + ahead] * stride;
                _mm_prefetch(row, _MM_HINT_T0);
                /* Rows are aligned to 16 bytes: what begins a line less than that before the end is on the last byte's line. */
#pragma GCC unroll 9
                for (int line = 64; line < row_bytes(format, dim) - 16; line += 64) {
                    _mm_prefetch(row + line, _MM_HINT_T0);
                }
                if (row_bytes(format, dim) % 64 != 0) {
                    _mm_prefetch(row + row_bytes(format, dim) - 1, _MM_HINT_T0);
                }
            }
            add_row(format, dim, rows + local_rows[i] * stride, sums, &biases);
        }
        store(format, dim, sums, biases, vector);
    }
}

/* Pools the bags [first_bag, end_bag) into consecutive vectors from `out` on; returns 0, or -1 for a width that it does not have. */
int32_t outrank_limit(int32_t format, int32_t dim, int32_t ahead, const uint8_t *rows, int64_t stride,
                      const int64_t *local_rows, const int32_t *offsets, int32_t first_bag, int32_t end_bag,
                      uint8_t *out) {
#define CASE(f, d) \
    case 1000 * f + d: \
        if (ahead) { \
            pool(f, d, ahead, rows, stride, local_rows, offsets, first_bag, end_bag, out); \
        } else { \
            pool(f, d, 0, rows, stride, local_rows, offsets, first_bag, end_bag, out); \
        } \
        return 0;
    switch (1000 * format + dim) {
        CASE(FLOAT32, 32) CASE(FLOAT32, 64) CASE(FLOAT32, 128)
        CASE(FLOAT16, 32) CASE(FLOAT16, 64) CASE(FLOAT16, 128)
        CASE(INT8, 32) CASE(INT8, 64) CASE(INT8, 128)
        CASE(INT4, 32) CASE(INT4, 64) CASE(INT4, 128)
    }
#undef CASE
    return -1;
}
