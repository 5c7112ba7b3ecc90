package dev.outrank.ranking.json;

/** Turns the lengths of bags, as they travel, into offsets, as they are computed with. */
public final class JaggedLengths {

    private JaggedLengths() {}

    /**
     * Turns lengths into offsets in place: {@code [3, 0, 1, …]} of 3 bags becomes {@code [0, 3, 3, 4]}.
     *
     * @param lengths ids in each bag; longer than {@code bags}
     * @param bags the number of bags
     * @param values the number of ids that came
     * @param lengthsName what messages call the lengths, for example {@code terms.lengths}
     * @param valuesName what messages call the ids, for example {@code terms.values}
     * @throws InvalidFieldException if a length is negative or they do not add up to {@code values}
     */
    public static void toOffsetsInPlace(int[] lengths, int bags, int values, String lengthsName, String valuesName) {
        long sum = 0;
        for (int bag = 0; bag < bags; bag++) {
            int length = lengths[bag];
            if (length < 0) {
                throw new InvalidFieldException(lengthsName + "[" + bag + "]", length + " (expected: at least 0)");
            }
            lengths[bag] = (int) Math.min(sum, Integer.MAX_VALUE);
            sum += length;
        }
        if (sum != values) {
            throw new InvalidFieldException(
                    lengthsName,
                    "shape " + Shapes.text((long) bags) + ", sum " + sum + " (expected: sum " + values + ", since "
                            + valuesName + " has shape " + Shapes.text((long) values) + ")");
        }
        lengths[bags] = values;
    }
}
