package dev.outrank.workbench.quantize;

/** Sums over pairs of rows: the true one and the one that is stored. Mutable, for one thread; sums of parts are added by {@link #add}. */
final class RowErrors {

    private double maxAbsolute;
    private double sumAbsolute;
    private double sumCosine;
    private long elements;
    private long rows;

    /** Adds a pair of rows. Elements that are equal have no error, NaN and infinities included. */
    void add(float[] before, float[] after) {
        double dot = 0;
        double squaresBefore = 0;
        double squaresAfter = 0;
        boolean equal = true;
        for (int d = 0; d < before.length; d++) {
            if (Float.compare(before[d], after[d]) != 0) {
                double error = Math.abs((double) before[d] - after[d]);
                maxAbsolute = Math.max(maxAbsolute, error);
                sumAbsolute += error;
                equal &= error == 0;
            }
            dot += (double) before[d] * after[d];
            squaresBefore += (double) before[d] * before[d];
            squaresAfter += (double) after[d] * after[d];
        }
        double norms = Math.sqrt(squaresBefore) * Math.sqrt(squaresAfter);
        sumCosine += equal ? 1 : norms == 0 ? 0 : dot / norms;
        elements += before.length;
        rows++;
    }

    /** Adds the sums of other rows. */
    void add(RowErrors other) {
        maxAbsolute = Math.max(maxAbsolute, other.maxAbsolute);
        sumAbsolute += other.sumAbsolute;
        sumCosine += other.sumCosine;
        elements += other.elements;
        rows += other.rows;
    }

    /** Returns the largest difference of two elements. */
    double maxAbsolute() {
        return maxAbsolute;
    }

    /** Returns the mean difference over all elements. */
    double meanAbsolute() {
        return sumAbsolute / elements;
    }

    /** Returns the mean over the rows of the cosine of the angle between both; 1 for equal rows, 0 where one of two different rows is zero. */
    double meanCosine() {
        return sumCosine / rows;
    }
}
