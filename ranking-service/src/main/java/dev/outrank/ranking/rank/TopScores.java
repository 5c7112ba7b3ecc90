package dev.outrank.ranking.rank;

import java.util.Arrays;

/**
 * Picks the best scores: descending, equal ones by position.
 *
 * <p>A score and its position are packed into one long whose natural order is the order wanted, so that picking is a bounded heap of
 * primitives: O(n log k) time, k longs.
 */
final class TopScores {

    private TopScores() {}

    /**
     * Returns the positions of the {@code min(k, scores.length)} best scores, best first.
     *
     * @param scores finite
     * @param k at least 1
     */
    static int[] positions(float[] scores, int k) {
        long[] best = new long[Math.min(k, scores.length)];
        for (int i = 0; i < best.length; i++) {
            best[i] = key(scores[i], i);
        }
        if (best.length < scores.length) {
            keepSmallest(best, scores);
        }
        Arrays.sort(best);
        int[] positions = new int[best.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (int) best[i];
        }
        return positions;
    }

    /** Makes {@code heap} the smallest keys of all scores; it holds the first of them, and is a heap with the largest on top meanwhile. */
    private static void keepSmallest(long[] heap, float[] scores) {
        for (int parent = heap.length / 2 - 1; parent >= 0; parent--) {
            siftDown(heap, parent);
        }
        for (int i = heap.length; i < scores.length; i++) {
            long key = key(scores[i], i);
            if (key < heap[0]) {
                heap[0] = key;
                siftDown(heap, 0);
            }
        }
    }

    private static void siftDown(long[] heap, int from) {
        long moving = heap[from];
        int parent = from;
        for (int child = 2 * parent + 1; child < heap.length; child = 2 * parent + 1) {
            if (child + 1 < heap.length && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= moving) {
                break;
            }
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = moving;
    }

    /** Smaller for a larger score; among equal scores smaller for a smaller position. Adding 0 makes -0 equal to 0. */
    private static long key(float score, int position) {
        int bits = Float.floatToIntBits(score + 0.0f);
        int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) ~ascending << 32) | position;
    }
}
