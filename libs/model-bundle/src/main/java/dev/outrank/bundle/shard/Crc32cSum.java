package dev.outrank.bundle.shard;

/**
 * Puts the CRC32Cs of consecutive parts together, so that parts can be checked at the same time.
 *
 * <p>As zlib's {@code crc32_combine}: the checksum of the first part is multiplied by x^(8 · length of the second) modulo the polynomial,
 * then the second is added. Polynomials are bit-reflected: bit 31 is x^0.
 */
final class Crc32cSum {

    /** Castagnoli, reflected (RFC 3720, B.4). */
    private static final int POLYNOMIAL = 0x82F63B78;

    private static final int ONE = 1 << 31;

    private Crc32cSum() {}

    /** Returns the CRC32C of two parts in a row, from that of each and the bytes of the second. */
    static int combine(int first, int second, long secondBytes) {
        return multiply(powerOfX8(secondBytes), first) ^ second;
    }

    /** Returns x^(8 · bytes). */
    private static int powerOfX8(long bytes) {
        int result = ONE;
        int square = ONE >>> 8;
        for (long rest = bytes; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                result = multiply(square, result);
            }
            square = multiply(square, square);
        }
        return result;
    }

    /** Returns a · b modulo the polynomial. */
    private static int multiply(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted >>> 1) ^ ((shifted & 1) == 0 ? 0 : POLYNOMIAL);
        }
        return product;
    }
}
