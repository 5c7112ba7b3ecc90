package dev.outrank.ranking.json;

/** Turns the lengths of bags, as they travel, into offsets, as they are computed with. */
public final class JaggedLengths {

    private JaggedLengths() {}

    /**
     * Returns the offsets {@code [lengths.size() + 1]}: lengths {@code [3, 0, 1]} become {@code [0, 3, 3, 4]}.
     *
     * @param lengths ids in each bag
     * @param values the number of ids that came
     * @param lengthsName what messages call the lengths, for example {@code terms.lengths}
     * @param valuesName what messages call the ids, for example {@code terms.values}
     * @throws InvalidFieldException if a length is negative or they do not add up to {@code values}
     */
    public static int[] toOffsets(int[] lengths, int values, String lengthsName, String valuesName) {
        int[] offsets = new int[lengths.length + 1];
        long sum = 0;
        for (int bag = 0; bag < lengths.length; bag++) {
            if (lengths[bag] < 0) {
                throw new InvalidFieldException(
                        lengthsName + "[" + bag + "]", lengths[bag] + " (expected: at least 0)");
            }
            sum += lengths[bag];
            offsets[bag + 1] = (int) Math.min(sum, Integer.MAX_VALUE);
        }
        if (sum != values) {
            throw new InvalidFieldException(
                    lengthsName,
                    "shape " + Shapes.text((long) lengths.length) + ", sum " + sum + " (expected: sum " + values
                            + ", since " + valuesName + " has shape " + Shapes.text((long) values) + ")");
        }
        return offsets;
    }
}
